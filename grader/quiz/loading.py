"""quiz.toml -> `Quiz`. Every error is a `CourseError` that names the file, the line and the question."""

from __future__ import annotations

import difflib
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from grader.errors import CourseError
from grader.quiz.choices import Choice
from grader.quiz.kinds import KINDS
from grader.quiz.question import Distractor, Question, Quiz

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def load_quiz(path: Path, exercise: str) -> Quiz:
    """Read a quiz file. Raises `CourseError` with file, line and question."""
    try:
        text = path.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise CourseError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise CourseError(f"{path}: is not UTF-8 text: {error.reason}") from None
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path}: is not valid TOML: {error}") from None
    for name in data:
        if name not in ("intro", "question"):
            raise CourseError(f"{path}: unknown key {name!r}; expected intro and question")
    lines = text.splitlines()
    places = _places(lines)
    questions: list[Question] = []
    for index, raw in enumerate(_tables(path, data)):
        start, end = places[index] if index < len(places) else (1, len(lines))
        question = _question(path, raw, start, lines[start - 1 : end])
        if any(question.id == other.id for other in questions):
            raise CourseError(f"{path}:{start}: two questions are called {question.id!r}")
        questions.append(question)
    intro = data.get("intro", "")
    if not isinstance(intro, str):
        raise CourseError(f"{path}: intro must be a text")
    return Quiz(
        path=path,
        exercise=exercise,
        intro=intro,
        questions=tuple(question for question in questions if not question.function),
        grown=tuple(question for question in questions if question.function),
    )


def _tables(path: Path, data: dict[str, Any]) -> list[dict[str, Any]]:
    tables = data.get("question", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise CourseError(f"{path}: write each question under its own [[question]]")
    return tables


def _question(path: Path, raw: dict[str, Any], line: int, lines: list[str]) -> Question:
    name = raw.get("id")
    who = f"question {name!r}: " if isinstance(name, str) else ""
    if "points" not in raw and "function" in raw:
        raw = {**raw, "points": 0.0}
    kind = raw.get("type")
    if kind not in KINDS:
        near = difflib.get_close_matches(str(kind), KINDS, 1)
        hint = f"did you mean {near[0]!r}?" if near else f"expected one of {', '.join(KINDS)}"
        raise CourseError(f"{path}:{line + _find(lines, 'type')}: {who}type = {kind!r}: {hint}")
    try:
        question: Question = msgspec.convert({**raw, "line": line}, KINDS[kind])
    except msgspec.ValidationError as error:
        key, sentence = _explain(str(error), KINDS[kind])
        raise CourseError(f"{path}:{line + _find(lines, key)}: {who}{sentence}") from None
    problem = question.problem()
    if not ID.fullmatch(question.id):
        problem = "an id has lower-case letters, digits and hyphens, such as 'output-size'"
    elif not 0 <= question.points <= 100:
        problem = f"points = {question.points:g}: expected 0 to 100"
    elif question.draw and not question.check and question.needs_check:
        problem = 'it draws numbers and has no check = "..." that computes the key another way'
    if problem:
        raise CourseError(f"{path}:{line}: {who}{problem}")
    return question


def _places(lines: list[str]) -> list[tuple[int, int]]:
    """First and last line of each question, found without being fooled by texts of several lines."""
    starts: list[int] = []
    inside = ""
    for number, line in enumerate(lines, 1):
        if not inside and re.match(r"\s*\[\[\s*question\s*\]\]", line):
            starts.append(number)
        for quotes in re.findall(r"'''|\"\"\"", line):
            inside = "" if quotes == inside else inside or quotes
    ends = [start - 1 for start in starts[1:]] + [len(lines)]
    return list(zip(starts, ends, strict=True)) if starts else []


def _find(lines: list[str], key: str) -> int:
    """How far below the question's first line `key` stands; 0 when it is not found."""
    for offset, line in enumerate(lines):
        if key and re.match(rf"\s*(\[\[question\.)?{re.escape(key)}\s*[=\]]", line):
            return offset
    return 0


def _explain(problem: str, kind: type[msgspec.Struct]) -> tuple[str, str]:
    """The key that a validation error is about, and a sentence about it."""
    if unknown := re.match(r"Object contains unknown field `([^`]*)`", problem):
        known = [*kind.__struct_fields__, *Choice.__struct_fields__, *Distractor.__struct_fields__]
        near = difflib.get_close_matches(unknown[1], known, 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        return unknown[1], f"unknown key {unknown[1]!r}{hint}"
    if missing := re.match(r"Object missing required field `([^`]*)`", problem):
        return "", f"{missing[1]} is missing"
    path = re.search(r"`\$\.?([A-Za-z_]*)", problem)
    return (path[1] if path else ""), problem.replace("`$.", "`")
