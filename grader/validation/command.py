"""`grade validate`: proves that an exercise is complete and that its checks are strong.

For each exercise: what it must have (`completeness`); then the reference, the
stub, every wrong file and every alternative, graded as learners' files are;
then its mutants (`strength`). `validation` holds what was found.
"""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.course import Variant, find_exercises, overlay, read_variants, stub_source
from grader.errors import CourseError, UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import FAILING, CheckResult, Exercise, Report
from grader.text import number
from grader.validation import trials, wording as validation_text
from grader.validation.completeness import problems_of
from grader.validation.page import render_validations
from grader.validation.results import (
    AlternativeTrial,
    Aspect,
    Problem,
    Validation,
    WrongTrial,
    measure,
    redundant_checks,
    to_data,
)
from grader.validation.strength import Strength, kills, measure_strength
from grader.validation.trials import Trial


class ValidateOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade validate`; `mutants` None means all of them."""

    json_file: Path | None = None
    html_file: Path | None = None
    jobs: int | None = None
    mutants: int | None = None
    only: tuple[str, ...] = ()
    solutions: Path | None = None

    def is_chosen(self, name: str) -> bool:
        return not self.only or any(part.lower() in name.lower() for part in self.only)


def run_validation(path: Path, options: ValidateOptions) -> int:
    """Validate everything at `path`; returns the exit code."""
    exercises = find_exercises(path, options.solutions)
    for file in filter(None, (options.json_file, options.html_file)):
        if file.is_dir():
            raise UsageError(message("output.folder", path=file))
    found = [_validate_or_tell(exercise, options) for exercise in exercises]
    validation_text.show(found)
    if options.json_file:
        data = msgspec.json.format(msgspec.json.encode(to_data(found)), indent=1)
        _write(options.json_file, data.decode() + "\n")
    if options.html_file:
        _write(options.html_file, render_validations(found))
    return exit_code(found)


def exit_code(validations: Sequence[Validation]) -> int:
    """0 all is well, 1 something is not, 3 an exercise is broken."""
    if any(one.course_error for one in validations):
        return 3
    good = all(one.is_good for one in validations) and measure(validations).names_enough
    return 0 if good else 1


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text)
    except OSError as error:
        text = message("file.unwritable", path=path, error=error.strerror or error)
        raise UsageError(text) from None


def _validate_or_tell(exercise: Exercise, options: ValidateOptions) -> Validation:
    try:
        return validate(exercise, options)
    except CourseError as error:
        return Validation(
            exercise=exercise.id,
            title=exercise.title,
            torch=exercise.uses_torch,
            course_error=str(error),
        )


def validate(exercise: Exercise, options: ValidateOptions) -> Validation:
    """Everything about one exercise. Raises `CourseError` when it cannot be graded at all."""
    clock = time.perf_counter()
    if not exercise.reference.is_file():
        raise CourseError(f"{exercise.private} holds no {exercise.file}; name --solutions")
    problems = list(problems_of(exercise))
    source = exercise.reference.read_text(encoding="utf-8")
    jobs = options.jobs or os.cpu_count() or 1
    variants = [one for one in read_variants(exercise) if options.is_chosen(one.name)]
    others = [one for one in _alternatives(exercise) if options.is_chosen(one[0])]
    work = [
        Trial(name="the reference", source=source, mode="explain"),
        Trial(name="the stub", source=stub_source(source), mode="explain"),
        *(Trial(name=one.name, source=one.source, mode="explain") for one in variants),
        *(Trial(name=name, source=overlay(source, text), mode="explain") for name, text in others),
    ]
    with validation_text.Progress(f"{exercise.id} solutions") as progress:
        reports = trials.run(
            exercise, work, jobs=jobs, progress=lambda done: progress.step(done, len(work))
        )
    reference, stub, *rest = reports
    wrong = [_wrong(one, report) for one, report in zip(variants, rest, strict=False)]
    right = [
        _alternative(name, report)
        for (name, _), report in zip(others, rest[len(variants) :], strict=True)
    ]
    of_reference, of_stub = _reference_problems(reference), _stub_problems(stub)
    problems += of_reference + of_stub
    problems += [
        one for pair in zip(variants, rest, strict=False) for one in _wrong_problems(*pair)
    ]
    problems += [one for trial in right for one in _alternative_problems(trial)]

    strength = Strength()
    if not of_reference and options.mutants != 0:
        with validation_text.Progress(f"{exercise.id} mutants") as progress:
            strength = measure_strength(
                exercise,
                source,
                count=options.mutants,
                is_chosen=options.is_chosen,
                jobs=jobs,
                progress=progress.step,
            )
    checks = [check.id for check in reference.checks]
    # A part of the wrong files says nothing about which checks are needed.
    tried = [] if options.only else [*map(kills, rest), *strength.kills]
    noticed = [one for one in tried if one]
    return Validation(
        exercise=exercise.id,
        title=exercise.title,
        torch=exercise.uses_torch,
        checks=checks,
        points=reference.max_score,
        reference_passed=not of_reference,
        stub_untouched=not of_stub,
        problems=problems + strength.problems,
        wrong=wrong,
        alternatives=right,
        mutants=strength.mutants,
        mutants_made=strength.made,
        redundant=redundant_checks(checks, noticed),
        matrix_size=len(noticed),
        duration=round(time.perf_counter() - clock, 1),
    )


def _alternatives(exercise: Exercise) -> list[tuple[str, str]]:
    """The correct solutions in other styles: names and sources, to be laid over the reference."""
    folder = exercise.folder.parent.parent / "tests" / "alternatives" / exercise.id
    return [(path.stem, path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.py"))]


def _problem(aspect: Aspect, key: str, **values: object) -> Problem:
    return Problem(aspect=aspect, text=message(f"validate.{key}", **values))


def _first(report: Report, *states: str) -> CheckResult | None:
    return next((check for check in report.checks if check.status in states), None)


def _reference_problems(report: Report) -> list[Problem]:
    check = _first(report, "error", "failed", "timeout", "not_started")
    if check is None:
        return []
    if check.status == "error":
        raise CourseError(f"{check.id} breaks down for the reference itself: {check.message}")
    score, most = number(report.score), number(report.max_score)
    values = {"score": score, "max_score": most, "check": check.id, "text": check.message}
    return [_problem("reference", "reference.fails", **values)]


def _stub_problems(report: Report) -> list[Problem]:
    others = [check.id for check in report.checks if check.status != "not_started"]
    if not others and not report.score:
        return []
    values = {"score": number(report.score), "status": report.status, "names": ", ".join(others)}
    return [_problem("stub", "stub.started", **values)]


def _wrong(variant: Variant, report: Report) -> WrongTrial:
    failing = [check for check in report.checks if check.status in FAILING]
    return WrongTrial(
        name=variant.name,
        title=variant.title,
        failed=bool(failing),
        failing=[check.id for check in failing],
        named=list(dict.fromkeys(check.misconception for check in failing if check.misconception)),
        points=report.score,
        duration=report.duration,
    )


def _wrong_problems(variant: Variant, report: Report) -> list[Problem]:
    if broken := _first(report, "error"):
        values = {"name": variant.name, "check": broken.id, "text": broken.message}
        return [_problem("checks", "wrong.error", **values)]
    if _first(report, *FAILING):
        return []
    return [_problem("checks", "wrong.passes", name=variant.name, title=variant.title)]


def _alternative(name: str, report: Report) -> AlternativeTrial:
    others = [check for check in report.checks if check.status != "passed"]
    return AlternativeTrial(
        name=name,
        passed=not others,
        failing=[check.id for check in others],
        message=others[0].message if others else "",
        duration=report.duration,
    )


def _alternative_problems(trial: AlternativeTrial) -> list[Problem]:
    if trial.passed:
        return []
    values = {"name": trial.name, "check": trial.failing[0], "text": trial.message}
    return [_problem("checks", "alternative.fails", **values)]
