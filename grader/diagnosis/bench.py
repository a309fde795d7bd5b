"""What each hypothesis answers to a function's probes: found once in a worker, and kept on disk.

What a function's record hangs on is in its file's name; it is safe to delete.
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
from typing import Any, NamedTuple

import msgspec
import numpy as np

from grader import mutation
from grader.course import Harness, references_among
from grader.diagnosis import asking, fingerprints, probes
from grader.diagnosis.fingerprints import Row
from grader.diagnosis.function_records import (
    FunctionRecord,
    parts_of,
    read_function_record,
    write_function_record,
)
from grader.diagnosis.hypotheses import (
    DEPTHS,
    FOCUSED,
    Asked,
    Candidate,
    Hypothesis,
    candidates,
)
from grader.diagnosis.matching import Matcher
from grader.diagnosis.probes import Program, Signatures
from grader.messages import message
from grader.sandbox import Broken, Died, Reply, TimedOut, WorkerProcess, wire
from grader.student import Answer, Call, load_request

MOST = (400, 1000, 400, 600, 200, 200, 300, 300, 400)
"""Hypotheses of each depth, the simplest first: counts, so that no machine decides on a name."""
PROCESSOR_SECONDS = (30.0, 15.0, 15.0, 12.0, 6.0, 4.0, 6.0, 6.0, 6.0)
"""For all of each depth, where the reference is slow."""
FEW = 6  # programs of a function from which nothing varied can be made
BATCH = 32  # hypotheses asked in one exchange
PATIENCE = 300.0  # seconds for one exchange; each hypothesis has a bound of its own in it
ASKING = Harness(Path(asking.__file__).read_text(encoding="utf-8"))


class Focus(NamedTuple):
    """What a learner has wrong: some probes, the columns of theirs that are wrong, and all that was answered."""

    scouts: list[int]
    wrong: list[int]
    learner: Row


Examples = Callable[[str], Iterable[Sequence[Call]]]
"""What the checks that name a function ask, recorded with the reference as the student; without a name, all."""


class Bench:
    """The records of one exercise's functions, each made when it is first asked for."""

    def __init__(self, matcher: Matcher, signatures: Signatures, examples: Examples | None) -> None:
        self.matcher, self.signatures, self._examples = matcher, signatures, examples
        self._records: dict[str, FunctionRecord | None] = {}
        self._worker: WorkerProcess | None = None
        self._focus: Focus | None = None

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

    def deeper(self, function: str, focus: Focus) -> Generator[FunctionRecord]:
        """The function's record again and again, with the hypotheses of one depth more each time.

        From a certain depth on it has those only that explain some of a learner's answers, and is kept
        nowhere: to find what explains nothing of them takes a few probes only.
        """
        record = self.record(function, FOCUSED - 1)
        if record is None:
            return
        yield record
        try:
            prepared = self._prepared(record.programs)
            if prepared is None or len(prepared["columns"]) != len(record.columns):
                return
            alternatives = self._alternatives(function, record)
            self._focus = focus
            self._look_closer()
            while record.depth < DEPTHS - 1:
                record = self._extended(function, record, alternatives)
                yield record
        finally:
            self._focus = None
            self._close()

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

    def _file(self, function: str) -> Path:
        exercise = self.matcher.exercise
        folder = exercise.private.parent / ".grade" / "records"
        return folder / f"{exercise.id}.{function}.{self._digest}.mistakes"

    def _keep(self, function: str, record: FunctionRecord) -> None:
        """Write a record in the place of those that hung on something else."""
        file = self._file(function)
        write_function_record(file, record)
        for old in file.parent.glob(f"{self.matcher.exercise.id}.{function}.*.mistakes"):
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
            prepared = self._prepared(programs, are_new=True)
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
            self._close()

    def _deepened(self, function: str, record: FunctionRecord) -> FunctionRecord:
        """The record with the hypotheses of one depth more."""
        try:
            if self._worker is None:
                self._prepared(record.programs)
            record = self._extended(function, record)
        finally:
            self._close()
        self._keep(function, record)
        return record

    def _extended(
        self, function: str, record: FunctionRecord, alternatives: Sequence[str] = ()
    ) -> FunctionRecord:
        titles: dict[bytes, Hypothesis] = {}
        rows: dict[bytes, Row] = {}
        for place, hypothesis in enumerate(record.hypotheses):
            row = Row(*(part[place] for part in record.rows))
            key = fingerprints.digest(row)
            titles[key], rows[key] = hypothesis, row
        for hypothesis, row in self._rows(function, record, alternatives):
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

    def _rows(
        self, function: str, record: FunctionRecord, alternatives: Sequence[str]
    ) -> Iterator[tuple[Hypothesis, Row]]:
        """Each hypothesis of the next depth with the row of its answers, as many as the bound allows."""
        programs = record.programs
        depth = record.depth + 1
        most = min(MOST[depth], int(PROCESSOR_SECONDS[depth] / max(record.seconds, 1e-4)))
        tried = 0
        asked = Asked(function, programs, record.right, alternatives)
        waiting = candidates(asked, depth, self.matcher, self.signatures)
        while tried < most and (some := list(islice(waiting, BATCH))):
            tried += len(some)
            yield from self._answers(
                [candidate for candidate in some if candidate.source], programs
            )
            yield from self._answers(
                [candidate for candidate in some if candidate.programs], programs
            )
            for candidate in some:
                if candidate.answers:
                    known = fingerprints.leaves_of_all(candidate.answers)
                    yield candidate.hypothesis, fingerprints.fingerprint(known, record.columns)

    def _alternatives(self, function: str, record: FunctionRecord) -> list[str]:
        """The right solutions in other styles that answer a function's probes, and as the reference does."""
        sources = [
            source for source in self.matcher.alternatives if function in references_among(source)
        ]
        plain = Hypothesis(kind="code", title="")
        return [
            source
            for source in sources
            for _, row in self._answers([Candidate(plain, "part", source)], record.programs)
            if fingerprints.same(row, record.reference).all()
        ]

    def _answers(
        self, chosen: Sequence[Candidate], programs: list[Program]
    ) -> Iterator[tuple[Hypothesis, Row]]:
        """The answers of some hypotheses; where one of them takes the worker along, of each by itself."""
        if not chosen:
            return
        if chosen[0].source:
            bases = list(dict.fromkeys(candidate.base for candidate in chosen))
            sources = [
                [candidate.form, candidate.source, bases.index(candidate.base)]
                for candidate in chosen
            ]
            reply = self._ask("rows", {"bases": bases, "sources": sources})
        else:
            reply = self._ask(
                "altered_rows", [_altered(candidate, programs) for candidate in chosen]
            )
        if reply is None:
            self._prepared(programs)
            if len(chosen) > 1:
                for candidate in chosen:
                    yield from self._answers([candidate], programs)
            return
        for candidate, answered in zip(chosen, reply.payload, strict=True):
            if answered is not None:
                yield candidate.hypothesis, Row(answered[0], *answered[1])

    # --- the worker ---

    def _prepared(self, programs: list[Program], *, are_new: bool = False) -> dict[str, Any] | None:
        """A worker with the reference, and what it answers to the programs; of new ones to those that are quick."""
        self._close()
        matcher = self.matcher
        self._worker = matcher.launcher.spawn(matcher.exercise.limits)
        request = load_request(matcher.exercise, matcher.reference, [], ASKING)
        try:
            seconds = matcher.exercise.limits.load_seconds
            if self._worker.request("load", request, seconds=seconds).kind != "ok":
                return None
        except (TimedOut, Died, Broken):
            return None
        asked = "prepare" if are_new else "prepare_again"
        reply = self._ask(asked, [list(map(parts_of, program)) for program in programs])
        if reply is None or not reply.payload["places"]:
            return None
        self._look_closer()
        prepared: dict[str, Any] = reply.payload
        return prepared

    def _look_closer(self) -> None:
        """Have the worker leave out what explains nothing of the learner's answers, where there is a learner."""
        if self._focus is not None:
            scouts, wrong, row = self._focus
            learner = [row.codes, [row.values, row.scales]]
            self._ask("focus", {"scouts": scouts, "wrong": wrong, "learner": learner})

    def _ask(self, function: str, asked: Any) -> Reply | None:
        assert self._worker is not None
        try:
            reply = self._worker.request(
                "call", f"harness.{function}", (asked,), {}, seconds=PATIENCE
            )
        except (TimedOut, Died, Broken, wire.Unsupported):
            return None
        return reply if reply.kind == "ok" else None

    def _close(self) -> None:
        if self._worker is not None:
            self._worker.kill()
        self._worker = None


def _altered(candidate: Candidate, programs: Sequence[Program]) -> dict[int, Any]:
    """The programs that a hypothesis about arguments puts otherwise, by their places."""
    return {
        place: list(map(parts_of, altered))
        for place, (altered, own) in enumerate(zip(candidate.programs, programs, strict=True))
        if any(one is not other for one, other in zip(altered, own, strict=True))
    }
