"""`grade new course DIR`: a course of one exercise, with a secret of its own."""

from __future__ import annotations

import secrets
from pathlib import Path

from grader.errors import UsageError
from grader.messages import message
from grader.scaffold.exercise import exercise_files
from grader.scaffold.samples import sample, write_new

FIRST = "01_first"


def new_course(folder: Path) -> None:
    """Write a course into an empty or new folder, and print what was written. Raises `UsageError`."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(message("new.course.not_empty", folder=folder))
    title = folder.absolute().name.replace("_", " ").replace("-", " ").strip().capitalize()
    words = {"NAME": FIRST, "TITLE": title or "Course", "SECRET": secrets.token_urlsafe(32)}
    files = {
        folder / "README.md": sample("course/README.md", words),
        folder / ".gitignore": sample("course/gitignore", words),
        folder / "exercises" / "course.toml": sample("course/exercises.toml", words),
        folder / "solutions" / "course.toml": sample("course/solutions.toml", words),
    }
    write_new(files | exercise_files(FIRST, folder))
    print("\n" + message("new.course.next", folder=folder, name=FIRST))
