"""What a worker takes away from itself before the learner's first line runs.

Theory of operation. No step needs root, a container or a system package. The
order matters: the fork goes straight into new namespaces, where the worker is
PID 1 and all it starts dies with it; then come resource limits, Landlock and
seccomp, which cannot be taken back. Each step that the
machine refuses is left out and its reason is kept; what was done is reported.

- namespaces: user, mount, network, PID, IPC, UTS. No network device, no signal
  to anybody outside, scratch is a tmpfs of bounded size that vanishes with us.
- read_only: every other mount, for Landlock leaves modes, owners and times open.
- landlock: reads only the interpreter and its libraries; writes only scratch.
- seccomp: no new process, no exec, no socket, no ptrace, no mount, no keys, no
  memory outside the address space, no metadata, no outliving the launcher.
- rlimits: memory, CPU, file size, open files, no core dumps.
"""

import contextlib
import ctypes
import errno
import functools
import os
import platform
import resource
import signal
import struct
import sys
from collections.abc import Iterable

LINUX = sys.platform == "linux"
_libc = ctypes.CDLL(None, use_errno=True)
_python = ctypes.PyDLL(None, use_errno=True)
_CLONE = {"x86_64": 56, "aarch64": 220}

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
CLONE_THREAD = 0x00010000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 0x4000, 0x40000
MOUNT_SETATTR, MOUNT_ATTR_RDONLY, AT_FDCWD, AT_RECURSIVE = 442, 1, -100, 0x8000
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP, PR_CAPBSET_DROP = 1, 4, 22, 24
PR_SET_NO_NEW_PRIVS = 38
FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR, TIOCSTI = 0x40086602, 0x401C5820, 0x5412
F_SETLEASE, F_NOTIFY = 1024, 1026


class Refused(OSError):
    """The machine does not offer this part of the confinement."""


def _check(result: int, what: str) -> int:
    if result < 0:
        code = ctypes.get_errno()
        raise Refused(code, f"{what}: {os.strerror(code)}")
    return result


def die_with_parent(by: signal.Signals = signal.SIGKILL) -> None:
    """Have the kernel send this signal when the process that forked this one ends."""
    if LINUX:
        _libc.prctl(PR_SET_PDEATHSIG, int(by), 0, 0, 0)


def fork_into_namespaces() -> tuple[int, str]:
    """Fork a child that is PID 1 in user, mount, network, PID, IPC and UTS namespaces of its own.

    Returns the child's process id, or 0 in the child, and why it is a plain fork
    if it is one. One `clone` in place of unshare and a second fork: with torch
    loaded a fork costs milliseconds.
    """
    number = _CLONE.get(platform.machine()) if LINUX else None
    if number is None:
        return os.fork(), f"no namespaces on {sys.platform}, {platform.machine()}"
    flags = CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS
    arguments = [
        ctypes.c_long(argument) for argument in (number, flags | signal.SIGCHLD, 0, 0, 0, 0)
    ]
    # What os.fork does around its system call; PyDLL keeps the interpreter's lock meanwhile.
    ctypes.pythonapi.PyOS_BeforeFork()
    pid = int(_python.syscall(*arguments))
    if pid == 0:
        ctypes.pythonapi.PyOS_AfterFork_Child()
        return 0, ""
    problem = os.strerror(ctypes.get_errno())
    ctypes.pythonapi.PyOS_AfterFork_Parent()
    return (pid, "") if pid > 0 else (os.fork(), f"clone: {problem}")


