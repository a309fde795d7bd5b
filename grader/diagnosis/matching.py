"""Finds the known wrong answers that behave as the learner's code does.

Each `wrong/*.py` is replayed on the recorded calls of the failing checks, in a
worker of its own; it is a match only when it reproduces the learner's answers on
every one of them and differs from the reference on some.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Generic, NamedTuple, TypeVar

import msgspec

from grader.course import (
    Harness,
    Variant,
    alternative_files,
    harness_uses,
    read_variants,
    references_among,
)
from grader.diagnosis.fingerprints import telling_difference
from grader.model import FAILING, CheckResult, Exercise
from grader.sampling import even_sample
from grader.sandbox import Broken, Died, Launcher, TimedOut, WorkerProcess
from grader.student import Call, load_request, recorded_answer, replay_in_worker, same_answer

Examples = list[list[Call]]
REPLAYED = 50  # examples of a failing check that a variant must reproduce
ELSEWHERE = 40  # examples of other checks of the same function, likewise
OF_ONE_CHECK = 12  # of these; the first that are drawn are the simplest, and show little
ENOUGH = 20.0  # telling numbers that a name rests on
QUICK_SECONDS = 0.3  # a call that takes longer is replayed only where there is no quicker one


IsRefuted = Callable[[CheckResult, Variant], bool]
"""Whether the mistake is not behind a check, as is known from other answers of the learner's."""


class Match(NamedTuple):
    """A variant that agrees with the learner on `same` inputs; on `distinguishing` the reference does not.

    `telling` is how many telling numbers are wrong in these; `whole` whether it explains every failing
    check of the function.
    """

    variant: Variant
    same: int
    distinguishing: int
    telling: float
    whole: bool

    @property
    def is_certain(self) -> bool:
        """Whether it rests on enough evidence to be named without being asked more."""
        return self.whole and self.telling >= ENOUGH and self.distinguishing >= 2


class Evidence(msgspec.Struct, frozen=True):
    """What the diagnosis may look at: results, and the recorded examples of each check by id."""

    results: list[CheckResult]
    examples: dict[str, Examples]


