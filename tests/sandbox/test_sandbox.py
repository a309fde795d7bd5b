"""Confinement: each limit strikes, and nothing outside can be reached. Needs the full sandbox."""

import os
import signal
import socket
from pathlib import Path

import msgspec
import numpy as np
import pytest

from grader.errors import SandboxError
from grader.model import Limits
from grader.sandbox.launcher_client import SANDBOX_PARTS, Launcher
from grader.sandbox.worker_client import Broken, Died, TimedOut
from tests import ROOT
from tests.processes import PATIENCE, wait_until

SOURCE = """
import ctypes, os, signal, socket, subprocess, sys, threading, time
import numpy as np
handled = []
def add(x): return x + 1
def spoil(x, y): y += 1; return x
def spoil_dict(d): d["new"] = 1
def spoil_second(pair): pair[1][0] = -0.0
def reshape(x): x.shape = (2, 2)
def read(path): return open(path).read()
def write(path, size=1): open(path, "wb").write(b"x" * size)
def listing(path): return sorted(os.listdir(path))
def environment(): return dict(os.environ)
def fork(): return os.fork()
def run(): return subprocess.run(["/bin/ls"])
def execute(): os.execv("/bin/ls", ["ls"])
def connect(family, address): socket.socket(getattr(socket, family)).connect(address)
def send_signal(pid, number): os.kill(pid, number)
def ptrace(pid): return ctypes.CDLL(None, use_errno=True).ptrace(16, pid, 0, 0), ctypes.get_errno()
def draw(): import random; return [random.random(), np.random.rand()]
def loop():
    while True: pass
def sleep(): time.sleep(60)
def allocate(mb): return len(bytearray(mb * 2**20))
def burn():
    while True: sum(range(1000))
def open_files(): return [open("/dev/null") for _ in range(500)]
def flood(lines):
    for i in range(lines): print("x" * 100)
def forever_print():
    while True: print("y" * 1000)
def crash(): ctypes.string_at(0)
def leave(): os._exit(0)
def exit_politely(): sys.exit(0)
def recursion(): return recursion()
def threads():
    many = [threading.Thread(target=time.sleep, args=(30,), daemon=True) for _ in range(3000)]
    for one in many: one.start()
def close_everything():
    for fd in range(3, 64):
        try: os.close(fd)
        except OSError: pass
def forge(text): os.write([fd for fd in range(3, 64) if is_socket(fd)][0], text)
def is_socket(fd):
    import stat
    try: return stat.S_ISSOCK(os.fstat(fd).st_mode)
    except OSError: return False
def unshare(): return ctypes.CDLL(None, use_errno=True).unshare(0x10000000), ctypes.get_errno()
def hard_limit():
    import resource
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
def modules(): return sorted(name for name in sys.modules if name.startswith(("grader", "torch")))
def path(): return list(sys.path)
class Nasty(Exception):
    def __str__(self): raise SystemExit
def nasty(): raise Nasty
class Counter:
    def __init__(self, start): self.value = start
    def step(self, n): self.value += n; return self.value
    def copy(self): return Counter(self.value)
    def __add__(self, other): return Counter(self.value + other.value)
def total(counters): return sum(counter.value for counter in counters)
"""
QUICK = Limits(memory_mb=300, cpu_seconds=60, file_mb=1, scratch_mb=4, open_files=40, output_kb=4)


def load(worker, source=SOURCE):
    request = {
        "source": source,
        "filename": "task.py",
        "module": "task",
        "classes": ["Counter"],
        "harness": "",
        "helpers": {},
        "siblings": {},
        "device": "cpu",
    }
    return worker.request("load", request, seconds=PATIENCE)


@pytest.fixture
def worker(numpy_launcher):
    spawned = numpy_launcher.spawn(QUICK)
    if set(SANDBOX_PARTS) - set(spawned.in_force):
        spawned.kill()
        pytest.skip(f"this machine does not confine fully: {spawned.refused}")
    assert load(spawned).kind == "ok"
    yield spawned
    spawned.kill()


def call(worker, name, *args, seconds=PATIENCE):
    return worker.request("call", name, args, {}, seconds=seconds)


def refused(reply, *errors):
    assert reply.kind == "raised", reply
    assert reply.payload["type"] in errors, reply.payload


def test_a_call_and_its_answer(worker):
    reply = call(worker, "add", np.ones(3))
    assert reply.kind == "ok"
    assert reply.payload.tolist() == [2, 2, 2]
    assert reply.mutated == []


