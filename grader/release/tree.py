"""The files of a folder that may leave it: regular ones, without caches, reports and what learners answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LEFT_OUT = {"__pycache__", ".grade", ".git", ".venv", "reports", "answers.toml"}
MOMENT = (1980, 1, 1, 0, 0, 0)  # of every file in an archive: the same archive for the same course


def files_below(folder: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """The files below a folder, each under the name that it has in the archive; no link is followed."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if path.is_file() and not path.is_symlink() and not LEFT_OUT & set(parts):
            yield f"{name}/{'/'.join(parts)}", path.read_bytes()
