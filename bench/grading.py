"""
What grading a submission costs: ours, stock nbgrader's and otter-grader's, side by side in one run.

The same class is graded three ways: by ``grader autograde`` (confined, verdicts, gradebook), by
stock ``nbgrader autograde`` on a plain nbgrader version of the assignment, and by ``otter run``,
notebook by notebook. Printed is the processor time of all processes that took part, for each
submission. Training and plots are run by none of the three.

    python bench/grading.py                        the three, on 30 submissions
    python bench/grading.py --otter DIR/bin/otter  otter-grader from an environment of its own
    python bench/grading.py --scale 100 1000 10000 memory and time of ours as the class grows
"""

from __future__ import annotations

import argparse
import compileall
import contextlib
import copy
import ctypes
import functools
import itertools
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.this_course import COURSE

for _name in ("OMP", "OPENBLAS", "MKL"):
    os.environ[f"{_name}_NUM_THREADS"] = "1"
ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import nbformat  # noqa: E402
from plain_course import otter_tests, plain_notebooks, write_helpers, write_nbgrader_course  # noqa: E402

from grader.authoring.new_course import init_course  # noqa: E402
from grader.authoring.sample_class import (  # noqa: E402
    COMMON_MISTAKES,
    fill_in,
    reference_sources,
)
from grader.course.folders import find_submissions, lay_out  # noqa: E402
from grader.course.gradebook import Writer  # noqa: E402
from grader.course.open import load_course, run_nbgrader  # noqa: E402
from grader.course.released import released_notebooks  # noqa: E402
from grader.grading import grade_submission  # noqa: E402
from grader.judging.cases import draw_cases  # noqa: E402
from grader.judging.policy import judge_notebooks  # noqa: E402
from grader.misconceptions import MISCONCEPTIONS  # noqa: E402
from grader.sandbox.launcher import launcher  # noqa: E402
from grader.submissions.locate import find_notebooks  # noqa: E402
from grader.submissions.read import read_bytes, read_notebook  # noqa: E402
from grader.submissions.rebuild import code_to_judge, exercises_in, rebuild  # noqa: E402
from testcases.execution.call import quiet  # noqa: E402
from testcases.execution.cells import Cell  # noqa: E402
from testcases.execution.statements import run_cells  # noqa: E402
from testcases.exercises import EXERCISES  # noqa: E402
from testcases.record import Case  # noqa: E402

SUBREAPER = 36  # prctl(2): what is orphaned below becomes a child of this process


@dataclass
class Cost:
    """Seconds of wall and of processor time, and the most MB that all processes held together."""

    wall: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0


@contextlib.contextmanager
def measured() -> Iterator[Cost]:
    """Measure what is started and ended within, with all processes that it starts in turn."""
    cost, ended = Cost(), threading.Event()
    watch = threading.Thread(target=_watch, args=(cost, ended))
    watch.start()
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    try:
        yield cost
    finally:
        ended.set()
        watch.join()
    cost.wall = time.perf_counter() - begun
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _watch(cost: Cost, ended: threading.Event) -> None:
    """Look again and again at the memory of all processes below this one."""
    while not ended.wait(0.5):
        cost.memory = max(cost.memory, sum(map(_held, _below(os.getpid()))))


def _below(pid: int) -> list[int]:
    """Name all processes that a process has started, and those that they have started."""
    pids = [pid]
    for one in pids:
        with contextlib.suppress(OSError):  # it has ended meanwhile
            pids += map(int, Path(f"/proc/{one}/task/{one}/children").read_text().split())
    return pids[1:]


def _held(pid: int) -> float:
    """Give a process's memory in MB; of what several share, each has its part."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0


def students(count: int) -> Iterator[tuple[str, dict[str, str]]]:
    """Give students' names and functions: some right, some half done, most with one mistake."""
    right = reference_sources()
    half = dict(itertools.islice(right.items(), 5))
    kinds = [right, half, right]
    for slug in COMMON_MISTAKES:
        one = MISCONCEPTIONS[slug]
        kinds.append({**right, one.exercise: one.source})
    for number, sources in zip(range(count), itertools.cycle(kinds), strict=False):
        yield f"student{number:05}", sources


def hand_in(course: Path, count: int) -> None:
    """Submit a class's work; equal files are links to one."""
    released = {path.name: path.read_text() for path in (course / "release/dnn").glob("*.ipynb")}
    made: dict[int, Path] = {}
    for student, sources in students(count):
        folder = course / "submitted" / student / "dnn"
        folder.mkdir(parents=True)
        for name, text in released.items():
            first = made.setdefault(hash((name, tuple(sources.items()))), folder / name)
            if first is folder / name or not first.exists():
                first.write_text(fill_in(text, sources))
            if first != folder / name:
                os.link(first, folder / name)