def test_an_example_starts_from_the_same_random_state(worker):
    def draw(fresh):
        return worker.request("call", "draw", (), {}, seconds=PATIENCE, fresh=fresh).payload

    first, second = draw(fresh=True), draw(fresh=False)
    assert first != second
    assert [draw(fresh=True), draw(fresh=False)] == [first, second]


def test_changed_arguments_are_named(worker):
    assert call(worker, "spoil", np.ones(2), np.ones(2)).mutated == ["1"]
    assert call(worker, "spoil", np.ones(9000), np.ones(9000)).mutated == ["1"]
    assert call(worker, "spoil_dict", {"old": 1}).mutated == ["0"]
    reply = worker.request("call", "spoil", (1,), {"y": np.ones(2)}, seconds=PATIENCE)
    assert reply.mutated == ["y"]
    assert call(worker, "spoil_second", (np.ones(2), np.zeros(2))).mutated == ["0"]
    assert call(worker, "spoil_second", (1, [0.0])).mutated == ["0"]
    assert call(worker, "reshape", np.ones(4)).mutated == ["0"]
    assert call(worker, "add", np.asfortranarray(np.eye(3))).mutated == []


@pytest.mark.parametrize(
    "path",
    [
        __file__,
        str(ROOT / "pyproject.toml"),
        str(ROOT / "solutions"),
        "/etc/passwd",
        "/etc/hostname",
        "/proc",
        f"/proc/{os.getppid()}/environ",
        str(Path.home() / ".bashrc"),
        "/tmp",
    ],
)
def test_no_file_outside_is_read(worker, path):
    for name in ("read", "listing"):
        refused(
            call(worker, name, path), "PermissionError", "FileNotFoundError", "NotADirectoryError"
        )


def test_only_scratch_is_written(worker):
    for path in ("/tmp/escaped", str(Path(__file__).with_name("escaped")), "/dev/shm/escaped"):
        refused(call(worker, "write", path), "PermissionError", "FileNotFoundError", "OSError")
        assert not Path(path).exists()
    assert call(worker, "write", "mine").kind == "ok"
    assert call(worker, "listing", ".").payload == ["mine"]
    scratch = worker.scratch
    worker.kill()
    assert not scratch.exists()


def test_file_size_and_scratch_size_are_limited(worker):
    refused(call(worker, "write", "big", 2 * 2**20), "OSError")
    for number in range(3):
        call(worker, "write", f"part{number}", 2**20 - 1)
    refused(call(worker, "write", "part4", 2**20 - 1), "OSError")


def test_no_new_process(worker):
    for name in ("fork", "run", "execute"):
        refused(call(worker, name), "PermissionError")


def test_no_network(worker):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        refused(call(worker, "connect", "AF_INET", ("127.0.0.1", port)), "PermissionError")
    refused(call(worker, "connect", "AF_UNIX", "/run/any"), "PermissionError")


def test_no_signal_and_no_ptrace_to_the_judge(worker):
    refused(call(worker, "send_signal", os.getpid(), 0), "ProcessLookupError", "PermissionError")
    refused(call(worker, "send_signal", worker.pid, 9), "ProcessLookupError", "PermissionError")
    result, _ = call(worker, "ptrace", os.getpid()).payload
    assert result == -1


def test_no_way_back(worker):
    assert call(worker, "unshare").payload[0] == -1
    refused(call(worker, "hard_limit"), "ValueError", "PermissionError")


def test_nothing_of_ours_is_there_to_steal(worker):
    environment = call(worker, "environment").payload
    assert set(environment) <= {
        "HOME",
        "TMPDIR",
        "LANG",
        "LC_CTYPE",
    }
    names = call(worker, "modules").payload
    assert names == [
        "grader",
        "grader.sandbox",
        "grader.sandbox.account",
        "grader.sandbox.channel",
        "grader.sandbox.confinement",
        "grader.sandbox.frames",
        "grader.sandbox.wire",
        "grader.sandbox.worker",
    ]
    root = str(ROOT)
    assert root not in call(worker, "path").payload


def test_memory_is_limited(worker):
    assert call(worker, "allocate", 100).kind == "ok"
    refused(call(worker, "allocate", 1000), "MemoryError")
    assert call(worker, "add", 1).payload == 2


def test_threads_are_limited(worker):
    refused(call(worker, "threads"), "RuntimeError")


