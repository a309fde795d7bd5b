"""Values as a few bytes that are alike for values that are equal up to rounding, and tell nothing else.

Two implementations of one formula differ in their last bits, and so does one on two processors; a hash of
the bytes would tell them apart. A `Print` is a hash of all that is exact (structure, shapes, dtypes, texts,
where numbers are not finite) and two weighted means of the numbers. Runs in the judge.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec
import numpy as np

from grader.sandbox import wire
from grader.student import Answer, RemoteObject, as_array

OFFSETS = (0.37, 0.73)  # of the two rows of weights
TOLERANCES = {"float32": 1e-5, "complex64": 1e-5, "float16": 1e-3, "bfloat16": 1e-2}
TOLERANCE, NOISE = 1e-6, 1e-7  # relative to the largest number, and absolute


class Print(msgspec.Struct, frozen=True, array_like=True):
    """What is kept of a value. `tolerance` is how far the means of equal values may be apart."""

    exact: bytes
    means: tuple[float, ...]
    tolerance: float

    def is_like(self, other: Print) -> bool:
        """Whether both are of values that are equal up to rounding, or of two that no print tells apart."""
        if self.exact != other.exact:
            return False
        apart = max(self.tolerance, other.tolerance)
        return all(abs(a - b) <= apart for a, b in zip(self.means, other.means, strict=True))


def print_of(value: Any) -> Print:
    """The print of a value: data, or an object that stays in a worker."""
    exact: list[str] = []
    numbers: list[Any] = []
    tolerance = _read(value, exact, numbers)
    flat = np.concatenate(numbers) if numbers else np.zeros(0)
    scale = float(np.abs(flat).max()) if flat.size else 0.0
    means = [float(flat @ _weights(flat.size, offset)) / max(1, flat.size) for offset in OFFSETS]
    digest = hashlib.sha256("\n".join(exact).encode("utf-8", "surrogatepass")).digest()[:8]
    return Print(digest, tuple(map(_short, means)), _short(tolerance * scale + NOISE))


def size_of(value: Any) -> tuple[int, float]:
    """How many numbers there are to read in a value, and how large they are together."""
    numbers: list[Any] = []
    _read(value, [], numbers)
    flat = np.concatenate(numbers) if numbers else np.zeros(0)
    return flat.size, float(np.abs(flat).sum())


def _weights(count: int, offset: float) -> Any:
    """Numbers in [-0.5, 0.5), the same everywhere: no sum of a few whole multiples of them is zero."""
    return np.sqrt(np.arange(count) + offset) * 997 % 1.0 - 0.5


def prints_of_answers(answers: Sequence[Answer]) -> list[Print]:
    """The prints of what the calls of one example came to."""
    return [print_of([answer.kind, list(answer.mutated), answer.value]) for answer in answers]


def alike(some: Sequence[Print], others: Sequence[Print]) -> bool:
    """Whether two examples went alike, call by call."""
    return len(some) == len(others) and all(map(Print.is_like, some, others))


def _short(number: float) -> float:
    """A number with the digits that matter here, which packs better."""
    return float(f"{number:.7g}")


def _read(value: Any, exact: list[str], numbers: list[Any]) -> float:
    """Take a value apart; returns the relative tolerance of its numbers."""
    if isinstance(value, (RemoteObject, wire.Handle)):
        exact.append("object")
        return TOLERANCE
    if isinstance(value, dict):
        exact.append(f"dict {len(value)}")
        return max([TOLERANCE, *(_entry(key, value[key], exact, numbers) for key in value)])
    if isinstance(value, (list, tuple)):
        exact.append(f"list {len(value)}")
        return max([TOLERANCE, *(_read(item, exact, numbers) for item in value)])
    array = as_array(value)
    if array is None:
        plain = value is None or isinstance(value, (str, bytes, int))
        exact.append(repr(value) if plain else "object")
        return TOLERANCE
    exact.append(f"{array.dtype.name} {array.shape}" if array.ndim else "number")
    for part in (array.real, array.imag) if array.dtype.kind == "c" else (array,):
        flat = np.ascontiguousarray(part, dtype=float).ravel()
        finite = np.isfinite(flat)
        if not finite.all():
            exact.append(f"{flat[~finite].tolist()} {np.packbits(finite).tobytes().hex()}")
        numbers.append(np.where(finite, flat, 0.0))
    return TOLERANCES.get(array.dtype.name, TOLERANCE)


def _entry(key: Any, value: Any, exact: list[str], numbers: list[Any]) -> float:
    exact.append(f"key {key!r}")
    if key == "message":  # of an exception: no two people choose the same words
        exact.append(str(value is None))
        return TOLERANCE
    return _read(value, exact, numbers)
