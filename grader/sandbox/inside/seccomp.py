"""
A seccomp filter that allows only the system calls that functions of the course need.

A refused call gives "Operation not permitted" at the student's own line. The numbers are those of
Linux. Source of the format: the kernel's documentation, "Seccomp BPF".
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import struct

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 4, 22, 38
_FILTER_MODE = 2
_libc = ctypes.CDLL(None, use_errno=True)
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
# Offsets of the data that a filter reads: an argument takes 8 bytes, the lower half first.
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# The system calls of Python, NumPy, h5py and Matplotlib, and others as harmless: memory, files,
# time, waiting, signals to oneself. The most frequent come first. Every other call is refused: new
# processes, threads and programs; reaching other processes; sockets, but for sending and receiving
# on the one that is open; locks and whatever else processes share; asking about the machine's load;
# and the parts of the kernel through which programs have escaped.
_ALLOWED = """
    name             x86_64  aarch64
    read                  0       63
    write                 1       64
    sendto               44      206
    recvfrom             45      207
    mmap                  9      222
    munmap               11      215
    brk                  12      214
    futex               202       98
    clock_gettime       228      113
    mprotect             10      226
    mremap               25      216
    madvise              28      233
    msync                26      227
    mseal               462      462
    open                  2        -
    openat              257       56
    openat2             437      437
    creat                85        -
    close                 3       57
    close_range         436      436
    readv                19       65
    writev               20       66
    pread64              17       67
    pwrite64             18       68
    preadv              295       69
    pwritev             296       70
    preadv2             327      286
    pwritev2            328      287
    lseek                 8       62
    stat                  4        -
    fstat                 5       80
    lstat                 6        -
    newfstatat          262       79
    statx               332      291
    access               21        -
    faccessat           269       48
    faccessat2          439      439
    readlink             89        -
    readlinkat          267       78
    getdents             78        -
    getdents64          217       61
    getcwd               79       17
    chdir                80       49
    fchdir               81       50
    rename               82        -
    renameat            264       38
    renameat2           316      276
    mkdir                83        -
    mkdirat             258       34
    rmdir                84        -
    unlink               87        -
    unlinkat            263       35
    link                 86        -
    linkat              265       37
    symlink              88        -
    symlinkat           266       36
    chmod                90        -
    fchmod               91       52
    fchmodat            268       53
    fchmodat2           452      452
    truncate             76       45
    ftruncate            77       46
    fallocate           285       47
    fsync                74       82
    fdatasync            75       83
    umask                95      166
    capget              125       90
    utime               132        -
    utimes              235        -
    utimensat           280       88
    futimesat           261        -
    dup                  32       23
    dup2                 33        -
    dup3                292       24
    pipe                 22        -
    pipe2               293       59
    sendfile             40       71
    copy_file_range     326      285
    fadvise64           221      223
    getxattr            191        8
    lgetxattr           192        9
    fgetxattr           193       10
    listxattr           194       11
    llistxattr          195       12
    flistxattr          196       13
    select               23        -
    pselect6            270       72
    poll                  7        -
    ppoll               271       73
    epoll_create        213        -
    epoll_create1       291       20
    epoll_ctl           233       21
    epoll_wait          232        -
    epoll_pwait         281       22
    epoll_pwait2        441      441
    clock_getres        229      114
    clock_nanosleep     230      115
    nanosleep            35      101
    gettimeofday         96      169
    time                201        -
    times               100      153
    getitimer            36      102
    setitimer            38      103
    alarm                37        -
    pause                34        -
    rt_sigaction         13      134
    rt_sigprocmask       14      135
    rt_sigreturn         15      139
    rt_sigpending       127      136
    rt_sigtimedwait     128      137
    rt_sigsuspend       130      133
    sigaltstack         131      132
    tgkill              234      131
    restart_syscall     219      128
    getpid               39      172
    getppid             110      173
    gettid              186      178
    getuid              102      174
    geteuid             107      175
    getgid              104      176
    getegid             108      177
    getresuid           118      148
    getresgid           120      150
    getgroups           115      158
    getpgrp             111        -
    getpgid             121      155
    getsid              124      156
    uname                63      160
    getcpu              309      168
    getrusage            98      165
    getrlimit            97      163
    setrlimit           160      164
    prlimit64           302      261
    getpriority         140      141
    sched_getaffinity    204      123
    sched_yield          24      124
    getrandom           318      278
    arch_prctl          158        -
    set_tid_address     218       96
    set_robust_list     273       99
    get_robust_list     274      100
    rseq                334      293
    membarrier          324      283
    wait4                61      260
    waitid              247       95
    exit                 60       93
    exit_group          231       94
