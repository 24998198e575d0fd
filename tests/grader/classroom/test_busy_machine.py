"""A machine that has something else to do: nobody loses a point by it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from functions import SETUP, judge_cells, right_cells
from small_class import FULL, hand_in, scores

from grader.errors import Interrupted, NotGraded, SandboxError
from grader.judging import trials
from grader.sandbox import clock
from grader.sandbox.client import StudentProcess
from grader.sandbox.clock import Clock
from grader.sandbox.inside.wire import TICK
from grader.sandbox.launcher import launcher
from grader.this_course import COURSE
from testcases.execution.cells import Cell
from testcases.execution.outcome import Answer, TimedOut
from testcases.record import Case

pytestmark = pytest.mark.slow

# Together with eleven others on one processor: 8 % for each.
NEIGHBORS = 11
LOOP = "import os\nos.sched_setaffinity(0, {cpu})\nwhile True: pass"


@contextlib.contextmanager
def starved(neighbors: int = NEIGHBORS) -> Iterator[dict]:
    """Keep a processor busy; gives what makes `subprocess.run` run beside the others there."""
    cpu = max(os.sched_getaffinity(0))
    source = LOOP.format(cpu={cpu})
    # Each in a session of its own, or the kernel would share out the time by sessions.
    busy = [
        subprocess.Popen([sys.executable, "-c", source], start_new_session=True)
        for _ in range(neighbors)
    ]
    try:
        yield {"preexec_fn": lambda: os.sched_setaffinity(0, {cpu}), "start_new_session": True}
    finally:
        for process in busy:
            process.kill()
            process.wait()


def run(beside: dict, *command: str, cwd) -> str:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=cwd,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
        **beside,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.exhaustive
def test_a_right_submission_at_8_percent_of_a_core_gets_everything(released, tmp_path):
    course = tmp_path / "course"
    shutil.copytree(released, course)
    hand_in(course, "ada")
    folder = course / "submitted" / "ada" / "dnn"
    with starved() as beside:
        said = run(beside, "grader", "judge", "--json", str(folder), cwd=course)
        exercises = json.loads(said)["exercises"]
        # The optional notebook is not part of the assignment.
        assert sum(one["points"] for one in exercises.values()) == FULL
        run(beside, "grader", "autograde", cwd=course)
        assert scores(course) == {"ada": FULL}
        run(beside, "nbgrader", "autograde", "dnn", "--force", cwd=course)
        assert scores(course) == {"ada": FULL}


def ask(source: str, seconds: float) -> tuple[object, float]:
    """Ask `linear_forward` of a source once; give what came of it, and how long that took."""
    with StudentProcess(COURSE, {"nb": [SETUP, Cell("nb, cell 2", source)]}, seconds) as student:
        student.start_clock()
        begun = time.monotonic()
        outcome = next(student.evaluate("linear_forward", [Case({}, {})], (), None))
        return outcome, time.monotonic() - begun


BUSY = "import time\ndef linear_forward():\n    {}\n    return 1"
WORK = BUSY.format("t = time.process_time()\n    while time.process_time() < t + 0.3: pass")


def test_what_waits_for_a_processor_has_its_time_all_the_same():
    """Three tenths of a second of work; on the wall they take several seconds."""
    cpu = max(os.sched_getaffinity(0))
    before = os.sched_getaffinity(0)
    with starved(4):
        os.sched_setaffinity(0, {cpu})  # and the server that is started now, and its child
        launcher().close()
        try:
            outcome, seconds = ask(WORK, seconds=0.5)
        finally:
            os.sched_setaffinity(0, before)
            launcher().close()
    assert outcome == Answer(1)
    assert seconds > 0.5


@pytest.mark.parametrize("code", ["while True: time.sleep(0.001)", "while True: pass"])
def test_who_sleeps_or_loops_is_out_of_time(code):
    outcome, seconds = ask(BUSY.format(code), seconds=0.5)
    assert outcome == TimedOut(0.5)
    assert seconds >= 0.45


def test_the_time_that_the_server_takes_to_start_is_nobodys(monkeypatch):
    launcher().close()
    start = type(launcher())._start

    def slowly(self, again=False):
        time.sleep(1.5)
        start(self, again)

    monkeypatch.setattr(type(launcher()), "_start", slowly)
    outcome, seconds = ask("def linear_forward(): return 1", seconds=0.5)
    assert outcome == Answer(1)
    assert seconds > 1.5


def test_a_process_that_hardly_runs_is_not_said_to_be_slow(monkeypatch):
    """Stopped from outside, it neither runs nor sleeps, for longer than anybody waits."""
    monkeypatch.setattr(clock, "MOST_WALL", 2)
    stopped = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    try:
        one = Clock(os.open(f"/proc/{stopped.pid}/stat", os.O_RDONLY), 0.2)
        stopped.send_signal(19)
        while True:
            time.sleep(TICK)
            try:
                one.tick()
            except Interrupted as error:
                assert str(error).startswith(
                    "The machine was too busy: the student's code ran for only"
                )
                break
        one.close()
    finally:
        stopped.kill()
        stopped.wait()


def interrupted(times: int, monkeypatch) -> list[str]:
    """Have the student's process end, through no fault of the student's, so many times."""
    ended, connect = [], type(launcher()).connect

    def soon_killed(self):
        child = connect(self)
        if len(ended) < times:
            ended.append("killed")
            pid = int(os.pread(child.stat, 100, 0).split()[0])
            os.kill(pid, 9)
        return child

    monkeypatch.setattr(type(launcher()), "connect", soon_killed)
    return ended


def test_a_process_that_was_killed_is_no_crash_of_the_students(monkeypatch):
    ended = interrupted(1, monkeypatch)
    verdicts = judge_cells(right_cells(), ["linear_forward", "compute_cost"], 3)
    assert {one.verdict for one in verdicts.values()} == {"right"}
    assert ended == ["killed"]


def test_killed_twice_the_submission_has_no_result(monkeypatch):
    interrupted(2, monkeypatch)
    with pytest.raises(NotGraded) as raised:
        judge_cells(right_cells(), ["linear_forward"], 3)
    assert str(raised.value) == trials.NOT_GRADED.format(
        error="The process that ran the student's code was killed", name="linear_forward"
    )


def last_descendant(pid: int) -> int:
    """Go from a process to its youngest child, as far down as there is one."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return last_descendant(int(children[-1])) if children else pid


