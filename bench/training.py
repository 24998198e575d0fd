"""
How fast the training is, on the sizes of the original course, with one BLAS thread.

``make speed`` prints it. Side by side in one run: the reference `L_layer_model`, its matrix
products alone, `L_layer_model_fast`, and PyTorch where it is installed, here or in another Python.
The original data are used where DNN_ORIGINAL_DATA names their folder.
"""

from __future__ import annotations

import os

# Before NumPy is imported, which reads these once.
for library in ("OPENBLAS", "MKL", "VECLIB", "OMP"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import argparse  # noqa: E402
import contextlib  # noqa: E402
import io  # noqa: E402
import re  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
import tempfile  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from dataclasses import dataclass  # noqa: E402
from pathlib import Path  # noqa: E402

import matplotlib  # noqa: E402
import numpy as np  # noqa: E402

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import solutions  # noqa: E402
from dnn_utils import load_data, milliseconds  # noqa: E402

RATE = 0.0075
# In one measurement; the fast form does all of the recipe's, and so pays for its Gram matrix.
ITERATIONS = 20


@dataclass
class Recipe:
    """
    What is trained.

    Attributes
    ----------
    X : ndarray, shape (n_0, m)
    Y : ndarray, shape (1, m)
    layers_dims : list of int
    iterations : how many the whole training has
    """

    X: np.ndarray
    Y: np.ndarray
    layers_dims: list[int]
    iterations: int

    def start(self) -> dict[str, np.ndarray]:
        """Draw the parameters that every training starts from."""
        np.random.seed(1)
        return solutions.initialize_parameters_scaled(self.layers_dims)


def courses_recipe(iterations: int = 2500) -> Recipe:
    """Give the recipe of the specification, or a shorter training."""
    pictures, Y, *_ = load_data()
    X = pictures.reshape(len(pictures), -1).T / 255
    return Recipe(X, Y, [12288, 20, 7, 5, 1], iterations)


def measure(recipe: Recipe, seconds: float, python: str = sys.executable) -> dict[str, float]:
    """
    Measure every way of training, in turn.

    Parameters
    ----------
    recipe : what to train
    seconds : how long to measure
    python : a Python that has PyTorch, if there is one

    Returns
    -------
    times : dict of float, milliseconds an iteration; without PyTorch where it is not installed
    """
    start = recipe.start()
    given = (recipe.X, recipe.Y, recipe.layers_dims, RATE)

    def train(function: Callable, iterations: int) -> Callable[[], object]:
        return lambda: function(*given, iterations, initialize=lambda dims: dict(start))

    fast = recipe.iterations
    functions = {
        "reference": (train(solutions.L_layer_model, ITERATIONS), ITERATIONS),
        "products": (products(recipe, start), ITERATIONS),
        "fast": (train(solutions.L_layer_model_fast, fast), fast),
    }
    with pytorch_training(recipe, start, python) as pytorch:
        if pytorch:
            functions["pytorch"] = (pytorch, ITERATIONS)
        times = milliseconds({name: function for name, (function, _) in functions.items()}, seconds)
    return {name: times[name] / count for name, (_, count) in functions.items()}


def products(recipe: Recipe, start: dict[str, np.ndarray]) -> Callable[[], None]:
    """Give the matrix products of the reference's iterations, on arrays made beforehand."""
    _, caches = solutions.L_model_forward(recipe.X, start)
    layers = [(A_prev, W, np.random.randn(*Z.shape)) for (A_prev, W, _), Z in caches]

    def run() -> None:
        for _ in range(ITERATIONS):
            for A_prev, W, _ in layers:
                np.dot(W, A_prev)
            for A_prev, W, dZ in reversed(layers):
                np.dot(W.T, dZ)
                np.dot(dZ, A_prev.T)

    return run


@contextlib.contextmanager
def pytorch_training(
    recipe: Recipe, start: dict[str, np.ndarray], python: str
) -> Iterator[Callable[[], None] | None]:
    """Give the reference's iterations in PyTorch, in a process of its own; None without PyTorch."""
    given = [recipe.X, recipe.Y.astype(float), np.array(RATE), *start.values()]
    script = Path(__file__).with_name("steps_in_pytorch.py")
    with tempfile.TemporaryDirectory() as folder:
        path, errors = Path(folder, "given.npz"), Path(folder, "errors")
        np.savez(path, *given)
        command = [python, script, path, str(ITERATIONS)]
        pipe = subprocess.PIPE
        with (
            errors.open("w") as file,  # a pipe would fill up, as it is read only at the end
            subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=file, text=True) as process,
        ):
            said = process.stdout.readline()

            def run() -> None:
                process.stdin.write("\n")
                process.stdin.flush()
                if not process.stdout.readline():
                    raise RuntimeError(f"PyTorch stopped: {errors.read_text()}")

            if not said and "No module named 'torch'" not in (why := errors.read_text()):
                raise RuntimeError(f"PyTorch doesn't start: {why}")
            yield run if said else None
            process.stdin.close()


def rows(recipe: Recipe, function: Callable) -> list[str]:
    """Train to the end, and give the costs that are printed on the way."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        function(
            recipe.X,
            recipe.Y,
            recipe.layers_dims,
            RATE,
            recipe.iterations,
            print_cost=True,
            initialize=lambda dims: recipe.start(),
        )
    return re.findall(r"\d+\.\d+", printed.getvalue())


def equal_rows(recipe: Recipe) -> tuple[int, int]:
    """Train to the end in both ways; give how many printed costs are equal, and of how many."""
    table, fast = (
        rows(recipe, train) for train in (solutions.L_layer_model, solutions.L_layer_model_fast)
    )
    return sum(a == b for a, b in zip(table, fast, strict=True)), len(table)


def report(recipe: Recipe, times: dict[str, float]) -> str:
    """Write the times and how they compare, each with its aim."""
    equal, total = equal_rows(recipe)
    what = {
        "reference": "reference L_layer_model",
        "products": "its matrix products alone",
        "fast": f"L_layer_model_fast, all {recipe.iterations} iterations",
        "pytorch": "PyTorch, float64",
    }
    lines = ["milliseconds an iteration"]
    lines += [f"  {what[name]:42}{value:7.3f}" for name, value in times.items()]
    if "pytorch" not in times:
        lines.append("  PyTorch is not installed; --torch names a Python that has it")
    over, gain = times["reference"] / times["products"], times["reference"] / times["fast"]
    lines += [
        f"{'reference / matrix products':44}{over:7.2f}   aim: at most 1.05",
        f"{'reference / fast':44}{gain:7.1f}   aim: at least 70",
        f"{'rows equal at 6 decimals, reference and fast':44}{equal:4} of {total}",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    matplotlib.use("agg")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--seconds", type=float, default=30, help="how long to measure (30)")
    parser.add_argument("--torch", default=sys.executable, help="a Python that has PyTorch")
    parser.add_argument("--iterations", type=int, default=2500, help="of a whole training (2500)")
    options = parser.parse_args()
    course = courses_recipe(options.iterations)
    print(report(course, measure(course, options.seconds, options.torch)))
