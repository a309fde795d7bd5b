"""A posted form -> answers. Knows the names of the fields that the template made, and no server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from grader.quiz.reading import Answer
from grader.quiz.variant import Variant

Form = Mapping[str, Sequence[str]]


def answers_from(form: Form, variants: Sequence[Variant]) -> dict[str, Answer]:
    """Every question's answer; what is left open is an empty text or list."""
    return {variant.id: _answer(form, variant) for variant in variants}


def _answer(form: Form, variant: Variant) -> Answer:
    name = f"q:{variant.id}"
    match variant.kind:
        case "multiple":
            return [letter for letter in form.get(name, ()) if variant.option(letter)]
        case "truefalse":
            parts = [_one(form, f"{name}:verdict"), _one(form, f"{name}:reason")]
            return " ".join(part for part in parts if part)
        case "table":
            return [_one(form, f"{name}:{cell}") for cell in range(1, variant.blanks + 1)]
        case "ordering":
            places = range(1, len(variant.options) + 1)
            letters = [_one(form, f"{name}:{place}") for place in places]
            return letters if any(letters) else []
    return _one(form, name)


def _one(form: Form, name: str) -> str:
    values = form.get(name, ())
    return values[0].strip() if values else ""
