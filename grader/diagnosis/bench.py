"""What each hypothesis answers to a function's probes: found once in a worker, and kept on disk.

What a function's record and its sketch hang on is in their files' names; both are safe to delete.
"""

from __future__ import annotations

import contextlib
import hashlib
import platform
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

import msgspec
import numpy as np

from grader import mutation
from grader.course import references_among
from grader.diagnosis import asking, fingerprints, probes, sketches
from grader.diagnosis.asker import Asker
from grader.diagnosis.fingerprints import Array, Row
from grader.diagnosis.function_records import (
    FunctionRecord,
    read_function_record,
    write_function_record,
)
from grader.diagnosis.hypotheses import (
    ALTERNATIVES,
    DEPTHS,
    SKETCHED,
    Asked,
    Candidate,
    Hypothesis,
    candidates,
)
from grader.diagnosis.matching import Matcher
from grader.diagnosis.probes import Program, Signatures
from grader.diagnosis.sketches import Sketch, read_sketch, write_sketch
from grader.messages import message
from grader.student import Answer, Call

MOST = (400, 1000, 400, 600, 200, 200, 300, 300, 400)
"""Hypotheses of each depth, the simplest first: counts, so that no machine decides on a name."""
PROCESSOR_SECONDS = (30.0, 15.0, 15.0, 12.0, 6.0, 4.0, 6.0, 6.0, 6.0)
"""For all of each depth, where the reference is slow."""
FEW = 6  # programs of a function from which nothing varied can be made
BATCH = 32  # hypotheses asked in one exchange

Examples = Callable[[str], Iterable[Sequence[Call]]]
"""What the checks that name a function ask, recorded with the reference as the student; without a name, all."""


