"""Grading is a function from (exercise, submission) to Report, that one process can call many times.

`Judge` collects an exercise's checks once, as pytest items, and puts them to
one submission after another; each submission gets a worker of its own.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence
from math import fsum

import msgspec

from grader.alarm import ringing
from grader.course import examples_secret
from grader.errors import CourseError, SandboxError
from grader.judge.check import Check
from grader.judge.choosing import in_order, selected
from grader.judge.private import PrivateHalf
from grader.judge.records import can_be_kept, key_of, read_record, write_record
from grader.judge.taping import TapedChecks, make_record
from grader.legible import legible
from grader.messages import message
from grader.model import FAILING, CheckResult, Exercise, Report, Status, Submission
from grader.sandbox import SANDBOX_PARTS, Launcher, Listener
from grader.student import Call, GradingSession, Halt
from grader.testing import CheckContext

KEPT_OF_PASSED, KEPT_OF_FAILED = 8, 100  # recorded examples of a check, for the diagnosis
EXPLAINING_SECONDS = 300.0
CELLS_TOLD = 5  # cells of a notebook that raised, in the notes
Progress = Callable[[int, int, CheckResult | None], None]


class Judge:
    """An exercise's checks, its reference and a launcher, ready for submissions.

    Use as a context manager. With `record` the answers of the reference are kept on disk and read
    from there: what answers as it does passes without a check being run. With `every` checks are
    run that build on one which fails, too; else they are skipped, whole trainings among them. `half` is what stands for the
    course, its private half or what is published of it. Raises `CourseError` when the checks or the
    reference are broken, and `SandboxError` when no worker can be started.
    """

    def __init__(
        self,
        exercise: Exercise,
        *,
        launcher: Launcher | None = None,
        only: Sequence[str] = (),
        device: str = "cpu",
        require_sandbox: bool = False,
        fresh_seed: bool = False,
        shrink: bool = True,
        record: bool = False,
        every: bool = False,
        half: Callable[[Exercise, Launcher, CheckContext], PrivateHalf] = PrivateHalf,
    ) -> None:
        self.exercise, self.require_sandbox, self.every = exercise, require_sandbox, every
        secret = examples_secret(exercise.private.parent)
        self.context = CheckContext(fresh_seed=fresh_seed, shrink=shrink, secret=secret)
        self.launcher = launcher or Launcher(exercise.libraries)
        self.owns_launcher = launcher is None
        self.device = device
        self.examples: dict[str, list[list[Call]]] = {}
        self.taped: TapedChecks | None = None
        try:
            self.half = half(exercise, self.launcher, self.context)
            self._prepare(only, with_record=record and not fresh_seed and device == "cpu")
        except BaseException:
            self.close()
            raise

    def _prepare(self, only: Sequence[str], *, with_record: bool) -> None:
        exercise = self.exercise
        with_record = with_record and can_be_kept(exercise)
        key = key_of(exercise) if with_record else ""
        record = read_record(exercise, key) if with_record else None
        half, recorder = self.half, self.context.recorder
        classes = record.classes if record else half.classes()
        self.session = half.session = GradingSession(
            exercise, self.launcher, recorder, classes, half.harness, self.device
        )
        if with_record and record is None:
            record = make_record(half)
            write_record(exercise, key, record)
        if record is not None:
            self.taped = TapedChecks(record, half)
            half.drawn = record.drawn
        self.checks = record.checks if record else half.checks
        self.ids: dict[str, list[str]] = {}
        for check in self.checks:
            self.ids.setdefault(check.function, []).append(check.id)
        self.functions = record.functions if record else {}
        self.all_checks, self.only = self.checks, tuple(only)
        if only:
            self.checks = selected(self.checks, only, exercise.id, self.functions)

    def __enter__(self) -> Judge:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if session := getattr(self, "session", None):
            session.end()
        if half := getattr(self, "half", None):
            half.close()
        if self.owns_launcher:
            self.launcher.close()

    def grade(
        self,
        submission: Submission,
        progress: Progress | None = None,
        *,
        live: Listener | None = None,
        device: str | None = None,
        diagnose: bool = True,
        first_failure: bool = False,
        first: Sequence[str] = (),
    ) -> Report:
        """Grade one submission. Never raises for anything the learner did.

        `live` hears of each epoch of a training run. `device` is the judge's own by
        default; where a GPU's memory is too small, all is graded once more on the CPU.
        Without `diagnose` failures are reported but not explained; with
        `first_failure` the first check that does not pass is the last one. Checks with the ids in `first`
        run before the others; the report keeps the order of the course. What `progress` raises ends the
        grading and reaches the caller.
        """
        started, clock = datetime.datetime.now(datetime.UTC), time.perf_counter()
        session = self.session
        try:
            self.examples.clear()
            if self.taped:
                self.taped.answers.clear()
            self._keep_secrets_out_of_reach()
            self.context.take_notes()
            session.on_progress = live
            session.begin(submission, device or self.device)
            missing = [part for part in SANDBOX_PARTS if part not in session.in_force]
            if missing and self.require_sandbox:
                reasons = "; ".join(f"{part}: {session.refused.get(part, '?')}" for part in missing)
                raise SandboxError(message("sandbox.required", reasons=reasons))
            results = self._run_checks(progress, first_failure, first)
            if session.out_of_memory:
                report = self.grade(
                    submission, progress, live=live, device="cpu", diagnose=diagnose, first=first
                )
                notes = [*report.notes, message("device.memory")]
                return msgspec.structs.replace(report, notes=notes)
            notes = [
                *submission.notes,
                *_cell_notes(session.failed_cells),
                *_notes(missing),
                *self._selection(),
                *self.context.take_notes(),
                *self.half.notes,
            ]
            if (
                diagnose
                and not first_failure
                and session.load_fault is None
                and any(result.status in FAILING for result in results)
            ):
                results, trouble = self._explain(results, time.perf_counter() - clock)
                notes += trouble
        finally:
            session.end()
        report = Report(
            exercise=self.exercise.id,
            title=self.exercise.title,
            status=overall(results),
            score=fsum(result.score for result in results),
            max_score=fsum(result.max_score for result in results),
            device=session.device,
            sandbox=[part for part in SANDBOX_PARTS if part in session.in_force],
            started=started.isoformat(timespec="seconds"),
            duration=round(time.perf_counter() - clock, 3),
            checks=results,
            learner=submission.learner,
            submission=submission.label,
            source=submission.source.replace("\r\n", "\n").replace("\r", "\n"),
            cells=submission.cells,
            notes=notes,
            left_out=sum(map(len, self.ids.values())) - len(self.checks),
        )
        return legible(report)

    def _explain(
        self, results: list[CheckResult], spent: float
    ) -> tuple[list[CheckResult], list[str]]:
        """The results explained as far as possible; a fault in the explaining costs no grade."""
        from grader.diagnosis import Evidence

        try:
            self.session.begin_check()
            if self.taped:
                self.examples |= self.taped.recall(results, KEPT_OF_PASSED)
            evidence = Evidence(results, self.examples)
            with ringing(EXPLAINING_SECONDS + spent, self._stop_explaining):
                return self.half.explain(evidence, self.session, spent), []
        except SandboxError:
            raise
        except Exception as error:  # noqa: BLE001 - the grade stands; say that the explanation does not
            problem = f"{type(error).__name__}: {error}"[:200]
            return results, [message("diagnosis.failed", error=problem)]

    def warm_up(self) -> None:
        """Load what a failing check needs, before anybody waits for it."""
        if isinstance(self.half, PrivateHalf):
            for part in ("suite", "verdicts", "diagnosis"):
                getattr(self.half, part)  # loaded by being looked at

    def _selection(self) -> list[str]:
        """How many of the checks ran, where not all were asked for."""
        if not self.only:
            return []
        counts = {"count": len(self.checks), "total": len(self.all_checks)}
        return [message("checks.some", **counts, names=", ".join(self.only))]

    def _stop_explaining(self) -> None:
        if not self.launcher.busy:
            raise TimeoutError(message("diagnosis.long"))

    def _keep_secrets_out_of_reach(self) -> None:
        """Refuse to grade where a worker could read the private half of the course."""
        private = self.exercise.private
        for place in self.launcher.hello["read"]:
            if private.is_relative_to(place):
                raise CourseError(
                    f"{private} lies below {place}, which learners' code may read (the interpreter's "
                    "libraries). Move the private half of the course elsewhere"
                )

    def _run_checks(
        self, progress: Progress | None, first_failure: bool = False, first: Sequence[str] = ()
    ) -> list[CheckResult]:
        results: dict[str, CheckResult] = {}
        checks = in_order(self.checks, first)
        self.first_check = checks[0]
        for number, check in enumerate(checks):
            if progress:
                progress(number, len(checks), None)
            result = self._run_check(check, results)
            results[check.id] = result
            if progress:
                progress(number + 1, len(checks), result)
            if self.session.out_of_memory or (first_failure and result.status != "passed"):
                break
        return [results[check.id] for check in self.checks if check.id in results]

    def _run_check(self, check: Check, results: dict[str, CheckResult]) -> CheckResult:
        blockers = [
            results[other]
            for name in check.requires
            for other in self.ids[name]
            if results[other].status != "passed" and not self.every
        ]
        unwritten = all(blocker.status == "not_started" for blocker in blockers)
        if blockers and not unwritten:
            blocker = next(result for result in blockers if result.status != "not_started")
            return check.result("skipped", message("requires.first", title=blocker.title))
        result = self._perform(check)
        if blockers and result.status != "not_started":
            return check.result("skipped", message("requires.start", title=blockers[0].title))
        return result

    def _perform(self, check: Check) -> CheckResult:
        clock = time.perf_counter()
        self.session.begin_check()
        result = (
            self._unloadable(check)
            or (self.taped and self.taped.result(check))
            or self._live(check)
        )
        return msgspec.structs.replace(result, duration=round(time.perf_counter() - clock, 4))

    def _unloadable(self, check: Check) -> CheckResult | None:
        """What is said where the learner's file cannot be imported: once, not for every check."""
        fault, submission = self.session.load_fault, self.session.submission
        if fault is None or submission is None:
            return None
        file = self.exercise.file
        if check is not self.first_check:
            return check.result("skipped", message("load.skipped", file=file), functions=[file])
        from grader.diagnosis import advice

        result = check.result(
            fault.status,
            fault.message,
            traceback=fault.traceback,
            line=fault.line,
            functions=[file],
            stdout=self.session.end_check(),
        )
        # What a check has to say of its function does not help a file that cannot be read.
        return msgspec.structs.replace(result, hint=advice(fault.message, submission.source))

    def _live(self, check: Check) -> CheckResult:
        """Run a check as pytest runs it, call by call."""
        failure = self.half.run(check)
        kept = KEPT_OF_FAILED if failure is not None else KEPT_OF_PASSED
        self.examples[check.id] = self.context.recorder.last_examples(kept)
        functions = self.half.functions()
        if isinstance(failure, Halt) and failure.subject:
            functions = list(dict.fromkeys([failure.subject, *functions]))
        printed, figures = self.session.end_check(), self.context.take_figures()
        return msgspec.structs.replace(
            self.half.verdict(check, failure),
            stdout=printed,
            functions=functions,
            figures=figures,
        )


def overall(results: Sequence[CheckResult]) -> Status:
    """The status of a whole report."""
    states = {result.status for result in results}
    if "error" in states:
        return "error"
    if states == {"not_started"}:
        return "not_started"
    return "passed" if states <= {"passed"} else "failed"


def _cell_notes(failed: list[str]) -> list[str]:
    more = [message("load.cell.more")] if len(failed) > CELLS_TOLD else []
    return [*failed[:CELLS_TOLD], *more]


def _notes(missing: list[str]) -> list[str]:
    if not missing:
        return []
    if len(missing) >= len(SANDBOX_PARTS) - 1:
        return [message("sandbox.none")]
    return [message("sandbox.missing", parts=", ".join(missing))]
