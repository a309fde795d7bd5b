"""`grade notebook EXERCISE`: its statement and stub as a notebook, in which learners' work is never lost."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.course import read_statement
from grader.errors import UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise
from grader.notebooks.cells import Cell, code_cells, statement_cells
from grader.notebooks.files import new_notebook, notebook_text, own_notebook

MARK = "grade"  # in a cell's metadata: what its text was when it was made


def write_notebook(exercise: Exercise, target: Path | None = None) -> Path:
    """Write the notebook of an exercise, beside its stub by default, and print what became of it.

    Made again, a cell that was changed keeps its text, and cells that were added stay where they are; a
    cell that nobody changed follows the newer statement and stub. Raises `UsageError` for a target that is
    no notebook.
    """
    path = target or exercise.stub.with_suffix(".ipynb")
    cells = notebook_cells(exercise, path)
    notebook = own_notebook(path) if path.exists() else new_notebook([])
    before, outdated = notebook.cells, list[str]()
    notebook.cells = list(_updated(before, cells, outdated))
    write_atomic(path, notebook_text(notebook))
    print(message("notebook.made" if not before else "notebook.made_again", path=path))
    for name in outdated:
        print("  " + message("notebook.kept", cell=name, file=exercise.file))
    return path


def notebook_cells(exercise: Exercise, path: Path) -> list[Cell]:
    """The statement, the file as it is now, and how to have it graded. Raises `UsageError`."""
    if not exercise.stub.is_file():
        raise UsageError(message("notebook.no_stub", file=exercise.stub))
    place = path.name if path.parent != exercise.folder else f"{exercise.id}/{path.name}"
    last = message("notebook.how_to_grade", path=place)
    return [
        *statement_cells(read_statement(exercise) or f"# {exercise.title}"),
        *code_cells(exercise.stub.read_text(encoding="utf-8")),
        Cell("text-grade", "markdown", last),
    ]


def _updated(before: Sequence[Any], cells: Sequence[Cell], outdated: list[str]) -> Iterator[Any]:
    """The cells that were there, brought up to date, and the new ones where they belong."""
    wanted = {cell.id: cell for cell in cells}
    waiting = list(cells)
    there = {old.id for old in before}
    for old in before:
        cell = wanted.get(old.id)
        if cell is None:
            if _is_touched(old):
                yield old
            continue
        while waiting and waiting[0].id not in there:
            yield _made(waiting.pop(0))
        waiting = [other for other in waiting if other.id != cell.id]
        if not _is_touched(old):
            yield _made(cell)
            continue
        if old.metadata.get(MARK) not in (None, _digest(cell.source)) and old.source != cell.source:
            outdated.append(cell.id.partition("-")[2])
        yield old
    yield from map(_made, waiting)


def _is_touched(cell: Any) -> bool:
    return bool(cell.metadata.get(MARK) != _digest(cell.source))


def _made(cell: Cell) -> Any:
    import nbformat

    make = getattr(nbformat.v4, f"new_{cell.kind}_cell")
    return make(cell.source, id=cell.id, metadata={MARK: _digest(cell.source)})


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
