"""A crew on Dask distributed: the same tasks, graded by processes on other machines. The only user of Dask.

The course travels once, encrypted, as a bundle that every worker keeps as bytes; a worker unpacks it into
memory-backed files where there are any, readable by nobody else, and removes it when it ends. The key goes
with each chunk and is never written. Who a worker hands tasks to is a `JudgeProcess`, as on this machine.
"""

from __future__ import annotations

import atexit
import contextlib
import io
import itertools
import os
import shutil
import tempfile
import threading
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from grader.classroom.judges import Course, Graded, JudgeProcess, Task
from grader.course import load_exercise, prerequisites_of
from grader.errors import CourseError, UsageError
from grader.messages import message

if TYPE_CHECKING:
    from distributed import Future

SCHEDULER_SECONDS = 10
WORKER_SECONDS = 60.0
CHUNK_SECONDS = 5.0  # of work in a chunk, once it is known what one submission costs
MOST_IN_CHUNK, CHUNKS_AHEAD = 64, 3
RETRIES = 2
SKIPPED = frozenset({"__pycache__", ".grade"})


class ClusterCrew:
    """Dask workers as a crew; a context manager.

    `where` is a scheduler's address, `local` for processes here, or `slurm` for jobs of SLURM by
    dask-jobqueue's settings. Raises `UsageError` where there is no scheduler or no worker.
    """

    def __init__(self, course: Course, where: str, jobs: int) -> None:
        try:
            import cryptography  # noqa: F401
            import distributed
        except ImportError as error:
            raise UsageError(message("class.extra", package=error.name)) from None
        self.course, self.jobs = course, jobs
        self.cluster: Any = None
        if where == "local":
            self.cluster = distributed.LocalCluster(
                n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None
            )
        elif where == "slurm":
            self.cluster = _slurm(jobs)
        try:
            self.client: Any = distributed.Client(self.cluster or where, timeout=SCHEDULER_SECONDS)
        except (OSError, ValueError, TimeoutError) as error:
            self._close_cluster()
            text = message("cluster.no_scheduler", address=where, error=error)
            raise UsageError(text) from None

    def __enter__(self) -> ClusterCrew:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()
        self._close_cluster()

    def _close_cluster(self) -> None:
        if self.cluster is not None:
            self.cluster.close()

    def grade(self, tasks: Iterable[Task]) -> Iterator[Graded]:
        """Each task's result, once for each chunk that ends; a lost worker's chunks are graded again."""
        from distributed import as_completed

        waiting = iter(tasks)
        first = next(waiting, None)
        if first is None:
            return
        waiting = itertools.chain([first], waiting)
        gpu = first.exercise in self.course.policy.gpu and self.course.device != "cpu"
        key, bundle = encrypted_bundle(self.course, first.exercise)
        shipped = self._ship(bundle, gpu=gpu)
        course = msgspec.msgpack.encode(self.course)
        cost = Cost()
        chunks: dict[Future[bytes], list[Task]] = {}

        def submit(chunk: list[Task]) -> Future[bytes]:
            future: Future[bytes] = self.client.submit(
                grade_chunk,
                *(course, key, shipped, msgspec.msgpack.encode(chunk)),
                pure=False,
                retries=RETRIES,
                resources={"GPU": 1} if gpu else None,
            )
            chunks[future] = chunk
            return future

        def next_chunk() -> list[Task]:
            return list(itertools.islice(waiting, cost.chunk_size()))

        ahead = CHUNKS_AHEAD * max(1, self._workers(gpu=gpu))
        started = [submit(chunk) for _ in range(ahead) if (chunk := next_chunk())]
        completed: Any = as_completed(started)
        for future in completed:
            chunk = chunks.pop(future)
            if future.status in ("cancelled", "lost"):  # with the last worker that had the bundle
                shipped = self._ship(bundle, gpu=gpu)
                completed.add(submit(chunk))
                continue
            results = _results(future, chunk)
            if results is None:  # it ended every worker that tried it: find out which task does
                for task in chunk:
                    completed.add(submit([task]))
                continue
            for graded in results:
                if graded.fault and graded.report is None and graded.id == 0:
                    raise CourseError(graded.fault)
                cost.add(graded.seconds)
                yield graded
            if chunk := next_chunk():
                completed.add(submit(chunk))

    def _ship(self, bundle: bytes, *, gpu: bool) -> Any:
        """Send the bundle to the workers, once; they hand it on to those that come later."""
        self._demand_worker(gpu=gpu)
        (shipped,) = self.client.scatter([bundle], broadcast=not gpu, hash=False)
        return shipped

    def _workers(self, *, gpu: bool) -> int:
        workers = self.client.scheduler_info(n_workers=-1)["workers"].values()
        return sum(not gpu or "GPU" in worker.get("resources", {}) for worker in workers)

    def _demand_worker(self, *, gpu: bool) -> None:
        with contextlib.suppress(TimeoutError):
            self.client.wait_for_workers(1, timeout=WORKER_SECONDS)
        if not self._workers(gpu=gpu):
            raise UsageError(message("cluster.no_worker", seconds=f"{WORKER_SECONDS:g}"))


