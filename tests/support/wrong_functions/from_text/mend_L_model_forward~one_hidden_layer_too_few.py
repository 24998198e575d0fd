# mistake: the comparison was turned round but is off by one: the last hidden layer gets sigmoid too
# right: kind = "relu" if l < last else "sigmoid"


def mend_L_model_forward(X, parameters):
    out, kept, last = X, [], len(parameters) // 2
    for l in range(1, last + 1):
        kind = "relu" if l < last - 1 else "sigmoid"
        W, b = parameters[f"W{l}"], parameters[f"b{l}"]
        out, one = linear_activation_forward(out, W, b, kind)
        kept += [one]
    return out, kept
