"""Results of one exercise -> what a teacher asks of them: items, mistakes, how checks fail, distribution.

Difficulty is the mean share of an item's points (the p-value of classical test theory); discrimination is
the correlation of the item with the rest of the test (the corrected item-total correlation). Runs in the judge.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from grader.classroom.store import Item
from grader.model import FAILING, CheckResult, Report
from grader.text import clean, clean_line

BINS = 10
WEAK = 0.1  # below it an item tells nothing about who knows more
EXCERPT_LINES = 24


class ItemStatistics(msgspec.Struct, frozen=True, kw_only=True):
    """An item over everybody who was graded. `discrimination` is None where all scored the same."""

    id: str
    title: str
    quiz: bool
    count: int
    full: float
    difficulty: float
    discrimination: float | None

    @property
    def never_discriminates(self) -> bool:
        return self.discrimination is None or abs(self.discrimination) < WEAK


class Cluster(msgspec.Struct, kw_only=True):
    """Submissions that fail a check by the same behaviour, and the first of them as an example."""

    what: str
    call: str
    expected: str
    actual: str
    message: str
    example: str
    numbers: list[int]


class Mistake(msgspec.Struct, kw_only=True):
    """A known mistake, who made it, and how it looks in the first one's code."""

    name: str
    example: str
    numbers: list[int]


class Findings(msgspec.Struct):
    """What the reports of an exercise hold: titles of items, clusters by check, known mistakes."""

    titles: dict[str, str]
    clusters: dict[str, dict[str, Cluster]]
    mistakes: dict[str, Mistake]

    def add(self, number: int, report: Report) -> None:
        """Take in the report of submission `number`."""
        for question in report.quiz:
            self.titles.setdefault(question.id, question.title)
        named: set[str] = set()
        for check in report.checks:
            self.titles.setdefault(check.id, check.title)
            if check.status not in FAILING:
                continue
            clusters = self.clusters.setdefault(check.id, {})
            key = behaviour(check)
            if key in clusters:
                clusters[key].numbers.append(number)
            else:
                clusters[key] = _cluster(number, check, report)
            name = check.misconception
            if name and name not in named:
                named.add(name)
                mistake = self.mistakes.setdefault(
                    name, Mistake(name=name, example=excerpt(report, check), numbers=[])
                )
                mistake.numbers.append(number)


def behaviour(check: CheckResult) -> str:
    """The same text for checks that fail in the same way."""
    if check.misconception:
        return f"mistake {check.misconception}"
    if counterexample := check.counterexample:
        return f"call {counterexample.call[:300]} -> {counterexample.actual[:300]}"
    return f"{check.status} {check.rung} {re.sub(r'[0-9.e+-]+', '#', check.message)[:200]}"


def _cluster(number: int, check: CheckResult, report: Report) -> Cluster:
    counterexample = check.counterexample
    return Cluster(
        what=clean_line(check.misconception or ""),
        call=clean(counterexample.call, 600) if counterexample else "",
        expected=clean(counterexample.expected, 600) if counterexample else "",
        actual=clean(counterexample.actual, 600) if counterexample else "",
        message=clean_line(check.message, 400),
        example=excerpt(report, check),
        numbers=[number],
    )


def excerpt(report: Report, check: CheckResult) -> str:
    """The learner's function that a failing check blames, as they wrote it last."""
    name = check.cause or next(iter(check.functions), "")
    name = name.partition(".")[0]
    if not name.isidentifier():
        return ""
    lines = report.source[:200_000].split("\n")
    start = None
    for place, line in enumerate(lines):
        if re.match(rf"(?:async\s+)?(?:def|class)\s+{re.escape(name)}\b", line):
            start = place
    if start is None:
        return ""
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t)"):
        end += 1
    shown = "\n".join(lines[start : min(end, start + EXCERPT_LINES)]).rstrip()
    return clean(shown, 3_000)


def item_statistics(
    results: Sequence[Sequence[Item]], titles: dict[str, str]
) -> list[ItemStatistics]:
    """The items of an exercise, in its order, over the results that have them."""
    scored: dict[str, list[tuple[float, float]]] = {}
    quiz: dict[str, bool] = {}
    for items in results:
        total = sum(item.score for item in items)
        for item in items:
            rest = total - item.score
            scored.setdefault(item.id, []).append((item.share, rest))
            quiz[item.id] = item.quiz
    return [
        ItemStatistics(
            id=name,
            title=clean_line(titles.get(name, name), 200),
            quiz=quiz[name],
            count=len(pairs),
            full=sum(share >= 1 for share, _ in pairs) / len(pairs),
            difficulty=sum(share for share, _ in pairs) / len(pairs),
            discrimination=correlation(pairs),
        )
        for name, pairs in scored.items()
    ]


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Pearson's correlation; None where one side does not vary."""
    count = len(pairs)
    if count < 2:
        return None
    mean_x = sum(x for x, _ in pairs) / count
    mean_y = sum(y for _, y in pairs) / count
    xx = sum((x - mean_x) ** 2 for x, _ in pairs)
    yy = sum((y - mean_y) ** 2 for _, y in pairs)
    if xx < 1e-12 or yy < 1e-12:
        return None
    return sum((x - mean_x) * (y - mean_y) for x, y in pairs) / math.sqrt(xx * yy)


def distribution(shares: Iterable[float]) -> list[int]:
    """How many shares of the points fall into each tenth; the last holds full marks, too."""
    counts = Counter(min(BINS - 1, max(0, int(share * BINS + 1e-9))) for share in shares)
    return [counts[place] for place in range(BINS)]


def by_day(moments: Iterable[str]) -> list[tuple[str, int]]:
    """How many hand-ins came on each day, from the first to the last, at most a term's worth."""
    counts = Counter(moment[:10] for moment in moments)
    return sorted(counts.items())[-120:]
