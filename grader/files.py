"""Files that ship with the grader, and files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path


def installed(folder: str, in_repository: str) -> Path:
    """A folder that ships with the grader: inside the installed package, or in the repository."""
    package = Path(__file__).resolve().parent
    inside = package / folder
    return inside if inside.is_dir() else package.parent / in_repository


@contextlib.contextmanager
def exclusive(path: Path | None) -> Iterator[None]:
    """Hold a lock between processes on the file `path` for the length of the block.

    Without a path, or where no lock can be had, the block runs all the same.
    """
    descriptor = None
    with contextlib.suppress(OSError, ImportError):
        if path is not None:
            import fcntl

            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


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
