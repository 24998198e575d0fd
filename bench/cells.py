"""
What running the notebooks costs, solved, now and in an earlier commit.

Every cell of every notebook runs once, with one BLAS thread, in a process of its own for each
notebook. Printed are the seconds of processor time of a whole notebook, of its longest cell, and
of its longest cell that shows nothing meanwhile: neither a progress bar nor printed lines. The bar
itself is not drawn.

    python bench/cells.py                    against the commit before the cells were shortened
    python bench/cells.py --before COMMIT    against another one
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from check import ROOT, earlier

# The last commit whose notebook 06 trained for 1200 iterations.
BEFORE = "1dd2bbf"
# As in Jupyter: with a backend that only writes files, a figure is not drawn at all.
BACKEND = "module://matplotlib_inline.backend_inline"
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("*.ipynb"))

# What runs in each of the two trees; the notebook is its argument.
_PROBE = """
import contextlib, json, os, pathlib, sys, tempfile, time
import nbformat
from IPython.core.interactiveshell import InteractiveShell
from grader.authoring.bundle import write_folder
from grader.authoring.sample_class import fill_in, reference_sources
from dnn_utils.progress import ProgressBar
from grader.this_course import COURSE

class Said:
    "Output that remembers the longest processor time between two writes, or steps of a bar."
    def __init__(self):
        self.last, self.silent = time.process_time(), 0.0
    def write(self, text):
        now = time.process_time()
        self.silent, self.last = max(self.silent, now - self.last), now
        return len(text)
    def flush(self):
        "Nothing is kept."

def steps(bar):
    for i in range(len(bar)):
        said.write("")
        yield i

ProgressBar.__iter__ = steps

with tempfile.TemporaryDirectory() as folder:
    write_folder(COURSE, pathlib.Path(folder, "work"))
    notebooks = pathlib.Path(folder, "work", "notebooks")
    for path in notebooks.glob("*.ipynb"):
        path.write_text(fill_in(path.read_text(), reference_sources()))
    notebook = nbformat.read(notebooks / (sys.argv[1] + ".ipynb"), 4)
    os.chdir(notebooks)
    sys.path[0] = folder + "/work"
    shell, cells = InteractiveShell.instance(), []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            begun, said = time.process_time(), Said()
            with contextlib.redirect_stdout(said):
                shell.run_cell(cell.source).raise_error()
                said.write("")
            cells.append((time.process_time() - begun, said.silent))
    os.chdir("/")
print(json.dumps(cells))
"""


def probe(tree: Path, notebook: str) -> list[tuple[float, float]]:
    """
    Run a notebook on the code of a tree.

    Returns
    -------
    cells : list of (seconds of a code cell, its longest time without output), processor time
    """
    threads = {f"{one}_NUM_THREADS": "1" for one in ("OMP", "OPENBLAS", "MKL")}
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, notebook],
        cwd=tree,  # from where Python imports first
        env={**os.environ, **threads, "PYTHONPATH": str(tree), "MPLBACKEND": BACKEND},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def measure(before: Path | None, notebooks: list[str]) -> dict[str, list[dict[str, float]]]:
    """Give for each notebook the figures before and now, or only now."""
    trees = [before, ROOT] if before else [ROOT]
    return {name: [figures(probe(tree, name)) for tree in trees] for name in notebooks}


def figures(cells: list[tuple[float, float]]) -> dict[str, float]:
    """Sum up the cells of a notebook, in seconds."""
    times, silent = zip(*cells, strict=True)
    return {"whole": sum(times), "longest cell": max(times), "longest silence": max(silent)}


def report(found: dict[str, list[dict[str, float]]]) -> str:
    """Write the figures, before and now."""
    lines = [f"{'seconds of processor time':24}{'whole':>20}{'longest cell':>20}{'silent':>20}"]
    for name, both in found.items():
        columns = ("whole", "longest cell", "longest silence")
        shown = (" -> ".join(f"{one[column]:.1f}" for one in both) for column in columns)
        lines.append(f"{name:24}" + "".join(f"{one:>20}" for one in shown))
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--before", default=BEFORE, metavar="COMMIT")
    parser.add_argument("notebooks", nargs="*", default=NOTEBOOKS, help="only these")
    options = parser.parse_args()
    with earlier(options.before) as tree:
        print(report(measure(tree, options.notebooks)))


if __name__ == "__main__":
    main()
