"""Devices and data: who decides, what is said, and what happens when a GPU or a folder will not do.

No test needs a GPU: the decision is fed with invented probes, and a worker that may drive devices is
given /dev/null to drive.
"""

from __future__ import annotations

import os
import struct
from pathlib import Path

import msgspec
import numpy as np
import pytest

from grader import workflow
from grader.course import data
from grader.errors import UsageError
from grader.judge.grading import Judge
from grader.model import Exercise, Limits
from grader.sandbox import devices, resources, worker_client
from grader.sandbox.devices import Choice, Devices, Probe, choose
from grader.sandbox.launcher_client import Launcher
from grader.sandbox.worker_client import Died
from grader.student.faults import gpu_memory_is_full
from grader.workflow import steps
from tests.processes import PATIENCE
from tests.small_course import handed_in, small_exercise

TORCH = 'libraries = ["numpy", "torch"]\n'
GOOD = Probe(usable=True, name="A GPU")
BAD = Probe(usable=False, why="the driver is too old")
CHECK = 'def test_work(student):\n    """Works"""\n    assert student.work(student.device) == 1\n'


def must_not_probe() -> Probe:
    raise AssertionError("nothing to probe")


@pytest.fixture
def with_torch(tmp_path: Path) -> Exercise:
    return small_exercise(tmp_path, CHECK, libraries=TORCH)


@pytest.fixture
def with_numpy(tmp_path: Path) -> Exercise:
    return small_exercise(tmp_path, CHECK)


# --- the decision ---------------------------------------------------------------


def test_auto_takes_a_gpu_that_works(with_torch: Exercise) -> None:
    assert choose("auto", with_torch, True, lambda: GOOD) == Choice("cuda")
    assert choose("cuda", with_torch, True, lambda: GOOD) == Choice("cuda")


def test_auto_falls_back_and_says_why(with_torch: Exercise) -> None:
    choice = choose("auto", with_torch, True, lambda: BAD)
    assert choice.device == "cpu"
    assert "the driver is too old" in choice.note


def test_without_device_files_nothing_is_tried_and_nothing_said(with_torch: Exercise) -> None:
    assert choose("auto", with_torch, False, must_not_probe) == Choice("cpu")


def test_cpu_means_cpu(with_torch: Exercise) -> None:
    assert choose("cpu", with_torch, True, must_not_probe) == Choice("cpu")