class Allowance:
    """So many `seconds` of what `clock` counts, from now on."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self.clock, self.end = clock, clock() + seconds

    def is_spent(self) -> bool:
        return self.clock() > self.end


Said = TypeVar("Said")


class _Once(Generic[Said]):
    """A question about examples that is asked once of each."""

    def __init__(self, question: Callable[[list[Call]], Said]) -> None:
        self.question = question
        self.known: dict[int, Said] = {}

    def __call__(self, example: list[Call]) -> Said:
        if id(example) not in self.known:
            self.known[id(example)] = self.question(example)
        return self.known[id(example)]


class Matcher:
    """The known wrong answers of one exercise; made once, used for many submissions."""

    def __init__(
        self, exercise: Exercise, launcher: Launcher, harness: Harness, classes: list[str]
    ) -> None:
        self.exercise, self.launcher = exercise, launcher
        self.harness, self.classes = harness, classes
        self._worker: WorkerProcess | None = None
        self._used = 0.0  # processor seconds of the workers before it

    @cached_property
    def variants(self) -> list[Variant]:
        return read_variants(self.exercise)

    @cached_property
    def reference(self) -> str:
        return self.exercise.reference.read_text(encoding="utf-8")

    @cached_property
    def alternatives(self) -> list[str]:
        """The sources of right solutions in other styles, as far as the course keeps some."""
        return [path.read_text(encoding="utf-8") for path in alternative_files(self.exercise)]

    @cached_property
    def uses(self) -> dict[str, set[str]]:
        return references_among(self.reference)

    @cached_property
    def harness_uses(self) -> dict[str, set[str]]:
        return harness_uses(self.harness.text)

    def subjects(self, harness_function: str) -> list[str]:
        """The learner's functions that a harness function is about, the one furthest down first."""
        used = self.harness_uses.get(harness_function, set())
        return [name for name in reversed(list(self.uses)) if name in used]

    def match(
        self,
        failing: Sequence[CheckResult],
        evidence: Evidence,
        allowance: Allowance,
        variants: Iterable[Variant] | None = None,
        is_refuted: IsRefuted = lambda check, variant: False,
    ) -> dict[str, list[Match]]:
        """For each failing check, by itself, the variants that behave as the learner, best first.

        Without `variants` these are the known mistakes. Those that explain all failing checks of the
        function come first. No variant is begun once the `allowance` is spent, nor one for checks that
        are known not to show it.
        """
        if variants is None:
            main = {name for check in failing for name in check.functions[:1]}
            variants = sorted(self.variants, key=lambda known: not known.overrides & main)
        try:
            reach = {check.id: self._reach(check, evidence) for check in failing}
            near = (
                (variant, [check for check in failing if reach[check.id] & variant.overrides])
                for variant in variants
            )
            asked = (
                (variant, [check for check in checks if not is_refuted(check, variant)])
                for variant, checks in near
            )
            own = self._inputs(failing, evidence)
            possible = self._agreeing(asked, own, allowance.is_spent)
            return self._matches(failing, possible, own, evidence)
        finally:
            self.close()

    def _agreeing(
        self,
        asked: Iterable[tuple[Variant, Sequence[CheckResult]]],
        inputs: Mapping[str, Examples],
        is_over: Callable[[], bool] = lambda: False,
    ) -> dict[str, list[Variant]]:
        """For each check the variants that answer all its inputs as the learner did."""
        agreeing: dict[str, list[Variant]] = {name: [] for name in inputs}
        for variant, checks in asked:
            if not checks or is_over() or not self._load(variant.source):
                continue
            answers = _Once(self._agrees)
            for check in checks:
                if all(map(answers, inputs[check.id])):
                    agreeing[check.id].append(variant)
        return agreeing

    def _matches(
        self,
        failing: Sequence[CheckResult],
        possible: Mapping[str, Sequence[Variant]],
        own: Mapping[str, Examples],
        evidence: Evidence,
    ) -> dict[str, list[Match]]:
        """Of the variants that agree on each failing check's `own` inputs those that what passed does not refute."""
        matches: dict[str, list[Match]] = {check.id: [] for check in failing}
        explained = [check for check in failing if possible[check.id]]
        if not explained or not self._load(self.reference):
            return matches
        is_right, telling = _Once(self._agrees), _Once(self._telling)
        others = {check.id: self._others(check, evidence, is_right) for check in explained}
        wrong = {id(example): telling(example) for check in explained for example in own[check.id]}
        variants = {id(variant): variant for check in explained for variant in possible[check.id]}
        asked = (
            (variant, [check for check in explained if variant in possible[check.id]])
            for variant in variants.values()
        )
        agreeing = self._agreeing(asked, others)
        for check in explained:
            group = [other for other in failing if other.functions[:1] == check.functions[:1]]
            for variant in agreeing[check.id]:
                whole = all(variant in agreeing.get(other.id, ()) for other in group)
                examples = {
                    id(example)
                    for other in (group if whole else [check])
                    for example in own[other.id] + others[other.id]
                }
                numbers = [wrong[example] for example in examples if wrong.get(example)]
                if any(wrong[id(example)] for example in own[check.id]):
                    match = Match(variant, len(examples), len(numbers), sum(numbers), whole)
                    matches[check.id].append(match)
            main = set(check.functions[:1])
            matches[check.id].sort(
                key=lambda match: (not match.whole, not match.variant.overrides & main)
            )
        return matches

    def _reach(self, result: CheckResult, evidence: Evidence) -> set[str]:
        """The functions that may be behind a check: those it called, and what they use.

        A harness may call more of them than the one that it is asked about.
        """
        asked = {call.name for example in evidence.examples[result.id] for call in example}
        helped = {name for call in asked for name in self.subjects(call.removeprefix("harness."))}
        called = {*result.functions, *helped}
        return called.union(*(self.uses.get(name, set()) for name in called))

    def _inputs(self, failing: Sequence[CheckResult], evidence: Evidence) -> dict[str, Examples]:
        """What a variant must reproduce to explain each failing check.

        Where all examples of a check are slow (whole trainings), those of the
        failing checks of the same function stand for them: the quick ones, or the quickest.
        """
        inputs: dict[str, Examples] = {}
        for check in failing:
            own = evidence.examples[check.id]
            related = [
                example
                for other in failing
                if other.functions[:1] == check.functions[:1]
                for example in evidence.examples[other.id]
            ]
            chosen = list(filter(is_quick, own)) or list(filter(is_quick, related))
            chosen = chosen or [min(related, key=seconds_of)]
            chosen = chosen[::-1]  # the smallest counterexample first
            half = REPLAYED // 2
            inputs[check.id] = chosen[:half] + chosen[max(half, len(chosen) - half) :]
        return inputs

    def _others(
        self, check: CheckResult, evidence: Evidence, is_right: Callable[[list[Call]], bool]
    ) -> Examples:
        """Examples of other checks of just the function of a failing one, that are answered as the reference does.

        Where a right answer may differ from the reference's, as random numbers do, no variant could repeat it.
        """
        wanted = set(check.functions[:1])
        others = (
            example
            for other in evidence.results
            if other.status not in FAILING and set(other.functions) == wanted
            for example in even_sample(evidence.examples.get(other.id, []), OF_ONE_CHECK)
            if is_quick(example) and is_right(example)
        )
        return list(islice(others, ELSEWHERE))

    def _load(self, source: str) -> bool:
        """Put a module of the course's own into the worker for replays."""
        if self._worker is None or not self._worker.alive:
            self.close()
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
        for answer in replay_in_worker(self._worker, example, self.exercise.limits.call_seconds):
            if not same_answer(recorded_answer(example[answered]), answer):
                return False
            answered += 1
        return answered == len(example)

    def _telling(self, example: list[Call]) -> float:
        """How many telling numbers of the learner's are wrong in an example; more than 0 for any difference."""
        assert self._worker is not None
        seconds = self.exercise.limits.call_seconds
        total, answered = 0.0, 0
        for answer in replay_in_worker(self._worker, example, seconds):
            total += telling_difference(recorded_answer(example[answered]), answer)
            answered += 1
        return total or float(answered < len(example))

    def cpu_seconds(self) -> float:
        """The processor time that replays have used so far."""
        return self._used + (self._worker.cpu_seconds() if self._worker is not None else 0.0)

    def close(self) -> None:
        """End the worker that replays ran in."""
        if self._worker is not None:
            self._used += self._worker.cpu_seconds()
            self._worker.kill()
        self._worker = None


def seconds_of(example: list[Call]) -> float:
    """How long the learner's code took for an example."""
    return sum(call.duration for call in example)


def is_quick(example: list[Call]) -> bool:
    """Whether an example may be replayed for every variant."""
    return seconds_of(example) < QUICK_SECONDS
