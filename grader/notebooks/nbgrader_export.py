"""An exercise -> a source notebook of nbgrader: markers in the cells, roles and points in their metadata.

The rules: https://nbgrader.readthedocs.io/en/stable/contributor_guide/metadata.html, schema version 3. nbgrader
runs its tests in the learner's kernel, where nothing is hidden for long, so the hidden checks stay here: what
is tested there are the examples of the docstrings, as the reference has them.
"""

from __future__ import annotations

import ast
import doctest
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.course import SOLUTION_BEGIN, SOLUTION_END, read_statement, stub_source
from grader.errors import CourseError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise
from grader.notebooks.cells import Cell, code_cells, statement_cells
from grader.notebooks.files import new_notebook, notebook_text

SCHEMA_VERSION = 3
TEST = '''\
"""{title}"""
import doctest

examples = {examples}
names = {{{names}}}
parsed = doctest.DocTestParser().get_doctest(examples, names, {name!r}, None, 0)
assert doctest.DocTestRunner().run(parsed).failed == 0
'''


def export_assignment(exercise: Exercise, target: Path) -> Path:
    """Write the source notebook and print how many points its tests are worth.

    Raises `CourseError` where there is no reference, or its markers are not balanced.
    """
    if not exercise.reference.is_file():
        raise CourseError(
            f"{exercise.reference} is missing; name the private half with --solutions"
        )
    source = exercise.reference.read_text(encoding="utf-8")
    stub_source(
        source, str(exercise.reference)
    )  # balanced markers, or the error that says where not
    cells = list(_cells(exercise, source))
    write_atomic(target, notebook_text(new_notebook(cells)))
    points = sum(cell.metadata.nbgrader.get("points", 0) for cell in cells)
    print(message("notebook.exported", path=target, points=points))
    return target


def _cells(exercise: Exercise, source: str) -> Iterator[Any]:
    import nbformat

    for cell in statement_cells(read_statement(exercise) or f"# {exercise.title}"):
        role = _role(cell.id, locked=True)
        yield nbformat.v4.new_markdown_cell(cell.source, id=cell.id, metadata=role)
    for cell in _whole_blocks(code_cells(source)):
        is_solution = SOLUTION_BEGIN in cell.source
        role = _role(cell.id, locked=not is_solution, solution=is_solution)
        yield nbformat.v4.new_code_cell(cell.source, id=cell.id, metadata=role)
        for name, examples in _examples(cell.source) if is_solution else ():
            test = f"test-{name}"[:64]
            title = message("notebook.examples", name=name)
            used = ", ".join(f'"{known}": {known}' for known in _used(examples, source))
            text = TEST.format(title=title, examples=_literal(examples), names=used, name=name)
            role = _role(test, locked=True, points=1)
            yield nbformat.v4.new_code_cell(text, id=test, metadata=role)


def _whole_blocks(cells: Sequence[Cell]) -> Iterator[Cell]:
    """The cells, those that a solution block spans joined."""
    whole = ""
    first = cells[0]
    for cell in cells:
        first = first if whole else cell
        whole = f"{whole}\n\n\n{cell.source}" if whole else cell.source
        if whole.count(SOLUTION_BEGIN) == whole.count(SOLUTION_END):
            yield Cell(first.id, first.kind, whole)
            whole = ""


def _role(
    grade_id: str, *, locked: bool, solution: bool = False, points: int | None = None
) -> dict[str, Any]:
    graded = {} if points is None else {"points": points}
    role = {"grade": bool(graded), "grade_id": grade_id, "locked": locked, "solution": solution}
    return {"nbgrader": {"schema_version": SCHEMA_VERSION, "task": False, **role, **graded}}


def _examples(source: str) -> Iterator[tuple[str, str]]:
    """Each function and class with the examples of its docstrings."""
    parser = doctest.DocTestParser()
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            documented = (ast.FunctionDef, ast.ClassDef)
            texts = [
                ast.get_docstring(inner)
                for inner in ast.walk(node)
                if isinstance(inner, documented)
            ]
            text = "\n\n".join(text for text in texts if text and parser.get_examples(text))
            if text:
                yield node.name, text


def _used(examples: str, source: str) -> list[str]:
    """The names of a file that examples use."""
    code = "".join(example.source for example in doctest.DocTestParser().get_examples(examples))
    used = {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}
    known: set[str] = set()
    for node in ast.parse(source).body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            known |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            known.add(node.name)
        elif isinstance(node, ast.Assign):
            known |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return sorted(used & known)


def _literal(text: str) -> str:
    """A text as Python writes it, over several lines."""
    lines = [f"    {line!r}" for line in text.splitlines(keepends=True)]
    return "(\n" + "\n".join(lines) + "\n)"