@pytest.mark.parametrize(("present", "why"), [(True, BAD.why), (False, "no NVIDIA GPU")])
def test_cuda_that_cannot_be_had_is_refused(with_torch: Exercise, present: bool, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        choose("cuda", with_torch, present, lambda: BAD)


def test_numpy_exercises_stay_on_the_cpu(with_numpy: Exercise) -> None:
    assert choose("auto", with_numpy, True, must_not_probe) == Choice("cpu")
    choice = choose("cuda", with_numpy, False, must_not_probe)
    assert choice.device == "cpu"
    assert "NumPy" in choice.note


@pytest.mark.parametrize("answer", [GOOD, BAD])
def test_one_probe_for_a_launcher_which_keeps_devices_that_work(
    with_torch: Exercise, monkeypatch: pytest.MonkeyPatch, answer: Probe, numpy_launcher: Launcher
) -> None:
    asked = []

    def probe(launcher: Launcher) -> Probe:
        asked.append(launcher.devices)
        return answer

    monkeypatch.setattr(devices, "device_files", lambda: ("/dev/nvidiactl",))
    monkeypatch.setattr(devices, "probe", probe)
    chooser = Devices("auto")
    try:
        chosen = {chooser.choose(with_torch, lambda _: numpy_launcher).device for _ in range(3)}
        assert asked == [("/dev/nvidiactl",)]
        assert numpy_launcher.devices == (("/dev/nvidiactl",) if answer.usable else ())
        assert chosen == {"cuda" if answer.usable else "cpu"}
    finally:
        numpy_launcher.devices = ()


def test_a_worker_without_a_gpu_says_so(numpy_launcher: Launcher) -> None:
    probed = devices.probe(numpy_launcher)
    assert not probed.usable
    assert probed.why


def test_device_files_are_found_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    there = {"/dev/nvidiactl", "/dev/nvidia-uvm"}
    monkeypatch.setattr(os.path, "exists", lambda path: path in there)
    monkeypatch.setattr(
        devices.glob, "glob", lambda _: ["/dev/nvidia1", "/dev/nvidia0", "/dev/nvidia0x"]
    )
    expected = ("/dev/nvidia0", "/dev/nvidia1", "/dev/nvidiactl", "/dev/nvidia-uvm")
    assert devices.device_files() == expected
    there.clear()
    assert devices.device_files() == ()


def test_the_command_line_refuses_before_grading(
    with_torch: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "device_files", lambda: ())
    monkeypatch.setattr(steps, "_grade", must_not_probe)
    with pytest.raises(UsageError, match="--device cuda"):
        workflow.run((with_torch.folder,), workflow.Options(device="cuda"))


# --- a worker with devices --------------------------------------------------------


def allocate(numpy_launcher: Launcher, source: str, limits: Limits) -> object:
    numpy_launcher.devices = ("/dev/null",)
    try:
        worker = numpy_launcher.spawn(limits)
    finally:
        numpy_launcher.devices = ()
    request = {"source": source, "filename": "small.py", "module": "small"}
    request |= {"classes": [], "harness": "", "helpers": {}, "siblings": {}, "device": "cpu"}
    try:
        assert worker.request("load", request, seconds=PATIENCE).kind == "ok"
        return worker.request("call", "work", (), {}, seconds=PATIENCE).payload
    finally:
        worker.kill()


def test_mapped_memory_is_free_and_resident_memory_is_watched(
    numpy_launcher: Launcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not Path("/proc/self/task").is_dir():
        pytest.skip("no /proc here")
    monkeypatch.setattr(worker_client, "DEVICE_MB", 0)
    monkeypatch.setattr(worker_client, "WATCH_SECONDS", 0.02)
    limits = Limits(memory_mb=400)
    mapped = "import mmap\ndef work():\n    return len(mmap.mmap(-1, 2**32))\n"
    assert allocate(numpy_launcher, mapped, limits) == 2**32
    touched = "import time\ndef work():\n    x = bytearray(b'x') * 2**30\n    time.sleep(600)\n"
    with pytest.raises(Died) as death:
        allocate(numpy_launcher, touched, limits)
    assert death.value.signal_name == "SIGKILL"


def test_a_worker_with_devices_has_the_settings_of_cuda(numpy_launcher: Launcher) -> None:
    source = "import os\ndef work():\n    return dict(os.environ)\n"
    environment = allocate(numpy_launcher, source, Limits())
    assert isinstance(environment, dict)
    assert environment["CUBLAS_WORKSPACE_CONFIG"] == ":4096:8"


def test_the_launcher_of_torch_is_told_about_the_gpu_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "1")
    monkeypatch.setenv("SECRET", "x")
    plain = resources.clean_environment(("numpy",))
    torch = resources.clean_environment(("numpy", "torch"))
    assert set(torch) - set(plain) <= {
        *("CUBLAS_WORKSPACE_CONFIG", "CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH")
    }
    assert torch["CUDA_VISIBLE_DEVICES"] == "1"
    assert "SECRET" not in torch


# --- memory of the GPU --------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "full"),
    [
        ("OutOfMemoryError", "CUDA out of memory. Tried to allocate 2 GiB", True),
        ("RuntimeError", "CUDA error: out of memory", True),
        ("RuntimeError", "CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate", True),
        ("RuntimeError", "shapes do not match", False),
        ("MemoryError", "", False),
    ],
)
def test_a_full_gpu_is_told_from_other_errors(kind: str, text: str, full: bool) -> None:
    payload = {"type": kind, "bases": [kind, "Exception"], "message": text}
    assert gpu_memory_is_full(payload) is full


FULL = """
class OutOfMemoryError(RuntimeError):
    pass
def work(device):
    if device != "cpu":
        raise OutOfMemoryError("CUDA out of memory")
    return 1
"""


def test_a_full_gpu_means_once_more_on_the_cpu(
    with_numpy: Exercise, numpy_launcher: Launcher
) -> None:
    with Judge(with_numpy, launcher=numpy_launcher, device="cuda") as judge:
        for _ in range(2):  # the next submission tries the GPU again
            graded = judge.grade(handed_in(FULL))
            assert graded.status == "passed"
            assert graded.device == "cpu"
            assert any("ran out of memory" in note for note in graded.notes)
        graded = judge.grade(handed_in("def work(device):\n    return 1\n"))
        assert (graded.status, graded.device, graded.notes) == ("passed", "cuda", [])


