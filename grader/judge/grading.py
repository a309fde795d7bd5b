"""Grading is a function from (exercise, submission) to Report, that one process can call many times.

`Judge` collects an exercise's checks once, as pytest items, and puts them to
one submission after another; each submission gets a worker of its own.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Sequence

import msgspec

from grader.alarm import ringing
from grader.course import check_folder, load_module, signatures_of
from grader.diagnosis import Diagnosis, Evidence, Matcher
from grader.errors import CourseError, SandboxError
from grader.judge.suite import Check, CheckSuite
from grader.judge.verdicts import Verdicts
from grader.legible import legible
from grader.messages import message
from grader.model import FAILING, CheckResult, Exercise, Report, Status, Submission
from grader.sandbox import SANDBOX_PARTS, Launcher, Listener
from grader.student import Call, GradingSession, LocalModule

KEPT_OF_PASSED, KEPT_OF_FAILED = 8, 100  # recorded examples of a check, for the diagnosis
EXPLAINING_SECONDS = 60.0
Progress = Callable[[int, int, CheckResult | None], None]


class Judge:
    """An exercise's checks, its reference and a launcher, ready for submissions.

    Use as a context manager. Raises `CourseError` when the checks or the
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
    ) -> None:
        self.exercise, self.require_sandbox = exercise, require_sandbox
        self.launcher = launcher or Launcher(exercise.libraries)
        self.owns_launcher = launcher is None
        self.device = device
        try:
            self._prepare(only, fresh_seed=fresh_seed, shrink=shrink)
        except BaseException:
            self.close()
            raise

    def _prepare(self, only: Sequence[str], *, fresh_seed: bool, shrink: bool) -> None:
        exercise = self.exercise
        if not exercise.reference.is_file():
            raise CourseError(
                f"{exercise.private} holds no {exercise.file}: the private half of the course is "
                "not here. Name its folder with --solutions or GRADE_SOLUTIONS"
            )
        source = exercise.reference.read_text(encoding="utf-8")
        module = load_module(source, exercise.reference.stem, str(exercise.reference))
        harness = exercise.harness.read_text(encoding="utf-8") if exercise.harness.is_file() else ""
        local_harness = load_module(harness, "harness", str(exercise.harness)) if harness else None
        self.signatures = signatures_of(module)
        self.suite = CheckSuite(exercise, fresh_seed=fresh_seed, shrink=shrink)
        if only:
            self.suite.select(only)
        classes = [
            name
            for name, value in vars(module).items()
            if isinstance(value, type) and name in self.signatures
        ]
        self.session = GradingSession(
            exercise, self.launcher, self.suite.recorder, classes, harness, self.device
        )
        # In the judge, so always on the CPU.
        self.reference = LocalModule(module, local_harness)
        check_folder(module)
        self.matcher = Matcher(exercise, self.launcher, harness, classes)
        self.diagnosis = Diagnosis(self.matcher, module, self.signatures)
        self.examples: dict[str, list[list[Call]]] = {}
        self.suite.recorder.signatures = self.signatures
        self.verdicts = Verdicts(self.suite, self.session, module, self.reference, self.signatures)
        self.suite.provide(self.session.student, self.reference)
        self.suite.deadline = self.session.until_deadline

    def __enter__(self) -> Judge:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if session := getattr(self, "session", None):
            session.end()
        if suite := getattr(self, "suite", None):
            suite.close()
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
    ) -> Report:
        """Grade one submission. Never raises for anything the learner did.

        `live` hears of each epoch of a training run. `device` is the judge's own by
        default; where a GPU's memory is too small, all is graded once more on the CPU.
        Without `diagnose` failures are reported but not explained; with
        `first_failure` the first check that does not pass is the last one.
        """
        started, clock = datetime.datetime.now(datetime.UTC), time.perf_counter()
        session = self.session
        try:
            self.examples.clear()
            self._keep_secrets_out_of_reach()
            self.suite.context.take_notes()
            session.on_progress = live
            session.begin(submission, device or self.device)
            missing = [part for part in SANDBOX_PARTS if part not in session.in_force]
            if missing and self.require_sandbox:
                reasons = "; ".join(f"{part}: {session.refused.get(part, '?')}" for part in missing)
                raise SandboxError(message("sandbox.required", reasons=reasons))
            results = self._run_checks(progress, first_failure)
            if session.out_of_memory:
                report = self.grade(
                    submission, progress, live=live, device="cpu", diagnose=diagnose
                )
                notes = [*report.notes, message("device.memory")]
                return msgspec.structs.replace(report, notes=notes)
            notes = [*_notes(missing), *self.suite.context.take_notes()]
            if diagnose and not first_failure and any(one.status in FAILING for one in results):
                results, trouble = self._explain(results, time.perf_counter() - clock)
                notes += trouble
        finally:
            session.end()
        report = Report(
            exercise=self.exercise.id,
            title=self.exercise.title,
            status=overall(results),
            score=float(sum(result.score for result in results)),
            max_score=float(sum(result.max_score for result in results)),
            device=session.device,
            sandbox=[part for part in SANDBOX_PARTS if part in session.in_force],
            started=started.isoformat(timespec="seconds"),
            duration=round(time.perf_counter() - clock, 3),
            checks=results,
            learner=submission.learner,
            submission=submission.label,
            source=submission.source.replace("\r\n", "\n").replace("\r", "\n"),
            notes=notes,
        )
        return legible(report)

    def _explain(
        self, results: list[CheckResult], spent: float
    ) -> tuple[list[CheckResult], list[str]]:
        """The results explained as far as possible; a fault in the explaining costs no grade."""
        try:
            self.session.begin_check()
            evidence = Evidence(results, self.examples)
            with ringing(EXPLAINING_SECONDS + spent, self._stop_explaining):
                return self.diagnosis.explain(evidence, self.session, spent), []
        except SandboxError:
            raise
        except Exception as error:  # noqa: BLE001 - the grade stands; say that the explanation does not
            problem = f"{type(error).__name__}: {error}"[:200]
            return results, [message("diagnosis.failed", error=problem)]

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
        self, progress: Progress | None, first_failure: bool = False
    ) -> list[CheckResult]:
        results: dict[str, CheckResult] = {}
        checks = self.suite.checks
        for number, check in enumerate(checks):
            if progress:
                progress(number, len(checks), None)
            result = self._run_check(check, results)
            results[check.id] = result
            if progress:
                progress(number + 1, len(checks), result)
            if self.session.out_of_memory or (first_failure and result.status != "passed"):
                break
        return list(results.values())

    def _run_check(self, check: Check, results: dict[str, CheckResult]) -> CheckResult:
        blockers = [
            results[other]
            for name in check.requires
            for other in self.suite.ids_of(name)
            if results[other].status != "passed"
        ]
        unwritten = all(blocker.status == "not_started" for blocker in blockers)
        if blockers and not unwritten:
            blocker = next(one for one in blockers if one.status != "not_started")
            return check.result("skipped", message("requires.first", title=blocker.title))
        result = self._perform(check)
        if blockers and result.status != "not_started":
            return check.result("skipped", message("requires.start", title=blockers[0].title))
        return result

    def _perform(self, check: Check) -> CheckResult:
        clock = time.perf_counter()
        self.session.begin_check()
        failure = self.suite.run(check)
        kept = KEPT_OF_FAILED if failure is not None else KEPT_OF_PASSED
        self.examples[check.id] = self.suite.recorder.last_examples(kept)
        functions = self._functions()
        printed, figures = self.session.end_check(), self.suite.context.take_figures()
        return msgspec.structs.replace(
            self.verdicts.of(check, failure),
            stdout=printed,
            duration=round(time.perf_counter() - clock, 4),
            functions=functions,
            figures=figures,
        )

    def _functions(self) -> list[str]:
        if self.session.load_fault is not None:
            return [self.exercise.file]
        names: dict[str, None] = {}
        for name in self.suite.recorder.functions:
            plain = name.removeprefix("harness.")
            subjects = [plain] if plain == name else self.matcher.subjects(plain) or [plain]
            names.update(dict.fromkeys(subjects))
        return list(names)


def overall(results: Sequence[CheckResult]) -> Status:
    """The status of a whole report."""
    states = {result.status for result in results}
    if "error" in states:
        return "error"
    if states == {"not_started"}:
        return "not_started"
    return "passed" if states <= {"passed"} else "failed"


def _notes(missing: list[str]) -> list[str]:
    if not missing:
        return []
    if len(missing) >= len(SANDBOX_PARTS) - 1:
        return [message("sandbox.none")]
    return [message("sandbox.missing", parts=", ".join(missing))]
