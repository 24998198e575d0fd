"""
What the course promises about speed, in one table from one run, with the aim beside each figure.

``make speed`` runs it. Each figure is a ratio to something that is measured in the same run: an
earlier commit, NumPy, nbgrader, otter-grader or PyTorch. It takes half an hour on two free cores.

    python bench/speed.py --otter DIR/bin/otter    otter-grader from an environment of its own
    python bench/speed.py --torch DIR/bin/python   PyTorch, from another Python
    python bench/speed.py --submissions 6 class    a part of it, on a small class
"""

from __future__ import annotations

import argparse
import ctypes
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cells
import check
import feedback
import grading
import matplotlib
import training

import solutions
from grader.classroom.cores import cores
from testcases.exercises import EXERCISES


@dataclass
class Row:
    """
    One line of the table.

    Attributes
    ----------
    what : str
    value : float, or None where what it is compared with is not installed
    aim : float, or None where there is none
    most : whether the aim is the most that it may be, and not the least
    """

    what: str
    value: float | None
    aim: float | None
    most: bool = False

    def line(self) -> str:
        """Write the line, with a mark where the aim is missed."""
        if self.value is None:
            return f"{self.what:64}{'-':>9}"
        text = f"{self.what:64}{self.value:9.2f}"
        if self.aim is None:
            return text
        missed = self.value > self.aim if self.most else self.value < self.aim
        aim = f"at {'most' if self.most else 'least'} {self.aim:g}"
        return f"{text}   {aim}{', missed' if missed else ''}"


def check_rows(times: int) -> Iterator[Row]:
    """Measure the checks beside an earlier commit's, and the import beside NumPy's."""
    names = [name for name in EXERCISES if hasattr(solutions, name)]
    with check.earlier(check.BEFORE) as tree:
        found = check.measure(tree, [*names, "progress"], times)
    for kind, ratio in check.medians(found).items():
        yield Row(f"check, {kind}: now / {check.BEFORE}", ratio, check.KINDS[kind], most=True)
    old, new = found["progress()"]
    yield Row(f"progress(): now / {check.BEFORE}", new / old, 0.5, most=True)
    yield Row("import testcases / import numpy",
              found["import testcases"][1] / found["import numpy"][1], None)  # fmt: skip


def notebook_rows() -> Iterator[Row]:
    """Run notebook 06 now and in an earlier commit, and look for silent cells in all."""
    six = "06-cat-classifier"
    with check.earlier(cells.BEFORE) as tree:
        before, now = cells.measure(tree, [six])[six]
    yield Row(f"notebook 06: now / {cells.BEFORE}", now["whole"] / before["whole"], 0.333, True)
    rest = cells.measure(None, [name for name in cells.NOTEBOOKS if name != six])
    silent = max(one["longest silence"] for found in [[now], *rest.values()] for one in found)
    yield Row("longest time of a cell without output, in seconds", silent, 2, most=True)


def training_rows(seconds: float, python: str) -> Iterator[Row]:
    """Train the recipe in each way."""
    recipe = training.courses_recipe()
    times = training.measure(recipe, seconds, python)
    reference, torch = times["reference"], times.get("pytorch")
    yield Row(
        "training: reference / its matrix products", reference / times["products"], 1.05, True
    )
    yield Row("training: reference / fast form", reference / times["fast"], 70)
    yield Row("training: reference / PyTorch, float64", torch and reference / torch, None)
    yield Row("training: PyTorch, float64 / fast form", torch and torch / times["fast"], None)
    equal, total = training.equal_rows(recipe)
    yield Row(f"training: rows equal at 6 decimals, of {total}", equal, total)


def class_rows(folder: Path, submissions: int, otter: str | None) -> Iterator[Row]:
    """Grade a class, and write a class's feedback."""
    ratios = grading.compare(folder / "grading", submissions, otter)
    yield Row("grading: nbgrader / ours", ratios["nbgrader"], 100)
    yield Row("grading: otter-grader / ours", ratios.get("otter-grader"), 200)
    ratios = feedback.measure(folder / "feedback", submissions, feedback.FIGURES, cores())
    for which, ratio in ratios.items():
        yield Row(f"feedback, {which}: nbgrader / ours", ratio, 10)


def main() -> None:
    """Measure everything, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--submissions", type=int, default=30)
    parser.add_argument("--otter", default=shutil.which("otter"), help="the command otter")
    parser.add_argument("--torch", default=sys.executable, help="a Python that has PyTorch")
    parser.add_argument("--times", type=int, default=2, help="how often each check is measured (2)")
    parser.add_argument("--seconds", type=float, default=30, help="how long training is measured")
    parser.add_argument("parts", nargs="*", help="of check, notebooks, training, class (all)")
    options = parser.parse_args()
    matplotlib.use("agg")
    ctypes.CDLL(None).prctl(grading.SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        parts = {
            "check": lambda: check_rows(options.times),
            "notebooks": notebook_rows,
            "training": lambda: training_rows(options.seconds, options.torch),
            "class": lambda: class_rows(Path(folder), options.submissions, options.otter),
        }
        if unknown := set(options.parts) - set(parts):
            parser.error(f"there is no part {min(unknown)}")
        rows = [row for part in options.parts or parts for row in parts[part]()]
    print(f"\n{'ratios of processor time':64}{'':9}   aim")
    for row in rows:
        print(row.line())
    print(
        "- is not measured: --torch names a Python that has PyTorch, --otter the command of "
        "otter-grader"
    )


if __name__ == "__main__":
    main()