class Bench:
    """The records of one exercise's functions, each made when it is first asked for."""

    def __init__(self, matcher: Matcher, signatures: Signatures, examples: Examples | None) -> None:
        self.matcher, self.signatures, self._examples = matcher, signatures, examples
        self._records: dict[str, FunctionRecord | None] = {}
        self._sketches: dict[str, Sketch] = {}
        self._asker = Asker(matcher)

    def record(self, function: str, depth: int = 0) -> FunctionRecord | None:
        """The record of a function or class, at least so deep; None where it cannot be asked by itself."""
        if not self.has_examples:
            return None
        if not self.is_kept(function):
            self._records[function] = self._begun(function)
        record = self._records[function]
        while record is not None and record.depth < depth:
            record = self._records[function] = self._deepened(function, record)
        return record

    def is_kept(self, function: str) -> bool:
        """Whether what is known of a function need not be found first."""
        if self.has_examples and function not in self._records:
            record = read_function_record(self._file(function))
            if record is not None:
                self._records[function] = record
        return function in self._records

    def deeper(self, function: str, row: Row, wrong: Array) -> Generator[FunctionRecord]:
        """The function's record again and again, with the hypotheses of one depth more each time.

        From a certain depth on it has those only that explain some of a learner's answers: `row`, of which the
        `wrong` columns are wrong.
        """
        record = self.record(function, SKETCHED - 1)
        if record is None:
            return
        yield record
        try:
            for depth in range(SKETCHED, DEPTHS):
                near = self._sketch(function, record, depth).near(depth, record, row, wrong)
                record = _with(
                    record,
                    (
                        (candidate.hypothesis, answers)
                        for start in range(0, len(near), BATCH)
                        for candidate, answers in self._asker.rows(
                            near[start : start + BATCH], record
                        )
                    ),
                )
                yield record
        finally:
            self._asker.close()

    @property
    def has_examples(self) -> bool:
        """Whether there is a reference to be asked more; at home there is none."""
        return self._examples is not None

    # --- kept from one run to the next ---

    @cached_property
    def _digest(self) -> str:
        exercise = self.matcher.exercise
        own = [Path(asking.__file__).parent, Path(mutation.__file__).parent]
        language = message("mistake.ignored", name="")  # names are kept as they are worded
        surroundings = (language, sys.version, np.__version__, platform.machine())
        content = hashlib.blake2b("\0".join(surroundings).encode(), digest_size=12)
        for folder in (*own, exercise.private, exercise.private / "wrong"):
            for path in sorted(folder.glob("*.py")):
                content.update(path.read_bytes())
        for source in self.matcher.alternatives:
            content.update(source.encode())
        return content.hexdigest()

    def _file(self, function: str, kind: str = "mistakes") -> Path:
        exercise = self.matcher.exercise
        folder = exercise.private.parent / ".grade" / "records"
        return folder / f"{exercise.id}.{function}.{self._digest}.{kind}"

    def _discard_older(self, file: Path, function: str) -> None:
        """Remove the files whose place this one takes, that hung on something else."""
        for old in file.parent.glob(f"{self.matcher.exercise.id}.{function}.*{file.suffix}"):
            if old != file:
                with contextlib.suppress(OSError):
                    old.unlink(missing_ok=True)

    # --- made once ---

    def _pools(self, function: str) -> dict[str, list[Program]]:
        return probes.choose(self._examples(function)) if self._examples else {}

    @cached_property
    def _pools_of_all(self) -> dict[str, list[Program]]:
        """What all checks together ask of each function: some do not name whom they ask."""
        return self._pools("")

    def _begun(self, function: str) -> FunctionRecord | None:
        """The record with known mistakes only."""
        pool = self._pools(function).get(function, [])
        if len(pool) < FEW:
            pool = self._pools_of_all.get(function, [])
        if not pool:
            return None
        programs = probes.varied(pool)
        try:
            prepared = self._asker.prepare(programs, are_new=True)
            if prepared is None:
                return None
            right = [[Answer(*step) for step in steps] for steps in prepared["answers"]]
            columns = prepared["columns"]
            record = FunctionRecord(
                depth=-1,
                seconds=prepared["seconds"],
                programs=[programs[place] for place in prepared["places"]],
                right=right,
                columns=columns,
                hypotheses=[],
                reference=fingerprints.fingerprint(fingerprints.leaves_of_all(right), columns),
                rows=fingerprints.stacked([], len(columns)),
            )
            return self._deepened(function, record)
        finally:
            self._asker.close()

    def _deepened(self, function: str, record: FunctionRecord) -> FunctionRecord:
        """The record with the hypotheses of one depth more, all of them; kept."""
        try:
            answered = self._rows(function, record, record.depth + 1)
            record = _with(record, ((candidate.hypothesis, row) for candidate, row in answered))
        finally:
            self._asker.close()
        file = self._file(function)
        write_function_record(file, record)
        self._discard_older(file, function)
        return record

    def _sketch(self, function: str, record: FunctionRecord, depth: int) -> Sketch:
        """What is known of the far-fetched hypotheses about a function, at least so deep; kept."""
        file = self._file(function, "sketch")
        if function not in self._sketches:
            self._sketches[function] = read_sketch(file, record) or sketches.begun(record)
        sketch = self._sketches[function]
        while sketch.depth < depth:
            answered = list(self._rows(function, record, sketch.depth + 1, sketch.places))
            sketch = self._sketches[function] = sketch.deeper(answered, record)
            write_sketch(file, sketch)
            self._discard_older(file, function)
        return sketch

    def _rows(
        self,
        function: str,
        record: FunctionRecord,
        depth: int,
        places: Sequence[int] | None = None,
    ) -> Iterator[tuple[Candidate, Row]]:
        """Each hypothesis of a depth with the row of its answers to the probes at these places, or to all.

        As many as the bound allows.
        """
        most = min(MOST[depth], int(PROCESSOR_SECONDS[depth] / max(record.seconds, 1e-4)))
        alternatives = self._alternatives(function, record) if depth in ALTERNATIVES else []
        asked = Asked(function, record.programs, record.right, alternatives)
        waiting = candidates(asked, depth, self.matcher, self.signatures)
        tried = 0
        while tried < most and (some := list(islice(waiting, BATCH))):
            tried += len(some)
            of_source = [candidate for candidate in some if candidate.source]
            of_programs = [candidate for candidate in some if candidate.programs]
            yield from self._asker.rows(of_source, record, places)
            yield from self._asker.rows(of_programs, record)
            for candidate in some:
                if candidate.answers:
                    known = fingerprints.leaves_of_all(candidate.answers)
                    yield candidate, fingerprints.fingerprint(known, record.columns)

    def _alternatives(self, function: str, record: FunctionRecord) -> list[str]:
        """The right solutions in other styles that answer a function's probes, and as the reference does."""
        plain = Hypothesis(kind="code", title="")
        sources = [
            Candidate(plain, "part", source)
            for source in self.matcher.alternatives
            if function in references_among(source)
        ]
        return [
            candidate.source
            for candidate, row in self._asker.rows(sources, record)
            if fingerprints.same(row, record.reference).all()
        ]


def _with(record: FunctionRecord, answered: Iterable[tuple[Hypothesis, Row]]) -> FunctionRecord:
    """The record with the hypotheses of one depth more; those that answer alike are one."""
    titles: dict[bytes, Hypothesis] = {}
    rows: dict[bytes, Row] = {}
    for place, hypothesis in enumerate(record.hypotheses):
        row = Row(*(part[place] for part in record.rows))
        key = fingerprints.digest(row)
        titles[key], rows[key] = hypothesis, row
    for hypothesis, row in answered:
        if fingerprints.same(row, record.reference).all():
            continue
        key = fingerprints.digest(row)
        twin = titles.setdefault(key, hypothesis)
        rows.setdefault(key, row)
        if twin is not hypothesis and hypothesis.kind == "known":
            titles[key] = msgspec.structs.replace(twin, also=(*twin.also, hypothesis.title))
    return msgspec.structs.replace(
        record,
        depth=record.depth + 1,
        hypotheses=list(titles.values()),
        rows=fingerprints.stacked(list(rows.values()), len(record.columns)),
    )
