"""Values in a report: their type in words, their numbers as text, a slice of them as grids."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import numpy as np

from grader.messages import message
from grader.model import Grid, GridRole

GRID_LIMIT = 14
SHOWN_LIMIT = 60
DIGITS = (5, 9, 13, 17)  # of which the first that shows a difference are used
ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


def is_tensor(value: Any) -> bool:
    """Whether a value is a torch tensor, without importing torch."""
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def to_numpy(tensor: Any) -> Any:
    """A tensor's values as an array; bfloat16 widened to float32 (NumPy has no bfloat16)."""
    tensor = tensor.detach().cpu()
    return (tensor.float() if dtype_name(tensor.dtype) == "bfloat16" else tensor).numpy()


def dtype_name(dtype: Any) -> str:
    """The plain name of a NumPy or torch dtype, such as "float32"."""
    name = str(dtype)
    return name.removeprefix("torch.") if name.startswith("torch.") else np.dtype(dtype).name


def describe_type(value: Any) -> str:
    """The type of a value in a learner's words, such as "a NumPy array of shape (2, 3)"."""
    if value is None:
        return message("kind.none")
    if isinstance(value, np.ndarray):
        return message("kind.array.shape", shape=value.shape)
    if is_tensor(value):
        return message("kind.tensor.shape", shape=tuple(value.shape))
    if isinstance(value, (list, tuple)):
        return sequence_type(type(value), len(value))
    return message("kind.other", type=type(value).__name__)


def sequence_type(kind: type, length: int) -> str:
    """A list or tuple in a learner's words, such as "a tuple of 3"."""
    return message("kind.sequence", type=kind.__name__, count=length)


def show_both(value: Any, other: Any) -> tuple[str, str]:
    """Two values as text, with as many digits as it takes to see that they differ."""
    for digits in DIGITS:
        texts = show(value, digits), show(other, digits)
        if texts[0] != texts[1]:
            break
    return texts


def short_both(value: Any, other: Any) -> tuple[str, str]:
    """Two numbers with six figures, or as many as it takes to see that they differ."""
    for digits in (6, *DIGITS):
        texts = short(value, digits), short(other, digits)
        if texts[0] != texts[1]:
            break
    return texts


def show(value: Any, digits: int = DIGITS[0]) -> str:
    """A value as text that fits a report: short arrays whole, long ones cut."""
    if isinstance(value, np.ndarray):
        plain = value + 0.0 if value.dtype.kind == "f" else value  # no number is -0
        return np.array2string(
            plain,
            precision=digits,
            threshold=SHOWN_LIMIT,
            edgeitems=3,
            separator=", ",
            suppress_small=True,
        )
    if is_tensor(value):
        return f"tensor({show(to_numpy(value), digits)})"
    if isinstance(value, np.generic):
        return show(value.item(), digits)
    if isinstance(value, float):
        return f"{value + 0.0:.{max(digits, 10)}g}" if math.isfinite(value) else str(value)
    if isinstance(value, tuple):
        inside = _inside(show(item, digits) for item in value)
        return f"({inside},)" if len(value) == 1 else f"({inside})"
    if isinstance(value, list):
        return f"[{_inside(show(item, digits) for item in value)}]"
    if isinstance(value, Mapping):
        return "{" + _inside(f"{key!r}: {show(item, digits)}" for key, item in value.items()) + "}"
    return ADDRESS.sub("", repr(value))[:2000]


def _inside(texts: Iterator[str]) -> str:
    """The first of these texts, and a sign that there are more."""
    first = list(islice(texts, SHOWN_LIMIT + 1))
    return ", ".join([*first[:SHOWN_LIMIT], "..."] if len(first) > SHOWN_LIMIT else first)


def short(value: Any, digits: int = 6) -> str:
    """A number with at most so many figures."""
    plain = value.item() if isinstance(value, np.generic) else value
    return f"{plain + 0.0:.{digits}g}" if isinstance(plain, float) else str(plain)


def grids(actual: Any, expected: Any, place: tuple[int, ...]) -> list[Grid]:
    """Expected, got and difference around the worst element, as 2-D slices for the report."""
    if expected.ndim == 0 or expected.size < 2 or "c" in (actual.dtype.kind, expected.dtype.kind):
        return []
    matrix_place = place[:-2]
    right, wrong = (
        np.atleast_2d(array[matrix_place]).astype(np.float64) for array in (expected, actual)
    )
    row, column = (place[-2] if expected.ndim > 1 else 0), place[-1]
    top, left = (
        max(0, min(spot - GRID_LIMIT // 2, size - GRID_LIMIT))
        for spot, size in zip((row, column), right.shape, strict=True)
    )
    window = np.s_[top : top + GRID_LIMIT, left : left + GRID_LIMIT]
    with np.errstate(all="ignore"):
        parts: dict[GridRole, Any] = {"expected": right, "got": wrong, "difference": wrong - right}
    return [
        Grid(
            title=_grid_title(role, matrix_place),
            role=role,
            rows=[
                [v if math.isfinite(v) else None for v in map(float, line)] for line in part[window]
            ],
            origin=(top, left),
            shape=right.shape,
        )
        for role, part in parts.items()
    ]


def _grid_title(role: GridRole, matrix_place: tuple[int, ...]) -> str:
    if not matrix_place:
        return message(f"grid.{role}")
    return message(f"grid.{role}.at", place=", ".join(map(str, matrix_place)))
