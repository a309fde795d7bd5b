"""English sentences about a result that is not the expected one: its type, shape, dtype and numbers."""

from __future__ import annotations

COMPARISON: dict[str, str] = {
    # What is compared. `what` below is one of these, or the name that a check gave.
    "compare.whole": "the result",
    # With these a sentence may begin that is built from the parts below; there they get a capital letter.
    "compare.openings": "the |element ",
    "compare.element": "element [{place}] of {what}",
    # The rungs, from the first.
    "compare.type": "{what} should be {expected}, but it is {actual}.",
    "compare.length": "{what} should have {expected} entries, but it has {actual}.",
    "compare.keys.missing": "{what} should have other keys: missing {missing}.",
    "compare.keys.extra": "{what} should have other keys: not expected {extra}.",
    "compare.keys.both": "{what} should have other keys: missing {missing}; not expected {extra}.",
    "compare.shape": "{what} should have shape {expected}, but it has shape {actual}.",
    "compare.shape.shown": "shape {shape}: {value}",
    "compare.dtype": "{what} should have dtype {expected}, but it has {actual}.",
    "compare.dtype.shown": "dtype {dtype}",
    "compare.not_finite": "{what} is {actual}, but it should be the finite number {expected}.",
    "compare.no_numbers": "{what} differs from what is expected.",
    "compare.value": "{what} is {actual}, but it should be {expected}.",
    "compare.value.bound": "{what} is {actual}, but it should be {expected} (off by {distance:.3g}; "
    "{allowed:.2g} is allowed for rounding errors of a sum this long).",
    "compare.value.rounding": "{what} is {actual}, but it should be {expected} (off by "
    "{distance:.3g}; {allowed:.2g} is allowed for rounding in {dtype}).",
    "compare.several": "{first} {wrong} of {total} numbers differ.",
    # Kinds of values, as `expected` and `actual` of compare.type.
    "kind.none": "None (is a return missing?)",
    "kind.array": "a NumPy array",
    "kind.array.shape": "a NumPy array of shape {shape}",
    "kind.tensor": "a torch tensor",
    "kind.tensor.shape": "a torch tensor of shape {shape}",
    "kind.sequence": "a {type} of {count}",
    "kind.dict": "a dict",
    "kind.number": "one number",
    "kind.int": "a whole number (an int)",
    "kind.bool": "True or False",
    "kind.other": "a value of type {type}",
}