def test_open_files_are_limited(worker):
    refused(call(worker, "open_files"), "OSError")


def test_wall_time_is_limited(worker):
    with pytest.raises(TimedOut):
        call(worker, "sleep", seconds=0.3)
    assert not worker.alive
    with pytest.raises(Died):
        call(worker, "add", 1)


def test_processor_time_is_limited(numpy_launcher):
    worker = numpy_launcher.spawn(msgspec.structs.replace(QUICK, cpu_seconds=1))
    load(worker)
    with pytest.raises(Died) as death:
        call(worker, "burn", seconds=PATIENCE)
    assert death.value.signal_name == "SIGKILL"


def test_output_is_kept_up_to_its_limit(worker):
    call(worker, "flood", 3)
    assert worker.take_output() == ("x" * 100 + "\n") * 3
    call(worker, "flood", 20_000)
    text = worker.take_output()
    assert len(text) < 5000
    assert "2020000 bytes were printed" in text
    with pytest.raises(TimedOut):
        call(worker, "forever_print", seconds=0.5)


def test_a_crash_and_an_exit_are_told_apart(numpy_launcher):
    codes = {}
    for name in ("crash", "leave", "close_everything"):
        worker = numpy_launcher.spawn(QUICK)
        load(worker)
        with pytest.raises(Died) as death:
            call(worker, name)
        codes[name] = death.value
    assert codes["crash"].signal_name == "SIGSEGV"
    assert codes["leave"].code == 0


def test_exceptions_are_data(worker):
    assert call(worker, "exit_politely").payload["type"] == "SystemExit"
    assert call(worker, "recursion").payload["type"] == "RecursionError"
    assert len(call(worker, "recursion").payload["frames"]) <= 8
    nasty = call(worker, "nasty").payload
    assert (nasty["type"], nasty["message"]) == ("Nasty", "")
    assert nasty["frames"][-1][1] == "nasty"


@pytest.mark.parametrize(
    "forged", [b"garbage", b"GRW1\x00\x00\x00\x00", b"GRW1\xff\xff\xff\x7f" + b"x" * 90]
)
def test_bytes_forged_onto_the_wire_end_the_worker(worker, forged):
    with pytest.raises((Broken, Died, TimedOut)):
        [call(worker, name, value, seconds=2) for name, value in (("forge", forged), ("add", 1))]
    assert not worker.alive


def test_a_reply_forged_ahead_is_not_taken_for_a_later_one(worker):
    from grader.sandbox import channel, wire

    frame = wire.encode((99, "ok", "forged", []))
    data = channel.PREFIX.pack(channel.MAGIC, len(frame.head)) + frame.head
    with pytest.raises(Broken):
        call(worker, "forge", data)


def test_objects_stay_in_the_worker(worker):
    counter = call(worker, "Counter", 5).payload
    assert counter.class_name == "Counter"
    assert worker.request("method", counter, "step", (2,), {}, seconds=PATIENCE).payload == 7
    assert worker.request("get", counter, "value", seconds=PATIENCE).payload == 7
    assert worker.request("get", counter, "step", seconds=PATIENCE).kind == "callable"
    assert worker.request("set", counter, "value", 1, seconds=PATIENCE).kind == "ok"
    copy = worker.request("method", counter, "copy", (), {}, seconds=PATIENCE).payload
    assert copy != counter
    both = worker.request("op", "add", (counter, copy), seconds=PATIENCE).payload
    assert worker.request("get", both, "value", seconds=PATIENCE).payload == 2
    assert call(worker, "total", [counter, both]).payload == 3
    worker.request("free", [copy.id], seconds=PATIENCE)
    with pytest.raises(Died):
        worker.request("get", copy, "value", seconds=PATIENCE)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


def test_workers_die_with_the_launcher():
    with Launcher(("numpy",)) as launcher:
        worker = launcher.spawn(QUICK)
        load(worker)
        launcher.process.send_signal(signal.SIGKILL)
        launcher.process.wait()
    with pytest.raises(SandboxError):
        worker.kill()
    wait_until(lambda: not alive(worker.pid), "the end of the worker")


def test_workers_do_not_share_state(numpy_launcher):
    for _ in range(2):
        worker = numpy_launcher.spawn(QUICK)
        load(worker)
        assert call(worker, "listing", ".").payload == []
        call(worker, "write", "left-over")
        worker.kill()
