"""Parcels and a roster -> one `Received` for each learner and exercise, whatever came of it.

Which file belongs to which exercise is found by name, then, for files with no name of the course's, by the
functions they define; what is ambiguous is reported and not guessed. Runs in the judge.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from grader.classroom.archives import FILE_BYTES, HandedFile, Unreadable, expanded, read_tree
from grader.classroom.layouts import Parcel, Platform, parcels_of
from grader.classroom.roster import Learner, normal
from grader.course import prerequisites_of
from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise
from grader.text import clean_line

ANSWERS, ANSWERS_BYTES = "answers.toml", 1_000_000
COUNTED = re.compile(r"(?P<stem>.+?)(?:[-_ ]?\((?P<a>\d{1,4})\)|-(?P<b>\d{1,4}))$")
DEFINITION = re.compile(r"""^(?:[ \t]*")?(?:def|class)[ \t]+([^\W\d]\w*)""", re.MULTILINE)
LEAST_SHARE = 0.3  # of an exercise's names that a file without its name must define


class Received(msgspec.Struct, frozen=True, kw_only=True):
    """What one learner handed in for one exercise.

    `files` are by their path, `03_conv/conv.py` and what belongs to it; none where there is nothing to
    grade, and `problem` says why. `notes` are for the instructor.
    """

    learner: Learner
    exercise: str
    files: dict[str, bytes] = {}
    platform: Platform | None = None
    origin: str = ""
    submitted: datetime.datetime | None = None
    late: bool = False
    notes: list[str] = []
    problem: str = ""


class Candidate(msgspec.Struct, frozen=True):
    """A file that may be a learner's work on an exercise; `version` counts a platform's copies."""

    file: HandedFile
    version: int
    exact: bool


class Intake:
    """Everything that was handed in, sorted by learner. Iterate over it for the rows.

    Without a roster everybody who handed in is a learner. Raises `UsageError` where the place is no
    hand-in at all.
    """

    def __init__(
        self, place: Path, roster: Sequence[Learner], exercises: Sequence[Exercise]
    ) -> None:
        tree = read_tree(place)
        self.platform, parcels = parcels_of(tree)
        self.learners = {learner.key: learner for learner in roster}
        self.exercises = list(exercises)
        self.strangers = 0
        names = _Names(roster)
        self.parcels: dict[str, list[Parcel]] = {key: [] for key in self.learners}
        for parcel in parcels:
            for owner in parcel.owners:
                learner = names.learner(owner)
                if learner is None:
                    learner = _stranger(owner, enrolled=not roster)
                    self.strangers += bool(roster) and learner.key not in self.learners
                self.learners.setdefault(learner.key, learner)
                self.parcels.setdefault(learner.key, []).append(parcel)
        if not self.learners:
            raise UsageError(message("class.nobody", path=place))

    def __iter__(self) -> Iterator[Received]:
        known = {exercise.id: Expected(exercise) for exercise in self.exercises}
        for key, learner in self.learners.items():
            yield from _received(learner, self.parcels[key], known)


class Expected:
    """An exercise as intake knows it: its file, what it defines, and the files of earlier ones."""

    def __init__(self, exercise: Exercise) -> None:
        self.id, self.file = exercise.id, exercise.file
        self.stem = PurePosixPath(exercise.file).stem
        stub = exercise.stub if exercise.stub.is_file() else exercise.reference
        source = stub.read_text(encoding="utf-8", errors="replace") if stub.is_file() else ""
        self.defines = {name for name in defined_names(source) if not name.startswith("_")}
        self.earlier = {needed.file: needed.id for needed in prerequisites_of(exercise)}


def defined_names(source: str) -> set[str]:
    """The functions and classes that a file defines at its top, found without parsing it."""
    return set(DEFINITION.findall(source))


def handed_in_exercises(place: Path, exercises: Sequence[Exercise]) -> list[Exercise]:
    """The exercises whose file occurs by its name in what was handed in."""
    names = set()
    for parcel in parcels_of(read_tree(place))[1]:
        names |= {_version(file)[0] for file in expanded(parcel.files)[0]}
    return [exercise for exercise in exercises if PurePosixPath(exercise.file).stem in names]


