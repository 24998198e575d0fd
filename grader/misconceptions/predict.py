"""Mistakes in using the trained network."""

import numpy as np

from grader.misconceptions.record import mistake
from solutions import L_model_forward


@mistake(
    "probabilities-returned",
    "The probabilities are returned in place of 0 and 1.",
    "Which values may p hold?",
    "The network gives a probability; the prediction is a decision.",
    "Return the array of decisions.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = AL > 0.5
    print("Accuracy: " + str(np.mean(p == y)))
    return AL


@mistake(
    "predictions-inverted",
    "0 and 1 are swapped: the sure cats are called non-cats.",
    "What do you say of a picture with the probability 0.9?",
    "A probability above 0.5 says that a cat is more likely than not.",
    "Turn the comparison round.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (AL < 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return p


@mistake(
    "accuracy-returned",
    "The accuracy is returned in place of the predictions.",
    "What does the description say under Returns?",
    "The accuracy is printed on the way; what is returned is one decision for each example.",
    "Return p.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return np.mean(p == y)


@mistake(
    "correctness-returned",
    "It is returned where the prediction is right, not what it is.",
    "Does what you return depend on the labels?",
    "A prediction is made without knowing the label; the comparison is for the accuracy only.",
    "Return the decisions themselves.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return (p == y).astype(int)


@mistake(
    "predictions-flat",
    "The predictions have the shape (m,), with one axis only.",
    "What shape has y, and what shape has p?",
    "Labels and predictions stand in one row, an example a column.",
    "Keep both axes of AL.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return p.ravel()


@mistake(
    "rounded-up",
    "Every probability is rounded up, which makes each a cat.",
    "What do you say of a picture with the probability 0.1?",
    "A probability above 0.5 says that a cat is more likely than not.",
    "Compare with 0.5, or round to the nearest.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = np.ceil(AL).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return p


@mistake(
    "threshold-is-the-mean",
    "The probabilities are compared with their mean, not with 0.5.",
    "Should what you say of one picture depend on the others?",
    "A probability above 0.5 says that a cat is more likely than not.",
    "Compare with the number 0.5.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (np.mean(AL) < AL).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return p


@mistake(
    "accuracy-not-printed",
    "The accuracy is not printed.",
    "What appears when your function is called?",
    "Printing is part of what is asked for: it shows the share of right predictions on the way.",
    "Print the mean of where p equals y.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    return (AL > 0.5).astype(int)


@mistake(
    "threshold-is-one",
    "The probabilities are compared with 1, so that no picture is called a cat.",
    "How sure must the network be before you call a picture a cat?",
    "AL lies between 0 and 1, and 0.5 is where a cat becomes as likely as not.",
    "Compare AL with 0.5.",
)
def predict(X, y, parameters):
    AL, _ = L_model_forward(X, parameters)
    p = (AL >= 1).astype(int)
    print("Accuracy: " + str(np.mean(p == y)))
    return p


@mistake(
    "accuracy-returned-unprinted",
    "The accuracy is returned in place of the predictions, and not printed.",
    "What does the description say under Returns, and what does it say is printed?",
    "The accuracy is printed on the way; what is returned is one decision for each example.",
    "Print the accuracy, and return p.",
)
def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    return np.mean(p == y)
