"""What can be seen of an exercise without grading: statement, metadata, hints, quiz, stub, examples, alternatives, markers.

Examples run in this process: they are the course's own code.
"""

from __future__ import annotations

import doctest
import io
import logging
import re
import sys
import tomllib
import types
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from grader.course import (
    alternative_files,
    exercise_folders,
    load_module,
    prerequisites_of,
    read_hints,
    signatures_of,
    stub_source,
)
from grader.errors import CourseError
from grader.messages import message
from grader.model import Exercise
from grader.quiz import quiz_problems
from grader.validation.markers import marker_problems
from grader.validation.practice import practice_problems
from grader.validation.results import Aspect, Problem

SHOWN = 600  # characters of a failing example
QUIZ = "quiz.toml"
ALTERNATIVES_AT_LEAST = 2


def problems_of(exercise: Exercise) -> Iterator[Problem]:
    """Everything that is missing or stale. Raises `CourseError` for a reference that does not import."""
    source = exercise.reference.read_text(encoding="utf-8")
    module = load_module(source, exercise.reference.stem, str(exercise.reference))
    yield from _metadata(exercise)
    yield from _statement(exercise)
    yield from _hints(exercise, module)
    yield from _quiz(exercise)
    yield from _stub(exercise, source)
    yield from _alternatives(exercise)
    yield from marker_problems(exercise)
    yield from practice_problems(exercise)
    yield from _examples(exercise, module)


def problems_of_quiz(exercise: Exercise) -> Iterator[Problem]:
    """What the quiz's own proof has to say: many variants of each question, keys and distractors marked."""
    if not (exercise.private / QUIZ).is_file():
        return  # said already
    try:
        sentences = quiz_problems(exercise)
    except CourseError as error:
        sentences = [str(error)]
    for sentence in sentences:
        yield Problem(aspect="quiz", text=sentence)


def _problem(aspect: Aspect, key: str, **values: object) -> Problem:
    return Problem(aspect=aspect, text=message(f"validate.{key}", **values))


def _metadata(exercise: Exercise) -> Iterator[Problem]:
    for name in ("title", "summary"):
        if not getattr(exercise, name).strip():
            yield _problem("metadata", "metadata.empty", name=name)
    others = [path.name for path in exercise_folders(exercise.folder.parent)]
    for name in exercise.prerequisites:
        if name == exercise.id or name not in others:
            near = get_close_matches(name, [other for other in others if other != exercise.id], 1)
            hint = message("validate.near", name=near[0]) if near else ""
            yield _problem("metadata", "metadata.prerequisite", name=name, near=hint)


def _statement(exercise: Exercise) -> Iterator[Problem]:
    statement = exercise.folder / "README.md"
    if not statement.is_file() or not statement.read_text(encoding="utf-8").strip():
        yield _problem("statement", "missing", file="README.md", folder=exercise.folder)


def _read(aspect: Aspect, path: Path) -> tuple[dict[str, Any], list[Problem]]:
    if not path.is_file():
        return {}, [_problem(aspect, "missing", file=path.name, folder=path.parent)]
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [_problem(aspect, "unreadable", file=path, error=error)]


def _hints(exercise: Exercise, module: types.ModuleType) -> Iterator[Problem]:
    data, problems = _read("hints", exercise.private / "hints.toml")
    yield from problems
    if problems:
        return
    hints = data.get("hints", {})
    names = [name for name in signatures_of(module) if "." not in name]
    if missing := [name for name in names if not hints.get(name)]:
        yield _problem("hints", "hints.missing", names=", ".join(missing))
    known = {*names, *signatures_of(module)}
    if unknown := [name for name in hints if name not in known]:
        yield _problem("hints", "hints.unknown", names=", ".join(unknown))
    if not data.get("after"):
        yield _problem("hints", "hints.after")
    try:
        read_hints(exercise)
    except CourseError as error:
        yield Problem(aspect="hints", text=str(error))


def _quiz(exercise: Exercise) -> Iterator[Problem]:
    data, problems = _read("quiz", exercise.private / QUIZ)
    yield from problems
    if not problems and not data:
        yield _problem("quiz", "quiz.empty")


def _stub(exercise: Exercise, source: str) -> Iterator[Problem]:
    wanted = stub_source(source, str(exercise.reference))
    if not exercise.stub.is_file():
        yield _problem("stub", "missing", file=exercise.file, folder=exercise.folder)
    elif exercise.stub.read_text(encoding="utf-8") != wanted:
        yield _problem("stub", "stub.stale", id=exercise.id)


def _alternatives(exercise: Exercise) -> Iterator[Problem]:
    count = len(alternative_files(exercise))
    if count < ALTERNATIVES_AT_LEAST:
        values = {"count": count, "least": ALTERNATIVES_AT_LEAST, "id": exercise.id}
        yield _problem("alternatives", "alternatives.few", **values)


def _examples(exercise: Exercise, module: types.ModuleType) -> Iterator[Problem]:
    """The examples of the reference's docstrings, then those of the statement as one session."""
    tests = doctest.DocTestFinder().find(module, module.__name__)
    statement = exercise.folder / "README.md"
    text = statement.read_text(encoding="utf-8") if statement.is_file() else ""
    with _importable(exercise, module, text), _quiet():
        for test in tests:
            yield from _run(test, test.name)
        unfenced = re.sub(
            r"(?m)^[ \t]*```.*$", "", text
        )  # a fence is no part of an expected answer
        parsed = doctest.DocTestParser().get_doctest(unfenced, {}, "README.md", str(statement), 0)
        yield from _run(parsed, "README.md")


@contextmanager
def _importable(exercise: Exercise, module: types.ModuleType, text: str) -> Iterator[None]:
    """Let `from conv import ...` find the reference, and the references of earlier exercises."""
    modules = {module.__name__: module}
    for other in prerequisites_of(exercise):
        name = other.reference.stem
        if re.search(rf"\b(?:from|import) {name}\b", text):
            source = other.reference.read_text(encoding="utf-8")
            modules[name] = load_module(source, name, str(other.reference))
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, old in before.items():
            if old is None:
                del sys.modules[name]
            else:
                sys.modules[name] = old


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what libraries have to say about themselves (exporters say much) off the terminal."""
    logging.disable(logging.CRITICAL)
    try:
        with redirect_stderr(io.StringIO()):
            yield
    finally:
        logging.disable(logging.NOTSET)


def _run(test: doctest.DocTest, name: str) -> Iterator[Problem]:
    lines: list[str] = []
    # A runner keeps sys.stdout to itself only while one test runs.
    result = doctest.DocTestRunner(verbose=False).run(test, out=lines.append)
    if result.failed:
        text = "".join(lines).strip("*\n")[:SHOWN]
        yield _problem("examples", "examples.fail", name=name, count=result.failed, text=text)
