"""A course with both halves -> the files of the learners' course, as data, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from grader.course import stub_source
from grader.errors import CourseError
from grader.model import Exercise
from grader.release.public_record import Published
from grader.release.requirements import requirements_file
from grader.release.tree import files_below
from grader.release.wheel import grader_wheel
from grader.scaffold import ci_files, sample

NOT_PUBLISHED = {".ipynb", ".new", ".orig", ".pyc", ".record", ".tmp"}  # records are made anew
RECORD = "practice.record"


def learners_course(
    exercises: Sequence[Exercise],
    title: str,
    *,
    records: Mapping[str, Published] | None = None,
    ci: str | None = None,
) -> dict[str, bytes]:
    """Every file of the learners' course by its path, the stubs made from the references.

    `records` are the public records by exercise, `ci` is the platform whose workflow for feedback goes with it.

    Raises `CourseError` for an exercise whose private half is not here, or whose markers are not balanced.
    """
    wheel, content = grader_wheel()
    libraries = {library for exercise in exercises for library in exercise.libraries}
    requirements = f"./packages/{wheel}\n{requirements_file(libraries)}"
    words = {"TITLE": title, "FIRST": exercises[0].id, "TABLE": _table(exercises)}
    files = {
        "README.md": sample("release/README.md", words).encode(),
        ".gitignore": sample("release/gitignore", words).encode(),
        "requirements.txt": requirements.encode(),
        f"packages/{wheel}": content,
    }
    files |= {path: text.encode() for path, text in ci_files(ci, "feedback").items()} if ci else {}
    settings = exercises[0].folder.parent / "course.toml"
    if settings.is_file():
        files["exercises/course.toml"] = settings.read_bytes()
    for exercise in exercises:
        files |= dict(_public_half(exercise))
    for name, record in (records or {}).items():
        files[f"exercises/{name}/{RECORD}"] = record.content
    return files


def _public_half(exercise: Exercise) -> Iterator[tuple[str, bytes]]:
    if not exercise.reference.is_file():
        raise CourseError(
            f"{exercise.private} holds no {exercise.file}: stubs are made from the private half of the "
            "course. Name its folder with --solutions or GRADE_SOLUTIONS"
        )
    place = f"exercises/{exercise.id}"
    for name, content in files_below(exercise.folder, place):
        parts = Path(name).parts
        if Path(name).suffix not in NOT_PUBLISHED and not any(part[0] == "." for part in parts):
            yield name, content
    reference = exercise.reference.read_text(encoding="utf-8")
    yield f"{place}/{exercise.file}", stub_source(reference, str(exercise.reference)).encode()


def _table(exercises: Sequence[Exercise]) -> str:
    rows = [
        f"| [{exercise.id}](exercises/{exercise.id}/README.md) | {exercise.title} |"
        for exercise in exercises
    ]
    return "\n".join(["| exercise | |", "| --- | --- |", *rows])
