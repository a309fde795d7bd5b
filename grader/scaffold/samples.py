"""The sample files that ship with the grader, with their @WORDS@ filled in, written where nothing is yet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from grader.errors import UsageError
from grader.files import installed, write_atomic
from grader.messages import message

SAMPLES = installed("templates", "templates") / "scaffold"
WORD = re.compile(r"@([A-Z]+)@")


def sample(name: str, words: Mapping[str, str]) -> str:
    """The text of a sample, each @WORD@ replaced."""
    text = (SAMPLES / name).read_text(encoding="utf-8")
    return WORD.sub(lambda match: words[match[1]], text)


def write_new(files: Mapping[Path, str]) -> None:
    """Write files that must not be there yet, and print their names. Raises `UsageError` before the first."""
    for path in files:
        if path.exists() or path.is_symlink():
            raise UsageError(message("new.there", path=path))
    for path, text in files.items():
        try:
            write_atomic(path, text)
        except OSError as error:
            reason = error.strerror or error
            raise UsageError(message("file.unwritable", path=path, error=reason)) from None
        print(message("file.made", path=path))