def settle_in_namespaces(uid: int, gid: int) -> None:
    """Keep the user's own ids and make mounts private."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{uid} {uid} 1"),
        ("gid_map", f"{gid} {gid} 1"),
    ):
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:
            file.write(text)
    _check(_libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "private mounts")


def make_read_only() -> None:
    """Make every mount of our own namespace read-only, metadata included; scratch is mounted later.

    Needs Linux 5.12, which is older than Landlock.
    """
    attributes = struct.pack("QQQQ", MOUNT_ATTR_RDONLY, 0, 0, 0)
    size = ctypes.c_size_t(len(attributes))
    arguments = (AT_FDCWD, b"/", AT_RECURSIVE, attributes, size)
    _check(_libc.syscall(MOUNT_SETATTR, *arguments), "read-only mounts")


def mount_scratch(scratch: str, scratch_mb: int) -> None:
    """A tmpfs of bounded size over the folder `scratch`."""
    options = f"size={scratch_mb}m,nr_inodes=4096,mode=700".encode()
    target = os.fsencode(scratch)
    _check(
        _libc.mount(b"tmpfs", target, b"tmpfs", MS_NOSUID | MS_NODEV, options), "tmpfs on scratch"
    )


def mount_own_proc() -> None:
    """Show only this PID namespace in /proc; a container may forbid it, Landlock hides it anyway."""
    with contextlib.suppress(Refused):
        flags = MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC
        _check(_libc.mount(b"proc", b"/proc", b"proc", flags, None), "proc")


def forbid_new_privileges() -> None:
    if not LINUX:
        raise Refused(errno.ENOSYS, "no_new_privs exists on Linux only")
    _check(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")


def drop_capabilities() -> None:
    """Give up every capability, in the bounding set too."""
    for capability in range(64):
        if _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0:
            break
    header = struct.pack("Ii", 0x20080522, 0)
    _libc.capset(header, bytes(24))


def limit_resources(
    memory_mb: int, cpu_seconds: int, file_mb: int, open_files: int, *, address_space: bool = True
) -> None:
    """Set hard limits. Memory is counted on top of what the interpreter maps already."""
    wanted = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_FSIZE: file_mb * 2**20,
        resource.RLIMIT_NOFILE: open_files,
    }
    if LINUX and address_space:
        wanted[resource.RLIMIT_AS] = _mapped_bytes() + memory_mb * 2**20
    for name, limit in wanted.items():
        hard = resource.getrlimit(name)[1]
        bound = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(name, (bound, bound))


def _mapped_bytes() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[0]) * resource.getpagesize()


# --- Landlock (include/uapi/linux/landlock.h) -------------------------------

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_FILE_ONLY = (1 << 0) | (1 << 1) | (1 << 2) | (1 << 14) | (1 << 15)
_READ = (1 << 0) | (1 << 2) | (1 << 3)
_IOCTL_DEVICE = 1 << 15
_FS_BITS_BY_ABI = {1: 13, 2: 14, 3: 15, 4: 15}


def landlock_abi() -> int:
    """The kernel's Landlock version, 0 when there is none."""
    if not LINUX:
        return 0
    return max(0, int(_libc.syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), 1)))


def restrict_files(read: Iterable[str], write: Iterable[str], devices: Iterable[str] = ()) -> None:
    """Landlock: files below `read` may be read, below `write` changed, `devices` driven."""
    abi = landlock_abi()
    if not abi:
        raise Refused(errno.ENOSYS, "this kernel has no Landlock")
    handled = (1 << _FS_BITS_BY_ABI.get(abi, 16)) - 1
    network = 0b11 if abi >= 4 else 0
    scoped = 0b11 if abi >= 6 else 0
    attributes = struct.pack("QQQ", handled, network, scoped)
    size = 8 if abi < 4 else 16 if abi < 6 else 24
    ruleset = _check(
        _libc.syscall(_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0), "landlock ruleset"
    )
    rights = dict.fromkeys(read, _READ)
    rights |= dict.fromkeys(write, handled & ~_IOCTL_DEVICE)
    rights |= dict.fromkeys(devices, _READ | 1 << 1 | _IOCTL_DEVICE)
    for path, allowed in rights.items():
        _allow(ruleset, path, allowed & handled)
    _check(_libc.syscall(_RESTRICT_SELF, ruleset, 0), "landlock restrict")
    os.close(ruleset)


def _allow(ruleset: int, path: str, allowed: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):
            allowed &= _FILE_ONLY
        rule = struct.pack("=Qi", allowed, fd)
        _check(_libc.syscall(_ADD_RULE, ruleset, 1, rule, 0), f"landlock rule for {path}")
    finally:
        os.close(fd)


