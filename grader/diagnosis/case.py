"""One submission's failures while they are being explained: which function, and which mistake in it."""

from __future__ import annotations

import inspect
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import Any

import msgspec

from grader.course import Variant, references_among
from grader.diagnosis import fingerprints, related
from grader.diagnosis.asking import Leaf, columns_of
from grader.diagnosis.bench import Bench
from grader.diagnosis.exceptions import advice
from grader.diagnosis.facts import fact_of_example
from grader.diagnosis.fingerprints import Leaves
from grader.diagnosis.function_records import FunctionRecord
from grader.diagnosis.matching import Allowance, Evidence, Examples, Match, Matcher
from grader.diagnosis.naming import Comparison, Name
from grader.diagnosis.probes import Program, subject_of
from grader.messages import message
from grader.model import FAILING, CheckResult
from grader.sandbox import WorkerProcess
from grader.student import (
    Call,
    GradingSession,
    Halt,
    LearnerFault,
    equal_values,
    replay_in_process,
    replay_in_worker,
)
from grader.testing import CheckFailure

BLAMED = 3  # failing examples that are tried with one part exchanged
LOST = 2  # probes that a learner's code may not come back from
CALLS_WAITED_FOR = 5  # the time limits of so many calls, for all probes of a function
LEAST_SECONDS, TIMES_THE_REFERENCE = 1.0, 40.0  # of the processor, for all probes of a function
TELLING_ENOUGH = 2.0  # telling numbers that are wrong, where a change of the reference is replayed
ASKED_AGAIN = 3  # probes that are put a second time
ALIKE = 3  # changes that fit; where more do, the examples tell too little
CERTAINTY = {
    "exact": "diagnosis.certainty",
    "partly": "diagnosis.partly",
    "only_when": "diagnosis.only_when",
}


