# mistake: the probabilities are returned instead of the predictions
# right: return p

import numpy as np


def predict(X, y, parameters):
    AL, _ = L_model_forward(X, parameters)
    m = X.shape[1]
    p = np.zeros((1, m))
    for i in range(m):
        if AL[0, i] > 0.5:
            p[0, i] = 1
    accuracy = np.sum(p == y) / m
    print(f"Accuracy: {accuracy}")
    return AL
