"""Other machines, simulated on this one: an ordinary user, and no user namespaces.

A world is a program that is put before a command: `python -m tests.attacks.worlds NAME COMMAND...`.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import subprocess
import sys
from pathlib import Path

NOBODY = 65534
WORLDS = ("ordinary user", "no user namespaces")
CLONE_NEWNS, CLONE_NEWUSER, MS_BIND, MS_REC, MS_PRIVATE = 0x20000, 0x10000000, 0x1000, 0x4000, 0x40000
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP = 38, 22
_libc = ctypes.CDLL(None, use_errno=True)


def _checked(result: int, what: str) -> None:
    if result:
        raise OSError(ctypes.get_errno(), what)


def become_ordinary() -> None:
    """Go on as nobody. A home folder above the interpreter that is closed to others is opened, for us alone."""
    base = Path(sys.base_prefix)
    closed = [place for place in [*base.parents][::-1] if not place.stat().st_mode & 0o001]
    if closed:
        _checked(_libc.unshare(CLONE_NEWNS), "unshare")
        _checked(_libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None), "private")
        aside = Path("/mnt")
        _checked(_libc.mount(os.fsencode(base), os.fsencode(aside), None, MS_BIND, None), "bind")
        _checked(_libc.mount(b"tmpfs", os.fsencode(closed[0]), b"tmpfs", 0, b"mode=755"), "tmpfs")
        base.mkdir(parents=True)
        _checked(_libc.mount(os.fsencode(aside), os.fsencode(base), None, MS_BIND, None), "back")
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)


def forbid_user_namespaces() -> None:
    """Have the kernel refuse new user namespaces to us and all that we start, as many containers do."""
    clone, unshare = {"x86_64": (56, 272), "aarch64": (220, 97)}[platform.machine()]
    refuse = (0x06, 0, 0, 0x00050000 | errno.EPERM)
    allow = (0x06, 0, 0, 0x7FFF0000)
    steps = [
        (0x20, 0, 0, 0),  # the number of the call
        (0x15, 1, 0, clone),
        (0x15, 0, 3, unshare),
        (0x20, 0, 0, 16),  # the low half of its flags
        (0x45, 0, 1, CLONE_NEWUSER),
        refuse,
        allow,
    ]
    code = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(code)
    program = struct.pack("HP", len(steps), ctypes.addressof(buffer))
    _checked(_libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "no_new_privs")
    _checked(_libc.prctl(PR_SET_SECCOMP, 2, program, 0, 0), "seccomp")


def why_not(world: str) -> str:
    """Why a world cannot be had here; empty when it can."""
    command = [sys.executable, "-m", "tests.attacks.worlds", world, sys.executable, "-c", ""]
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", env={**os.environ, **PATH})
    return done.stderr[-300:]


PATH = {"PYTHONPATH": str(Path(__file__).parent.parent.parent)}


def main() -> None:
    """Enter the world and become the command."""
    world, *command = sys.argv[1:]
    if world == "ordinary user":
        become_ordinary()
    else:
        forbid_user_namespaces()
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
