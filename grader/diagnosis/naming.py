"""Which hypothesis explains a function: its record and the learner's answers in, names out.

A hypothesis explains a function when it answers every probe as the learner's code does. Where none
does, one that is right wherever it differs from the reference is one of several mistakes; one that
explains all that is wrong and predicts more is a mistake that shows in some cases only.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Set
from functools import cached_property
from typing import Any, Literal, NamedTuple

import numpy as np

from grader.diagnosis import fingerprints
from grader.diagnosis.asking import Leaf
from grader.diagnosis.conditions import condition, features_at
from grader.diagnosis.fingerprints import Leaves
from grader.diagnosis.function_records import FunctionRecord
from grader.diagnosis.hypotheses import Hypothesis
from grader.diagnosis.probes import Program, Signatures
from grader.messages import message

ENOUGH = 2.0  # telling numbers that are wrong, where every probe is answered alike
ENOUGH_OF_A_PART = 12.0  # where the name does not explain everything
SHARE_OF_A_PART = 0.15  # of the telling numbers that are wrong
SHARE_OF_MIXED, COLUMNS_OF_MIXED = 0.25, 4  # where two mistakes meet in some of the answers
MOST_EXCESS = 4  # predicted where the learner is right, to one that is wrong
NEAREST = 5  # of these, for which a condition is looked for
CONSTANT = 0.6  # of the answers at one place, above which the same one says nothing new
MISTAKES = 2  # named in one function
Fit = Literal["exact", "partly", "only_when"]


class Name(NamedTuple):
    """A hypothesis that fits, how well, and on how many of how many probes it shows."""

    hypothesis: Hypothesis
    fit: Fit
    distinguishing: int
    tried: int
    places: frozenset[str] = frozenset()
    condition: tuple[str, str] | None = None

    @property
    def title(self) -> str:
        """What the learner does, and when."""
        if self.condition is None:
            return self.hypothesis.title
        rule, feature = self.condition
        return message(f"mistake.only.{rule}", what=self.hypothesis.title, feature=feature)


class Comparison:
    """What a learner answers to the probes of one function beside the reference's answers.

    The answers to `slow` probes are left aside: a run that takes long ends otherwise each time.
    """

    def __init__(
        self,
        record: FunctionRecord,
        answers: Leaves,
        slow: Set[int] = frozenset(),
        signatures: Signatures | None = None,
    ) -> None:
        self.record, self.answers, self.slow = record, answers, slow
        self.signatures = signatures or {}
        self.aside = np.array([probe in slow for probe, _, _ in record.columns], dtype=bool)
        self.row = fingerprints.fingerprint(answers, record.columns)
        self.wrong = ~fingerprints.same(self.row, record.reference) & ~self.aside

    def beside(self, record: FunctionRecord) -> Comparison:
        """The same answers beside more hypotheses."""
        return Comparison(record, self.answers, self.slow, self.signatures)

    @cached_property
    def right(self) -> Leaves:
        """The reference's answers."""
        return fingerprints.leaves_of_all(self.record.right)

    @property
    def deviates(self) -> bool:
        """Whether some answer is wrong in more than its dtype."""
        return bool(self.wrong.any())

    @property
    def is_telling(self) -> bool:
        """Whether what is wrong could carry any name: a function that only raises cannot."""
        return float(self._weights.sum()) >= ENOUGH

    @property
    def digest(self) -> bytes:
        """Equal for learners whose answers get the same names."""
        content = hashlib.blake2b(digest_size=16)
        for part in (*self.row, self.aside, self._weights):
            content.update(part.tobytes())
        return content.digest()

    def deviating(self, most: int) -> list[tuple[Program, list[dict[str, Leaf]]]]:
        """Probes that are answered wrong, with the learner's answers; at most so many."""
        wrong = {self.record.columns[column][0] for column in np.flatnonzero(self.wrong)}
        return [
            (self.record.programs[probe], self.answers[probe]) for probe in sorted(wrong)[:most]
        ]

    @cached_property
    def _agreement(self) -> tuple[Any, Any]:
        """For each hypothesis and column: whether it answers as the learner, and whether it is wrong."""
        agree = fingerprints.same(self.row, self.record.rows) | self.aside
        return agree, ~fingerprints.same(self.record.rows, self.record.reference) & ~self.aside

    @cached_property
    def refuted(self) -> set[str]:
        """The titles of known mistakes that answer most probes in which they show otherwise than the learner."""
        if not self.record.hypotheses:
            return set()
        agree, differ = self._agreement
        probe = np.array([column[0] for column in self.record.columns])
        alike, shows = np.zeros(len(agree)), np.zeros(len(agree))
        for number in np.unique(probe):
            showing = differ[:, probe == number].any(1)
            shows += showing
            alike += showing & agree[:, probe == number].all(1)
        fitting = 2 * alike >= shows
        return {
            title
            for hypothesis, fits in zip(self.record.hypotheses, fitting, strict=True)
            if hypothesis.kind == "known" and not fits
            for title in (hypothesis.title, *hypothesis.also)
        }

    def names(self) -> list[Name]:
        """The hypotheses that explain what is wrong, the best first; at most two mistakes."""
        if not self.deviates or not self.record.hypotheses:
            return []
        weights = self._weights
        agree, differ = self._agreement
        shown = agree & differ & self.wrong
        evidence = shown @ weights
        exact = agree.all(1) & (evidence >= ENOUGH)
        if exact.any():
            return [self._name(self._best(np.flatnonzero(exact), evidence), "exact", shown)]
        if (name := self._conditional(shown, agree, differ, weights)) is not None:
            return [name]
        single = np.array([hypothesis.kind != "pair" for hypothesis in self.record.hypotheses])
        shown &= single[:, None]
        enough = max(ENOUGH_OF_A_PART, SHARE_OF_A_PART * float(weights.sum()))
        consistent = (agree | ~differ).all(1)
        names: list[Name] = []
        left = weights.copy()
        while len(names) < MISTAKES:
            evidence = shown @ left
            candidates = np.flatnonzero(consistent & (evidence >= enough))
            if not candidates.size:
                evidence = (shown & self._whole_probes(agree)) @ left
                candidates = np.flatnonzero(
                    (evidence >= max(2 * enough, SHARE_OF_MIXED * left.sum()))
                    & (shown.sum(1) >= COLUMNS_OF_MIXED)
                )
            if not candidates.size:
                break
            best = self._best(candidates, evidence)
            names.append(self._name(best, "partly", shown))
            left = np.where(shown[best], 0.0, left)
        if names:
            return names
        complete = self._complete(shown, agree, differ, weights)
        return [self._name(complete[0], "only_when", shown)] if complete else []

    def _complete(self, shown: Any, agree: Any, differ: Any, weights: Any) -> list[int]:
        """The hypotheses that explain all that is wrong and predict somewhat more, the least first."""
        excess = (differ & ~self.wrong).sum(1)
        single = np.array([hypothesis.kind != "pair" for hypothesis in self.record.hypotheses])
        complete = (agree | ~self.wrong).all(1) & (shown @ weights >= ENOUGH_OF_A_PART) & single
        near = complete & (excess > 0) & (excess <= MOST_EXCESS * self.wrong.sum())
        return sorted(
            map(int, np.flatnonzero(near)),
            key=lambda n: (excess[n], self.record.hypotheses[n].rank, n),
        )

    def _conditional(self, shown: Any, agree: Any, differ: Any, weights: Any) -> Name | None:
        """The mistake that explains all that is wrong and shows under one condition, which is found."""
        excess = differ & ~self.wrong
        for place in self._complete(shown, agree, differ, weights)[:NEAREST]:
            showing, hidden = (
                {
                    self.record.columns[column][:2]: self._features[column]
                    for column in np.flatnonzero(columns[place])
                }
                for columns in (shown, excess)
            )
            told = condition(list(showing.values()), list(hidden.values()))
            if told is not None:
                return self._name(place, "only_when", shown)._replace(condition=told)
        return None

    @cached_property
    def _features(self) -> list[set[str]]:
        """For each column what there is to say about its call."""
        programs = self.record.programs
        return [
            features_at(programs[probe], step, self.signatures)
            for probe, step, _ in self.record.columns
        ]

    def _whole_probes(self, agree: Any) -> Any:
        """For each hypothesis the columns of the probes that it answers alike from first to last."""
        probe = np.array([column[0] for column in self.record.columns])
        answered = np.zeros((len(agree), int(probe.max()) + 1), dtype=bool)
        for place in range(answered.shape[1]):
            answered[:, place] = agree[:, probe == place].all(1)
        return answered[:, probe]

    def _best(self, candidates: Any, evidence: Any) -> int:
        """The candidate that explains most, and of those the simplest."""
        most = evidence[candidates].max()
        near = [n for n in candidates if evidence[n] >= 0.999 * most]
        return int(min(near, key=lambda n: (self.record.hypotheses[n].rank, n)))

    @cached_property
    def _weights(self) -> Any:
        """How telling each wrong column is: its telling numbers, which a constant answer shares with itself."""
        weights = np.zeros(len(self.record.columns))
        sayings: list[tuple[str, int, float] | None] = [None] * len(weights)
        for place in np.flatnonzero(self.wrong):
            probe, step, path = self.record.columns[place]
            if step >= len(self.answers[probe]):
                continue
            actual = self.answers[probe][step].get(path)
            expected = self.right[probe][step][path]
            if actual is not None:
                weights[place] = fingerprints.weight(actual.array, expected.array)
                if actual.code != expected.code:  # another shape, structure or word
                    weights[place] = max(weights[place], fingerprints.OF_A_CODE)
                sayings[place] = (path, actual.code, round(actual.value, 6))
        columns = Counter(path for _, _, path in self.record.columns)
        repeated = Counter(sayings)
        for number, saying in enumerate(sayings):
            if saying and repeated[saying] > CONSTANT * columns[saying[0]]:
                weights[number] /= repeated[saying]
        return weights

    def _name(self, place: int, fit: Fit, shown: Any) -> Name:
        columns = [self.record.columns[n] for n in np.flatnonzero(shown[place])]
        return Name(
            self.record.hypotheses[place],
            fit,
            len({probe for probe, _, _ in columns}),
            len(self.record.programs),
            frozenset(path for _, _, path in columns),
        )
