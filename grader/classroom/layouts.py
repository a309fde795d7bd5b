"""How each platform exports what was handed in: files in, one `Parcel` for each hand-in out.

One function a platform; `parcels_of` finds out which it is. The names that feedback must have to find its
way back (`origin`) stay with the parcel. Runs in the judge.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, Literal

import msgspec

from grader.classroom.archives import HandedFile, Tree, Unreadable
from grader.errors import UsageError
from grader.messages import message
from grader.text import clean_line, encodable

Platform = Literal["canvas", "moodle", "gradescope", "github", "folders"]
METADATA = "submission_metadata.yml"
METADATA_BYTES = 64 * 2**20
# doejane_LATE_102_552_conv.py: sortable name, user, attachment, the learner's own file name
CANVAS = re.compile(
    r"(?P<name>[^_/]*?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<attachment>\d+)_(?P<file>.+)"
)
# Jane Doe_12345_assignsubmission_file_: a folder, or in front of a file's name
MOODLE = re.compile(
    r"(?P<name>.+?)_(?P<user>\d+)_assignsubmission_(?P<kind>file|onlinetext)_?(?P<file>.*)"
)


class Parcel(msgspec.Struct, kw_only=True):
    """What was handed in at one time.

    `owners` say whose it is, each as (kind, text) pairs from the surest to the least sure; several for
    a group. `origin` is the name that the platform knows it by.
    """

    platform: Platform
    origin: str
    owners: list[list[tuple[str, str]]]
    files: list[HandedFile]
    late: bool = False
    submitted: datetime.datetime | None = None
    notes: list[str] = []


def parcels_of(tree: Tree) -> tuple[Platform, list[Parcel]]:
    """Everything that was handed in, and the platform whose layout it has. Raises `UsageError`."""
    tops = {file.path.parts[0] for file in tree.files} | tree.notes.keys()
    if any(file.path == PurePosixPath(METADATA) for file in tree.files):
        return "gradescope", list(_gradescope(tree))
    if any(MOODLE.fullmatch(top) for top in tops):
        return "moodle", list(_moodle(tree))
    loose = [file.name for file in tree.files if len(file.path.parts) == 1]
    matching = sum(CANVAS.fullmatch(name) is not None for name in loose)
    if loose and matching * 2 > len(loose):
        return "canvas", list(_canvas(tree))
    platform: Platform = "github" if tree.clones else "folders"
    return platform, list(_folders(tree, platform))


def _canvas(tree: Tree) -> Iterator[Parcel]:
    """Loose files; one learner's share user number, and only the latest hand-in is exported."""
    groups: dict[str, list[tuple[re.Match[str], HandedFile]]] = {}
    for file in tree.files:
        match = CANVAS.fullmatch(file.path.parts[0])
        if match is None:
            name = file.path.parts[0]
            yield Parcel(
                platform="canvas",
                origin=encodable(name),
                owners=[_named(PurePosixPath(name).stem)],
                files=[file],
                notes=tree.notes.get(name, []),
            )
        else:
            groups.setdefault(match["user"], []).append((match, file))
    for user, members in groups.items():
        first = members[0][0]
        yield Parcel(
            platform="canvas",
            origin=encodable(first.string.removesuffix(first["file"])),
            owners=[[("canvas", user), ("squeezed", first["name"])]],
            files=[
                file.below(PurePosixPath(match["file"], *file.path.parts[1:]))
                for match, file in members
            ],
            late=first["late"] is not None,
            notes=[note for match, _ in members for note in tree.notes.get(match.string, [])],
        )


def _moodle(tree: Tree) -> Iterator[Parcel]:
    """Folders, or loose files with the folder's name in front."""
    groups: dict[str, list[tuple[re.Match[str], list[HandedFile]]]] = {}
    tops: dict[str, list[HandedFile]] = {name: [] for name in tree.notes}
    for file in tree.files:
        tops.setdefault(file.path.parts[0], []).append(file)
    for top, files in tops.items():
        if match := MOODLE.fullmatch(top):
            groups.setdefault(match["user"], []).append((match, files))
        else:
            yield _folder(tree, "moodle", top, files)
    for user, members in groups.items():
        first = members[0][0]
        yield Parcel(
            platform="moodle",
            origin=encodable(f"{first['name']}_{user}_assignsubmission_file_"),
            owners=[[("moodle", user), ("name", first["name"])]],
            files=[
                file.below(PurePosixPath(*filter(None, [match["file"]]), *file.path.parts[1:]))
                for match, files in members
                for file in files
                if match["kind"] == "file" and (match["file"] or len(file.path.parts) > 1)
            ],
            notes=[note for match, _ in members for note in tree.notes.get(match.string, [])],
        )


