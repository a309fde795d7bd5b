"""`grade release TARGET`: the learners' course as a folder, a zip, or a git repository with a commit a release."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from grader.course import find_exercises
from grader.errors import CourseError, UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise
from grader.release.contents import learners_course
from grader.release.leaks import find_leaks
from grader.release.public_record import Published, published_record
from grader.release.tree import MOMENT
from grader.release.updating import (
    MANIFEST,
    Change,
    Manifest,
    carry_out,
    manifest_of,
    plan_update,
    read_manifest,
)

LEAKS_SHOWN = 20
TOLD = ("merged", "beside", "kept", "abandoned")
NAMELESS = ("-c", "user.name=grade release", "-c", "user.email=grade-release@localhost")


class ReleaseOptions(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade release`."""

    exercises: tuple[Path, ...] = (Path("exercises"),)
    title: str | None = None
    git: bool = False
    ci: str | None = None
    solutions: Path | None = None


def run_release(target: Path, options: ReleaseOptions) -> None:
    """Publish the learners' half to `target`, and print what became of each file that somebody edited.

    Nothing is written where something private would be. Raises `CourseError` for that, and `UsageError` for
    a target that holds anything but an earlier release of this course.
    """
    exercises = [
        exercise
        for path in options.exercises
        for exercise in find_exercises(path, options.solutions)
    ]
    title = options.title or _title_of(exercises)
    records = {
        exercise.id: record
        for exercise in exercises
        if (record := published_record(exercise)) is not None
    }
    files = learners_course(exercises, title, records=records, ci=options.ci)
    _demand_no_leak(files, exercises, records)
    if target.suffix == ".zip":
        if options.git:
            raise UsageError(message("release.zip_git", path=target))
        _write_zip(target, title, files)
        return
    if _within(target, exercises):
        raise UsageError(message("release.inside", folder=target))
    if options.git:
        _demand_clean(target)
    before = _own_manifest(target, title, git=options.git)
    manifest = manifest_of(title, before.number + 1 if before else 1, files)
    if before and before.files == manifest.files:
        manifest = before
    changes = plan_update(target, before, files)
    carry_out(target, changes, manifest.number)
    write_atomic(target / MANIFEST, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
    _say(target, manifest.number, changes)
    if options.git:
        _commit(
            target, [*files, *(before.files if before else ()), MANIFEST], title, manifest.number
        )


def _title_of(exercises: Sequence[Exercise]) -> str:
    name = exercises[0].folder.parent.parent.name
    return name.replace("_", " ").replace("-", " ").strip().capitalize() or "Course"


def _demand_no_leak(
    files: Mapping[str, bytes], exercises: Sequence[Exercise], records: Mapping[str, Published]
) -> None:
    """The wheel is left out: it is the grader as installed, which is public as it is."""
    authored = {name: content for name, content in files.items() if not name.endswith(".whl")}
    leaks = find_leaks(authored, exercises, records)
    if leaks:
        shown = "\n".join(f"  {leak.file}: {leak.what}" for leak in leaks[:LEAKS_SHOWN])
        raise CourseError(
            f"{len(leaks)} times something private would be published; nothing was written:\n{shown}\n"
            "Take it out of the public half. What may stand in both goes into solutions/course.toml: "
            'the table [release], both_halves = ["..."]'
        )


def _within(target: Path, exercises: Sequence[Exercise]) -> bool:
    """Whether the target is a part of the course, or the course a part of it."""
    place = target.resolve()
    halves = {
        half for exercise in exercises for half in (exercise.folder.parent, exercise.private.parent)
    }
    return any(
        place.is_relative_to(half) or half.is_relative_to(place)
        for half in map(Path.resolve, halves)
    )


def _own_manifest(folder: Path, title: str, *, git: bool) -> Manifest | None:
    """The manifest of an earlier release; None for a new or empty folder. Raises `UsageError` for any other."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(message("release.no_folder", folder=folder))
    if not folder.exists():
        return None
    manifest = read_manifest(folder)
    if manifest is None:
        inside = {path.name for path in folder.iterdir()} - ({".git"} if git else set())
        if inside:
            raise UsageError(message("release.foreign", folder=folder))
    elif manifest.title != title:
        raise UsageError(
            message("release.other_course", folder=folder, title=manifest.title, own=title)
        )
    return manifest


def _say(folder: Path, number: int, changes: Sequence[Change]) -> None:
    counts = Counter(change.step for change in changes)
    changed = counts["new"] + counts["updated"] + counts["removed"]
    print(
        message(
            "release.written", folder=folder, number=number, changed=changed, count=len(changes)
        )
    )
    for change in changes:
        if change.step in TOLD:
            print("  " + message(f"release.file.{change.step}", path=change.path))


def _write_zip(target: Path, title: str, files: Mapping[str, bytes]) -> None:
    if target.exists() and not _is_release(target):
        raise UsageError(message("release.zip_foreign", path=target))
    manifest = msgspec.json.encode(manifest_of(title, 1, files))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**files, MANIFEST: manifest}.items():
            entry = zipfile.ZipInfo(f"{target.stem}/{name}", MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    write_atomic(target, stream.getvalue())
    print(message("file.made", path=target))


def _is_release(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name.endswith(f"/{MANIFEST}") for name in archive.namelist())
    except (OSError, zipfile.BadZipFile):
        return False


# --- git ---


def _git(folder: Path, *arguments: str) -> str:
    """What git says. Hooks of the repository are not run. Raises `UsageError`."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    command = ["git", "-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", *arguments]
    try:
        run = subprocess.run(  # noqa: S603 - git, with arguments of ours
            command, cwd=folder, env=environment, capture_output=True, text=True, errors="replace"
        )
    except OSError as error:
        raise UsageError(message("release.git", error=error)) from None
    if run.returncode:
        raise UsageError(message("release.git", error=(run.stderr or run.stdout).strip()))
    return run.stdout


def _demand_clean(folder: Path) -> None:
    """A repository with changes that nobody committed is somebody's work; nothing is done to it."""
    if not (folder / ".git").exists():
        return
    if changed := _git(folder, "status", "--porcelain", "--untracked-files=no").strip():
        raise UsageError(message("release.dirty", folder=folder, files=changed[:500]))


def _commit(folder: Path, names: Sequence[str], title: str, number: int) -> None:
    """Commit the files of the release that there are, and nothing else."""
    if not (folder / ".git").exists():
        _git(folder, "init", "-q", "-b", "main")
    known = set(_git(folder, "ls-files", "-z").split("\0"))
    paths = sorted({name for name in names if name in known or (folder / name).exists()})
    _git(folder, "add", "-f", "-A", "--", *paths)
    if not _git(folder, "status", "--porcelain", "--untracked-files=no").strip():
        return
    identity = () if _has_identity(folder) else NAMELESS
    text = f"{title}: release {number}"
    _git(folder, *identity, "-c", "commit.gpgsign=false", "commit", "-q", "-m", text)


def _has_identity(folder: Path) -> bool:
    try:
        return bool(_git(folder, "config", "user.email").strip())
    except UsageError:
        return False
