"""Attacks on the grading, run on the real thing: none earns, learns, breaks or leaves anything."""

from __future__ import annotations

import ast
import ctypes
import faulthandler
import functools
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
import testcases
import testcases.judging.recorded
from grader.authoring.sample_class import reference_sources
from grader.judging import policy, trials
from grader.judging.cases import draw_cases
from grader.judging.policy import judge_notebooks
from grader.sandbox.client import StudentProcess
from grader.sandbox.launcher import launcher
from grader.this_course import COURSE
from testcases.execution.cells import Cell
from testcases.execution.outcome import Outcome, Raised
from testcases.exercises import EXERCISES
from testcases.judging._judge import judge
from testcases.record import Returns

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
    verdicts = judge_notebooks(COURSE, cells(hostile), ASKED, 11)
    assert verdicts["compute_cost"].points == 0
    assert verdicts["linear_forward"].points <= EXERCISES["linear_forward"].points
    assert_the_next_is_judged_as_ever()


@pytest.mark.parametrize("what", ENDINGS)
def test_nothing_stops_the_grading(what):
    exercise = EXERCISES["compute_cost"]
    hostile = ENDINGS[what] if "compute_cost" in ENDINGS[what] else ENDINGS[what] + PLAIN
    with StudentProcess(COURSE, cells(hostile), seconds=1.0) as student:
        student.start_clock()
        cases = draw_cases(COURSE, exercise, 11)
        outcomes = student.evaluate(
            exercise.name, cases, list(EXERCISES)[:5], functools.partial(trials._answer, COURSE)
        )
        verdict = judge(exercise, cases, lambda case: next(outcomes), EXERCISES)
    assert verdict.points == 0
    assert verdict.verdict in ("wrong", "error", "timeout", "missing")
    assert_the_next_is_judged_as_ever()