def _gradescope(tree: Tree) -> Iterator[Parcel]:
    """A folder a submission; submission_metadata.yml says whose and when."""
    groups: dict[str, list[HandedFile]] = {}
    metadata: dict[str, Any] = {}
    for file in tree.files:
        if file.path == PurePosixPath(METADATA):
            metadata = _metadata(file)
        elif len(file.path.parts) > 1:
            inner = file.below(PurePosixPath(*file.path.parts[1:]))
            groups.setdefault(file.path.parts[0], []).append(inner)
    for name in dict.fromkeys([*metadata, *groups]):
        entry = metadata.get(name)
        entry = entry if isinstance(entry, dict) else {}
        submitters = entry.get(":submitters")
        owners = (
            [_submitter(submitter) for submitter in submitters if isinstance(submitter, dict)]
            if isinstance(submitters, list)
            else []
        )
        yield Parcel(
            platform="gradescope",
            origin=clean_line(name, 200),
            owners=[owner for owner in owners if owner] or [_named(name)],
            files=groups.get(name, []),
            submitted=_moment(entry.get(":created_at")),
            notes=tree.notes.get(name, []),
        )


def _metadata(file: HandedFile) -> dict[str, Any]:
    """The entries of submission_metadata.yml. Ruby wrote it, so keys begin with a colon."""
    try:
        import yaml
    except ImportError:
        raise UsageError(message("class.extra", package="PyYAML")) from None
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        entries = yaml.load(file.content(METADATA_BYTES), Loader=loader)  # noqa: S506 - a safe loader
    except Unreadable:
        raise
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        place = clean_line(str(error), 300)
        raise UsageError(message("class.metadata", name=METADATA, error=place)) from None
    if not isinstance(entries, dict):
        raise UsageError(message("class.metadata", name=METADATA, error=type(entries).__name__))
    return {str(name): entry for name, entry in entries.items()}


def _submitter(entry: dict[Any, Any]) -> list[tuple[str, str]]:
    kinds = (("key", ":sid"), ("email", ":email"), ("name", ":name"))
    return [(kind, clean_line(str(entry[field]), 200)) for kind, field in kinds if entry.get(field)]


def _moment(value: Any) -> datetime.datetime | None:
    """A time as YAML or ISO 8601 gives it; without a zone it is UTC."""
    if isinstance(value, str):
        try:
            value = datetime.datetime.fromisoformat(value.strip().replace(" UTC", "+00:00"))
        except ValueError:
            return None
    if not isinstance(value, datetime.datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=datetime.UTC)


def _folders(tree: Tree, platform: Platform) -> Iterator[Parcel]:
    """A folder, a zip or a single file a learner."""
    tops: dict[str, list[HandedFile]] = {name: [] for name in tree.notes}
    for file in tree.files:
        tops.setdefault(file.path.parts[0], []).append(file)
    for top, files in tops.items():
        yield _folder(tree, platform, top, files)


def _folder(tree: Tree, platform: Platform, top: str, files: Iterable[HandedFile]) -> Parcel:
    inside = [
        file.below(PurePosixPath(*file.path.parts[1:])) if len(file.path.parts) > 1 else file
        for file in files
    ]
    is_file = any(len(file.path.parts) == 1 for file in files)
    name = PurePosixPath(top).stem if is_file else top
    return Parcel(
        platform=platform,
        origin=encodable(top),
        owners=[_named(name)],
        files=inside,
        notes=tree.notes.get(top, []),
    )


def _named(name: str) -> list[tuple[str, str]]:
    """A folder's name may be anything that its learner is called by; a clone's ends with it."""
    name = clean_line(name, 200)
    parts = name.split("-")
    tails = [("github", "-".join(parts[place:])) for place in range(1, len(parts))]
    kinds = ("key", "email", "login", "github", "moodle", "canvas", "name")
    return [*((kind, name) for kind in kinds), *tails]
