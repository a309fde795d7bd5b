"""The launcher: a clean process that has numpy (and torch) warm and forks workers.

Contract. Started by the judge as `python -I -m grader.sandbox.launcher FD
LIBRARIES`, before any secret is loaded and with an emptied environment; FD is a
stream socket. It says one JSON line `{"read": [...]}`, then
answers one line at a time:

    {"op": "spawn", "scratch": path, "limits": {...}, "devices": [paths]}   with two
        descriptors, the worker's socket and its output   -> {"pid": n}
    {"op": "reap", "pid": n, "grace": seconds}   wait, then kill -> {"status": code}

It runs no tensor operation, because threads do not survive a fork, and it ends
when the judge's end of the socket closes or the judge does. Its workers end with
it: it kills them, and if it is killed itself, the kernel does.
"""

import contextlib
import functools
import gc
import glob
import json
import os
import platform
import signal
import socket
import sys
import sysconfig
import tempfile
import time
from typing import Any

from grader.sandbox import confinement, worker
from grader.sandbox.channel import Channel

READ_ALWAYS = [
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/local/lib",
    "/usr/share/zoneinfo",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/self",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/dev/null",
    "/dev/zero",
    "/dev/urandom",
    "/dev/random",
]
WRITE_ALWAYS = ("/dev/null",)
READ_WITH_DEVICES = (  # what CUDA's libraries look at before they open a GPU
    "/proc/driver/nvidia",
    "/proc/devices",
    "/proc/modules",
    "/proc/sys/vm",
    "/sys/bus/pci",
    "/sys/module/nvidia",
    "/sys/module/nvidia_uvm",
    "/usr/local/nvidia",
    "/usr/local/cuda",
    "/usr/share/nvidia",
)
DEVICE_FILES = 192  # further open files that CUDA needs
CUDA_SETTINGS = {"CUBLAS_WORKSPACE_CONFIG": ":4096:8", "CUDA_CACHE_DISABLE": "1"}
KEPT_SETTINGS = ("CUDA_VISIBLE_DEVICES",)


