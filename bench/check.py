"""
How long a check takes, now and in an earlier commit, in turn in one run.

For each exercise: the first check in a new process, and later ones, of the solution and of a common
mistake. Beside them: importing NumPy and `testcases`, and `progress()`. All in milliseconds of
processor time. Each is measured more than once, and the smallest figure is given.

As in a Jupyter kernel, `testcases` is imported within an asyncio loop, and then the loop has half a
second with nothing to do: a student who writes a function gives it more. What is loaded in that
pause doesn't count. "First at once" is the first check without the pause, where all of it counts.

    python bench/check.py                    against the commit before the checks were made faster
    python bench/check.py --before COMMIT    against another one
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
# The last commit whose check read the recorded test inputs anew each time.
BEFORE = "7c2dd70"
# Seconds between the import and the first check.
PAUSE = 0.5
# The kinds of checks, each with the most that its ratio may be; None where there is no aim.
KINDS = {"first": 0.333, "first at once": None, "right": 0.5, "wrong": 0.5}

# What runs in each of the two trees, with the exercise and the seconds of the pause as arguments.
_PROBE = """
import asyncio, contextlib, io, json, sys, time

def spent(function):
    begun = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        try:
            function()
        except Exception:
            pass  # a wrong function ends the check with an error
    return 1000 * (time.process_time() - begun)

async def measured(name, pause):
    times = {"import numpy": spent(lambda: __import__("numpy"))}
    times["import testcases"] = spent(lambda: __import__("testcases"))
    await asyncio.sleep(pause)
    import testcases
    if name == "progress":
        # As in a notebook whose first cells were run.
        import dnn_utils, h5py, IPython, matplotlib.pyplot
        return {**times, "progress()": spent(testcases.progress)}
    import solutions
    from functions import define
    from grader.misconceptions import MISCONCEPTIONS
    right = getattr(solutions, name)
    first = spent(lambda: testcases.check(right))
    if not pause:
        return {f"{name}, first at once": first}
    times = {f"{name}, first": first}
    times[f"{name}, right"] = min(spent(lambda: testcases.check(right)) for _ in range(5))
    wrong = next((one.source for one in MISCONCEPTIONS.values() if one.exercise == name), None)
    if wrong:
        mistake = define(wrong, name)
        spent(lambda: testcases.check(mistake))
        times[f"{name}, wrong"] = min(spent(lambda: testcases.check(mistake)) for _ in range(5))
    return times

print(json.dumps(asyncio.run(measured(sys.argv[1], float(sys.argv[2])))))
"""


@contextlib.contextmanager
def earlier(commit: str) -> Iterator[Path]:
    """Give the folder of an earlier commit's files."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "before")
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(tree), commit], check=True)
        try:
            yield tree
        finally:
            subprocess.run([*git, "remove", "--force", str(tree)], check=True)


def probe(tree: Path, name: str) -> dict[str, float]:
    """Measure one exercise, or `progress`, in new processes, on the code of a tree."""
    pauses = (PAUSE,) if name == "progress" else (PAUSE, 0)
    return {what: spent for pause in pauses for what, spent in _probe(tree, name, pause).items()}


def _probe(tree: Path, name: str, pause: float) -> dict[str, float]:
    paths = os.pathsep.join(map(str, (tree, tree / "tests", tree / "tests" / "support")))
    threads = {f"{one}_NUM_THREADS": "1" for one in ("OMP", "OPENBLAS", "MKL")}
    # A student's Python keeps what it compiled.
    settings = {**threads, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        [sys.executable, "-c", _PROBE, name, str(pause)],
        cwd=tree / "notebooks",
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def measure(before: Path, names: list[str], times: int) -> dict[str, tuple[float, float]]:
    """Give for each figure the smallest time before and now, measured in turn."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    for _ in range(times):
        for name in names:
            for place, tree in enumerate((before, ROOT)):
                for what, spent in probe(tree, name).items():
                    found.setdefault(what, ([], []))[place].append(spent)
    return {what: (min(old), min(new)) for what, (old, new) in found.items() if old and new}


def medians(times: dict[str, tuple[float, float]]) -> dict[str, float]:
    """Give the median ratio, now to before, of each kind of check that was measured."""
    ratios: dict[str, list[float]] = {}
    for what, (old, new) in times.items():
        if ", " in what:
            ratios.setdefault(what.rpartition(", ")[2], []).append(new / old)
    return {kind: median(ratios[kind]) for kind in KINDS if kind in ratios}


def report(times: dict[str, tuple[float, float]]) -> str:
    """Write the times with the ratio of each, and the median ratio of each kind."""
    lines = [f"{'milliseconds of processor time':44}{'before':>9}{'now':>9}{'ratio':>8}"]
    lines += [
        f"{what:44}{old:9.1f}{new:9.1f}{new / old:8.2f}" for what, (old, new) in times.items()
    ]
    for kind, ratio in medians(times).items():
        aim = f"   aim: {KINDS[kind]:g}" if KINDS[kind] else ""
        lines.append(f"{f'median ratio, {kind}':44}{ratio:26.2f}{aim}")
    return "\n".join(lines)


def main() -> None:
    """Run the benchmark that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--before", default=BEFORE, metavar="COMMIT")
    parser.add_argument("--times", type=int, default=3, help="how often each is measured (3)")
    parser.add_argument("exercises", nargs="*", help="only these")
    options = parser.parse_args()
    import solutions
    from testcases.exercises import EXERCISES

    names = options.exercises or [name for name in EXERCISES if hasattr(solutions, name)]
    with earlier(options.before) as tree:
        print(report(measure(tree, [*names, "progress"], options.times)))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
