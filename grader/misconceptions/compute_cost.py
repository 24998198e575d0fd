"""Mistakes in the cost."""

import numpy as np

from grader.misconceptions.record import mistake


@mistake(
    "cost-without-minus",
    "The minus sign in front of the sum is missing.",
    "Is your cost negative? Can a cost be negative?",
    "The logarithm of a probability is negative or zero. The minus sign makes the loss positive.",
    "Compare the sign at the very front of your expression with the formula.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = 1 / m * np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.squeeze(cost)


@mistake(
    "cost-not-averaged",
    "The losses are summed and not divided by the number of examples.",
    "Should the cost double when every example occurs twice?",
    "The cost is the mean of the losses, so it doesn't depend on how many examples there are.",
    "Divide the sum by the number of examples, which is the number of columns of `Y`.",
)
def compute_cost(AL, Y):
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
    return np.squeeze(cost)


@mistake(
    "cost-only-cats",
    "The term for label 0 is missing.",
    "What does an example with label 0 contribute to your cost?",
    "The first term counts where the label is 1, the second where the label is 0.",
    "Add the second term of the formula to the sum.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL)) / m
    return np.squeeze(cost)


@mistake(
    "cost-log-of-al-twice",
    "Both terms use the logarithm of `AL`.",
    "Which probability did the network give to the true label of an example with label 0?",
    "For label 0, the true class has the probability 1 - `AL`.",
    "Change the argument of the logarithm in the second term.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(AL)) / m
    return np.squeeze(cost)


@mistake(
    "cost-squared",
    "The cost is the mean squared error instead of the cross-entropy.",
    "Which function of `AL` appears in the formula, and does it appear in your code?",
    "The cross-entropy loss is minus the logarithm of the probability of the true label.",
    "Replace the square with the two terms of the formula above the exercise.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = np.sum((AL - Y) ** 2) / m
    return np.squeeze(cost)


@mistake(
    "cost-half",
    "The sum is divided by 2m, as in the cost of linear regression.",
    "Which factor does the formula have in front of the sum, and which does your code have?",
    "The cross-entropy cost is the plain mean of the losses.",
    "Compare the denominator in your code with the formula.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / (2 * m)
    return np.squeeze(cost)


@mistake(
    "cost-minus-between",
    "The second term is subtracted instead of added.",
    "What does an example with label 0 contribute to your cost, and with which sign?",
    "For each example one of the two terms is 0, and the other one counts with the same sign.",
    "Compare the sign between the two terms with the formula.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log(AL) - (1 - Y) * np.log(1 - AL)) / m
    return np.squeeze(cost)


@mistake(
    "cost-kept-as-array",
    "The cost is an array of shape (1, 1) that holds one number.",
    "What is the shape of your `cost`?",
    "A plain number has no axes. A matrix product, or a sum with `keepdims=True`, keeps two.",
    "Turn the array into a number before you return it, with `np.squeeze` or `float`.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    return -(np.dot(Y, np.log(AL).T) + np.dot(1 - Y, np.log(1 - AL).T)) / m


@mistake(
    "cost-m-not-made",
    "The function uses `m` without computing it.",
    "Where does your function get `m` from?",
    "A function knows its arguments and its own variables. A variable of the notebook can change "
    "or be missing.",
    "Compute `m` from the shape of an argument, on a line before you use it.",
)
def compute_cost(AL, Y):
    cost = -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m
    return np.squeeze(cost)


@mistake(
    "losses-not-added-up",
    "The function returns one loss per example, without summing them.",
    "How many numbers should the function return, and how many does yours return?",
    "The cost is one number for all examples: the sum of their losses, divided by m.",
    "Sum the losses before you divide by `m`.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    return -(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m


@mistake(
    "cost-other-logarithm",
    "The code uses the logarithm with base 10.",
    "Which base does the logarithm in the formula have?",
    "The cross-entropy loss uses the natural logarithm, whose derivative is 1/a.",
    "Replace the function with NumPy's natural logarithm, in both terms.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(Y * np.log10(AL) + (1 - Y) * np.log10(1 - AL)) / m
    return np.squeeze(cost)


@mistake(
    "cost-squared-half",
    "The cost is half the mean squared error instead of the cross-entropy.",
    "Which function of `AL` appears in the formula, and does it appear in your code?",
    "Squared errors belong to regression. For labels 0 and 1 the loss is minus the logarithm of a "
    "probability.",
    "Replace the square and its factor with the two terms of the formula above the exercise.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    return np.sum(np.square(AL - Y)) / (2 * m)


@mistake(
    "cost-without-logarithm",
    "`AL` and 1 - `AL` appear without their logarithms.",
    "What is the loss of a prediction of 0.5, by the formula and by your code?",
    "The loss of an example is minus the logarithm of the probability of its true label.",
    "Take the logarithm of the probability in each of the two terms.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    return -np.sum(Y * AL + (1 - Y) * (1 - AL)) / m


@mistake(
    "cost-m-as-a-number",
    "The number of examples is written as a fixed number.",
    "How many examples does this test have, and which number do you divide by?",
    "The caller decides how many examples there are. Their number is a size of `Y`.",
    "Replace the number with the number of columns of `Y`.",
)
def compute_cost(AL, Y):
    m = 209
    return -np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / m


@mistake(
    "cost-last-example-left-out",
    "The loop leaves out the last example.",
    "How many losses does your function add up for five examples?",
    "`range(m)` already stops at m - 1, so it has m values.",
    "Change the end of the `range` by one.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = 0.0
    for i in range(m - 1):
        cost -= Y[0, i] * np.log(AL[0, i]) + (1 - Y[0, i]) * np.log(1 - AL[0, i])
    return cost / m


@mistake(
    "cost-returned-in-the-loop",
    "The `return` statement is inside the loop.",
    "After how many examples does your function end?",
    "`return` ends the function at once, even in the middle of a loop.",
    "Reduce the indentation of the `return` statement to that of the `for` line.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = 0.0
    for i in range(m):
        cost -= Y[0, i] * np.log(AL[0, i]) + (1 - Y[0, i]) * np.log(1 - AL[0, i])
        return cost / m


@mistake(
    "cost-log-of-y",
    "The logarithm is applied to the labels instead of the predictions.",
    "What is the logarithm of a label that is 0?",
    "The loss is minus the logarithm of the predicted probability. The label selects which term "
    "counts.",
    "Swap the roles of `AL` and `Y` in both terms.",
)
def compute_cost(AL, Y):
    m = Y.shape[1]
    cost = -np.sum(AL * np.log(Y) + (1 - AL) * np.log(1 - Y)) / m
    return np.squeeze(cost)


@mistake(
    "cost-constant-too-large",
    "The constant inside the logarithms, 1e-5, is large enough to change the cost.",
    "What is inside your logarithms, and what is inside those of the formula?",
    "A small constant avoids the logarithm of 0, but it also shifts every other logarithm.",
    "Make the constant much smaller, such as 1e-12, or remove it from both logarithms.",
)
def compute_cost(AL, Y):
    eps = 1e-5
    cost = -np.mean(Y * np.log(AL + eps) + (1 - Y) * np.log(1 - AL + eps))
    return np.squeeze(cost)
