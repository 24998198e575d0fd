"""
Confining a process that runs student code, with everything the operating system offers.

The forking server enters its own namespaces, and a root folder with only Python and the helpers.
Each child then gets its own processes, memory that it shares with no other, an empty scratch
folder, limits, and a filter on its system calls. It works without root, and without installing
anything. Sources: namespaces(7), user_namespaces(7), pivot_root(2),
mount_setattr(2), capabilities(7).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import struct
from collections.abc import Iterable
from pathlib import Path

from . import seccomp

SCRATCH = "/scratch"
# Replaces the machine's name, which can tell who owns it.
_HOST = b"confined"
SECONDS_OF_CPU = 120
BYTES_OF_MEMORY = 2 * 2**30
BYTES_OF_SCRATCH = 16 * 2**20
FILES_OF_SCRATCH = 1000

_NEWNS, _NEWCGROUP, _NEWUTS, _NEWIPC = 0x20000, 0x2000000, 0x4000000, 0x8000000
_NEWUSER, _NEWPID, _NEWNET = 0x10000000, 0x20000000, 0x40000000
_NOSUID, _NODEV, _NOEXEC, _BIND, _REC, _PRIVATE = 2, 4, 8, 4096, 16384, 1 << 18
_DETACH = 2
# These numbers are the same on every machine that the filter supports, or are looked up by name.
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_CAPSET = {"x86_64": 126, "aarch64": 91}
_MOUNT_SETATTR = 442
_RECURSIVE, _AT_FDCWD, _READ_ONLY_NO_SUID = 0x8000, -100, 0x1 | 0x2
_CAPABILITIES_3 = 0x20080522
_DEVICES = ("null", "zero", "full", "random", "urandom")

_libc = ctypes.CDLL(None, use_errno=True)


class CantConfine(Exception):
    """The kernel lacks something that confinement needs; the message says what is missing."""


@contextlib.contextmanager
def _needs(what: str):
    try:
        yield
    except OSError as error:
        raise CantConfine(f"{what} ({error.strerror})") from None


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _syscall(number: int, *arguments: object) -> None:
    if _libc.syscall(ctypes.c_long(number), *arguments):
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _mount(source: str, target: str, kind: str, flags: int, data: str = "") -> None:
    texts = (source.encode(), target.encode(), kind.encode())
    _call("mount", *texts, ctypes.c_ulong(flags), data.encode())


def enter_namespaces() -> None:
    """
    Leave the system's network, mounts, shared memory, processes and privileges.

    The code after this call runs in a child process, the first of its namespace. When it ends,
    everything that it started ends too.

    Raises
    ------
    CantConfine
        If the kernel doesn't let this user do so.
    """
    if not seccomp.known_machine():
        raise CantConfine("the seccomp filter is written for x86_64 and aarch64 only")
    user, group = os.getuid(), os.getgid()
    with _needs("user namespaces are not allowed for this user"):
        _call("unshare", _NEWUSER)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    with _needs("namespaces for mounts, network, shared memory and processes are not allowed"):
        _call("unshare", _NEWNS | _NEWNET | _NEWIPC | _NEWUTS | _NEWCGROUP | _NEWPID)
        _mount("none", "/", "", _REC | _PRIVATE)
        for name in ("sethostname", "setdomainname"):
            _call(name, _HOST, ctypes.c_size_t(len(_HOST)))
    child = os.fork()
    if child:
        # The first process of a process namespace is a child of the process that creates it.
        os.closerange(0, os.sysconf("SC_OPEN_MAX"))
        os.waitpid(child, 0)
        os._exit(0)
    seccomp.prctl(seccomp.PR_SET_PDEATHSIG, int(signal.SIGKILL))


def enter_root(place: str, shown: Iterable[str], links: dict[str, str]) -> None:
    """
    Replace the root folder by a new one, which is read-only.

    Parameters
    ----------
    place : an empty folder to build it in
    shown : files and folders that appear in it, under their own paths
    links : for each further path in the new root, the file or folder that appears there

    Raises
    ------
    CantConfine
        If the kernel doesn't let this user do so.
    """
    with _needs("a root folder of its own can't be made"):
        _mount("tmpfs", place, "tmpfs", _NOSUID | _NODEV, "mode=755,size=1m")
        for target, source in {**{path: path for path in shown}, **links}.items():
            _show(source, place + target)
        _hide_other_packages(place, [*shown])
        for name in ("lib", "lib32", "lib64"):
            old, new = Path("/", name), Path(place, name)
            if old.is_symlink() and not new.exists():
                new.symlink_to(old.readlink())
        for name in _DEVICES:
            _show(f"/dev/{name}", f"{place}/dev/{name}")
        Path(place + SCRATCH).mkdir()
        os.chdir(place)
        _syscall(_PIVOT_ROOT[os.uname().machine], b".", b".")
        _call("umount2", b".", _DETACH)
        os.chdir("/")
        attributes = struct.pack("QQQQ", _READ_ONLY_NO_SUID, 0, 0, 0)
        _syscall(_MOUNT_SETATTR, _AT_FDCWD, b"/", _RECURSIVE, attributes, ctypes.c_size_t(32))


def _show(source: str, target: str) -> None:
    place = Path(target)
    if Path(source).is_dir():
        place.mkdir(parents=True, exist_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    _mount(source, target, "", _BIND | _REC)


def _hide_other_packages(place: str, shown: list[str]) -> None:
    """Cover the folders of installed packages, since the course's own may be among them."""
    for folder in (Path(place + path) for path in shown):
        for pattern in ("*-packages", "python3*/*-packages"):
            for found in folder.glob(pattern) if folder.is_dir() else ():
                _mount("tmpfs", str(found), "tmpfs", _NOSUID | _NODEV, "size=4k")


