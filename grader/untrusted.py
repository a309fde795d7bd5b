"""Files that a learner hands in: a regular file below a root, opened without following any link.

A link, a hard link, a FIFO or a device may lead anywhere, and would be read with the judge's rights.
So each part of a path is opened by itself, relative to the one before, and what was opened is looked
at, not its name: whatever is exchanged meanwhile is refused or harmless.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from grader.errors import UsageError
from grader.messages import message

_CAUTIOUS = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # a FIFO must not block


class NotRegular(UsageError):
    """A file that is no plain file of its own; the message says what it is and what to do."""


def read_regular(root: Path, name: str | Path, limit: int) -> bytes:
    """The content of the regular file `name`, a relative path below the folder `root`.

    Raises `NotRegular` for a link (also on the way), a second name of another file, a FIFO, a
    device, a folder; `UsageError` for more than `limit` bytes; `OSError` as `open` does.
    """
    with open_regular(root, name) as file:
        content = file.read(limit + 1)
    if len(content) > limit:
        raise UsageError(message("untrusted.large", path=root / name, limit=f"{limit / 2**20:.3g}"))
    return content


def open_regular(root: Path, name: str | Path) -> BinaryIO:
    """Open the regular file `name` below `root` for reading; raises as `read_regular` does."""
    descriptor = _open_below(root, Path(name))
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise NotRegular(
                message("untrusted.kind", path=root / name, kind=_kind(status.st_mode))
            )
        if status.st_nlink > 1:
            raise NotRegular(message("untrusted.hard_link", path=root / name))
        return open(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


def _open_below(root: Path, name: Path) -> int:
    if name.is_absolute() or ".." in name.parts or not name.parts:
        raise NotRegular(message("untrusted.outside", path=root / name, root=root))
    *folders, last = name.parts
    folder = _open(None, root, os.O_DIRECTORY)
    try:
        for part in folders:
            inner = _open(folder, root / part, os.O_DIRECTORY, part)
            os.close(folder)
            folder = inner
        return _open(folder, root / name, 0, last)
    finally:
        os.close(folder)


def _open(folder: int | None, shown: Path, flags: int, name: str | None = None) -> int:
    try:
        return os.open(shown if name is None else name, _CAUTIOUS | flags, dir_fd=folder)
    except OSError as error:
        # Linux answers ENOTDIR for a link where a folder is wanted; a socket answers ENXIO.
        if error.errno in (errno.ELOOP, errno.EMLINK, errno.ENXIO) or _is_link(shown):
            kind = _kind(os.lstat(shown).st_mode)
            raise NotRegular(message("untrusted.kind", path=shown, kind=kind)) from None
        raise


def _is_link(path: Path) -> bool:
    try:
        return stat.S_ISLNK(os.lstat(path).st_mode)
    except OSError:
        return False


def _kind(mode: int) -> str:
    kinds = {
        stat.S_IFLNK: "link",
        stat.S_IFIFO: "fifo",
        stat.S_IFSOCK: "socket",
        stat.S_IFDIR: "folder",
        stat.S_IFCHR: "device",
        stat.S_IFBLK: "device",
    }
    return message(f"untrusted.{kinds.get(stat.S_IFMT(mode), 'other')}")
