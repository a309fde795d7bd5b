"""`grade record`: writes the public records of exercises. Runs in the judge, where the private half is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from grader.course import find_exercises
from grader.errors import UsageError
from grader.messages import message
from grader.practice.publishing import make_public_record
from grader.practice.record import record_file, write_public_record


def write_records(paths: Sequence[Path], solutions: Path | None, out: Path | None) -> None:
    """Write a record for each exercise: into its folder, or one exercise's into the file `out`.

    Raises `UsageError` for `out` with several exercises, and where a file cannot be written.
    """
    exercises = [exercise for path in paths for exercise in find_exercises(path, solutions)]
    if out is not None and len(exercises) > 1:
        raise UsageError(message("practice.out", count=len(exercises)))
    for exercise in exercises:
        place = out or record_file(exercise)
        record = make_public_record(exercise)
        try:
            size = write_public_record(record, place)
        except OSError as error:
            problem = error.strerror or error
            raise UsageError(message("file.unwritable", path=place, error=problem)) from None
        points = sum(practice.check.points for practice in record.checks)
        values = {
            "checks": len(record.checks),
            "points": f"{points:g}",
            "size": f"{size / 1e6:.2f}",
        }
        more = {"more": record.more_checks, "more_points": f"{record.more_points:g}"}
        print(message("practice.written", path=place, **values, **more))
