"""The filter on what is asked of the kernel, read as the kernel reads it, and what is left over."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from functions import SETUP

from grader.sandbox import staging
from grader.sandbox.client import StudentProcess
from grader.sandbox.inside import isolation, seccomp
from grader.this_course import COURSE
from testcases.execution.cells import Cell
from testcases.execution.outcome import Answer
from testcases.record import Case

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
    "ioctl TCGETS": ((16, 29), (1, 0x5401), LET),
    "ioctl SIOCGIFCONF": ((16, 29), (3, 0x8912), errno.EPERM),
    "getsockopt": ((55, 209), (3, 1), errno.EPERM),
    "bind": ((49, 200), (3,), errno.EPERM),
    "sysinfo": ((99, 179), (), errno.EPERM),
    "eventfd2": ((290, 19), (), errno.EPERM),
    "landlock_create_ruleset": ((444, 444), (), errno.EPERM),
    "prctl PR_SET_DUMPABLE": ((157, 167), (4,), errno.EPERM),
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
    program = list(struct.iter_unpack("HBBI", seccomp.program_for(machine)))
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
    with StudentProcess(COURSE, {"nb": [SETUP, Cell("nb, cell 2", source)]}) as student:
        student.start_clock()
        answer = next(student.evaluate("linear_forward", [Case({}, {})], (), None))
    assert isinstance(answer, Answer), answer
    return answer.value


WHERE = """
import matplotlib, os, tempfile
def linear_forward():
    with tempfile.TemporaryDirectory() as folder:
        return [matplotlib.get_configdir(), folder, *map(os.environ.get, ("HOME", "TMPDIR"))]
"""


def test_the_server_writes_nothing_where_students_have_their_folder(confined):
    """Before it is confined, the path of that folder is one of this machine."""
    caches, folder, *homes = answer_of(WHERE)
    assert caches == str(staging.scratch_folder(staging.PACKAGES) / "home")
    assert homes == [isolation.SCRATCH] * 2
    assert folder.startswith(f"{isolation.SCRATCH}/")


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


EVERYDAY = """
import csv, datetime, glob, io, json, locale, logging, os, pickle, random, shutil, tempfile, time
import zipfile
from pathlib import Path
import matplotlib.pyplot as plt
def linear_forward():
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.npy")
        np.save(path, np.arange(5))
        shutil.copy2(path, path.with_name("b.npy"))
        os.replace(path.with_name("b.npy"), path.with_name("c.npy"))
        os.chmod(path, 0o600)
        os.utime(path)
        os.link(path, path.with_name("d.npy"))
        path.with_name("e.npy").symlink_to("c.npy")
        mapped = np.memmap(path.with_name("m"), float, "w+", shape=(3,))
        mapped[:] = 1
        mapped.flush()
        with zipfile.ZipFile(path.with_name("z.zip"), "w") as archive: archive.write(path)
        with path.with_name("x.csv").open("w") as file: csv.writer(file).writerow([1])
        os.truncate(path.with_name("x.csv"), 0)
        found = len(glob.glob(folder + "/*")), np.load(path.with_name("e.npy")).tolist()
        plt.plot([1, 2])
        plt.savefig(path.with_name("p.png"))
        plt.close()
        shutil.copytree(folder, folder + "2")
        shutil.rmtree(folder + "2")
    time.sleep(0.001)
    stamps = time.time(), time.process_time(), datetime.datetime.now().year, time.localtime()
    drawn = np.random.default_rng().random(), random.SystemRandom().random(), os.urandom(3)
    print(pickle.loads(pickle.dumps(stamps)), json.dumps(locale.getlocale()), drawn)
    logging.warning("to the standard error")
    os.write(1, b"x")
    who = os.getpid(), os.getuid(), os.uname().machine, os.cpu_count(), shutil.get_terminal_size()
    solved = np.linalg.solve(np.eye(200), np.ones((200, 300))).sum()
    return [*found, float(mapped.sum()), float(solved), os.isatty(0), bool(who)]