class _Names:
    """Finds a roster's learner by anything that they are called by, if that is nobody else's."""

    def __init__(self, roster: Iterable[Learner]) -> None:
        self.places: dict[tuple[str, str], set[str]] = {}
        self.learners = {learner.key: learner for learner in roster}
        for learner in self.learners.values():
            keys = {("key", learner.key), ("email", learner.email), ("name", normal(learner.name))}
            keys |= {(kind, name) for kind, name in learner.aliases.items()}
            words = re.findall(r"\w+", learner.name.casefold())
            orders = [words, words[1:] + words[:1], words[-1:] + words[:-1]]
            keys |= {("squeezed", "".join(order)) for order in orders}
            for kind, text in keys:
                if text:
                    self.places.setdefault((kind, text.casefold()), set()).add(learner.key)

    def learner(self, owner: Sequence[tuple[str, str]]) -> Learner | None:
        for place, (kind, text) in enumerate(owner):
            wanted = normal(text) if kind == "name" else text.casefold()
            named = self.places.get((kind, wanted), set())
            if len(named) == 1:
                learner = self.learners[next(iter(named))]
                surer = [pair for pair in owner[:place] if pair[1] != text]
                if kind not in ("name", "squeezed") or not _contradicts(learner, surer):
                    return learner
        return None


def _contradicts(learner: Learner, surer: Iterable[tuple[str, str]]) -> bool:
    """Whether somebody is known by another number than the platform gives: names can be chosen, and repeat."""
    known = {"key": learner.key, "email": learner.email, **learner.aliases}
    return any(
        known.get(kind) and known[kind].casefold() != text.casefold() for kind, text in surer
    )


def _stranger(owner: Sequence[tuple[str, str]], *, enrolled: bool) -> Learner:
    texts = dict(reversed(owner))  # the surest of each kind wins
    kinds = ("key", "email", "canvas", "moodle", "squeezed", "name")
    kind = next(kind for kind in kinds if texts.get(kind))
    key = texts[kind] if kind in ("key", "email", "name") else f"{kind}-{texts[kind]}"
    return Learner(
        key=key,
        name=texts.get("name") or texts.get("squeezed") or key,
        email=texts["email"] if "@" in texts.get("email", "") else "",
        aliases={  # of a platform's own numbers; any other name stands for all kinds
            kind: texts[kind]
            for kind in ("canvas", "moodle")
            if kind in texts and "key" not in texts
        },
        enrolled=enrolled,
    )


def _received(
    learner: Learner, parcels: Sequence[Parcel], known: dict[str, Expected]
) -> Iterator[Received]:
    opened = [(parcel, *expanded(parcel.files)) for parcel in _in_time(parcels)]
    for expected in known.values():
        rows = [
            _from_parcel(learner, parcel, files, [*parcel.notes, *notes], expected, known)
            for parcel, files, notes in opened
        ]
        whole = [row for row in rows if row.files]
        if whole:
            notes = list(whole[-1].notes)
            if len(whole) > 1:
                names = ", ".join(clean_line(row.origin, 100) for row in whole)
                notes.append(message("class.twice", names=names, chosen=whole[-1].origin))
            yield msgspec.structs.replace(whole[-1], notes=notes)
        elif rows:
            yield next((row for row in reversed(rows) if row.problem), rows[-1])
        else:
            text = message("class.missing", file=expected.file)
            yield Received(learner=learner, exercise=expected.id, problem=text)


def _in_time(parcels: Sequence[Parcel]) -> list[Parcel]:
    """Parcels from the first to the last; those without a time come first, in their order."""
    start = datetime.datetime.min.replace(tzinfo=datetime.UTC)
    return sorted(parcels, key=lambda parcel: parcel.submitted or start)


def _from_parcel(
    learner: Learner,
    parcel: Parcel,
    files: Sequence[HandedFile],
    notes: list[str],
    expected: Expected,
    known: dict[str, Expected],
) -> Received:
    row = Received(
        learner=learner,
        exercise=expected.id,
        platform=parcel.platform,
        origin=parcel.origin,
        submitted=parcel.submitted,
        late=parcel.late,
        notes=notes,
    )
    try:
        chosen = _chosen(parcel, files, expected, known, notes)
        if chosen is None:
            text = notes[-1] if notes else message("class.missing", file=expected.file)
            return msgspec.structs.replace(row, problem=text)
        return msgspec.structs.replace(row, files=_contents(chosen, files, expected, notes))
    except Unreadable as problem:
        return msgspec.structs.replace(row, problem=str(problem))


