"""Notebook files of the user's own -> nbformat's nodes, and back."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

from grader.errors import UsageError
from grader.messages import message

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def own_notebook(path: Path) -> Any:
    """Read a notebook of version 4. Raises `UsageError` for anything else."""
    try:
        notebook: Any = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
        nbformat.validate(notebook)
    except OSError as error:
        text = message("file.unreadable", path=path, error=error.strerror)
        raise UsageError(text) from None
    except Exception as error:  # noqa: BLE001 - whatever its JSON and schema parsers raise
        text = message("submission.notebook", path=path, error=type(error).__name__)
        raise UsageError(text) from None
    return notebook


def new_notebook(cells: Iterable[Any]) -> Any:
    """A notebook of these cells."""
    return nbformat.v4.new_notebook(cells=list(cells), metadata={"kernelspec": KERNEL})


def notebook_text(notebook: Any) -> str:
    """The file's text. Raises `nbformat.ValidationError` for what is no notebook: a mistake of ours."""
    nbformat.validate(notebook)
    return str(nbformat.writes(notebook)) + "\n"