"""


def test_what_a_notebook_does_every_day_is_let_through(confined):
    assert answer_of(EVERYDAY) == [7, [0, 1, 2, 3, 4], 3.0, 60_000.0, False, True]


FLAGS = """
import fcntl, os
def linear_forward():
    found = [fcntl.fcntl(stream, fcntl.F_GETFL) for stream in (0, 1, 2)]
    for stream in (0, 1, 2):
        fcntl.fcntl(stream, fcntl.F_SETFL, found[stream] | os.O_APPEND | os.O_NONBLOCK)
    return found
"""


def test_no_flag_of_a_descriptor_passes_from_one_student_to_the_next(confined):
    assert answer_of(FLAGS) == answer_of(FLAGS)


@pytest.mark.parametrize("column", [1, 2])
def test_the_table_names_each_call_once(column):
    rows = [line.split() for line in seccomp._ALLOWED.splitlines()[2:] if line.strip()]
    numbers = [int(row[column]) for row in rows if row[column] != "-"]
    assert len({*numbers}) == len(numbers) > 100
    assert {row[0] for row in rows}.isdisjoint({"clone", "execve", "socket", "kill", "ptrace"})


def test_what_killed_graders_left_is_deleted_and_nothing_else(tmp_path, monkeypatch):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    names = ["grader-x-abc", "grader-abc", f"grader-{os.getpid()}-abc", "other-scratch-abc"]
    for name in [*names, "grader-scratch-abc"]:
        (tmp_path / name).mkdir()
    (tmp_path / "grader-scratch-abc" / "link").symlink_to(kept)
    link, file = tmp_path / "grader-scratch-link", tmp_path / "grader-scratch-file"
    link.symlink_to(kept)
    file.touch()
    with monkeypatch.context() as patched:
        patched.setattr(os, "getuid", lambda: 4321)
        staging._clean_up(tmp_path)
    assert (tmp_path / "grader-scratch-abc").exists()
    staging._clean_up(tmp_path)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {*names, "kept", link.name, file.name}
    assert (kept / "file").exists()


MAKES = (
    "import os, sys, pathlib\n"
    "from grader.sandbox import staging\n"
    "print(staging._locked_folder(pathlib.Path(sys.argv[1])), flush=True)\n"
    "os.read(0, 1)\n"
)


@pytest.mark.parametrize("apart", [False, True], ids=["here", "in another PID namespace"])
def test_the_folder_of_a_living_process_stays_and_that_of_a_dead_one_goes(apart, tmp_path):
    command = [sys.executable, "-c", MAKES, str(tmp_path)]
    if apart:
        unshare = shutil.which("unshare")
        if unshare is None:
            pytest.skip("needs the command unshare, of util-linux")
        command = [
            unshare,
            "--user",
            "--map-root-user",
            "--pid",
            "--fork",
            "--kill-child",
            *command,
        ]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as grader:
        folder = Path(grader.stdout.readline().strip())
        if apart and folder == Path():
            pytest.skip("needs user namespaces")
        assert folder.parent == tmp_path
        staging._clean_up(tmp_path)
        assert folder.is_dir()
        grader.stdin.close()
    staging._clean_up(tmp_path)
    assert not folder.exists()


def test_a_folder_stays_while_a_process_that_was_forked_lives(tmp_path):
    read, write = os.pipe()
    told, tell = os.pipe()
    first = os.fork()
    if not first:
        folder = staging._locked_folder(tmp_path)
        if os.fork():
            os._exit(0)
        os.write(tell, str(folder).encode())
        os.close(write)
        os.read(read, 1)
        os._exit(0)
    os.waitpid(first, 0)
    folder = Path(os.read(told, 1000).decode())
    staging._clean_up(tmp_path)
    assert folder.is_dir()
    for descriptor in (read, write, told, tell):
        os.close(descriptor)


def test_a_folder_that_another_grader_has_cleaned_away_is_made_anew(tmp_path, monkeypatch):
    flock, taken = fcntl.flock, []

    def late(lock: int, how: int) -> None:
        if not taken:
            taken.append([path.rmdir() for path in tmp_path.iterdir()])
        flock(lock, how)

    monkeypatch.setattr(fcntl, "flock", late)
    assert staging._locked_folder(tmp_path).is_dir()
    assert taken == [[None]]
