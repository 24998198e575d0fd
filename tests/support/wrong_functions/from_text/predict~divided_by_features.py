# mistake: m is the number of features instead of the number of examples, so the accuracy is wrong
# right: m = X.shape[1]

import numpy as np


def predict(X, y, parameters):
    m = X.shape[0]
    AL, caches = L_model_forward(X, parameters)
    p = (AL > 0.5).astype(int)
    print("Accuracy:", np.sum(p == y) / m)
    return p