@functools.cache
def readable_places() -> list[str]:
    """The interpreter and its libraries: all that a worker may read."""
    paths = sysconfig.get_paths()
    places = {paths[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")}
    places.add(os.path.join(sys.base_prefix, "lib"))
    return sorted({*READ_ALWAYS, *(os.path.realpath(place) for place in places)})


def warm(libraries: list[str]) -> None:
    """Import what every submission will need, without starting a thread."""
    import linecache  # noqa: F401 - tracebacks in workers need it
    import random  # noqa: F401 - seeded in workers
    import traceback  # noqa: F401 - used by many libraries on their first error

    for name in libraries:
        __import__(name)
    if "numpy" in libraries:
        import numpy.random  # noqa: F401 - loaded by NumPy on first use only, and seeded in workers
    if "torch.optim" in libraries:
        import torch._dynamo  # noqa: F401 - the first optimizer would import it, as slowly as torch itself


workers: set[int] = set()


def spawn(request: dict[str, Any], descriptors: list[int], control: socket.socket) -> int:
    """Fork a worker; returns its process id."""
    uid, gid = os.getuid(), os.getgid()
    if "namespaces" in request["left_out"]:
        pid, refused = os.fork(), "left out"
    else:
        pid, refused = confinement.fork_into_namespaces()
    if pid:
        for descriptor in descriptors:
            os.close(descriptor)
        workers.add(pid)
        return pid
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        control.close()
        os.setsid()
        confinement.die_with_parent()
        channel_fd, output_fd = descriptors
        redirect_output(output_fd)
        os.closerange(3, channel_fd)
        os.closerange(channel_fd + 1, 4096)
        facts: dict[str, Any] = {
            "in_force": [],
            "refused": dict.fromkeys(request["left_out"], "left out"),
        }
        if refused:
            facts["refused"]["namespaces"] = refused
        else:
            attempt(facts, "namespaces", settle, request, facts, uid, gid)
        confine(request, facts)
        worker.serve(Channel(socket.socket(fileno=channel_fd)), facts)
    except BaseException as error:  # noqa: BLE001 - nothing may unwind into the launcher's loop
        os.write(2, f"worker: {type(error).__name__}: {error}\n".encode())
    os._exit(70)


def settle(request: dict[str, Any], facts: dict[str, Any], uid: int, gid: int) -> None:
    """Make the new namespaces a place to live in: scratch may be changed and nothing else."""
    confinement.settle_in_namespaces(uid, gid)
    attempt(facts, "read_only", confinement.make_read_only)
    confinement.mount_scratch(request["scratch"], request["limits"]["scratch_mb"])


def redirect_output(output_fd: int) -> None:
    """Nothing to read from standard input; what is printed goes to the judge."""
    with open(os.devnull, "rb") as null:
        os.dup2(null.fileno(), 0)
    os.dup2(output_fd, 1)
    os.dup2(output_fd, 2)
    os.close(output_fd)


def confine(request: dict[str, Any], facts: dict[str, Any]) -> None:
    """Everything that comes after the fork, in the order that works."""
    scratch, limits = request["scratch"], request["limits"]
    devices = request.get("devices", [])
    os.chdir(scratch)
    kept = {name: os.environ[name] for name in KEPT_SETTINGS if devices and name in os.environ}
    os.environ.clear()
    os.environ.update(HOME=scratch, TMPDIR=scratch, LANG="C.UTF-8")
    os.environ.update({**CUDA_SETTINGS, **kept} if devices else {})
    tempfile.tempdir = None  # whatever was found before the fork
    sys.path[:] = readable_path()
    for number, encoding in ((1, "utf-8"), (2, "utf-8")):
        stream = open(number, "w", encoding=encoding, errors="backslashreplace", closefd=False)  # noqa: SIM115 - lives as long as the process
        setattr(sys, ("stdout", "stderr")[number - 1], stream)
    if "namespaces" in facts["in_force"]:
        confinement.mount_own_proc()
    attempt(
        facts,
        "rlimits",
        confinement.limit_resources,
        limits["memory_mb"],
        limits["cpu_seconds"],
        limits["file_mb"],
        limits["open_files"] + (DEVICE_FILES if devices else 0),
        address_space=not devices,
    )
    attempt(facts, "no_new_privs", confinement.forbid_new_privileges)
    places = list(readable_places())
    if devices:
        places += [*READ_WITH_DEVICES, *glob.glob("/sys/devices/pci*")]
    attempt(
        facts, "landlock", confinement.restrict_files, places, [scratch, *WRITE_ALWAYS], devices
    )
    if confinement.LINUX:
        confinement.drop_capabilities()
    attempt(facts, "seccomp", confinement.filter_system_calls)
    gc.enable()


@functools.cache
def readable_path() -> list[str]:
    """Entries of sys.path that stay: below a readable place, so never the course's own folder."""
    places = readable_places()
    return [
        entry
        for entry in sys.path
        if any(os.path.realpath(entry).startswith(place) for place in places)
    ]


def attempt(facts: dict[str, Any], name: str, step: Any, *args: Any, **options: Any) -> None:
    """Take one step of the confinement and write down whether it is in force."""
    if name in facts["refused"]:
        return
    try:
        step(*args, **options)
    except (OSError, ValueError) as error:
        facts["refused"][name] = str(error)
    else:
        facts["in_force"].append(name)


def reap(pid: int, grace: float) -> int:
    """End a worker, with all that it started, and return its exit code.

    Within `grace` seconds it may end by itself, so that the code is its own.
    """
    deadline = time.monotonic() + grace
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < deadline:
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                workers.discard(pid)
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.001)
    end(pid)
    with contextlib.suppress(ChildProcessError):
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return 0


def end(pid: int) -> None:
    """Kill a worker and its process group."""
    workers.discard(pid)
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def main() -> None:
    control = socket.socket(fileno=int(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the judge's to handle
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    confinement.die_with_parent(signal.SIGTERM)
    warm([name for name in sys.argv[2].split(",") if name])
    readable_path()
    if platform.machine() in confinement.ARCHITECTURES:
        confinement.seccomp_program(platform.machine())
    # A collection in a child would write to, and so copy, every page that it shares with us.
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        with contextlib.suppress(ConnectionError):  # the judge is gone: so are we
            answer_requests(control)
    finally:
        for pid in list(workers):
            end(pid)


def answer_requests(control: socket.socket) -> None:
    """Say hello, then one answer for each line, until the judge hangs up."""
    hello = {"read": readable_places()}
    control.sendall(json.dumps(hello).encode() + b"\n")
    while True:
        line, descriptors = b"", []
        while not line.endswith(b"\n"):
            chunk, received, _, _ = socket.recv_fds(control, 65536, 2)
            if not chunk:
                return
            line += chunk
            descriptors += received
        request = json.loads(line)
        if request["op"] == "spawn":
            answer = {"pid": spawn(request, descriptors, control)}
        else:
            answer = {"status": reap(request["pid"], request["grace"])}
        control.sendall(json.dumps(answer).encode() + b"\n")


if __name__ == "__main__":
    main()