@pytest.mark.parametrize("which", ["the server", "the student's process"])
def test_a_kill_in_the_middle_costs_nothing(which):
    """While a function is at work that takes some seconds."""
    slow = "import time\ndef compute_cost(AL, Y):\n    time.sleep(0.4)\n    return COST"
    cost = "-np.sum(Y * np.log(AL) + (1 - Y) * np.log(1 - AL)) / Y.shape[1]"
    cells = right_cells(compute_cost=slow.replace("COST", cost))

    def kill():
        time.sleep(1.0)
        one = launcher()
        if which == "the server":
            one._process.kill()
        else:
            os.kill(last_descendant(one._process.pid), 9)

    launcher().close()
    killer = threading.Thread(target=kill)
    killer.start()
    verdicts = judge_cells(cells, ["compute_cost"], 3)
    killer.join()
    assert verdicts["compute_cost"].verdict == "right"


def test_a_server_that_is_killed_while_it_starts_is_started_again(monkeypatch):
    """And one that ends each time is reported."""
    started, popen = [], subprocess.Popen

    def killed_at_once(*arguments, **options):
        process = popen(*arguments, **options)
        started.append(process)
        if len(started) <= times:
            process.kill()
        return process

    monkeypatch.setattr(subprocess, "Popen", killed_at_once)
    for times in (1, 2):
        started.clear()
        launcher().close()
        if times == 1:
            assert ask("def linear_forward(): return 1", 5.0)[0] == Answer(1)
        else:
            with pytest.raises(SandboxError, match="its server ended at once, twice"):
                ask("def linear_forward(): return 1", 5.0)
        assert len(started) == 2
    launcher().close()


def test_a_server_without_its_modules_says_so_to_the_grader_alone(monkeypatch, tmp_path, capfd):
    """They are deleted when the grader ends, and one of its processes may start a server then."""
    popen = subprocess.Popen

    def elsewhere(command, **options):
        assert command[6].endswith("/stage")
        return popen([*command[:6], str(tmp_path), *command[7:]], **options)

    monkeypatch.setattr(subprocess, "Popen", elsewhere)
    launcher().close()
    with pytest.raises(SandboxError, match="can't start: ModuleNotFoundError: No module named"):
        ask("def linear_forward(): return 1", 5.0)
    launcher().close()
    assert capfd.readouterr().err == ""


def test_a_student_who_ends_the_process_gets_no_second_try():
    for ending in ("os._exit(0)", "os.kill(os.getpid(), 9)", "os.close(3)", "os.abort()"):
        source = f"import os\ndef linear_forward(*a): {ending}\n"
        verdicts = judge_cells([SETUP, Cell("nb, cell 2", source)], ["linear_forward"], 3)
        assert verdicts["linear_forward"].verdict == "error", ending
        assert verdicts["linear_forward"].points == 0