"""
_CLONE3 = 435
# System calls of Linux 6.13 and later, which this list does not cover.
_FIRST_UNKNOWN = 463
# Allowed uses of fcntl: copying a descriptor, and its flags. No locks, leases, or signals.
_F_DUPFD, _F_GETFD, _F_SETFD, _F_GETFL, _F_SETFL, _F_DUPFD_CLOEXEC = 0, 1, 2, 3, 4, 1030
# Allowed uses of ioctl: whether it is a terminal, its width, flags, how many bytes can be read.
_TCGETS, _TIOCGWINSZ, _FIONREAD, _FIONBIO, _FIONCLEX, _FIOCLEX = (
    0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451,
)  # fmt: skip
# Allowed uses of prctl: naming the thread and its memory.
_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA = 15, 16, 0x53564D41
# Calls that are allowed for some values of an argument: their numbers, which argument, and its
# values. The kernel looks only at the argument's lower half.
_BY_ARGUMENT = (
    (
        {"x86_64": 72, "aarch64": 25},
        1,
        (_F_GETFD, _F_SETFD, _F_GETFL, _F_SETFL, _F_DUPFD, _F_DUPFD_CLOEXEC),
    ),
    (
        {"x86_64": 16, "aarch64": 29},
        1,
        (_TCGETS, _FIOCLEX, _TIOCGWINSZ, _FIONREAD, _FIONBIO, _FIONCLEX),
    ),
    ({"x86_64": 157, "aarch64": 167}, 0, (_PR_SET_NAME, _PR_GET_NAME, _PR_SET_VMA)),
)


def known_machine() -> bool:
    """Say whether the filter is written for this machine's kind of processor."""
    return platform.machine() in _MACHINES


def install() -> None:
    """
    Refuse, from now on, every call that the table doesn't name. This can't be undone.

    Raises
    ------
    OSError
        If the kernel refuses the filter.
    """
    program = program_for(platform.machine())
    count = len(program) // 8
    buffer = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("HxxxxxxP", count, ctypes.addressof(buffer))
    prctl(PR_SET_NO_NEW_PRIVS, 1)
    prctl(PR_SET_SECCOMP, _FILTER_MODE, ctypes.create_string_buffer(head, len(head)))


def prctl(option: int, *arguments: object) -> None:
    """
    Call prctl(2).

    Raises
    ------
    OSError
        If it fails.
    """
    given = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in arguments]
    if _libc.prctl(option, *given, *[ctypes.c_ulong(0)] * (4 - len(given))):
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}")


@functools.cache
def program_for(machine: str) -> bytes:
    """
    Write the filter: the tests of each call, and the four possible results.

    The server writes it before it forks, so that its children find it written.
    """
    column = ["x86_64", "aarch64"].index(machine) + 1
    rows = [line.split() for line in _ALLOWED.splitlines()[2:] if line.strip()]
    # Each instruction, its value, and the jump targets if it is true and if not ("": the next).
    asked = [
        (_LOAD, _MACHINE, "", ""),
        (_EQUAL, _MACHINES[machine], "", "kill"),
        (_LOAD, _NUMBER, "", ""),
    ]
    asked += [(_EQUAL, int(row[column]), "allow", "") for row in rows if row[column] != "-"]
    for numbers, which, values in _BY_ARGUMENT:
        skipped = len(values) + 2
        asked.append((_EQUAL, numbers[machine], "", skipped))
        asked.append((_LOAD, _ARGUMENTS + 8 * which, "", ""))
        asked += [(_EQUAL, value, "allow", "") for value in values]
        asked.append((_RETURN, _REFUSE | errno.EPERM, "", ""))
    asked += [
        # Threads are tried with clone3 first; where that is absent, with clone.
        (_EQUAL, _CLONE3, "absent", ""),
        # Calls of x86_64's x32 form.
        (_AT_LEAST, 0x40000000, "kill", ""),
        (_AT_LEAST, _FIRST_UNKNOWN, "absent", "refuse"),
    ]
    ends = {"allow": _ALLOW, "refuse": _REFUSE | errno.EPERM}
    ends |= {"absent": _REFUSE | errno.ENOSYS, "kill": _KILL}
    places = {name: len(asked) + index for index, name in enumerate(ends)}
    program = []
    for here, (code, value, *jumps) in enumerate(asked, start=1):
        yes, no = (places[j] - here if j in places else j or 0 for j in jumps)
        program.append(struct.pack("HBBI", code, yes, no, value))
    program += [struct.pack("HBBI", _RETURN, 0, 0, value) for value in ends.values()]
    return b"".join(program)