def test_on_the_cpu_such_an_error_is_the_learners(
    with_numpy: Exercise, numpy_launcher: Launcher
) -> None:
    source = FULL.replace('device != "cpu"', "True")
    for device in ("cpu", "cuda"):
        with Judge(with_numpy, launcher=numpy_launcher, device=device) as judge:
            graded = judge.grade(handed_in(source))
        assert graded.status == "failed"
        assert "CUDA out of memory" in graded.checks[0].message


# --- data ------------------------------------------------------------------------

DATA_CHECK = """
import pytest
from grader.testing import load_data

@pytest.fixture(scope="module")
def images(reference):
    return load_data(read_idx=reference.read_idx)

def test_size(student, images):
    \"\"\"Size\"\"\"
    assert student.work(len(images.train.labels)) == len(images.train.labels)
"""
READER = """
import struct
import numpy as np
def work(n):
    return n
def read_idx(path):
    with open(path, "rb") as file:
        content = file.read()
    dims = 3 if struct.unpack(">I", content[:4])[0] == 2051 else 1
    shape = struct.unpack(f">{dims}I", content[4:4 + 4 * dims])
    found = np.frombuffer(content[4 + 4 * dims:], np.uint8)
    if len(found) < np.prod(shape):
        raise ValueError("the file ends early")
    return found[:int(np.prod(shape))].reshape(shape)
"""


def write_mnist(folder: Path) -> Path:
    folder.mkdir()
    for part, count in (("train", 70), ("t10k", 20)):
        header = struct.pack(">4I", 2051, count, 4, 4)
        (folder / f"{part}-images-idx3-ubyte").write_bytes(header + bytes(16 * count))
        labels = (np.arange(count) % 10).astype(np.uint8).tobytes()
        content = struct.pack(">2I", 2049, count) + labels
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(content)
    return folder


@pytest.fixture
def reads_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    monkeypatch.delenv(data.VARIABLE, raising=False)
    return small_exercise(tmp_path, DATA_CHECK, reference=READER)


def test_the_report_says_which_data_were_used(
    reads_data: Exercise, tmp_path: Path, numpy_launcher: Launcher
) -> None:
    folder = write_mnist(tmp_path / "mnist")
    with data.data_folder(folder), Judge(reads_data, launcher=numpy_launcher) as judge:
        graded = judge.grade(handed_in(READER))
    assert graded.status == "passed"
    assert graded.notes == [f"The images are MNIST, from {folder}."]
    assert data.VARIABLE not in os.environ
    with Judge(reads_data, launcher=numpy_launcher) as judge:
        assert judge.grade(handed_in(READER)).notes == []


def test_data_of_another_kind_are_left_aside_aloud(
    reads_data: Exercise, tmp_path: Path, numpy_launcher: Launcher
) -> None:
    folder = tmp_path / "cifar"
    folder.mkdir()
    (folder / "test_batch.bin").write_bytes(b"")
    with data.data_folder(folder), Judge(reads_data, launcher=numpy_launcher) as judge:
        (note,) = judge.grade(handed_in(READER)).notes
    assert "the course's own digits" in note


def test_broken_data_stop_the_run_before_grading(
    reads_data: Exercise, tmp_path: Path, numpy_launcher: Launcher
) -> None:
    folder = write_mnist(tmp_path / "mnist")
    images = folder / "train-images-idx3-ubyte"
    images.write_bytes(images.read_bytes()[:-1])
    with data.data_folder(folder), pytest.raises(UsageError, match="the file ends early"):
        Judge(reads_data, launcher=numpy_launcher)


def test_data_that_break_later_are_no_fault_of_a_check(
    reads_data: Exercise, tmp_path: Path, numpy_launcher: Launcher
) -> None:
    folder = write_mnist(tmp_path / "mnist")
    with data.data_folder(folder), Judge(reads_data, launcher=numpy_launcher) as judge:
        (folder / "t10k-labels-idx1-ubyte").unlink()
        with pytest.raises(UsageError, match="lacks the test labels"):
            judge.grade(handed_in(READER))


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is not a folder"), data.data_folder(tmp_path / "nowhere"):
        pass


def test_the_option_reaches_the_checks(
    reads_data: Exercise, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    options = workflow.Options(data=write_mnist(tmp_path / "mnist"), quiet=True)
    options = msgspec.structs.replace(options, json_file=tmp_path / "out.json")
    assert workflow.run((reads_data.folder,), options) == 0
    assert "MNIST" in (tmp_path / "out.json").read_text()
