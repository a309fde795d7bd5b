"""The documents that are generated from a course: are they what the course generates now?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from grader.errors import CourseError
from grader.messages import message
from grader.quiz import coverage_page
from grader.validation.results import Problem

# File beside the exercises' folder -> what makes its text, and the command that writes it.
GENERATED: dict[str, tuple[Callable[[Path, Path | None], str], str]] = {
    "docs/quiz-coverage.md": (coverage_page, "python -m grader.quiz.coverage"),
}


def document_problems(exercises: Path, solutions: Path | None) -> Iterator[Problem]:
    """A problem for each generated document of the course whose `exercises` folder this is that is out of date.

    A document that the course does not have is none that it must have.
    """
    for name, (page, command) in GENERATED.items():
        path = exercises.resolve().parent / name
        if not path.is_file():
            continue
        try:
            wanted = page(exercises, solutions)
        except CourseError:
            continue  # a quiz that cannot be read is said with its exercise
        if path.read_text(encoding="utf-8") != wanted:
            text = message("validate.docs.stale", file=name, command=command)
            yield Problem(aspect="docs", text=text)