def our_course(folder: Path, count: int) -> Path:
    """Make our course with a class's work."""
    compile_ours()
    init_course(COURSE, folder)
    run_nbgrader(folder, "generate_assignment", "dnn", log=folder / "log")
    hand_in(folder, count)
    return folder


def compile_ours() -> None:
    """Compile our modules, as installing them does; those of the other graders are installed."""
    for name in ("data", "dnn_utils", "grader", "solutions", "testcases"):
        compileall.compile_dir(ROOT / name, quiet=1)


def grade_ours(course: Path, *options: str) -> Cost:
    """Grade with ``grader autograde``."""
    command = [sys.executable, "-m", "grader", "autograde", "--course", str(course), *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with measured() as cost:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return cost


def grade_stock(folder: Path, count: int) -> Cost:
    """Grade with stock ``nbgrader autograde``."""
    write_nbgrader_course(folder, COURSE.files())
    hand_in(folder, count)
    with measured() as cost:
        command = [sys.executable, "-m", "nbgrader", "autograde", "dnn"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    # It exits with 1 where a notebook stopped with an error, and has graded all the same.
    graded = len(list(folder.glob("autograded/*/dnn")))
    if graded != count:
        sys.exit(f"nbgrader graded {graded} of {count}:\n{done.stderr[-3000:]}")
    return cost


def grade_otter(folder: Path, count: int, otter: str) -> Cost:
    """Grade with ``otter run``, each notebook of each submission."""
    helpers = folder / "helpers"
    helpers.mkdir(parents=True)
    write_helpers(helpers, COURSE.files())
    environment = {**os.environ, "PYTHONPATH": str(helpers)}
    notebooks = {}
    for name, notebook in plain_notebooks():
        tests = folder / name / "tests"
        tests.mkdir(parents=True)
        for file, text in otter_tests(name).items():
            (tests / file).write_text(text)
        place = folder / name
        command = [otter, "generate", "-t", str(tests), "-o", str(place / "autograder.zip")]
        subprocess.run([*command, "--no-config", "--no-requirements", "--no-environment"],
                       cwd=place, check=True, capture_output=True)  # fmt: skip
        meta = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
        cells = [c for c, m in zip(notebook.cells, meta, strict=True) if not m.get("grade")]
        notebook.cells = cells
        notebooks[name] = nbformat.writes(notebook)
    with measured() as cost:
        for student, sources in students(count):
            for name, text in notebooks.items():
                place = folder / student / name
                place.mkdir(parents=True)
                (place / f"{name}.ipynb").write_text(fill_in(text, sources))
                command = [otter, "run", "--no-logo", "-a", str(folder / name / "autograder.zip")]
                done = subprocess.run([*command, f"{name}.ipynb"], cwd=place, env=environment,
                                      check=False, capture_output=True, text=True)  # fmt: skip
                if not (place / "results.json").exists():
                    sys.exit(f"otter-grader gave no result for {place}:\n{done.stderr[-2000:]}")
    return cost


def compare(folder: Path, count: int, otter: str | None) -> dict[str, float]:
    """
    Print the three costs and their ratios.

    Returns
    -------
    ratios : dict of float, how many times ours the processor time of each other is
    """
    ours = grade_ours(our_course(folder / "ours", count))
    start = grade_ours(folder / "ours")  # nothing is left to grade
    report(f"grader autograde, {count} submissions", ours, count)
    print(f"  of that for starting: {start.cpu:.2f} s in all, {start.cpu / count:.3f} each")
    stages(folder / "ours", min(count, 20))
    stock = grade_stock(folder / "stock", count)
    report("nbgrader autograde, stock", stock, count)
    ratios = {"nbgrader": stock.cpu / ours.cpu}
    print(f"  {ratios['nbgrader']:.0f} times ours")
    if otter:
        other = grade_otter(folder / "otter", count, otter)
        report("otter run", other, count)
        ratios["otter-grader"] = other.cpu / ours.cpu
        print(f"  {ratios['otter-grader']:.0f} times ours")
    else:
        print(
            "otter-grader is not measured: pip install otter-grader ipykernel numpy h5py matplotlib"
        )
        print("in an environment of its own, then --otter DIR/bin/otter")
    return ratios


def report(what: str, cost: Cost, count: int) -> None:
    """Print one line of figures."""
    each, rate = cost.cpu / count, count / cost.wall
    print(f"{what:38}{each:9.3f} CPU s each, {rate:7.2f} a second", flush=True)


def stages(course: Path, count: int) -> None:
    """Print where the processor time of ours goes, and what the student's code alone would take."""
    app = load_course(course)
    released = released_notebooks(app.coursedir, "dnn")
    writer = Writer(app, "dnn", released, lambda: None)
    spent: dict[str, float] = {}
    names = [name for notebook in released.values() for name in exercises_in(COURSE, notebook)]
    submissions = find_submissions(app.coursedir, "dnn", ())[0][:count]
    for number, one in enumerate([submissions[0], *submissions]):
        if number == 1:
            spent.clear()  # the first warms up
        with _stage(spent, "reading the files"):
            files = find_notebooks(COURSE, one.folder, released).files
            handed_in = {name: read_bytes(path) for name, path in files.items()}
        with _stage(spent, "parsing them, putting them on the released ones"):
            notebooks = {
                name: code_to_judge(
                    COURSE, rebuild(COURSE, released[name], read_notebook(content), name)
                )
                for name, content in handed_in.items()
            }
        before = _confined_seconds()
        with _stage(spent, "judging, the trusted side"):
            judge_notebooks(COURSE, notebooks, names, 5)
        confined = _confined_seconds() - before
        spent["judging, the confined side"] = spent.get("judging, the confined side", 0) + confined
        with _stage(spent, "all of grading, the trusted side"):
            graded = grade_submission(COURSE, released, handed_in, 5)
        with _stage(spent, "writing the gradebook"):
            writer.write(one.student, graded, None, one.graded)
        with _stage(spent, "writing the graded notebooks"):
            lay_out(COURSE, one, graded.notebooks, False)
        with _stage(spent, "the student's code alone, in a bare process"):
            _alone(notebooks, names)
    writer.close()
    launcher().close()  # what is still there would be waited for below
    print("where the time goes, in CPU ms a submission:")
    for what, seconds in spent.items():
        print(f"  {what:50}{1000 * seconds / len(submissions):8.1f}")


@contextlib.contextmanager
def _stage(spent: dict[str, float], what: str) -> Iterator[None]:
    begun = time.process_time()
    yield
    spent[what] = spent.get(what, 0.0) + time.process_time() - begun


def _confined_seconds() -> float:
    """Give the processor time of the server for student code and of all its children so far."""
    process = launcher()._process
    ticks = 0
    for pid in [process.pid, *_below(process.pid)] if process else ():
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _alone(notebooks: dict[str, list[Cell]], names: list[str]) -> None:
    """Define the student's functions and call each with all test inputs, as a script would."""
    space: dict = {"__name__": "student"}
    with quiet():
        for cells in notebooks.values():
            run_cells(cells, space, names, lambda failure: None)
        for name in names:
            for case in draw_cases_once(name):
                with contextlib.suppress(Exception):
                    space[name](*copy.deepcopy(list(case.inputs.values())), **case.options)


@functools.cache
def draw_cases_once(name: str) -> list[Case]:
    """Draw an exercise's test inputs once for the run."""
    return draw_cases(COURSE, EXERCISES[name], 5)


def scale(folder: Path, counts: list[int]) -> None:
    """Print how the time and memory of two workers grow with the class, and the gain of two."""
    for count in counts:
        course = our_course(folder / str(count), count)
        cost = grade_ours(course, "--workers", "2")
        print(f"{count:6} submissions: {1000 * cost.cpu / count:6.1f} CPU ms each, "
              f"{count / cost.wall:.1f} a second; "
              f"at most {cost.memory:.0f} MB in all processes together", flush=True)  # fmt: skip
        shutil.rmtree(course)
    course = our_course(folder / "workers", 200)
    walls = [grade_ours(course, "--force", "--workers", str(n)).wall for n in (1, 2, 1, 2)]
    one, two = min(walls[0], walls[2]), min(walls[1], walls[3])
    print(
        f"200 submissions: {one:.1f} s with one worker, {two:.1f} s with two: {one / two:.2f} times"
    )


def main() -> None:
    """Run the benchmark that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("--submissions", type=int, default=30)
    parser.add_argument("--otter", default=shutil.which("otter"), help="the command otter")
    parser.add_argument("--scale", type=int, nargs="+", metavar="N")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    with tempfile.TemporaryDirectory() as folder:
        if options.scale:
            scale(Path(folder), options.scale)
        else:
            compare(Path(folder), options.submissions, options.otter)


if __name__ == "__main__":
    main()
