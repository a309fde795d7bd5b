"""A source notebook of nbgrader -> both halves of an exercise: statement, reference, stub and checks.

Solution cells keep their markers. A test cell becomes a check that asks the learner's functions from
outside; one that catches exceptions becomes a function of the harness, because an exception of the learner's
does not leave their process. Test cells are the instructor's own code.
"""

from __future__ import annotations

import ast
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from grader.course import SOLUTION_BEGIN, SOLUTION_END, python_lines, stub_source
from grader.errors import CourseError, UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.notebooks.files import own_notebook

HIDDEN = re.compile(r"(?m)^\s*### (?:BEGIN|END) HIDDEN TESTS\s*\n?")
NAME = re.compile(r"\d+_([a-z]\w*)")
CHECK = '''

@pytest.mark.points({points})
def test_{name}(student):
    """{title}"""
{body}
'''


class Parts(msgspec.Struct):
    """What the cells of a notebook come to."""

    statement: list[str] = []
    code: list[str] = []
    tests: list[tuple[str, float, str]] = []  # name, points, code
    by_hand: list[str] = []  # what only a person can mark


def import_assignment(notebook: Path, folder: Path) -> list[Path]:
    """Write the exercise `folder` (exercises/NN_name) and its private half; returns the files written.

    Says what was left for a person to mark. Raises `UsageError` for what is no notebook of nbgrader and for an
    exercise that is there already, `CourseError` for markers that are not balanced, with cell and line.
    """
    match = NAME.fullmatch(folder.name)
    if match is None:
        raise UsageError(message("notebook.import.name", folder=folder))
    private = folder.absolute().parent.parent / "solutions" / folder.name
    for place in (folder, private):
        if place.exists():
            raise UsageError(message("notebook.import.there", folder=place))
    parts = _parts(notebook)
    if not parts.tests and not any(SOLUTION_BEGIN in code for code in parts.code):
        raise UsageError(message("notebook.import.none", path=notebook))
    files = _files(parts, folder, private, f"{match[1]}.py")
    for path, text in files.items():
        write_atomic(path, text)
        print(message("file.made", path=path))
    for name in parts.by_hand:
        print(message("notebook.import.by_hand", name=name))
    print(message("notebook.import.next", folder=folder))
    return list(files)


def _parts(path: Path) -> Parts:
    parts, number = Parts(), 0
    for cell in own_notebook(path).cells:
        number += cell.cell_type == "code"
        role: dict[str, Any] = cell.metadata.get("nbgrader", {})
        name = re.sub(r"\W+", "_", str(role.get("grade_id", f"cell_{number}"))).strip("_").lower()
        graded, solution = bool(role.get("grade")), bool(role.get("solution"))
        if (graded and solution) or role.get("task"):
            parts.by_hand.append(name)
        if cell.cell_type == "markdown" and not solution:
            parts.statement.append(cell.source.strip())
        elif cell.cell_type == "code":
            code = "\n".join(python_lines(cell.source.rstrip()))
            stub_source(code, f"{path}, cell {number}")  # balanced markers, or where they are not
            _parsed(code, f"{path}, cell {number}")
            if graded and not solution:
                parts.tests.append((name, _points(role), HIDDEN.sub("", code)))
            elif solution and not graded and SOLUTION_BEGIN not in code:
                parts.code.append(f"{SOLUTION_BEGIN}\n{code}\n{SOLUTION_END}")
            elif not graded:
                parts.code.append(code if solution else _without_demonstrations(code))
    return parts


def _points(role: dict[str, Any]) -> float:
    points = role.get("points", 0)
    if isinstance(points, (int, float)) and 0 <= points < 1e6:
        return points
    raise CourseError(f"{role.get('grade_id')}: points is {points!r}; expected a number from 0")


def _parsed(code: str, place: str) -> ast.Module:
    try:
        return ast.parse(code)
    except (SyntaxError, ValueError) as error:
        raise CourseError(f"{place}:{getattr(error, 'lineno', '?')}: {error}") from None


def _without_demonstrations(code: str) -> str:
    """A cell that only shows what a call answers would run with each import of the file."""
    shown = (ast.Expr, ast.Pass)
    return "" if all(isinstance(node, shown) for node in ast.parse(code).body) else code


def _files(parts: Parts, folder: Path, private: Path, file: str) -> dict[Path, str]:
    reference = "\n\n\n".join(code for code in parts.code if code.strip()) + "\n"
    tree = ast.parse(reference)
    defined = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    imports = [
        ast.unparse(node) for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))
    ]
    harness = [test for test in parts.tests if _catches(test[2])]
    lines = sorted({"import pytest", *imports})
    checks = "\n".join(lines) + "\n" + "".join(_check(*test, defined) for test in parts.tests)
    order = int(folder.name.partition("_")[0])
    title = folder.name.partition("_")[2].replace("_", " ").capitalize()
    settings = f'title = "{title}"\nsummary = ""\nfile = "{file}"\norder = {order}\n'
    files = {
        folder / "exercise.toml": settings,
        folder / "README.md": "\n\n".join(parts.statement) + "\n",
        folder / file: stub_source(reference),
        private / file: reference,
        private / f"test_{file}": checks,
    }
    if harness:
        text = "".join(_harness_function(name, code, defined) for name, _, code in harness)
        files[private / "harness.py"] = "\n".join([*imports, text.lstrip("\n")])
    return files


def _catches(code: str) -> bool:
    kinds = (ast.Try, ast.With, ast.Delete, ast.Global)
    return any(isinstance(node, kinds) for node in ast.walk(ast.parse(code)))


def _check(name: str, points: float, code: str, defined: set[str]) -> str:
    title, rest = _title_of(code, name)
    if _catches(code):
        body = f"    assert student.harness.{name}() == {name!r}"
    else:
        body = textwrap.indent("\n".join([*_bound("student", rest, defined), rest]), "    ")
    return CHECK.format(points=f"{points:g}", name=name, title=title, body=body)


def _harness_function(name: str, code: str, defined: set[str]) -> str:
    title, rest = _title_of(code, name)
    lines = [*_bound("module", rest, defined), rest]
    if any(isinstance(node, ast.Delete) for node in ast.walk(ast.parse(rest))):
        # It takes a name away from the learner's module, so it has to run there.
        lines = ["exec(", textwrap.indent(_literal(rest), "    ") + ",", "    vars(module),", ")"]
    lines.append(f"return {name!r}")
    body = textwrap.indent("\n".join(lines), "    ")
    return f'\n\ndef {name}(module):\n    """{title}"""\n{body}\n'


def _literal(text: str) -> str:
    """A text as Python writes it, a line of it in each line."""
    return "\n".join(repr(line) for line in text.splitlines(keepends=True))


def _title_of(code: str, name: str) -> tuple[str, str]:
    """What a cell says of itself, and the cell without it."""
    text = ast.get_docstring(ast.parse(code))
    if not text:
        return name.replace("_", " ").capitalize() + ".", code
    lines = code.split("\n")
    rest = "\n".join(lines[ast.parse(code).body[0].end_lineno :])
    title = text.split("\n")[0].replace('"', "'").replace("\\", "/")
    return title, rest.strip("\n") or "pass"


def _bound(module: str, code: str, defined: set[str]) -> Iterator[str]:
    """Lines that give the learner's functions the names that a test calls them by."""
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    yield from (f"{name} = {module}.{name}" for name in sorted(used & defined))
