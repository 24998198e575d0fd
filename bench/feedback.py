"""
What the feedback of a class costs: ours and nbgrader's own, side by side in one run.

One class is graded once. Then ``grader feedback`` and ``nbgrader generate_feedback`` write its
feedback. Printed are the seconds on the clock and the processor time of all processes that took
part. Ours is measured twice: on the class as it is, and with figures of each student's own in
every submitted notebook, which ours decodes, encodes and shows. nbgrader's pages have no figures.

    python bench/feedback.py                  36 students
    python bench/feedback.py --students 6     a quick look
    python bench/feedback.py --workers 1      ours in one process, as nbgrader's is
"""

from __future__ import annotations

import argparse
import base64
import ctypes
import io
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from grading import SUBREAPER, Cost, grade_ours, measured, our_course  # noqa: E402

# A solved notebook of the course has two figures of the student's own, on average.
FIGURES = 2


def main(arguments: list[str] | None = None) -> None:
    """Grade a class, write its feedback in both ways, and print the costs and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--students", type=int, default=36)
    parser.add_argument("--figures", type=int, default=FIGURES, help="in each notebook")
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    options = parser.parse_args(arguments)
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder, "course"), options.students, options.figures, options.workers)


def measure(folder: Path, students: int, figures: int, workers: int) -> dict[str, float]:
    """
    Grade a class in a new folder, write its feedback in both ways, and print the costs.

    Returns
    -------
    ratios : dict of float, nbgrader's processor time by ours, without and with figures
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
    draw_figures(course, figures)
    grade_ours(course)
    ours = run(grader, course)
    report(f"grader feedback, {figures} figures a notebook", ours)
    return ratios | {"with figures": compare(stock, ours)}


def personalize(course: Path) -> None:
    """Make each student's code their own; the class is made of some twenty kinds of work."""
    for path in sorted(course.glob("submitted/*/dnn/*.ipynb")):
        notebook = json.loads(path.read_text())
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                cell["source"] = "".join(cell["source"]) + f"\n# {path.parts[-3]}"
        path.unlink()  # it may be a link to another student's
        path.write_text(json.dumps(notebook))


def draw_figures(course: Path, count: int) -> None:
    """Put different figures into each student's notebooks, in a cell of the student's own."""
    import matplotlib.pyplot as plt
    import numpy as np

    rng = np.random.default_rng(0)
    figure, axes = plt.subplots(figsize=(7, 4.5))
    for path in sorted(course.glob("submitted/*/dnn/*.ipynb")):
        outputs = []
        for _ in range(count):
            axes.clear()
            axes.plot(np.cumsum(rng.standard_normal((300, 3)), axis=0))
            file = io.BytesIO()
            figure.savefig(file, format="png", dpi=150)
            data = {"image/png": base64.b64encode(file.getvalue()).decode()}
            outputs.append({"output_type": "display_data", "data": data, "metadata": {}})
        notebook = json.loads(path.read_text())
        own = {"cell_type": "code", "source": "plt.plot(costs)", "outputs": outputs}
        own |= {"execution_count": None, "id": "own", "metadata": {}}
        notebook["cells"].append(own)
        path.write_text(json.dumps(notebook))


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
