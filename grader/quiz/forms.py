"""A posted form -> answers. Knows how the fields are called, and no server.

The fields of question `id` are `q:id`, or `q:id:part` where an answer has parts. Which parts there are is
the kind's to say: its `answer_from` reads them, its template makes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from grader.quiz.reading import Answer

if TYPE_CHECKING:
    from grader.quiz.variant import Variant

Form = Mapping[str, Sequence[str]]
Fields = Mapping[str, Sequence[str]]


def answers_from(form: Form, variants: Sequence[Variant]) -> dict[str, Answer]:
    """Every question's answer; what is left open is an empty text or list."""
    return {
        variant.id: variant.question.answer_from(_fields(form, variant.id), variant)
        for variant in variants
    }


def first(fields: Fields, part: str = "") -> str:
    """The text in one field, "" where it was not posted."""
    values = fields.get(part, ())
    return values[0].strip() if values else ""


def _fields(form: Form, question: str) -> Fields:
    """The fields of one question by part; the part of a whole answer is ""."""
    name = f"q:{question}"
    parts = {
        field.removeprefix(f"{name}:"): values
        for field, values in form.items()
        if field.startswith(f"{name}:")
    }
    return {**parts, "": form.get(name, ())}
