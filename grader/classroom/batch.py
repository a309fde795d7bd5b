"""What is due -> results in the gradebook, as they come. Who does the work is the crew's business.

A crew takes tasks and yields what became of them: `LocalCrew` here, `ClusterCrew` in `cluster`. Runs in
the judge.
"""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from importlib import metadata
from multiprocessing.connection import Connection, wait
from typing import Protocol, cast

import msgspec

from grader.classroom.judges import Course, Graded, JudgeProcess, Task
from grader.classroom.policy import in_batch, limits_key
from grader.classroom.progress import BatchProgress
from grader.classroom.roster import Learner
from grader.classroom.store import Attempt, Gradebook
from grader.errors import CourseError, SandboxError
from grader.judge import key_of
from grader.messages import message
from grader.model import Exercise
from grader.text import clean_line

TRIES = 2  # of a task whose judge process ended


class Crew(Protocol):
    """Who grades: tasks in, what became of each out, in any order, each at least once."""

    def grade(self, tasks: Iterable[Task]) -> Iterator[Graded]:
        """Tasks of one exercise. Raises `CourseError` where nobody can be graded by it."""


class Outcome(msgspec.Struct):
    """What a batch did: results by state, and faults of the course's or ours by attempt."""

    graded: int = 0
    proposed: int = 0
    unchanged: int = 0
    faults: dict[int, str] = {}


def result_key(exercise: Exercise, course: Course) -> str:
    """What a result hangs on besides the files handed in: checks, version, limits, quiz policy, device."""
    digest = hashlib.sha256(key_of(exercise).encode())
    settings = exercise.private.parent / "course.toml"
    digest.update(settings.read_bytes() if settings.is_file() else b"")
    device = course.device if exercise.id in course.policy.gpu else "cpu"
    limits = limits_key(in_batch(exercise, course.policy).limits)
    digest.update(f"\n{metadata.version('grader')}\n{device}\n{limits}\n{course.secret}".encode())
    return digest.hexdigest()[:32]


def run_batch(
    book: Gradebook,
    exercises: Iterable[Exercise],
    course: Course,
    crew: Crew,
    *,
    quiet: bool = False,
) -> Outcome:
    """Grade every attempt that has no result by today's checks, and write each result as it comes."""
    keys = {exercise.id: result_key(exercise, course) for exercise in exercises}
    done = book.graded(keys)
    attempts = [attempt for attempt in book.attempts() if attempt.exercise in keys]
    due = [attempt for attempt in attempts if attempt.id not in done]
    outcome = Outcome(unchanged=len(attempts) - len(due))
    names = {member.id: member.learner for member in book.members()}
    for exercise, members in _by_exercise(due).items():
        tasks = (_task(book, attempt, names[attempt.learner]) for attempt in members)
        with BatchProgress(exercise, len(members), quiet=quiet) as progress:
            for graded in crew.grade(tasks):
                _write(book, keys[exercise], graded, outcome)
                failed = graded.report is None or graded.report.status != "passed"
                progress.step(failed=failed)
    return outcome


def _by_exercise(attempts: Iterable[Attempt]) -> dict[str, list[Attempt]]:
    groups: dict[str, list[Attempt]] = {}
    for attempt in attempts:
        groups.setdefault(attempt.exercise, []).append(attempt)
    return groups


def _task(book: Gradebook, attempt: Attempt, learner: Learner) -> Task:
    """The task that an attempt is; what was handed in is read when its turn comes."""
    return Task(
        id=attempt.id,
        exercise=attempt.exercise,
        learner=learner.key,
        label=clean_line(attempt.origin or attempt.exercise, 200),
        files=book.files(attempt.id),
    )


def _write(book: Gradebook, key: str, graded: Graded, outcome: Outcome) -> None:
    """A fault of ours is no result: the attempt stays due."""
    if graded.report is None:
        outcome.faults[graded.id] = graded.fault
        return
    outcome.faults.pop(graded.id, None)
    state = book.record(graded.id, key, graded.report)
    outcome.proposed += state == "proposed"
    outcome.graded += state == "current"


class LocalCrew:
    """Judge processes on this machine; a context manager.

    The first gets ready alone, so that the exercise's record is made once. A task whose process ends is
    given to a new one, twice at most.
    """

    def __init__(self, course: Course, jobs: int) -> None:
        self.course, self.jobs = course, jobs
        self.idle: list[JudgeProcess] = []
        self.busy: dict[Connection, JudgeProcess] = {}

    def __enter__(self) -> LocalCrew:
        return self

    def __exit__(self, *_: object) -> None:
        for process in [*self.idle, *self.busy.values()]:
            process.close()
        self.idle, self.busy = [], {}

    def grade(self, tasks: Iterable[Task]) -> Iterator[Graded]:
        waiting = iter(tasks)
        again: deque[Task] = deque()
        tries: Counter[int] = Counter()
        first = next(waiting, None)
        if first is None:
            return
        again.append(first)
        self._get_ready(first.exercise)
        while True:
            while len(self.busy) < self.jobs:
                task = again.popleft() if again else next(waiting, None)
                if task is None:
                    break
                tries[task.id] += 1
                process = self._give(task)
                self.busy[process.connection] = process
            if not self.busy:
                return
            for connection in wait(list(self.busy)):
                process = self.busy.pop(cast(Connection, connection))
                task = process.task
                assert task is not None
                try:
                    graded = process.take()
                except (EOFError, OSError):
                    process.close()
                    if tries[task.id] < TRIES:
                        again.append(task)
                    else:
                        yield Graded(id=task.id, fault=message("class.judge_lost"))
                    continue
                self.idle.append(process)
                yield graded

    def _give(self, task: Task) -> JudgeProcess:
        """A process with the task in hand; an idle one that was killed meanwhile is replaced."""
        while self.idle:
            process = self.idle.pop()
            try:
                process.give(task)
            except OSError:
                process.close()
            else:
                return process
        process = JudgeProcess(self.course)
        process.give(task)
        return process

    def _get_ready(self, exercise: str) -> None:
        """Have one process make or read the exercise's record. Raises `CourseError`."""
        process = self.idle.pop() if self.idle else JudgeProcess(self.course)
        try:
            ready = process.grade(Task(id=0, exercise=exercise, learner="", label=""))
        except (EOFError, OSError):
            process.close()
            raise SandboxError(message("class.judge_lost")) from None
        except BaseException:
            process.close()
            raise
        self.idle.append(process)
        if ready.fault:
            raise CourseError(ready.fault)
