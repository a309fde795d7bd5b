"""A folder or a zip that learners filled -> its files, each read only as far as a limit allows.

Nothing is unpacked to disk and no link is followed, so names, links and sizes that lie can do no harm:
a file is what `grader.untrusted` opens, or what a zip's entry gives before its limit. Runs in the judge.
"""

from __future__ import annotations

import contextlib
import io
import os
import stat
import struct
import zipfile
import zlib
from collections import Counter, deque
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

import msgspec

from grader.errors import UsageError
from grader.messages import message
from grader.text import clean_line
from grader.untrusted import NotRegular, read_regular

FILES = 2_000  # of one learner that are looked at
DEPTH = 8
FILE_BYTES = 4 * 2**20
ZIP_BYTES = 16 * 2**20  # of a learner's zip; a platform's own may be of any size
ZIPS, NESTED = 8, 2  # zips of one learner that are opened, and how deep in one another
DIRECTORY_BYTES = 2**20  # of a learner's zip's list of entries
IGNORED = frozenset(
    {".git", "__pycache__", "__MACOSX", ".venv", "venv", "node_modules", ".ipynb_checkpoints"}
)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class Unreadable(UsageError):
    """A file or zip of a learner's that cannot be read; their row says so."""


class HandedFile(msgspec.Struct, frozen=True):
    """A file as it was handed in. `content(limit)` raises `Unreadable`."""

    path: PurePosixPath
    content: Callable[[int], bytes]

    @property
    def name(self) -> str:
        return self.path.name

    def below(self, path: PurePosixPath) -> HandedFile:
        return HandedFile(path, self.content)


class Tree(msgspec.Struct):
    """What lies below a place: files by their path in it, and what is to be said about it.

    `notes` are by the first part of a path; `clones` are the folders there that are Git clones.
    """

    files: list[HandedFile]
    notes: dict[str, list[str]]
    clones: set[str]


def read_tree(place: Path) -> Tree:
    """The files of a folder or of a platform's zip. Raises `UsageError` where it is neither."""
    if place.is_dir():
        return _folder(place)
    if not place.is_file():
        raise UsageError(message("class.no_place", path=place))
    try:
        archive = zipfile.ZipFile(place)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UsageError(message("class.no_zip", path=place, error=error)) from None
    entries = _entries(archive, place.name)
    root = _common_folder([path for path, _ in entries])
    return _capped((path.relative_to(root), content) for path, content in entries)


def expanded(files: list[HandedFile]) -> tuple[list[HandedFile], list[str]]:
    """The files with those inside zips among them, and what is to be said about zips that were not opened."""
    notes: list[str] = []
    everything: list[HandedFile] = []
    waiting = deque((file, 0) for file in files)
    opened = 0
    while waiting:
        file, depth = waiting.popleft()
        if file.path.suffix.lower() != ".zip":
            everything.append(file)
            continue
        shown = clean_line(str(file.path), 200)
        if opened >= ZIPS or depth >= NESTED:
            notes.append(message("class.zip_depth", name=shown, limit=ZIPS, depth=NESTED))
            continue
        opened += 1
        try:
            inner = _learners_zip(file)
        except Unreadable as problem:
            notes.append(str(problem))
            continue
        if len(everything) + len(waiting) + len(inner) > FILES:
            notes.append(message("class.many_files", name=shown, limit=FILES))
            inner = inner[: max(0, FILES - len(everything) - len(waiting))]
        waiting.extend((entry, depth + 1) for entry in inner)
    return everything, notes


def _folder(root: Path) -> Tree:
    """Breadth first, so that what lies deep cannot crowd out what lies above."""
    tree = Tree([], {}, set())
    counts: Counter[str] = Counter()
    for top in sorted(os.scandir(root), key=lambda entry: entry.name):
        if top.name in IGNORED or top.name.startswith("."):
            continue
        waiting = deque([(Path(top.name), top)])
        while waiting:
            path, entry = waiting.popleft()
            if entry.name == ".git" and len(path.parts) == 2:
                tree.clones.add(top.name)
            if entry.name in IGNORED:
                continue
            if entry.is_dir(follow_symlinks=False):
                if entry is not top and entry.name.endswith((".py", ".ipynb")):
                    note = message("class.folder_as_file", name=clean_line(str(path), 200))
                    tree.notes.setdefault(top.name, []).append(note)
                if len(path.parts) < DEPTH:
                    waiting.extend(_inside(root, path, tree))
                continue
            counts[top.name] += 1
            if counts[top.name] > FILES:
                _say_many(tree, top.name)
                break
            tree.files.append(HandedFile(PurePosixPath(*path.parts), _regular(root, path)))
    return tree


