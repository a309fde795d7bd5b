"""The same class on Dask: a scheduler with workers of its own, one of them killed in the middle."""

import json
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from grader.classroom import cluster
from grader.classroom.cluster import ClusterCrew, Cost, encrypted_bundle
from grader.classroom.judges import Course
from grader.classroom.policy import ClassPolicy
from grader.classroom.store import Gradebook
from grader.errors import UsageError
from tests.classroom import exports
from tests.classroom.test_batch import GOLDEN, content, grade, results, source_of, surroundings
from tests.processes import PATIENCE, wait_until

WORKS = ("right", "rounds_up", "syntax_error", "half_done")
SCRATCH = Path("/dev/shm")


@pytest.fixture
def course(tmp_path):
    for half in ("exercises", "solutions"):
        shutil.copytree(GOLDEN / half, tmp_path / half)
    works = {f"{work}{copy}": f"{source_of(work)}# {copy}\n" for work in WORKS for copy in range(3)}
    exports.write(tmp_path / "in", {f"{name}/tiny.py": text for name, text in works.items()})
    return tmp_path


@pytest.fixture
def scheduler(course):
    """A scheduler and two workers, each a process without a nanny, as it dies on a lost machine."""
    started = []

    def start(module, *arguments):
        command = [sys.executable, "-m", module, *arguments]
        started.append(subprocess.Popen(command, cwd=course, env=surroundings()))
        return started[-1]

    file = course / "scheduler.json"
    start(
        "distributed.cli.dask_scheduler",
        "--port",
        "0",
        "--no-dashboard",
        "--scheduler-file",
        str(file),
    )
    wait_until(file.is_file, "the scheduler writes where it is")
    workers = [
        start(
            "distributed.cli.dask_worker",
            *("--scheduler-file", str(file), "--no-nanny", "--nthreads", "1", "--no-dashboard"),
        )
        for _ in range(2)
    ]
    yield json.loads(file.read_text())["address"], workers
    for process in started:
        process.kill()
        process.wait()


def folders():
    return set(SCRATCH.glob("grade-course-*")) if SCRATCH.is_dir() else set()


def test_a_worker_that_is_killed_costs_nobody_a_grade(course, scheduler):
    address, workers = scheduler
    before = folders()
    command = [
        sys.executable,
        "-m",
        "grader",
        "class",
        "in",
        "--out",
        "out",
        "--cluster",
        address,
        "-q",
    ]
    run = subprocess.Popen(
        command, cwd=course, env=surroundings(), stdout=subprocess.PIPE, text=True
    )
    wait_until(lambda: results(course) >= 2 or run.poll() is not None, "results")
    workers[0].send_signal(signal.SIGKILL)
    said, _ = run.communicate(timeout=PATIENCE)
    assert run.returncode == 0
    assert "12 graded, 0 unchanged" in said
    workers[1].send_signal(signal.SIGTERM)
    wait_until(lambda: folders() <= before, "no worker leaves the private half behind")
    shutil.move(course / "out", course / "cluster")
    assert grade(course, "--quiet").returncode == 0
    with Gradebook(course / "cluster") as spread, Gradebook(course / "out") as local:
        assert content(spread) == content(local)
        assert results_of(spread) == results_of(local) == [1] * 12


def results_of(book):
    """How many results each attempt has."""
    return [row[0] for row in book.rows("SELECT count(*) FROM results GROUP BY attempt")]


def test_the_private_half_travels_encrypted(course):
    from cryptography.fernet import Fernet, InvalidToken

    where = Course(
        exercises=str(course / "exercises"),
        solutions=str(course / "solutions"),
        policy=ClassPolicy(),
    )
    key, bundle = encrypted_bundle(where, "01_tiny")
    reference = (course / "solutions" / "01_tiny" / "tiny.py").read_bytes()
    assert reference[:40] not in bundle
    (course / "bundle.zip").write_bytes(Fernet(key).decrypt(bundle))
    with zipfile.ZipFile(course / "bundle.zip") as archive:
        assert archive.read("solutions/01_tiny/tiny.py") == reference
    with pytest.raises(InvalidToken):
        Fernet(Fernet.generate_key()).decrypt(bundle)


def test_chunks_grow_as_the_cost_is_known():
    cost = Cost()
    assert cost.chunk_size() == 1
    cost.add(0.5)
    assert cost.chunk_size() == 10
    for _ in range(9):
        cost.add(20.0)
    assert cost.chunk_size() == 1
    cheap = Cost()
    cheap.add(0.001)
    assert cheap.chunk_size() == 64


def test_a_scheduler_that_is_not_there(monkeypatch):
    monkeypatch.setattr(cluster, "SCHEDULER_SECONDS", 0.2)
    where = Course(exercises="", solutions="", policy=ClassPolicy())
    with pytest.raises(UsageError, match="does not answer"):
        ClusterCrew(where, "127.0.0.1:1", 1)
