"""What a page loaded, what the file holds now, what the page posts -> what the file shall hold.

A question that was changed on one side only takes that side's answer; the cells of a table each by
themselves. Where both sides changed, the file's answer stays until somebody has seen both. Knows no files.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from grader.quiz.algebra import Unreadable
from grader.quiz.reading import Answer, is_blank
from grader.quiz.variant import Variant


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that was changed in the file and on the page: both, as their owners wrote them."""

    question: str
    in_file: Answer
    on_page: Answer


def as_posted(variant: Variant, answer: Answer | None) -> Answer:
    """An answer as the form would post it if nobody touched it; blank where the form cannot show it."""
    question = variant.question
    if answer is None:
        return question.answer_from({}, variant)
    try:
        return question.answer_from(question.fields(variant, answer), variant)
    except Unreadable:
        return question.answer_from({}, variant)


def merge(variant: Variant, base: Answer, in_file: Answer, posted: Answer) -> Answer | Conflict:
    """The answer that holds both sides' changes, or what they are where they contradict one another.

    All three are as the form posts them.
    """
    if variant.question.has_cells:
        parts = [_parts(answer, len(variant.key)) for answer in (base, in_file, posted)]
        cells = [_merged(*values) for values in zip(*parts, strict=True)]
        if None in cells:
            return Conflict(question=variant.id, in_file=in_file, on_page=posted)
        return [cell for cell in cells if isinstance(cell, str)]
    whole = _merged(base, in_file, posted)
    if whole is None:
        return Conflict(question=variant.id, in_file=in_file, on_page=posted)
    return whole


def alike(one: Answer, other: Answer) -> bool:
    """Whether two answers are the same; blank ones all are."""
    return one == other or (is_blank(one) and is_blank(other))


def _merged(base: Answer, in_file: Answer, posted: Answer) -> Answer | None:
    if alike(posted, base) or alike(posted, in_file):
        return in_file
    return posted if alike(in_file, base) else None


def _parts(answer: Answer, count: int) -> Sequence[str]:
    parts = [answer] if isinstance(answer, str) else list(answer)
    return (parts + [""] * count)[:count]