def _inside(root: Path, folder: Path, tree: Tree) -> Iterator[tuple[Path, os.DirEntry[str]]]:
    try:
        with os.scandir(root / folder) as entries:
            inner = []
            for entry in entries:
                inner.append(entry)
                if len(inner) > FILES:
                    _say_many(tree, folder.parts[0])
                    break
    except OSError as error:
        text = message("file.unreadable", path=folder, error=error.strerror or error)
        tree.notes.setdefault(folder.parts[0], []).append(text)
        return
    for entry in sorted(inner, key=lambda entry: entry.name):
        yield folder / entry.name, entry


def _say_many(tree: Tree, top: str) -> None:
    text = message("class.many_files", name=clean_line(top, 200), limit=FILES)
    if text not in tree.notes.setdefault(top, []):
        tree.notes[top].append(text)


def _regular(root: Path, path: Path) -> Callable[[int], bytes]:
    def content(limit: int) -> bytes:
        try:
            return read_regular(root, path, limit)
        except (NotRegular, UsageError) as problem:
            raise Unreadable(str(problem)) from None
        except OSError as error:
            shown = clean_line(str(path), 200)
            text = message("file.unreadable", path=shown, error=error.strerror or error)
            raise Unreadable(text) from None

    return content


def _learners_zip(file: HandedFile) -> list[HandedFile]:
    """The files in a learner's zip, which may lie about everything."""
    data = file.content(ZIP_BYTES)
    shown = clean_line(str(file.path), 200)
    if _directory_size(data) > DIRECTORY_BYTES:
        raise Unreadable(message("class.many_files", name=shown, limit=FILES))
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except Exception as error:  # noqa: BLE001 - whatever a broken zip makes the library raise
        raise Unreadable(message("class.no_zip", path=shown, error=error)) from None
    folder = file.path.with_suffix("")
    return [HandedFile(folder / path, content) for path, content in _entries(archive, shown)]


def _directory_size(data: bytes) -> int:
    """The bytes that a zip says its list of entries takes; more than any limit for what says so elsewhere."""
    place = data.rfind(b"PK\x05\x06", max(0, len(data) - 2**16 - 22))
    if place < 0 or len(data) < place + 16:
        return 0
    return int(struct.unpack_from("<I", data, place + 12)[0])


def _entries(
    archive: zipfile.ZipFile, shown: str
) -> list[tuple[PurePosixPath, Callable[[int], bytes]]]:
    entries = {}
    for entry in archive.infolist():
        path = _entry_path(entry)
        if entry.is_dir() or path is None:
            continue
        entries[path] = _zipped(archive, entry, f"{shown}/{clean_line(str(path), 200)}")
    return list(entries.items())


def _entry_path(entry: zipfile.ZipInfo) -> PurePosixPath | None:
    """Where an entry belongs; None for one that is not worth a look.

    A name leads nowhere here, since nothing is written by it; parts that would climb are dropped all the same.
    """
    name = entry.filename
    if not entry.flag_bits & 0x800:  # not said to be UTF-8, and often UTF-8 all the same
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    if not parts or len(parts) > DEPTH or IGNORED.intersection(parts) or len(name) > 1000:
        return None
    return PurePosixPath(*parts)


def _zipped(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, shown: str) -> Callable[[int], bytes]:
    def content(limit: int) -> bytes:
        mode = entry.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
            raise Unreadable(message("class.zip_kind", name=shown))
        if entry.flag_bits & 0x1:
            raise Unreadable(message("class.zip_locked", name=shown))
        if entry.compress_type not in METHODS:
            raise Unreadable(message("class.zip_method", name=shown))
        try:
            with archive.open(entry) as file:
                return _limited(file, limit, shown)
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            zlib.error,
            ValueError,
            RuntimeError,
        ) as error:
            raise Unreadable(message("class.no_zip", path=shown, error=error)) from None

    return content


def _limited(file: IO[bytes], limit: int, shown: str) -> bytes:
    content = file.read(limit + 1)
    if len(content) > limit:
        size = f"{limit / 2**20:.3g}"
        raise Unreadable(message("untrusted.large", path=shown, limit=size))
    return content


def _common_folder(paths: list[PurePosixPath]) -> PurePosixPath:
    """The one folder that a platform put everything into, if it did."""
    tops = {path.parts[0] for path in paths}
    if len(tops) == 1 and all(len(path.parts) > 1 for path in paths):
        (top,) = tops
        inner = {path.parts[1] for path in paths}
        if len(inner) > 1:
            return PurePosixPath(top)
    return PurePosixPath()


def _capped(entries: Iterator[tuple[PurePosixPath, Callable[[int], bytes]]]) -> Tree:
    tree = Tree([], {}, set())
    counts: Counter[str] = Counter()
    for path, content in entries:
        top = path.parts[0]
        counts[top] += 1
        if counts[top] > FILES:
            _say_many(tree, top)
        else:
            tree.files.append(HandedFile(path, content))
    return tree
