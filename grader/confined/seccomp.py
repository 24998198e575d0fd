"""
A seccomp filter that takes from a process what no function of the course needs.

What is refused gives "Operation not permitted" at the student's own line. The numbers are those of
Linux. Source of the format: the kernel's documentation, "Seccomp BPF".
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct

PR_SET_PDEATHSIG, PR_SET_SECCOMP, PR_SET_NO_NEW_PRIVS = 1, 22, 38
_FILTER_MODE = 2
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _MACHINE, _FIRST_ARGUMENT = 0, 4, 16
_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# New processes and threads, other programs, other processes, the network, what processes share,
# what changes the view of the system, and interfaces of the kernel that have been ways out of it.
_REFUSED = """
    name                 x86_64  aarch64
    clone                    56      220
    fork                     57        -
    vfork                    58        -
    execve                   59      221
    execveat                322      281
    kill                     62      129
    tkill                   200      130
    rt_sigqueueinfo         129      138
    rt_tgsigqueueinfo       297      240
    ptrace                  101      117
    process_vm_readv        310      270
    process_vm_writev       311      271
    kcmp                    312      272
    pidfd_send_signal       424      424
    pidfd_open              434      434
    pidfd_getfd             438      438
    process_madvise         440      440
    process_mrelease        448      448
    socket                   41      198
    socketpair               53      199
    shmget                   29      194
    shmat                    30      196
    shmctl                   31      195
    semget                   64      190
    semctl                   66      191
    msgget                   68      186
    msgctl                   71      187
    mq_open                 240      180
    mq_unlink               241      181
    add_key                 248      217
    request_key             249      218
    keyctl                  250      219
    unshare                 272       97
    setns                   308      268
    mount                   165       40
    umount2                 166       39
    pivot_root              155       41
    chroot                  161       51
    open_tree               428      428
    move_mount              429      429
    fsopen                  430      430
    fsconfig                431      431
    fsmount                 432      432
    fspick                  433      433
    mount_setattr           442      442
    name_to_handle_at       303      264
    open_by_handle_at       304      265
    bpf                     321      280
    perf_event_open         298      241
    userfaultfd             323      282
    io_uring_setup          425      425
    io_uring_enter          426      426
    io_uring_register       427      427
    fanotify_init           300      262
    personality             135       92
    syslog                  103      116
    acct                    163       89
    quotactl                179       60
    swapon                  167      224
    swapoff                 168      225
    reboot                  169      142
    sethostname             170      161
    setdomainname           171      162
    settimeofday            164      170
    adjtimex                159      171
    clock_settime           227      112
    clock_adjtime           305      266
    init_module             175      105
    finit_module            313      273
    delete_module           176      106
    kexec_load              246      104
    kexec_file_load         320      294
    modify_ldt              154        -
    iopl                    172        -
    ioperm                  173        -
"""
_CLONE3 = 435
_PRCTL = {"x86_64": 157, "aarch64": 167}


def known_machine() -> bool:
    """Say whether the filter is written for this machine's kind of processor."""
    return platform.machine() in _MACHINES


def install() -> None:
    """
    Refuse, from now on, what the table names; it can't be undone.

    Raises
    ------
    OSError
        If the kernel doesn't take the filter.
    """
    program = _program(platform.machine())
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
    libc = ctypes.CDLL(None, use_errno=True)
    given = [ctypes.c_ulong(a) if isinstance(a, int) else a for a in arguments]
    if libc.prctl(option, *given, *[ctypes.c_ulong(0)] * (4 - len(given))):
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}")


def _program(machine: str) -> bytes:
    """Write the filter: one jump for each refused call, and what is returned at the end."""
    column = ["x86_64", "aarch64"].index(machine) + 1
    rows = [line.split() for line in _REFUSED.splitlines()[2:] if line.strip()]
    refused = [int(row[column]) for row in rows if row[column] != "-"]
    # The last four instructions: allow, refuse, say that there is no such call, kill.
    size = 7 + len(refused) + 4 + 3
    allow, refuse, absent, kill = range(size - 4, size)
    program: list[bytes] = []

    def add(code: int, value: int, yes: int | None = None, no: int | None = None) -> None:
        here = len(program) + 1
        jumps = [0 if to is None else to - here for to in (yes, no)]
        program.append(struct.pack("HBBI", code, *jumps, value))

    add(_LOAD, _MACHINE)
    add(_EQUAL, _MACHINES[machine], no=kill)
    add(_LOAD, _NUMBER)
    # Calls of x86_64's x32 form would pass by the numbers below.
    add(_AT_LEAST, 0x40000000, yes=kill)
    # Threads are tried with clone3 first; where that is absent, with clone.
    add(_EQUAL, _CLONE3, yes=absent)
    for number in refused:
        add(_EQUAL, number, yes=refuse)
    add(_EQUAL, _PRCTL[machine], no=allow)
    # The process has to end with the one that started it.
    add(_LOAD, _FIRST_ARGUMENT)
    add(_EQUAL, PR_SET_PDEATHSIG, yes=refuse)
    while len(program) < allow:
        add(_RETURN, _ALLOW)
    add(_RETURN, _ALLOW)
    add(_RETURN, _REFUSE | errno.EPERM)
    add(_RETURN, _REFUSE | errno.ENOSYS)
    add(_RETURN, _KILL)
    return b"".join(program)
