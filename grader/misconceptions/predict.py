"""Mistakes in using the trained network."""

import numpy as np

from grader.misconceptions.record import mistake
from solutions import L_model_forward


@mistake(
    "probabilities-returned",
    "The function returns the probabilities instead of 0 and 1.",
    "Which values may `p` contain, and which does yours contain?",
    "The network outputs a probability. A prediction is a decision, 0 or 1.",
    "Return the array of decisions that the comparison with the threshold gives.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = AL > 0.5
    print("Accuracy: " + str(np.mean(p == y)))
    return AL


@mistake(
    "predictions-inverted",
    "The predictions 0 and 1 are swapped.",
    "What do you predict for a probability of 0.9?",
    "A probability above 0.5 means that a cat is more likely than not.",
    "Look at the direction of the comparison with 0.5.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (AL < 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return p


@mistake(
    "accuracy-returned",
    "The function returns the accuracy instead of the predictions.",
    'What does the description list under "Returns"?',
    "The accuracy is printed. The result is one prediction per example.",
    "Change the name in the `return` statement.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return np.mean(p == y)


@mistake(
    "correctness-returned",
    "The function returns where the predictions are right instead of the predictions.",
    "Does your result change if you change the labels?",
    "A prediction is made without the label. The comparison with the label is for the accuracy "
    "only.",
    "Change the `return` statement to the predictions themselves.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return (p == y).astype(int)


@mistake(
    "predictions-flat",
    "The predictions have one axis, with the shape (m,).",
    "What is the shape of `y`, and what is the shape of your `p`?",
    "Labels and predictions are rows with one column per example.",
    "Look for the index or the function that removes an axis from `AL`, and keep both axes.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return p.ravel()


@mistake(
    "rounded-up",
    "Every probability counts as a cat.",
    "What do you predict for a probability of 0.1?",
    "A probability above 0.5 means that a cat is more likely than not.",
    "Look at the line that turns probabilities into predictions, and check its threshold.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = np.ceil(AL).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return p


@mistake(
    "threshold-is-the-mean",
    "The probabilities are compared with their mean.",
    "Should the prediction for one picture depend on the other pictures?",
    "A probability above 0.5 means that a cat is more likely than not.",
    "Change the threshold in the comparison to a fixed number.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (np.mean(AL) < AL).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return p


@mistake(
    "accuracy-not-printed",
    "The accuracy is not printed.",
    "What does the description ask the function to print?",
    "The accuracy is the proportion of examples where the prediction equals the label.",
    "Before the `return` statement, compute the accuracy and print it.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    return (AL > 0.5).astype(int)


@mistake(
    "threshold-is-one",
    "The probabilities are compared with 1, so nothing is predicted to be a cat.",
    "How sure must the network be before you predict a cat?",
    "`AL` lies between 0 and 1. At 0.5, a cat is as likely as not.",
    "Change the threshold in the comparison.",
)
def predict(X, y, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = (AL >= 1).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return p


@mistake(
    "accuracy-returned-unprinted",
    "The function returns the accuracy instead of printing it.",
    "What does the description ask the function to print, and what to return?",
    "The accuracy is printed. The result is one prediction per example.",
    "Print the accuracy before the `return` statement, and return the predictions.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    return np.mean(p == y)
