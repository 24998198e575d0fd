# mistake: the threshold is the mean of the probabilities instead of 0.5
# right: said = (AL > 0.5).astype(int)


def mend_predict(X, y, parameters):
    AL = L_model_forward(X, parameters)[0]
    said = (AL > AL.mean()).astype(int)
    print("Accuracy:", (said == y).mean())
    return said
