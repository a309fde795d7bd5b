"""A new release laid over a folder that may hold an older one, and learners' work.

What somebody edited is never lost: a file that the release did not change stays; where both changed, the two
are merged in three ways if no line is touched by both (the file as it was is kept in `.grade/`), else the newer
file is laid beside it. The manifest says what the folder was given last.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec

from grader.errors import UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.untrusted import read_regular

MANIFEST = ".release.json"
KEPT = Path(".grade") / "kept"
FILE_BYTES = 2**30
MERGED = {".py", ".md", ".toml", ".txt", ".yml"}  # of which the text is remembered
Step = Literal["new", "updated", "unchanged", "kept", "merged", "beside", "removed", "abandoned"]


class Given(msgspec.Struct, frozen=True):
    """A file as it was released: a hash, and the text where it can be merged."""

    sha256: str
    text: str | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """What a folder was given: whose course, which release, and its files."""

    title: str
    number: int
    files: dict[str, Given]
    schema: Literal["grade/release/v1"] = "grade/release/v1"


class Change(msgspec.Struct, frozen=True):
    """What becomes of a file: what is to be written where; `content` is None for nothing or a removal."""

    step: Step
    path: str
    content: bytes | None = None


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder; None for a folder without one. Raises `UsageError` for a broken one."""
    try:
        return msgspec.json.decode(read_regular(folder, MANIFEST, FILE_BYTES), type=Manifest)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        path = folder / MANIFEST
        raise UsageError(message("release.manifest", path=path, error=error)) from None


def manifest_of(title: str, number: int, files: Mapping[str, bytes]) -> Manifest:
    """The manifest of a release."""
    return Manifest(
        title=title,
        number=number,
        files={name: _given(name, content) for name, content in files.items()},
    )


def plan_update(folder: Path, before: Manifest | None, files: Mapping[str, bytes]) -> list[Change]:
    """What is to be done to the folder for each file. Raises `UsageError` for links and other oddities."""
    old = before.files if before else {}
    changes = [
        _change(name, _present(folder, name), old.get(name), content)
        for name, content in files.items()
    ]
    for name, given in old.items():
        if name not in files:
            present = _present(folder, name)
            if present is not None:
                untouched = _sha256(present) == given.sha256
                changes.append(Change("removed" if untouched else "abandoned", name))
    return changes


def carry_out(folder: Path, changes: list[Change], number: int) -> None:
    """Write what the plan says; each file is whole at every moment."""
    for change in changes:
        target = folder / change.path
        if change.step == "removed":
            target.unlink()
        elif change.content is not None:
            if change.step == "merged":
                mine = read_regular(folder, change.path, FILE_BYTES)
                write_atomic(folder / KEPT / f"before-{number}" / change.path, mine)
            place = target if change.step != "beside" else target.with_name(f"{target.name}.new")
            write_atomic(place, change.content)


def _change(name: str, present: bytes | None, given: Given | None, content: bytes) -> Change:
    if present is None:
        return Change("new" if given is None else "updated", name, content)
    if present == content:
        return Change("unchanged", name)
    if given is not None and _sha256(present) == given.sha256:
        return Change("updated", name, content)
    if given is not None and given.sha256 == _sha256(content):
        return Change("kept", name)
    if given is not None and given.text is not None:
        merged = _merged(present, given.text.encode(), content)
        if merged is not None:
            return Change("merged" if merged != present else "kept", name, merged)
    return Change("beside", name, content)


def _present(folder: Path, name: str) -> bytes | None:
    try:
        return read_regular(folder, name, FILE_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        text = message("file.unreadable", path=folder / name, error=error.strerror)
        raise UsageError(text) from None


def _merged(mine: bytes, base: bytes, theirs: bytes) -> bytes | None:
    """Both sets of changes in one text; None where they meet, or where git is not at hand."""
    with tempfile.TemporaryDirectory() as scratch:
        places = [Path(scratch) / name for name in ("mine", "base", "theirs")]
        for place, content in zip(places, (mine, base, theirs), strict=True):
            place.write_bytes(content)
        command = ["git", "merge-file", "-p", "-q", *map(str, places)]
        try:
            run = subprocess.run(command, capture_output=True, cwd=scratch, timeout=60)  # noqa: S603 - git, with files of ours
        except (OSError, subprocess.TimeoutExpired):
            return None
    return run.stdout if run.returncode == 0 else None


def _given(name: str, content: bytes) -> Given:
    if Path(name).suffix not in MERGED:
        return Given(_sha256(content))
    try:
        return Given(_sha256(content), content.decode("utf-8"))
    except UnicodeDecodeError:
        return Given(_sha256(content))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
