# mistake: astype(int) cuts the probabilities off to 0, they are never compared with 0.5
# right: p = (a > 0.5).astype(int)


def predict(X, y, parameters):
    a = L_model_forward(X, parameters)[0]
    p = a.astype(int)
    correct = p == y
    print("Accuracy:", correct.mean())
    return p
