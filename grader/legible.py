"""Report -> the same report with no character in it that could change how its surroundings are shown.

A learner's words stand in one sentence with ours, so nothing is left out here: what could rewrite the
line, turn its direction or end a document is written out. Every format is made from such a report.
"""

from __future__ import annotations

from typing import TypeVar

import msgspec

from grader.text import visible

T = TypeVar("T")


def legible(value: T) -> T:
    """A struct, list or text of a report with every text in it made visible; newline and tab stay."""
    changed: object = value
    if isinstance(value, str):
        changed = visible(value)
    elif isinstance(value, list):
        changed = [legible(item) for item in value]
    elif isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        changed = type(value)(**{name: legible(field) for name, field in fields.items()})
    return changed  # type: ignore[return-value]  # of the same type as it came
