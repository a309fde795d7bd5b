"""A path to a `Submission`: a .py file, a notebook, or the folder that holds one."""

from __future__ import annotations

import os
from pathlib import Path

from grader.course.exercises import prerequisites_of
from grader.course.notebooks import Code, read_notebook
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise, Submission
from grader.untrusted import read_regular

MAX_BYTES = 4 * 2**20


def read_submission(
    exercise: Exercise, path: Path | None = None, learner: str | None = None
) -> Submission:
    """Read what was handed in for an exercise; default is the file in its own folder.

    `path` may be the file, a notebook, or a folder that holds one of them, or a
    folder with one folder per exercise. Raises `UsageError`.
    """
    root, name = _locate(exercise, exercise.folder if path is None else path)
    file = root / name
    code = _notebook(root, name) if file.suffix == ".ipynb" else Code(_text(root, name), [], [])
    return Submission(
        source=code.source,
        cells=code.cells,
        notes=code.notes,
        path=file,
        label=_shown(file) if path is None else str(path),
        siblings=_siblings(exercise, root, name.parent),
        learner=learner,
    )


def _shown(file: Path) -> str:
    """A path as a reader of the report needs it: below the working folder without what is above."""
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _locate(exercise: Exercise, path: Path) -> tuple[Path, Path]:
    """The folder that was handed in, and the path of the file below it."""
    if not path.is_dir() and os.path.lexists(path):
        if path.suffix not in (".py", ".ipynb"):
            raise UsageError(message("submission.kind", path=path))
        return path.parent, Path(path.name)
    if not path.is_dir():
        raise UsageError(message("submission.missing", path=path, file=exercise.file))
    notebook = Path(exercise.file).with_suffix(".ipynb").name
    for folder in (Path(), Path(exercise.id)):
        for name in (exercise.file, notebook):
            if os.path.lexists(path / folder / name):
                return path, folder / name
    names = {"file": exercise.file, "notebook": notebook}
    raise UsageError(message("submission.none_inside", path=path, **names))


def _text(root: Path, name: Path) -> str:
    path = root / name
    try:
        return read_regular(root, name, MAX_BYTES).decode("utf-8-sig")
    except OSError as error:
        text = message("file.unreadable", path=path, error=error.strerror)
        raise UsageError(text) from None
    except UnicodeDecodeError as error:
        place = {"reason": error.reason, "byte": error.start}
        raise UsageError(message("submission.encoding", path=path, **place)) from None


def _notebook(root: Path, name: Path) -> Code:
    try:
        return read_notebook(root, name)
    except OSError as error:
        text = message("file.unreadable", path=root / name, error=error.strerror)
        raise UsageError(text) from None


def _siblings(exercise: Exercise, root: Path, folder: Path) -> dict[str, str]:
    """The learner's own files of earlier exercises, in the folders beside this one."""
    if folder == Path():
        root, folder = root.absolute().parent, Path(root.absolute().name)
    if folder.name != exercise.id:
        return {}
    files = {earlier.file: Path(earlier.id, earlier.file) for earlier in prerequisites_of(exercise)}
    return {
        Path(name).stem: _text(root, path)
        for name, path in files.items()
        if os.path.lexists(root / path)
    }