def _chosen(
    parcel: Parcel,
    files: Sequence[HandedFile],
    expected: Expected,
    known: dict[str, Expected],
    notes: list[str],
) -> HandedFile | None:
    named = _named(files, expected)
    if named:
        # Canvas counts hand-ins up; elsewhere a number is what a browser gives to a further copy.
        best = max(
            named,
            key=lambda candidate: (
                candidate.file.path.parent.name == expected.id,
                candidate.version if parcel.platform == "canvas" else candidate.exact,
                candidate.file.path.suffix == ".py",
                -len(candidate.file.path.parts),
                candidate.version,
            ),
        )
        others = [
            clean_line(str(candidate.file.path), 100)
            for candidate in named
            if candidate is not best
        ]
        if others:
            names = {"chosen": clean_line(str(best.file.path), 100), "others": ", ".join(others)}
            notes.append(message("class.several", **names))
        return best.file
    return _by_content(files, expected, known, notes)


def _named(files: Sequence[HandedFile], expected: Expected) -> list[Candidate]:
    return [
        Candidate(file, version, file.path.stem == expected.stem)
        for file in files
        for stem, version in [_version(file)]
        if stem == expected.stem
    ]


def _version(file: HandedFile) -> tuple[str, int]:
    """The stem of a Python file or notebook without a copy's number, and the number."""
    if file.path.suffix.lower() not in (".py", ".ipynb"):
        return "", 0
    counted = COUNTED.fullmatch(file.path.stem)
    return (counted["stem"], int(counted["a"] or counted["b"])) if counted else (file.path.stem, 0)


def _by_content(
    files: Sequence[HandedFile],
    expected: Expected,
    known: dict[str, Expected],
    notes: list[str],
) -> HandedFile | None:
    """The one file, of those with no name of the course's, that defines what the exercise asks for."""
    stems = {exercise.stem for exercise in known.values()}
    shares: list[tuple[float, HandedFile]] = []
    for file in files:
        stem, _ = _version(file)
        if not stem or stem in stems or file.name in expected.earlier:
            continue
        names = defined_names(file.content(FILE_BYTES).decode("utf-8", "replace"))
        nearest = max(known.values(), key=lambda exercise: len(names & exercise.defines))
        share = len(names & expected.defines) / max(1, len(expected.defines))
        if nearest is expected and share >= LEAST_SHARE:
            shares.append((share, file))
    if len(shares) == 1:
        file = shares[0][1]
        notes.append(
            message("class.renamed", name=clean_line(str(file.path), 100), file=expected.file)
        )
        return file
    if shares:
        names_of = ", ".join(clean_line(str(file.path), 100) for _, file in shares[:8])
        notes.append(message("class.ambiguous", names=names_of, file=expected.file))
    elif files and not notes:
        names_of = ", ".join(clean_line(str(file.path), 60) for file in files[:8])
        notes.append(message("class.missing_among", file=expected.file, names=names_of))
    return None


def _contents(
    chosen: HandedFile, files: Sequence[HandedFile], expected: Expected, notes: list[str]
) -> dict[str, bytes]:
    """The file, the answers beside it, and the learner's own files of earlier exercises."""
    suffix = chosen.path.suffix.lower()
    contents = {f"{expected.id}/{expected.stem}{suffix}": chosen.content(FILE_BYTES)}
    beside = {file.name: file for file in files if file.path.parent == chosen.path.parent}
    try:
        if answers := beside.get(ANSWERS):
            contents[f"{expected.id}/{ANSWERS}"] = answers.content(ANSWERS_BYTES)
        for file in sorted(files, key=lambda handed: -len(handed.path.parts)):
            if earlier := expected.earlier.get(file.name):
                contents[f"{earlier}/{file.name}"] = file.content(FILE_BYTES)
    except Unreadable as problem:
        notes.append(str(problem))
    return contents
