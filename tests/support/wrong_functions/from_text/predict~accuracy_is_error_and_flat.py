# mistake: the printed number is the proportion of wrong predictions
# right: accuracy = 1 - np.mean(np.abs(labels - y))
# mistake: the predictions are flattened to shape (m,)
# right: return labels

import numpy as np


def predict(X, y, parameters):
    AL, caches = L_model_forward(X, parameters)
    labels = (AL > 0.5) * 1
    accuracy = np.mean(np.abs(labels - y))
    print(f"Accuracy: {accuracy}")
    return labels.flatten()