class Case:
    """What is known of a learner's functions so far; each is asked its probes at most once.

    `names` are those found for all learners, by function and answers.
    """

    def __init__(
        self,
        matcher: Matcher,
        reference: Any,
        signatures: Mapping[str, inspect.Signature],
        bench: Bench,
        names: dict[tuple[str, bytes], list[Name]],
        evidence: Evidence,
        session: GradingSession,
    ) -> None:
        self.matcher, self.reference, self.signatures = matcher, reference, signatures
        self.bench, self.names, self.evidence, self.session = bench, names, evidence, session
        self.comparisons: dict[str, Comparison | None] = {}
        self.unsteady: dict[str, bool] = {}
        assert session.submission is not None
        self.source = session.submission.source
        self.learner_uses = references_among(self.source)
        self.suspects = {
            check.id: self._suspect(check)
            for check in evidence.results
            if check.status in FAILING and evidence.examples.get(check.id)
        }

    def _suspect(self, check: CheckResult) -> str:
        """The function of the call that was compared last, else the first one the check is about."""
        last = self.evidence.examples[check.id][-1][-1]
        told = (
            value for value in last.args if isinstance(value, str)
        )  # a harness builds it by name
        for name in (subject_of(last), *told):
            if name in self.signatures:
                return name
        return next(iter(check.functions), "")

    def explain(
        self, result: CheckResult, matches: Sequence[Match], allowance: Allowance
    ) -> CheckResult:
        """One failing check with the function to look at, and the name of the mistake if there is one."""
        examples = self.evidence.examples[result.id]
        function = self.suspects[result.id]
        changes: dict[str, Any] = {}
        if function:
            others = [name for name in result.functions if name != function]
            changes["functions"] = [function, *others]
        part = self._part(function, examples, allowance)
        relations = []
        if part:
            changes["cause"] = part
            relations.append(message("diagnosis.blame", part=part))
        named = self._known(matches, part or function) or self._named(result, part, function)
        if named:
            changes |= named
        else:
            changes |= self._hint(result)
            case_of = related.sentences(self, result, part or function)
            relations += case_of
        return msgspec.structs.replace(result, **changes, relations=relations[:2])

    # --- known mistakes ---

    def _known(self, matches: Sequence[Match], function: str) -> dict[str, Any]:
        """The known mistake that replays as the learner's code does, if more evidence does not refute it."""
        if matches and not all(match.is_certain for match in matches[:1]):
            comparison = self.comparison(function)
            if comparison is not None:
                matches = [
                    match for match in matches if match.variant.title not in comparison.refuted
                ]
        if not matches:
            return {}
        variant, same, distinguishing, *_ = matches[0]
        explanation = [
            variant.explanation,
            message("diagnosis.certainty", same=same, distinguishing=distinguishing),
            _also([match.variant.title for match in matches[1:]]),
        ]
        return _changes(variant.title, explanation, variant.hint)

    def is_refuted(self, result: CheckResult, variant: Variant) -> bool:
        """Whether the learner's answers to probes, where a record has them, speak against a known mistake."""
        function = self.suspects[result.id]
        if not self.bench.is_kept(function):
            return False
        comparison = self.comparison(function)
        return comparison is not None and variant.title in comparison.refuted

    def replayed(self, result: CheckResult, matches: Sequence[Match]) -> CheckResult:
        """A check without a name, with that of the change of the reference that replays as the learner's code does."""
        titles = list(dict.fromkeys(match.variant.title for match in matches))
        best = matches[0]
        if best.telling < TELLING_ENOUGH or len(titles) > ALIKE:
            return result
        certainty = message(
            "diagnosis.certainty", same=best.same, distinguishing=best.distinguishing
        )
        named = _changes(titles[0], [certainty, _also(titles[1:])], None)
        return msgspec.structs.replace(result, **named, relations=[])

    # --- hypotheses ---

    def _named(self, result: CheckResult, part: str | None, function: str) -> dict[str, Any]:
        """What a fact or a hypothesis about the function calls the mistake."""
        failing = self.evidence.examples[result.id][-1]
        fact = fact_of_example(failing, self.reference, self.signatures)
        if fact.title:
            return _changes(fact.title, [], fact.hint)
        if self._is_unsteady(part or function):
            rule = "fact.unsteady.seed" if self._has_seed(part or function) else "fact.unsteady"
            return _changes(message(rule), [], message(f"{rule}.hint"))
        names = self._names(part or function)
        name = next(iter(names), None) if part else self._fitting(names, failing)
        if name is not None:
            return self._said(name, names)
        helper = None if part else self._helper(function)
        if helper and (names := self._names(helper)):
            return {**self._said(names[0], names), "cause": helper}
        return {}

    def _is_unsteady(self, function: str) -> bool:
        """Whether the same calls, asked once more, are answered otherwise, by new objects."""
        if function not in self.unsteady:
            comparison = self.comparison(function)
            self.unsteady[function] = (
                comparison is not None
                and comparison.deviates
                and (self._has_seed(function) or not self.matcher.exercise.uses_torch)
                and any(map(self._answers_otherwise, comparison.deviating(ASKED_AGAIN)))
            )
        return self.unsteady[function]

    def _has_seed(self, function: str) -> bool:
        return "seed" in self.signatures[function].parameters

    def _answers_otherwise(self, asked: tuple[Program, list[dict[str, Leaf]]]) -> bool:
        program, before = asked
        said = replay_in_worker(self._worker(), program, self.matcher.exercise.limits.call_seconds)
        again = [fingerprints.leaves_of(answer) for answer in said]
        columns = columns_of([before])
        rows = [fingerprints.fingerprint([answers], columns) for answers in (before, again)]
        return not fingerprints.same(*rows).all()

    def _said(self, name: Name, names: Sequence[Name]) -> dict[str, Any]:
        hypothesis = name.hypothesis
        others = [other.title for other in names if other is not name]
        seconds = [hypothesis.second, *others]
        explanation = [
            hypothesis.explanation,
            message(CERTAINTY[name.fit], same=name.tried, distinguishing=name.distinguishing),
            _also(hypothesis.also),
            *(message("diagnosis.second", title=title) for title in seconds if title),
        ]
        return _changes(name.title, explanation, hypothesis.hint)

    def _names(self, function: str) -> list[Name]:
        """What explains the function's wrong answers; looked for once where several learners answer alike."""
        comparison = self.comparison(function)
        if comparison is None or not comparison.is_telling:
            return []
        key = (function, comparison.digest)
        if key not in self.names:
            self.names[key] = self._looked_for(function, comparison)
        return self.names[key]

    def _looked_for(self, function: str, comparison: Comparison) -> list[Name]:
        """What explains the function's wrong answers; looked for no deeper than it takes."""
        names = comparison.names()
        with closing(self.bench.deeper(function, comparison.row, comparison.wrong)) as records:
            while not (names and names[0].fit == "exact"):
                record = next(records, None)
                if record is None:
                    break
                names = comparison.beside(record).names()
        return names

    def _fitting(self, names: Sequence[Name], failing: list[Call]) -> Name | None:
        """The name that explains a check: the only one, or the one that is about the same outputs."""
        if not names or names[0].fit == "exact":
            return names[0] if names else None
        wrong = self._wrong_places(failing)
        for name in names:
            if not wrong or not name.places or wrong & name.places:
                return name
        return None

    def _wrong_places(self, example: list[Call]) -> set[str]:
        """Where in the last answer of an example something is wrong."""
        call = example[-1]
        if call.op != "call" or call.outcome not in ("ok", "told"):
            return set()
        try:
            expected = replay_in_process(self.reference, example)
        except Exception:  # noqa: BLE001 - what the reference refuses has no right answer
            return set()
        return fingerprints.differing_places(call.result, expected)

    def comparison(self, function: str) -> Comparison | None:
        """The learner's answers to a function's probes beside the right ones; None where it has none."""
        if function not in self.comparisons:
            record = self.bench.record(function) if function in self.signatures else None
            self.comparisons[function] = self._asked(record) if record is not None else None
        return self.comparisons[function]

    def _asked(self, record: FunctionRecord) -> Comparison | None:
        """What the learner's code answers to the probes, within bounds of processor time, theirs and ours, and of waiting."""
        answers: Leaves = []
        aside: set[int] = set()
        seconds = self.matcher.exercise.limits.call_seconds
        processor = Allowance(LEAST_SECONDS + TIMES_THE_REFERENCE * record.seconds, self._processor)
        waiting = Allowance(CALLS_WAITED_FOR * seconds, time.monotonic)
        for place, program in enumerate(record.programs):
            answers.append([])
            if len(aside) < LOST and not processor.is_spent() and not waiting.is_spent():
                said = [*replay_in_worker(self._worker(), program, seconds)]
                answers[-1] = [fingerprints.leaves_of(answer) for answer in said]
                if not any(answer.kind in ("timeout", "died") for answer in said):
                    continue
            aside.add(place)
        return (
            Comparison(record, answers, aside, self.signatures)
            if 2 * len(aside) < len(answers)
            else None
        )

    def _processor(self) -> float:
        """The processor time that the judge and the learner's code have used."""
        return time.process_time() + self.session.cpu_seconds()

    def _worker(self) -> WorkerProcess:
        if self.session.worker is None or not self.session.worker.alive:
            self.session.begin_check()
        assert self.session.worker is not None
        return self.session.worker

    # --- where nothing has a name ---

    def _hint(self, result: CheckResult) -> dict[str, Any]:
        """A hint that fits how the check failed, where the check's own is about something else."""
        failing = self.evidence.examples[result.id][-1]
        if result.traceback:
            last = result.traceback.strip().rpartition("\n")[2]
            return {"hint": advice(last, self.source) or message("fact.crash.hint")}
        fact = fact_of_example(failing, self.reference, self.signatures)
        return {"hint": fact.hint} if fact.hint else {}

    # --- which part is wrong ---

    def _part(self, function: str, examples: Examples, allowance: Allowance) -> str | None:
        """The part whose exchange for the learner's own alone makes the reference fail the same way.

        Only a part that the learner's function uses, and that is wrong by itself.
        """
        parts = [
            part
            for part in self.matcher.uses
            if part in self.matcher.uses.get(function, ())
            and part in self.learner_uses.get(function, ())
            and part in self.signatures
            and inspect.isfunction(vars(self.reference).get(part))
        ]
        plain = [
            example
            for example in examples[-BLAMED:]
            if all(not call.name.startswith("harness.") for call in example)
        ]
        for part in parts:
            if not plain or allowance.is_spent():
                return None
            if any(self._fails_with(part, example) for example in plain):
                comparison = self.comparison(part)
                if comparison is None or comparison.deviates:
                    return part
        return None

    def _helper(self, function: str) -> str | None:
        """A function that the learner's own one uses and that fails checks and probes of its own."""
        used = self.learner_uses.get(function, set())
        for helper in self.matcher.uses:
            if helper in used and helper in self.suspects.values():
                comparison = self.comparison(helper)
                if comparison is not None and comparison.deviates:
                    return helper
        return None

    def _fails_with(self, part: str, example: list[Call]) -> bool:
        """Whether the reference with the learner's `part` in it answers this example differently."""
        own = getattr(self.reference, part)
        try:
            right = replay_in_process(self.reference, example)
            setattr(self.reference, part, getattr(self.session.student, part))
            return not equal_values(replay_in_process(self.reference, example), right)
        except (LearnerFault, Halt, CheckFailure):
            return True
        except Exception:  # noqa: BLE001 - an example the reference cannot run explains nothing
            return False
        finally:
            setattr(self.reference, part, own)


def _also(titles: Sequence[str]) -> str:
    if not titles:
        return ""
    return message("diagnosis.also", titles="; ".join(f"“{title}”" for title in titles[:3]))


def _changes(title: str, explanation: Sequence[str], hint: str | None) -> dict[str, Any]:
    said: dict[str, Any] = {
        "misconception": title,
        "explanation": " ".join(filter(None, explanation)) or None,
    }
    return {**said, "hint": hint} if hint else said
