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
# Where the kernel puts what a filter reads: an argument takes 8 bytes, the lower half first.
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16
_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# New processes and threads, other programs, other processes, the network, what processes share,
# memory that no limit counts, ways to tell or be told something by way of files that others see
# too, what changes the view of the system, and interfaces of the kernel that have been ways out.
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
    sendmsg                  46      211
    recvmsg                  47      212
    sendmmsg                307      269
    recvmmsg                299      243
    setsockopt               54      208
    splice                  275       76
    tee                     276       77
    vmsplice                278       75
    memfd_create            319      279
    memfd_secret            447      447
    flock                    73       32
    sync                    162       81
    syncfs                  306      267
    inotify_init            253        -
    inotify_init1           294       26
    mincore                  27      232
    cachestat               451      451
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
    io_setup                206        0
    io_destroy              207        1
    io_getevents            208        4
    io_submit               209        2
    io_cancel               210        3
    io_pgetevents           333      292
    io_uring_setup          425      425
    io_uring_enter          426      426
    io_uring_register       427      427
    fanotify_init           300      262
    seccomp                 317      277
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
# Calls that came with Linux 6.13 and later, which nobody has looked at here.
_FIRST_UNKNOWN = 463
_F_SETLK, _F_SETLKW, _F_OFD_GETLK, _F_OFD_SETLK, _F_OFD_SETLKW = 6, 7, 36, 37, 38
_F_SETLEASE, _F_NOTIFY = 1024, 1026
_LOCKS = (_F_SETLK, _F_SETLKW, _F_OFD_GETLK, _F_OFD_SETLK, _F_OFD_SETLKW, _F_SETLEASE, _F_NOTIFY)
# Calls that are refused by an argument: their numbers, which argument, and what it may not be.
# By prctl a process has to end with the one that started it, and keeps the one filter.
_BY_ARGUMENT = (
    ({"x86_64": 157, "aarch64": 167}, 0, (PR_SET_PDEATHSIG, PR_SET_SECCOMP)),
    ({"x86_64": 72, "aarch64": 25}, 1, _LOCKS),
)


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
    """Write the filter: what is asked of each call, and the four things that can come of it."""
    column = ["x86_64", "aarch64"].index(machine) + 1
    rows = [line.split() for line in _REFUSED.splitlines()[2:] if line.strip()]
    # Each instruction, its value, and where it goes on if that holds and if not ("": the next).
    asked = [
        (_LOAD, _MACHINE, "", ""),
        (_EQUAL, _MACHINES[machine], "", "kill"),
        (_LOAD, _NUMBER, "", ""),
        # Calls of x86_64's x32 form would pass by the numbers below.
        (_AT_LEAST, 0x40000000, "kill", ""),
        (_AT_LEAST, _FIRST_UNKNOWN, "absent", ""),
        # Threads are tried with clone3 first; where that is absent, with clone.
        (_EQUAL, _CLONE3, "absent", ""),
    ]
    asked += [(_EQUAL, int(row[column]), "refuse", "") for row in rows if row[column] != "-"]
    for numbers, which, values in _BY_ARGUMENT:
        skipped = len(values) + 2
        asked.append((_EQUAL, numbers[machine], "", skipped))
        asked.append((_LOAD, _ARGUMENTS + 8 * which, "", ""))
        asked += [(_EQUAL, value, "refuse", "") for value in values]
        asked.append((_RETURN, _ALLOW, "", ""))
    ends = {"allow": _ALLOW, "refuse": _REFUSE | errno.EPERM}
    ends |= {"absent": _REFUSE | errno.ENOSYS, "kill": _KILL}
    places = {name: len(asked) + index for index, name in enumerate(ends)}
    program = []
    for here, (code, value, *jumps) in enumerate(asked, start=1):
        yes, no = (places[j] - here if j in places else j or 0 for j in jumps)
        program.append(struct.pack("HBBI", code, yes, no, value))
    program += [struct.pack("HBBI", _RETURN, 0, 0, value) for value in ends.values()]
    return b"".join(program)
