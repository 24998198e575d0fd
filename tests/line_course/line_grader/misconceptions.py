"""A wrong function for each exercise."""

from grader.misconceptions import Misconception


def predict_line(x, w, b):
    """Predict without the intercept."""
    return w * x


def mean_squared_error(y_hat, y):
    """Sum where a mean is asked for."""
    return float(((y_hat - y) ** 2).sum())


MISCONCEPTIONS = {
    one.slug: one
    for one in (
        Misconception(
            "line-without-b",
            "predict_line",
            "b is not added.",
            ("Where does your line cross x = 0?", "A line is w x + b.", "Add b."),
            (),
            predict_line,
            {},
        ),
        Misconception(
            "squares-not-averaged",
            "mean_squared_error",
            "The squared differences are summed, not averaged.",
            ("Do more points make your error larger?", "Divide by m.", "Use np.mean."),
            (),
            mean_squared_error,
            {},
        ),
    )
}
