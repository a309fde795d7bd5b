"""Exercises -> the autograder zip that Gradescope takes (https://gradescope-autograders.readthedocs.io/en/latest/specs/).

It holds both halves of the course, the grader as it is here, the versions of its packages, and two scripts:
`setup.sh` prepares the container once, `run_autograder` grades one submission.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from grader.course import prerequisites_of
from grader.errors import CourseError, UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise
from grader.release.requirements import requirements_file
from grader.release.tree import MOMENT, files_below
from grader.release.wheel import package_files
from grader.report import TEMPLATES

SCRIPTS = {"setup.sh": "gradescope_setup.sh", "run_autograder": "gradescope_run.sh"}


def write_gradescope_package(exercises: Sequence[Exercise], target: Path) -> Path:
    """Write the zip that grades submissions of these exercises; returns where it is.

    Raises `CourseError` for an exercise whose private half is not here, and `UsageError` for no exercise
    or a target that is none.
    """
    if not exercises or target.suffix != ".zip" or target.is_dir():
        raise UsageError(message("release.gradescope.target", path=target))
    for exercise in exercises:
        if not exercise.reference.is_file():
            raise CourseError(
                f"{exercise.private} holds no {exercise.file}: the package needs the private half of the "
                "course. Name its folder with --solutions or GRADE_SOLUTIONS"
            )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _members(exercises):
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if content.startswith(b"#!") else 0o100644) << 16
            archive.writestr(entry, content)
    write_atomic(target, stream.getvalue())
    return target


def _members(exercises: Sequence[Exercise]) -> Iterator[tuple[str, bytes]]:
    """The files of the zip: the two scripts at its root, as Gradescope wants them."""
    needed = {item.id: item for exercise in exercises for item in prerequisites_of(exercise)}
    needed |= {exercise.id: exercise for exercise in exercises}
    libraries = {library for exercise in needed.values() for library in exercise.libraries}
    for name, template in SCRIPTS.items():
        yield name, (TEMPLATES / template).read_bytes()
    yield "exercises.txt", "".join(f"{exercise.id}\n" for exercise in exercises).encode()
    yield "requirements.txt", requirements_file(libraries).encode()
    yield from package_files("packages/grader")
    for exercise in sorted(needed.values(), key=lambda item: item.id):
        yield from files_below(exercise.folder, f"course/exercises/{exercise.id}")
        yield from files_below(exercise.private, f"course/solutions/{exercise.id}")
    for half, folder in (("exercises", exercises[0].folder), ("solutions", exercises[0].private)):
        if (settings := folder.parent / "course.toml").is_file():
            yield f"course/{half}/course.toml", settings.read_bytes()
