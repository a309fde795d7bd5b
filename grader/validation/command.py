"""`grade validate`: proves that exercises are complete and that their checks are strong.

Each exercise is examined (`examination`); what came of all is shown, and written where asked for,
also when Ctrl-C ends it early.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from grader.course import alternative_files, find_exercises
from grader.errors import CourseError, UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise
from grader.mutation import make_mutants
from grader.validation import wording
from grader.validation.documents import document_problems
from grader.validation.examination import ValidateOptions, validate
from grader.validation.page import render_run
from grader.validation.results import Run, Validation, to_data


def run_validation(path: Path, options: ValidateOptions) -> int:
    """Validate everything at `path`; returns the exit code.

    Raises `KeyboardInterrupt` after an interrupt, once everything that was done by then is shown and
    written.
    """
    exercises = find_exercises(path, options.solutions)
    for file in filter(None, (options.json_file, options.html_file)):
        if file.is_dir():
            raise UsageError(message("output.folder", path=file))
    _check_names(exercises, options.only)
    is_course = path.is_dir() and not (path / "exercise.toml").is_file()
    problems = list(document_problems(path, options.solutions)) if is_course else []
    validations = _validate_all(exercises, options)
    left_out = [exercise.id for exercise in exercises[len(validations) :]]
    run = Run(validations=validations, problems=problems, left_out=left_out)
    wording.show(run)
    if options.json_file:
        data = msgspec.json.format(msgspec.json.encode(to_data(run)), indent=1)
        _write(options.json_file, data.decode() + "\n")
    if options.html_file:
        _write(options.html_file, render_run(run))
    if not run.is_complete:
        raise KeyboardInterrupt
    return exit_code(run)


def _check_names(exercises: Sequence[Exercise], parts: Sequence[str]) -> None:
    """Raise `UsageError` where a part of a name is in none of those that `--only` chooses from."""
    names: set[str] = set()
    for exercise in exercises if parts else ():
        files = [*(exercise.private / "wrong").glob("*.py"), *alternative_files(exercise)]
        names.update(file.stem.lower() for file in files)
        if exercise.reference.is_file():
            source = exercise.reference.read_text(encoding="utf-8")
            names.update(mutant.function.lower() for mutant in make_mutants(source))
    for part in parts:
        if not any(part.lower() in name for name in names):
            raise UsageError(message("validate.only", name=part))


def exit_code(run: Run) -> int:
    """0 all is well, 1 something is not, 3 an exercise is broken."""
    if any(validation.course_error for validation in run.validations):
        return 3
    return 0 if run.is_good else 1


def _validate_all(exercises: Sequence[Exercise], options: ValidateOptions) -> list[Validation]:
    """Every exercise in turn, up to the one that an interrupt ends."""
    validations: list[Validation] = []
    for exercise in exercises:
        validations.append(_validate(exercise, options))
        if not validations[-1].complete:
            break
    return validations


def _validate(exercise: Exercise, options: ValidateOptions) -> Validation:
    try:
        return validate(exercise, options)
    except CourseError as error:
        return Validation(
            exercise=exercise.id,
            title=exercise.title,
            torch=exercise.uses_torch,
            course_error=str(error),
        )


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text)
    except OSError as error:
        text = message("file.unwritable", path=path, error=error.strerror or error)
        raise UsageError(text) from None
