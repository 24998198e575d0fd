"""The two exercises: their parts, what they return, and how their test inputs are drawn."""

from testcases.record import Case, Exercise, Value


def _points(rng, reference):
    return [
        Case({"x": rng.normal(size=(1, m)), "w": rng.normal(), "b": rng.normal()}, {"m": m})
        for m in (3, 5)
    ]


def _predictions(rng, reference):
    return [
        Case({"y_hat": rng.normal(size=(1, m)), "y": rng.normal(size=(1, m))}, {"m": m})
        for m in (3, 5)
    ]


EXERCISES = {
    one.name: one
    for one in (
        Exercise("predict_line", "01-line", {"y_hat": 4}, Value("y_hat"), _points),
        Exercise(
            "mean_squared_error", "01-line", {"mse": 6}, Value("mse", number=True), _predictions
        ),
    )
}
