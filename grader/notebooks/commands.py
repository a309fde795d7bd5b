"""What `grade notebook` does: make one, export one for nbgrader, or import one of nbgrader's."""

from __future__ import annotations

from pathlib import Path

from grader.course import find_exercises
from grader.errors import UsageError
from grader.messages import message
from grader.notebooks.making import write_notebook
from grader.notebooks.nbgrader_export import export_assignment
from grader.notebooks.nbgrader_import import import_assignment


def run_notebook(
    path: Path,
    output: Path | None = None,
    nbgrader: Path | None = None,
    into: Path | None = None,
    solutions: Path | None = None,
) -> None:
    """Do what the options say, and print what was written. Raises `UsageError` and `CourseError`."""
    if into is not None:
        import_assignment(path, into)
        return
    for target in filter(None, (output, nbgrader)):
        if target.suffix != ".ipynb" or target.is_dir():
            raise UsageError(message("notebook.target", path=target))
    exercises = find_exercises(path, solutions)
    if len(exercises) > 1:
        raise UsageError(message("notebook.several", path=path, count=len(exercises)))
    if nbgrader is not None:
        export_assignment(exercises[0], nbgrader)
    if output is not None or nbgrader is None:
        write_notebook(exercises[0], output)
