"""
What the feedback of a class costs: ours and nbgrader's own, side by side in one run.

One class is graded once. Then ``grader feedback`` and ``nbgrader generate_feedback`` write its
feedback. Printed are the seconds on the clock and the processor time of all processes that took
part. Ours is measured three times: without figures, with figures that are the same where students'
functions are the same so far, as those that the course's notebooks draw, and with figures that are
different for each student. Ours decodes, encodes and shows them. nbgrader's pages have no figures.

    python bench/feedback.py                  36 students
    python bench/feedback.py --students 6     a quick look
    python bench/feedback.py --workers 1      ours in one process, as nbgrader's is
"""

from __future__ import annotations

import argparse
import base64
import ctypes
import functools
import io
import json
import os
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from grading import SUBREAPER, Cost, grade_ours, measured, our_course, students  # noqa: E402

from grader.classroom.cores import cores  # noqa: E402
from grader.this_course import COURSE  # noqa: E402

# A solved notebook of the course has two figures of the student's own, on average.
FIGURES = 2


def main(arguments: list[str] | None = None) -> None:
    """Grade a class, write its feedback in both ways, and print the costs and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--students", type=int, default=36)
    parser.add_argument("--figures", type=int, default=FIGURES, help="in each notebook")
    parser.add_argument("--workers", type=int, default=cores())
    options = parser.parse_args(arguments)
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder, "course"), options.students, options.figures, options.workers)


def measure(folder: Path, students: int, figures: int, workers: int) -> dict[str, float]:
    """
    Grade a class in a new folder, write its feedback in both ways, and print the costs.

    Returns
    -------
    ratios : dict of float, nbgrader's processor time by ours, without figures and with
        figures of both kinds
    """
    grader = [sys.executable, "-m", "grader", "feedback", "--workers", str(workers)]
    nbgrader = [sys.executable, "-m", "nbgrader", "generate_feedback", "dnn", "--force"]
    course = our_course(folder, students)
    personalize(course)
    report("grader autograde", grade_ours(course))
    ours = run(grader, course)
    report(f"grader feedback, {workers} processes", ours)
    stock = run(nbgrader, course)
    report("nbgrader generate_feedback", stock)
    ratios = {"without figures": compare(stock, ours)}
    for whose in ("figures as in class", "figures of one's own"):
        draw_figures(course, figures, equal="class" in whose)
        grade_ours(course)
        ours = run(grader, course)
        report(f"grader feedback, {whose}", ours)
        ratios[whose] = compare(stock, ours)
    return ratios


def personalize(course: Path) -> None:
    """Make each student's code their own; the class is made of some twenty kinds of work."""
    for path in sorted(course.glob("submitted/*/dnn/*.ipynb")):
        notebook = json.loads(path.read_text())
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                cell["source"] = "".join(cell["source"]) + f"\n# {path.parts[-3]}"
        path.unlink()  # it may be a link to another student's
        path.write_text(json.dumps(notebook))


def draw_figures(course: Path, count: int, equal: bool) -> None:
    """
    Put figures into each student's notebooks, in a cell of the student's own.

    Parameters
    ----------
    course : the course's folder, with a submitted class
    count : how many figures in each notebook
    equal : whether students with the same functions up to a notebook have the same figures in it
    """
    number = len([*course.glob("submitted/*")])
    for student, sources in students(number):
        for path in course.glob(f"submitted/{student}/dnn/*.ipynb"):
            drawn_by = "" if equal else student
            for name, exercise in COURSE.exercises.items():
                if exercise.notebook <= path.stem:
                    drawn_by += sources.get(name, "")
            keys = [f"{path.stem} {one} {drawn_by}" for one in range(count)]
            notebook = json.loads(path.read_text())
            cells = [cell for cell in notebook["cells"] if cell.get("id") != "own"]
            own = {"cell_type": "code", "source": "plt.plot(costs)", "id": "own", "metadata": {}}
            own |= {"execution_count": None, "outputs": [*map(figure, keys)]}
            path.write_text(json.dumps({**notebook, "cells": [*cells, own]}))


@functools.lru_cache(maxsize=1_000)
def figure(key: str) -> dict[str, object]:
    """Draw a figure as the course's plots are drawn, and give it as an output of a cell."""
    import matplotlib.pyplot as plt
    import numpy as np

    rng = np.random.default_rng(zlib.crc32(key.encode()))
    drawn, axes = plt.subplots(figsize=(7, 4.5))
    axes.plot(np.cumsum(rng.standard_normal((300, 3)), axis=0))
    file = io.BytesIO()
    drawn.savefig(file, format="png", dpi=150)
    plt.close(drawn)
    data = {"image/png": base64.b64encode(file.getvalue()).decode()}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def run(command: list[str], course: Path) -> Cost:
    """Run a command in the course's folder, and measure it."""
    with measured() as cost:
        done = subprocess.run(
            command,
            cwd=course,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    written = len([*course.glob("feedback/*/dnn/01-initialization.html")])
    students = len([*course.glob("submitted/*")])
    if done.returncode or written != students:
        sys.exit(f"{command[2]} wrote {written} of {students}:\n{done.stderr[-3000:]}")
    return cost


def report(what: str, cost: Cost) -> None:
    """Print one line of figures."""
    print(f"{what:40}{cost.wall:9.1f} s, {cost.cpu:9.1f} CPU s", flush=True)


def compare(stock: Cost, ours: Cost) -> float:
    """Print how many times ours nbgrader's own takes; give that of the processor time."""
    wall, cpu = stock.wall / ours.wall, stock.cpu / ours.cpu
    print(f"  nbgrader: {wall:.1f} times as long, {cpu:.1f} times the processor time")
    return cpu


if __name__ == "__main__":
    main()
