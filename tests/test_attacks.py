"""Attacks on the grading, run on the real thing: none earns, learns, breaks or leaves anything."""

from __future__ import annotations

import os
import platform
import re
import socket
import threading
import uuid
from pathlib import Path

import numpy as np
import pytest
from attacks import ENDINGS, PATCHES, PLAIN, PROBES, probe
from functions import SETUP

import solutions.cost
import testcases.recorded
from grader import judging
from grader.cases import draw_cases
from grader.judging import judge_notebooks
from grader.sample_class import reference_sources
from grader.server import server
from grader.student import StudentProcess
from testcases.catalogue import EXERCISES
from testcases.exercise import Returns
from testcases.judge import judge
from testcases.notebook_code import Cell
from testcases.outcome import Crashed, Outcome, Raised, TimedOut

# Unconfined, some would fill the memory and the disk.
pytestmark = [pytest.mark.usefixtures("confined"), pytest.mark.slow]

HONEST = [Cell("nb, cell 9", reference_sources()["linear_forward"])]
ASKED = ["linear_forward", "compute_cost"]


def cells(hostile: str) -> dict[str, list[Cell]]:
    return {"nb": [SETUP, *HONEST, Cell("nb, cell 10", hostile)]}


@pytest.mark.parametrize("what", PATCHES)
def test_nothing_is_earned_by_changing_what_judges(what):
    defines = re.search(r"(def|class) compute_cost", PATCHES[what])
    hostile = PATCHES[what] if defines else PATCHES[what] + PLAIN
    verdicts = judge_notebooks(cells(hostile), ASKED, 11)
    assert verdicts["compute_cost"].points == 0
    assert verdicts["linear_forward"].points <= EXERCISES["linear_forward"].points
    assert_the_next_is_judged_as_ever()


@pytest.mark.parametrize("what", ENDINGS)
def test_nothing_stops_the_grading(what):
    exercise = EXERCISES["compute_cost"]
    hostile = ENDINGS[what] if "compute_cost" in ENDINGS[what] else ENDINGS[what] + PLAIN
    with StudentProcess(cells(hostile), seconds=1.0) as student:
        student.start_clock()
        cases = draw_cases(exercise, 11)
        outcomes = student.ask(exercise.name, cases, list(EXERCISES)[:5], judging._answer)
        verdict = judge(exercise, cases, lambda case: next(outcomes))
    assert verdict.points == 0
    assert verdict.verdict in ("wrong", "error", "timeout", "missing")
    assert_the_next_is_judged_as_ever()


def assert_the_next_is_judged_as_ever() -> None:
    """Judge an honest submission in the process that judged the hostile one before."""
    verdicts = judge_notebooks({"nb": [SETUP, *HONEST]}, ASKED, 11)
    assert verdicts["linear_forward"].verdict == "right"
    assert verdicts["compute_cost"].verdict == "missing"


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """What is to be reached: servers, files, words in memory and in the environment."""
    canary = f"canary{uuid.uuid4().hex}"
    secret = tmp_path_factory.mktemp("teacher") / f"{canary}.txt"
    secret.write_text("SECRET" + "-WORD")
    os.environ["TEACHER_TOKEN"] = f"{canary} SECRET" + "-WORD"
    server().close()  # so that the next one starts with all this in place
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(f"\0{canary}-socket")
        unix.listen()
        threading.Thread(target=greet, args=(tcp,), daemon=True).start()
        yield {
            "PORT": str(tcp.getsockname()[1]),
            "GRADER_FILE": judging.__file__,
            "SOLUTION_FILE": solutions.cost.__file__,
            "RECORD_FILE": str(testcases.recorded.RECORD),
            "SECRET_FILE": str(secret),
            "CANARY": canary,
            "HOST_NAME": socket.gethostname(),
        }
    del os.environ["TEACHER_TOKEN"]


def greet(server: socket.socket) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            connection.sendall(b"hello")


def reached(source: str, seconds: float = 5.0) -> Outcome:
    with StudentProcess(cells(source), seconds) as student:
        student.start_clock()
        cases = draw_cases(EXERCISES["compute_cost"], 11)[:1]
        return next(student.ask("compute_cost", cases, [], None))


@pytest.mark.parametrize("what", PROBES)
def test_nothing_is_reached(what, outside):
    source = probe(what, outside)
    if "NUMBERS" in source and platform.machine() != "x86_64":
        pytest.skip("the numbers of system calls in this attack are those of x86_64")
    outcome = reached(source)
    assert isinstance(outcome, Raised | Crashed | TimedOut), outcome
    for place in ("/tmp/{}-tmp", "/{}-root", "/dev/shm/{}"):
        assert not Path(place.format(outside["CANARY"])).exists()


def test_the_probes_would_reach_without_confinement(outside):
    """Most of what is tried can be had by an ordinary process: the probes are no blanks."""
    had = []
    names = ["fork", "a pair of sockets", "the network", "a local socket", "a thread"]
    names += ["its own file descriptors", "the list of processes", "the environment"]
    names += ["the users of the machine", "a file of the teacher's", "the recorded answers"]
    names += ["the solutions' source", "the grader's source", "memory that nobody counts"]
    names += ["a lock on a file of everybody's", "word of who opens a file"]
    names += ["the machine's own name", "the load of the last minutes", "how full the disk is"]
    for name in names:
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                space: dict = {}
                exec(probe(name, outside), space)
                os.write(write, space["compute_cost"](None, None)[:100].encode())
            finally:
                os._exit(0)
        os.close(write)
        os.waitpid(child, 0)
        if os.read(read, 100).startswith(b"got "):
            had.append(name)
        os.close(read)
    assert had == names


MILLION = 1_000_000


@pytest.mark.parametrize(
    "value",
    [MILLION, np.int64(MILLION), np.array(-MILLION), np.array([MILLION, 3]), np.zeros((50, 50))]
    + [np.ones((1, 1, 1)), np.zeros((MILLION, 0)), Returns({"W1": np.array(MILLION)})]
    + [[[({"W1": MILLION},)]], [[]] * 3_000],
    ids=lambda value: f"{type(value).__name__} {getattr(value, 'shape', '')}",
)
def test_the_reference_is_not_asked_to_make_much_of_little(value):
    with pytest.raises(ValueError, match="than are asked here"):
        judging._answer("relu", (value,), {})


def test_there_are_many():
    assert len(PATCHES) + len(ENDINGS) + len(PROBES) >= 60