class ChildNamespaces:
    """Puts each child of the server into a namespace in which it is the first process, alone."""

    def __init__(self) -> None:
        # Open it while /proc is still visible.
        self._own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)

    def prepare(self) -> None:
        """
        Give the next child a namespace of its own.

        Raises
        ------
        CantConfine
            If the kernel doesn't let this user do so.
        """
        self.return_to_own()
        with _needs("a namespace for processes can't be made"):
            _call("unshare", _NEWPID)

    def return_to_own(self) -> None:
        """
        Put the next child into the same namespace as this process.

        Raises
        ------
        CantConfine
            If the kernel doesn't let this user do so.
        """
        with _needs("the own namespace for processes can't be entered"):
            _call("setns", self._own, _NEWPID)


def confine_child() -> None:
    """
    Confine the present process, a new child of the server, for good.

    Raises
    ------
    CantConfine
        If the kernel doesn't let it.
    """
    with _needs("a child can't be confined"):
        seccomp.prctl(seccomp.PR_SET_PDEATHSIG, int(signal.SIGKILL))
        _call("unshare", _NEWNS | _NEWIPC)
        size = f"size={BYTES_OF_SCRATCH},nr_inodes={FILES_OF_SCRATCH},mode=700"
        _mount("tmpfs", SCRATCH, "tmpfs", _NOSUID | _NODEV | _NOEXEC, size)
        os.chdir(SCRATCH)
        limit()
        # Drop every capability that the namespaces gave.
        head, none = struct.pack("Ii", _CAPABILITIES_3, 0), bytes(24)
        _syscall(_CAPSET[os.uname().machine], head, none)
        seccomp.install()


def filter_child() -> None:
    """
    Refuse the present process, which is not confined otherwise, most system calls for good.

    Raises
    ------
    CantConfine
        If the kernel doesn't let it, or the filter is for other machines.
    """
    if not seccomp.known_machine():
        raise CantConfine("the seccomp filter is written for x86_64 and aarch64 only")
    with _needs("a filter on system calls can't be installed"):
        seccomp.install()


def limit() -> None:
    """Set the limits that hold with or without confinement."""
    limits = {
        resource.RLIMIT_CPU: SECONDS_OF_CPU,
        resource.RLIMIT_AS: BYTES_OF_MEMORY,
        resource.RLIMIT_FSIZE: BYTES_OF_SCRATCH,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 256,
        # Memory of the kernel's own, and precedence over others.
        resource.RLIMIT_SIGPENDING: 32,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_RTPRIO: 0,
        resource.RLIMIT_NICE: 0,
    }
    for what, most in limits.items():
        _, hard = resource.getrlimit(what)
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))
