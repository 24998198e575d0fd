"""The filter on what is asked of the kernel, read as the kernel reads it, and what is left over."""

from __future__ import annotations

import errno
import os
import struct
import subprocess
import sys

import pytest
from functions import SETUP

from grader import staging
from grader.confined import seccomp
from grader.student import StudentProcess
from testcases.exercise import Case
from testcases.notebook_code import Cell
from testcases.outcome import Answer

pytestmark = pytest.mark.slow

LET, KILLED = "let", "killed"
# Calls by their numbers on x86_64 and aarch64, with their first two arguments.
CALLS = {
    "read": ((0, 63), (), LET),
    "mmap": ((9, 222), (), LET),
    "futex": ((202, 98), (), LET),
    "close": ((3, 57), (), LET),
    "sendto": ((44, 206), (), LET),
    "mseal, the last that is known": ((462, 462), (), LET),
    "fcntl F_GETFD": ((72, 25), (3, 1), LET),
    "fcntl F_SETFL": ((72, 25), (6, 4), LET),
    "fcntl F_SETLK": ((72, 25), (3, 6), errno.EPERM),
    "fcntl F_SETLK, more in the upper half": ((72, 25), (3, 6 + (5 << 32)), errno.EPERM),
    "fcntl F_SETLEASE": ((72, 25), (3, 1024), errno.EPERM),
    "fcntl F_NOTIFY": ((72, 25), (3, 1026), errno.EPERM),
    "prctl PR_SET_NAME": ((157, 167), (15,), LET),
    "prctl PR_SET_PDEATHSIG": ((157, 167), (1,), errno.EPERM),
    "prctl PR_SET_SECCOMP": ((157, 167), (22,), errno.EPERM),
    "flock": ((73, 32), (), errno.EPERM),
    "io_submit": ((209, 2), (), errno.EPERM),
    "seccomp": ((317, 277), (), errno.EPERM),
    "execve": ((59, 221), (), errno.EPERM),
    "clone3": ((435, 435), (), errno.ENOSYS),
    "setxattrat, the first that is not": ((463, 463), (), errno.ENOSYS),
    "one of x32": ((0x40000000, 0x40000000), (), KILLED),
}


def outcome(machine: str, number: int, arguments: tuple = (), kind: int | None = None):
    """Run the filter as the kernel does."""
    program = list(struct.iter_unpack("HBBI", seccomp._program(machine)))
    kind = seccomp._MACHINES[machine] if kind is None else kind
    data = struct.pack("<IIQ6Q", number, kind, 0, *(arguments + (0,) * 6)[:6])
    here = loaded = 0
    while True:
        code, yes, no, value = program[here]
        here += 1
        if code == 0x20:
            [loaded] = struct.unpack_from("<I", data, value)
        elif code == 0x06:
            refused = value & 0xFFFF if value & 0xFFFF0000 == 0x00050000 else KILLED
            return LET if value == 0x7FFF0000 else refused
        else:
            here += yes if {0x15: loaded == value, 0x35: loaded >= value}[code] else no


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
@pytest.mark.parametrize("call", CALLS)
def test_the_filter_refuses_what_it_names_on_both_machines(call, machine):
    numbers, arguments, expected = CALLS[call]
    assert outcome(machine, numbers[machine == "aarch64"], arguments) == expected


def test_calls_of_another_machine_end_the_process():
    assert outcome("x86_64", 0, kind=0x40000003) == KILLED


def answer_of(source: str) -> object:
    """Give what a student's function returns."""
    with StudentProcess({"nb": [SETUP, Cell("nb, cell 2", source)]}) as student:
        student.start_clock()
        answer = next(student.ask("linear_forward", [Case({}, {})], (), None))
    assert isinstance(answer, Answer), answer
    return answer.value


def test_h5py_writes_and_reads_without_locks(confined):
    source = (
        "import h5py\n"
        "def linear_forward():\n"
        "    with h5py.File('own.h5', 'w') as file: file['x'] = np.arange(3)\n"
        "    with h5py.File('own.h5', 'r') as file: return file['x'][:]\n"
    )
    assert answer_of(source).tolist() == [0, 1, 2]


OPEN_DESCRIPTORS = """
import os
def linear_forward():
    found = []
    for number in range(256):
        try:
            os.fstat(number)
        except OSError:
            continue
        found.append(number)
    return found
"""


def test_student_code_has_the_standard_descriptors_and_its_own_socket_only():
    assert answer_of(OPEN_DESCRIPTORS) == [0, 1, 2, 3]


CAPABILITIES = """
import ctypes
def linear_forward():
    version, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[7] * 6)
    failed = ctypes.CDLL(None).capget(version, sets)
    return [failed, *sets]
"""


def test_student_code_has_no_capability(confined):
    assert answer_of(CAPABILITIES) == [0] * 7


def test_what_killed_graders_left_is_deleted_and_nothing_else(tmp_path, monkeypatch):
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        dead = ended.pid
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    names = ["grader-x-abc", "grader-abc", f"grader-{os.getpid()}-abc", f"other-{dead}-abc"]
    for name in [*names, f"grader-{dead}-abc"]:
        (tmp_path / name).mkdir()
    (tmp_path / f"grader-{dead}-abc" / "link").symlink_to(kept)
    link, file = tmp_path / f"grader-{dead}-link", tmp_path / f"grader-{dead}-file"
    link.symlink_to(kept)
    file.touch()
    with monkeypatch.context() as patched:
        patched.setattr(os, "getuid", lambda: 4321)
        staging._clean_up(tmp_path)
    assert (tmp_path / f"grader-{dead}-abc").exists()
    staging._clean_up(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*names, "kept", link.name, file.name}
    assert (kept / "file").exists()
