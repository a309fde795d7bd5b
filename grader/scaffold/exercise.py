"""`grade new exercise NN_name`: both halves of an exercise that passes `grade validate` as it is."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

from grader.course import stub_source
from grader.errors import UsageError
from grader.messages import message
from grader.scaffold.samples import sample, write_new

NAME = re.compile(r"(\d{2,})_([a-z][a-z0-9_]*)")


def new_exercise(name: str, root: Path, *, title: str | None = None) -> None:
    """Write the exercise `name` into the course at `root`, and print what was written.

    Raises `UsageError` for a name that is none, a folder that is no course, and files that are there.
    """
    if not (root / "exercises").is_dir():
        raise UsageError(message("new.exercise.no_course", folder=root.resolve()))
    write_new(exercise_files(name, root, title=title))
    print("\n" + message("new.exercise.next", name=name))


def exercise_files(name: str, root: Path, *, title: str | None = None) -> dict[Path, str]:
    """The files of a new exercise with their texts. Raises `UsageError` for a name that is none."""
    match = NAME.fullmatch(name)
    if match is None or keyword.iskeyword(match[2]):
        raise UsageError(message("new.exercise.name", name=name))
    number, module = match.groups()
    title = " ".join((title or module.replace("_", " ").capitalize()).split())
    if '"' in title or "\\" in title or not title.isprintable():
        raise UsageError(message("new.exercise.title", title=title))
    words = {"NAME": name, "MODULE": module, "TITLE": title, "ORDER": str(int(number))}
    public, private = root / "exercises" / name, root / "solutions" / name
    alternatives = root / "tests" / "alternatives" / name
    reference = sample("exercise/reference.py.txt", words)
    return {
        public / "exercise.toml": sample("exercise/exercise.toml", words),
        public / "README.md": sample("exercise/README.md", words),
        public / f"{module}.py": stub_source(reference),
        private / f"{module}.py": reference,
        private / f"test_{module}.py": sample("exercise/checks.py.txt", words),
        private / "wrong" / "absolute_value.py": sample("exercise/wrong.py.txt", words),
        private / "hints.toml": sample("exercise/hints.toml", words),
        private / "quiz.toml": sample("exercise/quiz.toml", words),
        alternatives / "where.py": sample("exercise/alternative_where.py.txt", words),
        alternatives / "mask.py": sample("exercise/alternative_mask.py.txt", words),
    }