# --- seccomp: a classic BPF program over struct seccomp_data ----------------

# name: (x86_64, aarch64) system call numbers, from the kernel's tables.
_DENIED: dict[str, tuple[int | None, int]] = {
    "fork": (57, -1),
    "vfork": (58, -1),
    "execve": (59, 221),
    "execveat": (322, 281),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "socket": (41, 198),
    "connect": (42, 203),
    "bind": (49, 200),
    "listen": (50, 201),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "syslog": (103, 116),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "memfd_secret": (447, 447),
    # memory that no RLIMIT_AS counts
    "memfd_create": (319, 279),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "semget": (64, 190),
    "semctl": (66, 191),
    "msgget": (68, 186),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    # what Landlock does not ask about
    "chmod": (90, -1),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, -1),
    "fchown": (93, 55),
    "lchown": (94, -1),
    "fchownat": (260, 54),
    "utime": (132, -1),
    "utimes": (235, -1),
    "futimesat": (261, -1),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "setxattrat": (463, 463),
    "removexattrat": (466, 466),
    "file_setattr": (469, 469),
}
# name: ((x86_64, aarch64), which argument, its denied values)
_DENIED_VALUES: dict[str, tuple[tuple[int, int], int, tuple[int, ...]]] = {
    "prctl": ((157, 167), 0, (PR_SET_PDEATHSIG,)),
    "ioctl": ((16, 29), 1, (FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR, TIOCSTI)),
    "fcntl": ((72, 25), 1, (F_SETLEASE, F_NOTIFY)),
}
ARCHITECTURES = {
    "x86_64": (0, 0xC000003E, 56, True),
    "aarch64": (1, 0xC00000B7, 220, False),
}
_CLONE3 = 435
_LOAD, _JUMP_EQ, _JUMP_GE, _JUMP_SET, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000


def _errno_action(code: int) -> int:
    return 0x00050000 | code


@functools.cache
def seccomp_program(machine: str) -> bytes:
    """The filter as `struct sock_filter[]`; new threads are allowed, new processes are not."""
    column, audit_arch, clone, has_x32 = ARCHITECTURES[machine]
    program = [(_LOAD, 0, 0, 4), (_JUMP_EQ, 1, 0, audit_arch), (_RETURN, 0, 0, _KILL)]
    program.append((_LOAD, 0, 0, 0))
    if has_x32:
        program += [(_JUMP_GE, 0, 1, 0x40000000), (_RETURN, 0, 0, _errno_action(errno.ENOSYS))]
    program += [(_JUMP_EQ, 0, 1, _CLONE3), (_RETURN, 0, 0, _errno_action(errno.ENOSYS))]
    for numbers in _DENIED.values():
        number = numbers[column]
        if number is not None and number >= 0:
            program += [(_JUMP_EQ, 0, 1, number), (_RETURN, 0, 0, _errno_action(errno.EPERM))]
    for pair, argument, values in _DENIED_VALUES.values():
        program.append((_JUMP_EQ, 0, 2 + 2 * len(values), pair[column]))
        program.append((_LOAD, 0, 0, 16 + 8 * argument))  # its low half
        for value in values:
            program += [(_JUMP_EQ, 0, 1, value), (_RETURN, 0, 0, _errno_action(errno.EPERM))]
        program.append((_RETURN, 0, 0, _ALLOW))
    program += [
        (_JUMP_EQ, 1, 0, clone),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, 16),  # the low half of clone's flags
        (_JUMP_SET, 0, 1, CLONE_THREAD),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _errno_action(errno.EPERM)),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in program)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_char_p)]


def filter_system_calls() -> None:
    """Install the seccomp filter; needs no_new_privs."""
    machine = platform.machine()
    if not LINUX or machine not in ARCHITECTURES:
        raise Refused(errno.ENOSYS, f"no seccomp filter for {sys.platform} on {machine}")
    code = seccomp_program(machine)
    program = _Program(len(code) // 8, code)
    _check(_libc.prctl(PR_SET_SECCOMP, 2, ctypes.byref(program), 0, 0), "seccomp")
