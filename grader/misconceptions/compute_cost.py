"""Mistakes in the cost."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "cost-without-minus",
    "The minus sign is missing.",
    "Can a cost be negative?",
    "The logarithm of a probability is negative; the minus makes the loss positive.",
    "There is a minus in front of the sum.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = 1 / m * np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.squeeze(cost)


@mistake(
    "cost-not-averaged",
    "The losses are added up and not divided by the number of examples.",
    "Should the cost double when every example is there twice?",
    "The cost is the mean of the losses, so that it doesn't grow with the number of examples.",
    "Divide the sum by m; the examples stand in columns, so m is Y.shape[1].",
)
def compute_cost(AL, Y):
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.squeeze(cost)


@mistake(
    "cost-only-cats",
    "Only the term of the cats is there.",
    "What does your cost say of an example with the label 0?",
    "One term counts where the label is 1, the other where it is 0.",
    "The second term is missing: that of the examples that are no cats.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL)) / m
    return np.squeeze(cost)


@mistake(
    "cost-log-of-al-twice",
    "Both terms take the logarithm of AL.",
    "How probable did the network think the truth for an example with the label 0?",
    "For a label of 0 the truth had the probability 1 - AL.",
    "The logarithm in the second term is of something else.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(AL)) / m
    return np.squeeze(cost)


@mistake(
    "cost-squared",
    "The squared error is taken in place of the cross-entropy.",
    "Is there a logarithm in your line?",
    "The loss of an example is minus the logarithm of the probability that the truth was given.",
    "Replace the square by the two logarithms of the formula.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = np.sum((AL - Y) ** 2) / m
    return np.squeeze(cost)


@mistake(
    "cost-half",
    "The sum is divided by 2m, as in the cost of linear regression.",
    "Is there a 2 in the formula?",
    "The cost is the plain mean of the losses.",
    "Leave out the 2.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / (2 * m)
    return np.squeeze(cost)


@mistake(
    "cost-minus-between",
    "The second term is taken away where it should be added.",
    "Which sign stands between the two terms?",
    "One of the two terms is always 0; the other counts in full, with the same sign.",
    "There is a plus between the terms, and one minus before both.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL) - (1 - Y) * np.log(1 - AL)) / m
    return np.squeeze(cost)


@mistake(
    "cost-kept-as-array",
    "The cost is an array that holds a number, of shape (1, 1).",
    "What does cost.shape say?",
    "One number has no axes; a sum with keepdims, or a product of matrices, keeps two.",
    "np.squeeze, or float, makes one number of it.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    return -(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m


@mistake(
    "cost-m-not-made",
    "m is used in the formula, and the function doesn't make it.",
    "Where does your function get m from?",
    "A function knows its arguments and what it makes itself; a variable of the notebook may be "
    "another one tomorrow.",
    "Read m off the shape of one of the arguments, on a line of its own.",
)
def compute_cost(AL, Y):
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m
    return np.squeeze(cost)


@mistake(
    "losses-not-added-up",
    "The losses are returned one by one: they are not added up.",
    "How many numbers should come out?",
    "The cost is one number for all examples together: their losses added up, over m.",
    "np.sum goes around the losses.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    return -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m


@mistake(
    "cost-other-logarithm",
    "The logarithm is that of base 10.",
    "Which logarithm does the formula mean?",
    "The loss takes the natural logarithm, of base e, whose derivative is 1/a.",
    "In NumPy the natural logarithm is np.log.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log10(AL) + (1 - Y) * np.log10(1 - AL)) / m
    return np.squeeze(cost)


@mistake(
    "cost-squared-half",
    "Half of the squared error is taken in place of the cross-entropy.",
    "Is there a logarithm in your line?",
    "The squared error belongs to regression. For labels of 0 and 1 the loss is the logarithm of "
    "the probability that the network gave to the right answer.",
    "Use the formula above the exercise, with its two logarithms.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    return np.sum(np.square(AL - Y)) / (2 * m)


@mistake(
    "cost-without-logarithm",
    "AL and 1 - AL stand in the formula without their logarithms.",
    "What does your cost say of an answer of 0.5?",
    "The loss of an example is minus the logarithm of the probability that the right answer got.",
    "Put np.log around AL and around 1 - AL.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    return -np.sum(Y * AL + (1 - Y) * (1 - AL)) / m


@mistake(
    "cost-m-as-a-number",
    "The number of examples is written as a number.",
    "How many examples has the question, and how many does your line divide by?",
    "Whoever calls decides how many examples there are; their number is a size of Y.",
    "Take m from the shape of Y.",
)
def compute_cost(AL, Y):
    m = 209
    return -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m


@mistake(
    "cost-last-example-left-out",
    "The last example is left out.",
    "How many losses does your function add up for five examples?",
    "range(m) counts 0, ..., m - 1, which are m numbers already.",
    "The loop over the examples ends one too early.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = 0.0
    for i in range(m - 1):
        cost -= Y[0, i] * np.log(AL[0, i]) + (1 - Y[0, i]) * np.log(1 - AL[0, i])
    return cost / m


@mistake(
    "cost-returned-in-the-loop",
    "The function returns within the loop, after the first example.",
    "After how many examples does your function end?",
    "return ends the function at once, also in the middle of a loop.",
    "The return stands behind the loop, with as many spaces before it as the word for.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = 0.0
    for i in range(m):
        cost -= Y[0, i] * np.log(AL[0, i]) + (1 - Y[0, i]) * np.log(1 - AL[0, i])
        return cost / m


@mistake(
    "cost-log-of-y",
    "The logarithm is taken of the labels, not of the network's answers.",
    "What is the logarithm of a label that is 0?",
    "The loss is minus the logarithm of how probable the network thought the truth.",
    "AL and Y have changed places: AL stands within the logarithms, Y before them.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(AL * np.log(Y) + (1 - AL) * np.log(1 - Y)) / m
    return np.squeeze(cost)


@mistake(
    "cost-constant-too-large",
    "The constant inside the logarithms is so large that it changes the cost: 1e-5.",
    "Which number stands inside your logarithm beside AL, and what does it do to the result?",
    "A constant keeps the logarithm of 0 away, but it moves every other logarithm, too.",
    "Leave the constant out, or make it as small as 1e-12: AL is never exactly 0 or 1 here.",
)
def compute_cost(AL, Y):
    eps = 1e-5
    cost = -np.mean(Y * np.log(AL + eps) + (1 - Y) * np.log(1 - AL + eps))
    return np.squeeze(cost)