def assert_the_next_is_judged_as_ever() -> None:
    """Judge an honest submission in the process that judged the hostile one before."""
    verdicts = judge_notebooks(COURSE, {"nb": [SETUP, *HONEST]}, ASKED, 11)
    assert verdicts["linear_forward"].verdict == "right"
    assert verdicts["compute_cost"].verdict == "missing"


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    """What is to be reached: servers, files, words in memory and in the environment."""
    canary = f"canary{uuid.uuid4().hex}"
    secret = tmp_path_factory.mktemp("teacher") / f"{canary}.txt"
    secret.write_text("SECRET" + "-WORD")
    os.environ["TEACHER_TOKEN"] = f"{canary} SECRET" + "-WORD"
    launcher().close()  # so that the next one starts with all this in place
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as unix:
        unix.bind(f"\0{canary}-socket")
        unix.listen()
        threading.Thread(target=greet, args=(tcp,), daemon=True).start()
        yield {
            "PORT": str(tcp.getsockname()[1]),
            "GRADER_FILE": policy.__file__,
            "SOLUTION_FILE": solutions.cost.__file__,
            "RECORD_FILE": str(COURSE.record),
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
    with StudentProcess(COURSE, cells(source), seconds) as student:
        student.start_clock()
        cases = draw_cases(COURSE, EXERCISES["compute_cost"], 11)[:1]
        return next(student.evaluate("compute_cost", cases, [], None))


# An error that says no, or that nothing was found; not one that the probe itself is wrong.
REFUSALS = ("PermissionError", "FileNotFoundError", "OSError", "gaierror", "MemoryError")
REFUSALS += ("RuntimeError", "ValueError", "IndexError", "ZeroDivisionError")


@pytest.mark.parametrize("what", PROBES)
def test_nothing_is_reached(what, outside):
    source = probe(what, outside)
    if "NUMBERS" in source and platform.machine() != "x86_64":
        pytest.skip("the numbers of system calls in this attack are those of x86_64")
    outcome = reached(source)
    assert isinstance(outcome, Raised), outcome
    assert outcome.type_name in REFUSALS, outcome
    for place in ("/tmp/{}-tmp", "/{}-root", "/dev/shm/{}"):
        assert not Path(place.format(outside["CANARY"])).exists()


# What looks at everything that there is, or would leave something behind, gets a root of its own.
OWN_ROOT = ("every file that there is", "writing to /tmp", "writing to the root")
WRITTEN = {
    "writing beside the helpers": testcases.__file__,
    "writing beside NumPy": np.__file__,
    "writing into the library": os.__file__,
}
FOR_ROOT_ONLY = ("a device", "being somebody else")
# Calls that the kernel may refuse to root of a namespace too.
FOR_ROOT_OF_THE_MACHINE = {
    "loading into the kernel": {175, 313, 246},
    "the kernel's newer doors": {323},
    "word by the older calls": {300},
    "the kernel's less known doors": {237, 279},
}
NOT_TRIED = {"the clock": "it would set the clock of a machine whose root runs the tests"}
# To be found among all that is in memory.
IN_MEMORY = "SECRET" + "-WORD"


@pytest.mark.exhaustive
@pytest.mark.parametrize("what", PROBES)
def test_the_probes_reach_without_confinement(what, outside, tmp_path):
    """Each can be had by an ordinary process, or by root of a namespace: no probe is a blank."""
    if what in NOT_TRIED and not os.getuid():
        pytest.skip(NOT_TRIED[what])
    if what in FOR_ROOT_ONLY and os.getuid():
        pytest.skip("the kernel gives this to root only")
    if what in WRITTEN and not os.access(WRITTEN[what], os.W_OK):
        pytest.skip("this user may not write there anyway")
    (tmp_path / "tmp").mkdir()
    (tmp_path / f"{outside['CANARY']}.key").touch()
    source = probe(what, outside)
    if what in NOT_TRIED:
        assert unconfined(source, tmp_path, False).startswith("PermissionError")
        return
    if not PROBES[what].startswith("NUMBERS"):
        as_root = what in (*OWN_ROOT, "another root")
        assert unconfined(source, tmp_path, as_root, what in OWN_ROOT).startswith("got ")
        return
    if platform.machine() != "x86_64":
        pytest.skip("the numbers of system calls in this attack are those of x86_64")
    numbers = ast.literal_eval(PROBES[what].removeprefix("NUMBERS = "))
    said = {one: unconfined(f"{source}\nNUMBERS = ({one},)", tmp_path, True) for one in numbers}
    absent = [one for one in numbers if "ENOSYS" in said[one]]
    refused = [one for one in numbers if "EPERM" in said[one]]
    assert all(said[one].startswith("got ") for one in numbers if one not in (*absent, *refused))
    assert set(refused) <= FOR_ROOT_OF_THE_MACHINE.get(what, set())
    assert len(absent) + len(refused) < len(numbers) or what == "calls of a newer kernel"


def unconfined(source: str, folder: Path, as_root: bool, own_root: bool = False) -> str:
    """Run a probe in a process as it is, or as root of namespaces of its own; give its answer."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            faulthandler.disable()  # some of the calls, made so barely, break the process
            os.chdir(folder)
            os.environ["HOME"] = str(folder)
            null = os.open(os.devnull, os.O_RDWR)
            ours, _theirs = socket.socketpair()
            # Descriptor 3 is a socket, as in the process that student code runs in.
            places = {0: null, 1: os.dup(write), 2: null, 3: os.dup(ours.fileno())}
            for descriptor, place in places.items():
                os.dup2(place, descriptor)
            if as_root:
                become_root_of_a_namespace()
            if own_root:
                os.chroot(folder)
            space: dict = {"np": np}
            exec(source, space)
            os.write(1, space["compute_cost"](None, None)[:200].encode())
        except Exception as error:
            os.write(1, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    os.set_blocking(read, False)  # what the probe has started may live on
    with os.fdopen(read, "rb", 0) as answer:
        return (answer.read(300) or b"").decode(errors="replace")


def become_root_of_a_namespace() -> None:
    """Go on in a child that is root there, with mounts, a name and processes of its own."""
    user, group = os.getuid(), os.getgid()
    new_user, others = 0x10000000, 0x20000 | 0x4000000 | 0x8000000 | 0x20000000
    assert ctypes.CDLL(None).unshare(new_user | others) == 0
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"0 {user} 1")
    Path("/proc/self/gid_map").write_text(f"0 {group} 1")
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        os._exit(0)


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
        trials._answer(COURSE, "relu", (value,), {})


def test_there_are_many():
    assert len(PATCHES) + len(ENDINGS) + len(PROBES) >= 60
