"""The worker that hypotheses are asked in: the reference is loaded there, and their rows come back.

Code of the course's own runs in it, in `asking`; a learner's never does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from grader.course import Harness
from grader.diagnosis import asking
from grader.diagnosis.fingerprints import Row
from grader.diagnosis.function_records import FunctionRecord, parts_of
from grader.diagnosis.hypotheses import Candidate
from grader.diagnosis.matching import Matcher
from grader.diagnosis.probes import Program
from grader.sandbox import Broken, Died, Reply, TimedOut, WorkerProcess, wire
from grader.student import load_request

PATIENCE = 300.0  # seconds for one exchange; each hypothesis has a bound of its own in it
HARNESS = Harness(Path(asking.__file__).read_text(encoding="utf-8"))


class Asker:
    """Answers of hypotheses to one function's probes at a time; the worker is started when it is needed."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self._worker: WorkerProcess | None = None

    def prepare(
        self, programs: Sequence[Program], *, are_new: bool = False
    ) -> dict[str, Any] | None:
        """What the reference answers to the programs, in a new worker; to new ones as far as it is quick.

        None where it cannot be loaded, or answers none. For what is in it see `asking.prepare`.
        """
        self.close()
        exercise = self.matcher.exercise
        self._worker = self.matcher.launcher.spawn(exercise.limits)
        request = load_request(exercise, self.matcher.reference, [], HARNESS)
        try:
            loaded = self._worker.request("load", request, seconds=exercise.limits.load_seconds)
        except (TimedOut, Died, Broken):
            return None
        if loaded.kind != "ok":
            return None
        asked = "prepare" if are_new else "prepare_again"
        reply = self._ask(asked, [list(map(parts_of, program)) for program in programs])
        if reply is None or not reply.payload["places"]:
            return None
        prepared: dict[str, Any] = reply.payload
        return prepared

    def rows(
        self,
        chosen: Sequence[Candidate],
        record: FunctionRecord,
        places: Sequence[int] | None = None,
    ) -> Iterator[tuple[Candidate, Row]]:
        """The answers of some candidates of one sort to the probes at these places, or to all of the record's.

        Where one of them takes the worker along, each is asked by itself.
        """
        if not chosen or not self._is_ready(record):
            return
        if chosen[0].source:
            bases = list(dict.fromkeys(candidate.base for candidate in chosen))
            sources = [
                [candidate.form, candidate.source, bases.index(candidate.base)]
                for candidate in chosen
            ]
            asked = {"bases": bases, "sources": sources, "places": places}
            reply = self._ask("rows", asked)
        else:
            altered = [_altered(candidate, record.programs) for candidate in chosen]
            reply = self._ask("altered_rows", altered)
        if reply is None:
            self.close()
            if len(chosen) > 1:
                for candidate in chosen:
                    yield from self.rows([candidate], record, places)
            return
        for candidate, answered in zip(chosen, reply.payload, strict=True):
            if answered is not None:
                yield candidate, Row(answered[0], *answered[1])

    def _is_ready(self, record: FunctionRecord) -> bool:
        """Whether the worker has the record's probes, and the reference answers them as it did."""
        if self._worker is not None:
            return True
        prepared = self.prepare(record.programs)
        if prepared is None or len(prepared["columns"]) != len(record.columns):
            self.close()
            return False
        return True

    def _ask(self, function: str, asked: Any) -> Reply | None:
        assert self._worker is not None
        try:
            reply = self._worker.request(
                "call", f"harness.{function}", (asked,), {}, seconds=PATIENCE
            )
        except (TimedOut, Died, Broken, wire.Unsupported):
            return None
        return reply if reply.kind == "ok" else None

    def close(self) -> None:
        """End the worker."""
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
