# mistake: 1 is predicted where the probability is below 0.5
# right: p = np.where(probs > 0.5, 1, 0)

import numpy as np


def predict(X, y, parameters):
    probs, caches = L_model_forward(X, parameters)
    p = np.where(probs < 0.5, 1, 0)
    print("Accuracy: " + str(np.mean(p == y)))
    return p