class Cost:
    """What a submission costs, and how many fit into a chunk: one until that is known."""

    def __init__(self) -> None:
        self.count, self.seconds = 0, 0.0

    def add(self, seconds: float) -> None:
        self.count += 1
        self.seconds += seconds

    def chunk_size(self) -> int:
        if not self.count or not self.seconds:
            return 1
        return max(1, min(MOST_IN_CHUNK, int(CHUNK_SECONDS * self.count / self.seconds)))


def _results(future: Future[bytes], chunk: Sequence[Task]) -> list[Graded] | None:
    """What became of a chunk; None where it is to be tried task by task."""
    from distributed.scheduler import KilledWorker

    if future.status == "finished":
        return msgspec.msgpack.decode(future.result(), type=list[Graded])
    error = future.exception()
    if isinstance(error, KilledWorker) and len(chunk) > 1:
        return None
    text = f"{type(error).__name__}: {error}"[:500]
    return [Graded(id=task.id, fault=text) for task in chunk]


def _slurm(jobs: int) -> Any:
    """A cluster of SLURM jobs, as the site's jobqueue.yaml describes them."""
    try:
        from dask_jobqueue.slurm import SLURMCluster
    except ImportError:
        raise UsageError(message("class.extra", package="dask-jobqueue")) from None
    try:
        cluster: Any = SLURMCluster()
        cluster.scale(jobs=jobs)
    except (ValueError, OSError, RuntimeError) as error:
        text = message("cluster.no_scheduler", address="slurm", error=error)
        raise UsageError(text) from None
    return cluster


# --- the bundle ---


def encrypted_bundle(course: Course, exercise: str) -> tuple[bytes, bytes]:
    """A key, and both halves of an exercise with those that it builds on, encrypted with it.

    The record goes along where it is made already; a worker of another kind of processor makes its own.
    """
    from cryptography.fernet import Fernet

    root, solutions = Path(course.exercises), Path(course.solutions)
    whole = load_exercise(root / exercise, solutions)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for needed in (whole, *prerequisites_of(whole)):
            for place, half in ((needed.folder, "exercises"), (needed.private, "solutions")):
                for path in _files(place):
                    archive.write(path, f"{half}/{needed.id}/{path.relative_to(place)}")
        for half, place in (("exercises", root), ("solutions", solutions)):
            if (place / "course.toml").is_file():
                archive.write(place / "course.toml", f"{half}/course.toml")
        for path in (solutions / ".grade" / "records").glob(f"{exercise}.*.record"):
            archive.write(path, f"solutions/.grade/records/{path.name}")
    key = Fernet.generate_key()
    return key, Fernet(key).encrypt(buffer.getvalue())


def _files(place: Path) -> Iterator[Path]:
    for path in sorted(place.rglob("*")):
        if path.is_file() and not SKIPPED.intersection(path.parts):
            yield path


# --- in a worker ---


class _Station:
    """A worker's unpacked course and its judge process, for one bundle at a time."""

    def __init__(self, course: Course, key: bytes, bundle: bytes) -> None:
        from cryptography.fernet import Fernet

        memory = Path("/dev/shm")  # noqa: S108 - no disk keeps what lies here
        place = memory if os.access(memory, os.W_OK) else None
        self.folder = Path(
            tempfile.mkdtemp(prefix="grade-course-", dir=place)
        )  # for the owner alone
        with zipfile.ZipFile(io.BytesIO(Fernet(key).decrypt(bundle))) as archive:
            archive.extractall(self.folder)
        exercises, solutions = self.folder / "exercises", self.folder / "solutions"
        solutions.mkdir(exist_ok=True)
        self.course = msgspec.structs.replace(
            course,
            exercises=str(exercises),
            solutions=str(solutions),
            temporary=str(self.folder),
        )
        self.process: JudgeProcess | None = None

    def grade(self, task: Task) -> Graded:
        """Grade with the warm judge process; one that ended is replaced once."""
        for _ in range(2):
            self.process = self.process or JudgeProcess(self.course)
            try:
                return self.process.grade(task)
            except (EOFError, OSError):
                self.process.close()
                self.process = None
        return Graded(id=task.id, fault=message("class.judge_lost"))

    def close(self) -> None:
        if self.process is not None:
            self.process.close()
            self.process = None
        shutil.rmtree(self.folder, ignore_errors=True)


_stations: dict[bytes, _Station] = {}  # of this worker process: the bundle's key to its station
_turn = (
    threading.Lock()
)  # a worker with several threads grades one at a time; more are more workers


def grade_chunk(course: bytes, key: bytes, bundle: bytes, chunk: bytes) -> bytes:
    """Runs in a Dask worker: tasks in, what became of them out."""
    tasks = msgspec.msgpack.decode(chunk, type=list[Task])
    with _turn:
        station = _stations.get(key)
        if station is None:
            for other in _stations.values():
                other.close()
            _stations.clear()
            station = _Station(msgspec.msgpack.decode(course, type=Course), key, bundle)
            atexit.register(station.close)
            _stations[key] = station
            ready = station.grade(Task(id=0, exercise=tasks[0].exercise, learner="", label=""))
            if ready.fault:
                return msgspec.msgpack.encode([ready])
        return msgspec.msgpack.encode([station.grade(task) for task in tasks])
