"""Names the mistake behind a failure: a known wrong answer, a relation in the numbers, a wrong part.

Nothing here changes a score. Known wrong answers are replayed in workers of
their own; a variant is named only when it reproduces the learner's answers on
every recorded input of a failing check and differs from the reference on some.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from grader import numerics, relations, replay
from grader.faults import Halt, LearnerFault
from grader.messages import message
from grader.model import CheckResult, Exercise
from grader.sandbox.process import Broken, Died, Launcher, TimedOut, WorkerProcess
from grader.session import GradingSession, load_request
from grader.student import Call
from grader.variants import Variant, harness_uses, read_variants, references_among

Examples = list[list[Call]]
FAILING = ("failed", "timeout")
REPLAYED = 50  # examples of a failing check that a variant must reproduce
ELSEWHERE = 20  # examples of other checks of the same function, likewise
BLAMED = 3  # failing examples that are tried with one part exchanged
QUICK_SECONDS = 0.3  # a call that takes longer is replayed only where there is no quicker one
SHARE_OF_RUN, AT_LEAST_SECONDS = 0.3, 10.0


class Match(NamedTuple):
    """A variant that agrees with the learner on `same` inputs; on `distinguishing` the reference does not."""

    variant: Variant
    same: int
    distinguishing: int


class Evidence(msgspec.Struct, frozen=True):
    """What the diagnosis may look at: results, and the recorded examples of each check by id."""

    results: list[CheckResult]
    examples: dict[str, Examples]


class Diagnosis:
    """Explains failures of one exercise; made once, used for many submissions."""

    def __init__(
        self,
        exercise: Exercise,
        launcher: Launcher,
        reference: Any,
        signatures: Mapping[str, inspect.Signature],
        harness: str,
        classes: list[str],
    ) -> None:
        self.exercise, self.launcher, self.reference = exercise, launcher, reference
        self.signatures, self.harness, self.classes = signatures, harness, classes
        self._variants: list[Variant] | None = None
        self._uses: dict[str, set[str]] | None = None
        self._harness_uses: dict[str, set[str]] | None = None
        self._worker: WorkerProcess | None = None

    @property
    def variants(self) -> list[Variant]:
        if self._variants is None:
            self._variants = read_variants(self.exercise)
        return self._variants

    @property
    def uses(self) -> dict[str, set[str]]:
        if self._uses is None:
            self._uses = references_among(self.exercise.reference.read_text(encoding="utf-8"))
        return self._uses

    def subjects(self, harness_function: str) -> list[str]:
        """The learner's functions that a harness function is about, the one furthest down first."""
        if self._harness_uses is None:
            self._harness_uses = harness_uses(self.harness)
        used = self._harness_uses.get(harness_function, set())
        return [name for name in reversed(list(self.uses)) if name in used]

    def explain(
        self, evidence: Evidence, session: GradingSession, spent: float = 0.0
    ) -> list[CheckResult]:
        """The results, with what could be found out about the failing ones.

        Counts bound the work where calls are quick. Where grading trains networks,
        a share of the time that the checks `spent` (seconds) bounds it.
        """
        failing = [
            one
            for one in evidence.results
            if one.status in FAILING and evidence.examples.get(one.id)
        ]
        if not failing:
            return evidence.results
        session.recorder.start_check()  # what is called from here on is no evidence
        deadline = time.monotonic() + max(AT_LEAST_SECONDS, SHARE_OF_RUN * spent)
        try:
            matches = self._match(failing, evidence, deadline)
        finally:
            self.close()
        explained = {}
        for result in failing:
            changes = self._named(matches[result.id])
            # A named mistake says more than a relation, and may say otherwise.
            changes["relations"] = [] if changes else self._relations(result, evidence)
            blamed = self._blame(result, evidence.examples[result.id], session, deadline)
            if blamed:
                changes["cause"] = blamed
                changes["relations"] = [
                    message("diagnosis.blame", part=blamed),
                    *changes["relations"],
                ][:2]
            explained[result.id] = msgspec.structs.replace(result, **changes)
        return [explained.get(result.id, result) for result in evidence.results]

    # --- known wrong answers ---

    def _match(
        self, failing: Sequence[CheckResult], evidence: Evidence, deadline: float
    ) -> dict[str, list[Match]]:
        """For each failing check the variants that behave as the learner, best first.

        Checks of one function are looked at together first: a mistake should
        explain all of them. Where none does, each is looked at by itself.
        """
        inputs = {one.id: self._inputs(one, evidence) for one in failing}
        agreeing: dict[str, list[Variant]] = {one.id: [] for one in failing}
        main = {name for one in failing for name in one.functions[:1]}
        for variant in sorted(self.variants, key=lambda one: not one.overrides & main):
            near = [one for one in failing if self._reach(one) & variant.overrides]
            if not near or time.monotonic() > deadline or not self._load(variant.source):
                continue
            for one in near:
                if all(map(self._agrees, inputs[one.id])):
                    agreeing[one.id].append(variant)
        found: dict[str, list[Match]] = {one.id: [] for one in failing}
        if not any(agreeing.values()):
            return found
        self._load(self.exercise.reference.read_text(encoding="utf-8"))
        for one in failing:
            variants = self._of_whole_group(one, failing, agreeing) or agreeing[one.id]
            if variants and (
                differing := sum(not self._agrees(example) for example in inputs[one.id])
            ):
                main = set(one.functions[:1])
                variants = [
                    *(v for v in variants if v.overrides & main),
                    *(v for v in variants if not v.overrides & main),
                ]
                found[one.id] = [
                    Match(variant, len(inputs[one.id]), differing) for variant in variants
                ]
        return found

    def _of_whole_group(
        self,
        result: CheckResult,
        failing: Sequence[CheckResult],
        agreeing: Mapping[str, list[Variant]],
    ) -> list[Variant]:
        """The variants that explain every failing check of the same function."""
        group = [one for one in failing if one.functions[:1] == result.functions[:1]]
        return [
            variant
            for variant in agreeing[result.id]
            if all(variant in agreeing[one.id] for one in group)
        ]

    def _reach(self, result: CheckResult) -> set[str]:
        """The functions that may be behind a check: those it called, and what they use."""
        return set(result.functions).union(
            *(self.uses.get(name, set()) for name in result.functions)
        )

    def _inputs(self, result: CheckResult, evidence: Evidence) -> Examples:
        """A failing check's own examples, and those of other checks of just its function."""
        own = _quickest(evidence.examples[result.id][::-1])  # the smallest counterexample first
        chosen = own[: REPLAYED // 2] + own[max(REPLAYED // 2, len(own) - REPLAYED // 2) :]
        wanted = set(result.functions[:1])
        others = [
            example
            for check in evidence.results
            if check.id != result.id and set(check.functions) == wanted
            for example in evidence.examples.get(check.id, [])[:4]
            if _seconds(example) < QUICK_SECONDS
        ]
        return chosen + others[:ELSEWHERE]

    def _load(self, source: str) -> bool:
        """Put a module of the course's own into the worker for replays."""
        if self._worker is None or not self._worker.alive:
            self._worker = self.launcher.spawn(self.exercise.limits)
        request = load_request(self.exercise, source, self.classes, self.harness)
        try:
            seconds = self.exercise.limits.load_seconds
            return self._worker.request("load", request, seconds=seconds).kind == "ok"
        except (TimedOut, Died, Broken):
            return False

    def _agrees(self, example: list[Call]) -> bool:
        """Whether the loaded module answers as the learner did, call by call."""
        assert self._worker is not None
        answered = 0
        for answer in replay.in_worker(self._worker, example, self.exercise.limits.call_seconds):
            if not replay.same(replay.recorded(example[answered]), answer):
                return False
            answered += 1
        return answered == len(example)

    def close(self) -> None:
        """End the worker that replays ran in."""
        if self._worker is not None:
            self._worker.kill()
        self._worker = None

    def _named(self, matches: list[Match]) -> dict[str, Any]:
        if not matches:
            return {}
        variant, same, distinguishing = matches[0]
        explanation = [
            variant.explanation,
            message("diagnosis.certainty", same=same, distinguishing=distinguishing),
        ]
        if len(matches) > 1:
            titles = "; ".join(f"“{match.variant.title}”" for match in matches[1:4])
            explanation.append(message("diagnosis.also", titles=titles))
        changes: dict[str, Any] = {
            "misconception": variant.title,
            "explanation": " ".join(filter(None, explanation)),
        }
        return changes | ({"hint": variant.hint} if variant.hint else {})

    # --- relations ---

    def _relations(self, result: CheckResult, evidence: Evidence) -> list[str]:
        """How the wrong numbers of this check's main function relate to the right ones."""
        name = result.functions[0] if result.functions else ""
        failing, passing = [], []
        for check in evidence.results:
            if name not in check.functions:
                continue
            for example in evidence.examples.get(check.id, []):
                for call in example:
                    if call.op == "call" and call.name == name and call.outcome == "ok":
                        case = self._case(call)
                        if case is None:
                            return []
                        right = replay.equal(case.actual, case.expected)
                        if right:
                            passing.append(case)
                        elif check.id == result.id:
                            failing.append(case)
        return relations.describe(failing, passing) if failing else []

    def _case(self, call: Call) -> relations.Case | None:
        signature = self.signatures.get(call.name)
        try:
            expected = getattr(self.reference, call.name)(*call.args, **call.kwargs)
            arguments = (
                dict(signature.bind(*call.args, **call.kwargs).arguments) if signature else {}
            )
        except Exception:  # noqa: BLE001 - arguments that the reference refuses have no right answer
            return None
        return relations.Case(arguments, call.result, expected)

    # --- which part is wrong ---

    def _blame(
        self, result: CheckResult, examples: Examples, session: GradingSession, deadline: float
    ) -> str | None:
        """The part whose exchange for the learner's own alone makes the reference fail the same way."""
        parts = [
            part
            for name in result.functions[:1]
            for part in self.uses.get(name, ())
            if part in self.signatures
        ]
        functions = [
            part
            for part in self.uses
            if part in parts and inspect.isfunction(vars(self.reference).get(part))
        ]
        plain = [
            example
            for example in examples[-BLAMED:]
            if all(not one.name.startswith("harness.") for one in example)
        ]
        for part in functions:
            for example in plain:
                if time.monotonic() > deadline:
                    return None
                if self._fails_with(part, example, session):
                    return part
        return None

    def _fails_with(self, part: str, example: list[Call], session: GradingSession) -> bool:
        """Whether the reference with the learner's `part` in it answers this example differently."""
        own = getattr(self.reference, part)
        try:
            right = replay.in_process(self.reference, example)
            setattr(self.reference, part, getattr(session.student, part))
            return not replay.equal(replay.in_process(self.reference, example), right)
        except (LearnerFault, Halt, numerics.CheckFailure):
            return True
        except Exception:  # noqa: BLE001 - an example the reference cannot run explains nothing
            return False
        finally:
            setattr(self.reference, part, own)


def _seconds(example: list[Call]) -> float:
    return sum(call.duration for call in example)


def _quickest(examples: Examples) -> Examples:
    """The examples that are quick to replay, or the quickest one."""
    quick = [example for example in examples if _seconds(example) < QUICK_SECONDS]
    return quick or [min(examples, key=_seconds)]
