"""Files that ship with the grader, and files that are written whole or not at all."""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path


def installed(folder: str, in_repository: str) -> Path:
    """A folder that ships with the grader: inside the installed package, or in the repository."""
    package = Path(__file__).resolve().parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / in_repository


def write_atomic(path: Path | str, text: str | bytes) -> None:
    """Write `text` to `path` so that a reader sees the old file or the new one, never a part.

    A str is written as UTF-8. Missing folders are made. What is no regular file (a pipe,
    `/dev/stdout`) is written to as it is. An `OSError` goes to the caller, with nothing left
    behind.
    """
    target = Path(path)
    data = text if isinstance(text, bytes) else text.encode("utf-8", "replace")
    if target.exists() and not stat.S_ISREG(target.stat().st_mode) and not target.is_dir():
        target.write_bytes(data)
        return
    target = Path(os.path.realpath(target))
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name[:100]}.{secrets.token_hex(6)}.tmp")
    try:
        with open(draft, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
