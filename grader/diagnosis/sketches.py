"""What far-fetched hypotheses answer to a function's smaller probes: enough to tell which may be behind a learner's answers.

There are a thousand or more of them, so all are asked a part of the probes only, once; those that explain something of a
learner's answers are then asked the others.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np

from grader.diagnosis import fingerprints
from grader.diagnosis.fingerprints import Array, Row
from grader.diagnosis.function_records import FunctionRecord
from grader.diagnosis.hypotheses import SKETCHED, Candidate, Hypothesis
from grader.files import write_atomic
from grader.sampling import even_sample
from grader.sandbox import wire

FASTEST = 1  # of zlib's levels: sources that are nearly alike take a fifteenth of their size
UNREADABLE = (
    OSError,
    ValueError,
    TypeError,
    LookupError,
    zlib.error,
    msgspec.MsgspecError,
    wire.WireError,
)
MOST = 10  # probes that are asked, of the smaller half


class Sketch(msgspec.Struct, frozen=True, kw_only=True):
    """The candidates of the depths from `hypotheses.SKETCHED` on, as far as `depth`, and their answers.

    `of` tells the record whose probes were asked: `places` are those of the probes, `rows` have the columns of these.
    `depths` has the depth of each candidate.
    """

    of: bytes
    depth: int
    places: list[int]
    candidates: list[Candidate]
    depths: list[int]
    rows: Row

    def near(self, depth: int, record: FunctionRecord, row: Row, wrong: Array) -> list[Candidate]:
        """The candidates of one depth that may explain some of a learner's answers.

        `row` is that of the learner's answers to all probes, `wrong` tells its columns that are wrong. Where none of
        the smaller probes is answered wrong it may be any candidate that they do not show either.
        """
        columns = columns_at(self.places, record)
        learner, right = (
            Row(*(part[columns] for part in whole)) for whole in (row, record.reference)
        )
        differ = ~fingerprints.same(self.rows, right)
        if wrong[columns].any():
            agree = fingerprints.same(learner, self.rows)
            may = np.any(agree & differ & wrong[columns], axis=1)
        else:
            may = ~np.any(differ, axis=1)
        return [
            candidate
            for candidate, own, is_near in zip(self.candidates, self.depths, may, strict=True)
            if own == depth and is_near
        ]

    def deeper(self, answered: Sequence[tuple[Candidate, Row]], record: FunctionRecord) -> Sketch:
        """The sketch with the candidates of the next depth, and what they answer."""
        columns = columns_at(self.places, record)
        new = fingerprints.stacked(
            [Row(*(part[columns] for part in row)) for _, row in answered], len(columns)
        )
        return Sketch(
            of=self.of,
            depth=self.depth + 1,
            places=self.places,
            candidates=[*self.candidates, *(candidate for candidate, _ in answered)],
            depths=[*self.depths, *[self.depth + 1] * len(answered)],
            rows=Row(*map(np.concatenate, zip(self.rows, new, strict=True))),
        )


def begun(record: FunctionRecord) -> Sketch:
    """The sketch of a function of which nothing was asked yet."""
    sizes = [
        sum(np.size(leaf.array) for places in steps for leaf in places.values())
        for steps in fingerprints.leaves_of_all(record.right)
    ]
    smaller = sorted(range(len(sizes)), key=lambda place: sizes[place])[: -(-len(sizes) // 2)]
    places = sorted(even_sample(smaller, MOST))
    return Sketch(
        of=digest_of(record),
        depth=SKETCHED - 1,
        places=places,
        candidates=[],
        depths=[],
        rows=fingerprints.stacked([], len(columns_at(places, record))),
    )


def digest_of(record: FunctionRecord) -> bytes:
    """What tells a record's probes from others: which are kept may differ each time that it is made."""
    content = hashlib.blake2b(msgspec.msgpack.encode(record.columns), digest_size=12)
    content.update(fingerprints.digest(record.reference))
    return content.digest()


def columns_at(places: Sequence[int], record: FunctionRecord) -> list[int]:
    """The columns of the probes at these places."""
    wanted = set(places)
    return [number for number, column in enumerate(record.columns) if column[0] in wanted]


class Kept(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A sketch as it stands in a file; a source names its base by number."""

    of: bytes
    depth: int
    places: list[int]
    hypotheses: list[Hypothesis]
    depths: list[int]
    content: bytes


def read_sketch(file: Path, record: FunctionRecord) -> Sketch | None:
    """The sketch in a file; None where there is none of this record's probes that can be read."""
    try:
        kept = msgspec.msgpack.decode(file.read_bytes(), type=Kept)
        content = wire.decode(wire.unpack(zlib.decompress(kept.content)))
        bases = content["bases"]
        candidates = [
            Candidate(hypothesis, form, source, bases[base])
            for hypothesis, (form, source, base) in zip(
                kept.hypotheses, content["sources"], strict=True
            )
        ]
        if kept.of != digest_of(record):
            return None
        return Sketch(
            of=kept.of,
            depth=kept.depth,
            places=kept.places,
            candidates=candidates,
            depths=kept.depths,
            rows=Row(*content["rows"]),
        )
    except UNREADABLE:
        return None


def write_sketch(file: Path, sketch: Sketch) -> None:
    """Write a sketch; where nothing can be written it is found again next time."""
    bases = list(dict.fromkeys(candidate.base for candidate in sketch.candidates))
    content = {
        "bases": bases,
        "sources": [
            [candidate.form, candidate.source, bases.index(candidate.base)]
            for candidate in sketch.candidates
        ],
        "rows": list(sketch.rows),
    }
    try:
        kept = Kept(
            of=sketch.of,
            depth=sketch.depth,
            places=sketch.places,
            hypotheses=[candidate.hypothesis for candidate in sketch.candidates],
            depths=sketch.depths,
            content=zlib.compress(wire.pack(wire.encode(content)), FASTEST),
        )
        write_atomic(file, msgspec.msgpack.encode(kept))
    except (OSError, wire.Unsupported):
        return
