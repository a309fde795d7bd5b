"""`grade stub`: the public stub is generated from the reference, never written by hand."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence
from pathlib import Path

from grader.course.exercises import find_exercises
from grader.errors import CourseError, UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise

SOLUTION_BEGIN = "### BEGIN SOLUTION"
SOLUTION_END = "### END SOLUTION"


def stub_source(reference: str, name: str = "reference") -> str:
    """The stub: each solution block becomes `raise NotImplementedError`, or vanishes at module level.

    Raises `CourseError` for a block that is not closed or not opened.
    """
    lines: list[str] = []
    owner = ""
    opened = 0  # the line where the solution block around this one begins
    for number, line in enumerate(reference.splitlines(), 1):
        if definition := re.match(r"\s*(?:class|def) (\w+)", line):
            owner = _owner(owner, line, definition[1])
        stripped = line.strip()
        if stripped == SOLUTION_BEGIN:
            if opened:
                raise CourseError(
                    f"{name}:{number}: {SOLUTION_BEGIN} inside the solution block of line {opened}"
                )
            opened = number
            if indent := len(line) - len(line.lstrip()):
                lines.append(
                    f'{" " * indent}raise NotImplementedError("{owner} is yours to write")'
                )
        elif stripped == SOLUTION_END:
            if not opened:
                raise CourseError(f"{name}:{number}: {SOLUTION_END} without {SOLUTION_BEGIN}")
            opened = 0
        elif not opened:
            lines.append(line)
    if opened:
        raise CourseError(f"{name}:{opened}: {SOLUTION_BEGIN} without {SOLUTION_END}")
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines)).rstrip() + "\n"


def _owner(current: str, line: str, name: str) -> str:
    if not line.startswith(" "):
        return name
    return f"{current.partition('.')[0]}.{name}"


def write_stubs(
    paths: Sequence[Path], solutions: Path | None = None, *, force: bool = False
) -> None:
    """Write the stub of every exercise at `paths` (a path, or a name in exercises/), and print what was done.

    Raises `UsageError` for a path that is no exercise, and, unless `force`d, before anything is
    written, for a stub that holds somebody's work; `CourseError` for a reference that is not there or
    whose solution blocks are not balanced.
    """
    exercises = [
        exercise
        for path in paths
        for exercise in find_exercises(
            path if path.exists() else Path("exercises") / path, solutions
        )
    ]
    stubs = [(exercise.stub, _stub_of(exercise)) for exercise in exercises]
    for stub, text in stubs:
        before = stub.read_text(encoding="utf-8") if stub.is_file() else text
        if not force and (names := worked_on(before, text)):
            raise UsageError(message("stub.worked_on", file=stub, names=", ".join(names)))
    for stub, text in stubs:
        is_new = not stub.is_file() or stub.read_text(encoding="utf-8") != text
        if is_new:
            write_atomic(stub, text)
        print(message("stub.written" if is_new else "stub.up_to_date", file=stub))


def _stub_of(exercise: Exercise) -> str:
    if not exercise.reference.is_file():
        raise CourseError(
            f"{exercise.reference} is missing: stubs are generated from it. Where are the solutions? "
            "Name their folder with --solutions or GRADE_SOLUTIONS"
        )
    return stub_source(exercise.reference.read_text(encoding="utf-8"), str(exercise.reference))


def worked_on(stub: str, generated: str) -> list[str]:
    """The names in a stub that hold more than was ever generated; a stub without them may be overwritten.

    A definition may be overwritten that says only `raise NotImplementedError`, that is as generated
    now, or that the reference gives to learners whole. Everything else may be somebody's work, a
    file that cannot be parsed too.
    """
    given = _definitions(ast.parse(generated))
    try:
        present = _definitions(ast.parse(stub))
    except (SyntaxError, ValueError):
        return ["a file that Python cannot parse"]
    return [
        name
        for name, code in present.items()
        if not code.startswith("raise NotImplementedError")
        and code != given.get(name)
        and "raise NotImplementedError" in given.get(name, "raise NotImplementedError")
    ]


def _definitions(tree: ast.Module | ast.ClassDef, owner: str = "") -> dict[str, str]:
    """The code, without docstrings, of all functions, methods and assignments of a module or class."""
    code: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            code |= _definitions(node, f"{owner}{node.name}.")
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            body = node.body[1:] if ast.get_docstring(node) is not None else node.body
            code[owner + node.name] = "\n".join(map(ast.unparse, body))
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            code[owner + ast.unparse(target)] = ast.unparse(node)
    return code
