"""Simple relations between the numbers that came out and those that should have, found unaided.

Each finder looks at all failing cases at once and speaks only when every one of
them fits; a coincidence in one case is no relation.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any, NamedTuple

import numpy as np

from grader.messages import message
from grader.student import as_array, close_arrays

MAX_CASES = 40
ENOUGH = 5  # cases, or numbers in them, below which an agreement may be chance


class Case(NamedTuple):
    """One call of a function: its arguments by name, what came out and what should have."""

    arguments: Mapping[str, Any]
    actual: Any
    expected: Any


def describe(failing: Sequence[Case], passing: Sequence[Case]) -> list[str]:
    """Sentences about how the failing answers relate to the right ones; at most two."""
    relation = between(failing, passing)
    condition = _condition(failing, passing)
    return [text for text in (relation, condition) if text]


def between(failing: Sequence[Case], passing: Sequence[Case]) -> str:
    """What turns the right answers into the failing ones; empty when nothing simple does."""
    pairs = [(case, as_array(case.actual), as_array(case.expected)) for case in failing[:MAX_CASES]]
    if not pairs or any(actual is None or expected is None for _, actual, expected in pairs):
        return ""
    alike = all(actual.shape == expected.shape for _, actual, expected in pairs)
    finders = (*ANY_SHAPE, *SAME_SHAPE) if alike else ANY_SHAPE
    return next((text for finder in finders if (text := finder(pairs, passing))), "")


Numeric = Sequence[tuple[Case, Any, Any]]


def _all(pairs: Numeric, fits: Callable[..., bool]) -> bool:
    """Every pair fits, and at least one is large enough to mean something."""
    if not any(
        expected.size > 1 and np.ptp(expected.astype(float)) > 0 for _, _, expected in pairs
    ):
        return False
    return all(fits(actual, expected) for _, actual, expected in pairs)


def _permuted(pairs: Numeric, _: Sequence[Case]) -> str | None:
    dimensions = {expected.ndim for _, _, expected in pairs}
    if len(dimensions) != 1 or not 2 <= (ndim := dimensions.pop()) <= 4:
        return None
    for order in itertools.permutations(range(ndim)):
        if order != tuple(range(ndim)) and _all(
            pairs,
            lambda a, e, o=order: (
                a.shape == e.transpose(o).shape and close_arrays(a, e.transpose(o))
            ),
        ):
            key = "relation.transposed" if ndim == 2 else "relation.permuted"
            return message(key, order=order)
    return None


def _scaled(pairs: Numeric, _: Sequence[Case]) -> str | None:
    ratios = [_ratio(actual, expected) for _, actual, expected in pairs]
    if any(ratio is None for ratio in ratios):
        return None
    factors = np.array(ratios, dtype=float)
    if np.allclose(factors, 1, rtol=1e-6):
        return None
    for name in _quantities(pairs[0][0]):
        sizes = np.array([_quantities(case).get(name, np.nan) for case, _, _ in pairs])
        if len(set(sizes)) > 1 or (sizes > 2).all():
            if np.allclose(factors, sizes, rtol=1e-5):
                return message("relation.times", quantity=name)
            if np.allclose(factors, 1 / sizes, rtol=1e-5):
                return message("relation.divided", quantity=name)
    numbers = sum(expected.size for _, _, expected in pairs)
    simple = Fraction(float(factors[0])).limit_denominator(12)
    if numbers < ENOUGH or not np.allclose(factors, float(simple), rtol=1e-5):
        return None
    if simple == -1:
        return message("relation.negated")
    return message("relation.factor", factor=simple) if abs(simple.numerator) <= 12 else None


def _ratio(actual: Any, expected: Any) -> float | None:
    if actual.dtype.kind == "b" or not np.isfinite(actual).all() or "c" in actual.dtype.kind:
        return None
    large = np.abs(expected) > 1e-9 * (np.abs(expected).max() if expected.size else 0)
    if not large.any() or not np.isfinite(expected).all():
        return None
    ratio = float(np.median(actual[large] / expected[large]))
    return (
        ratio
        if ratio and close_arrays(actual.astype(float), expected.astype(float) * ratio)
        else None
    )


def _quantities(case: Case) -> dict[str, float]:
    """The sizes of a call that a factor may be: axes and element counts of arrays, and integers."""
    sizes: dict[str, float] = {}
    for name, value in case.arguments.items():
        if isinstance(value, (bool, np.bool_)):
            continue
        if isinstance(value, int) and value:
            sizes[name] = value
        elif getattr(value, "shape", None):
            for axis, size in enumerate(value.shape):
                if size:
                    sizes[message("relation.axis", axis=axis, name=name)] = size
            if len(value.shape) > 1 and value.size:
                sizes[message("relation.size", name=name)] = value.size
    return sizes


def _flipped(pairs: Numeric, _: Sequence[Case]) -> str | None:
    return _along_axis(pairs, "relation.flipped", lambda e, axis: np.flip(e, axis))


def _shifted(pairs: Numeric, _: Sequence[Case]) -> str | None:
    for step in (1, -1):
        text = _along_axis(pairs, "relation.shifted", lambda e, axis, s=step: np.roll(e, s, axis))
        if text:
            return text
    return None


def _along_axis(pairs: Numeric, key: str, change: Callable[..., Any]) -> str | None:
    for axis in range(-1, -1 - min(expected.ndim for _, _, expected in pairs), -1):
        if _all(pairs, lambda a, e, x=axis: close_arrays(a, change(e, x))):
            return message(key, axis=axis)
    return None


def _integers(pairs: Numeric, passing: Sequence[Case]) -> str | None:
    """Counts that are one too large or too small, always or where something is left over."""
    if any(expected.dtype.kind not in "iu" for _, _, expected in pairs):
        return None
    gaps = {
        float(gap)
        for _, actual, expected in pairs
        for gap in np.ravel(actual - expected.astype(float))
    }
    if len(gaps) != 1 or abs(gap := gaps.pop()) != 1:
        return None
    if passing:
        return message("relation.rounded_up" if gap > 0 else "relation.rounded_down")
    return message("relation.one_more" if gap > 0 else "relation.one_less")


def _normalised(pairs: Numeric, _: Sequence[Case]) -> str | None:
    """Rows that should sum to one and do not, or sum to one along another axis."""
    if not _all(pairs, lambda a, e: e.ndim >= 2 and np.isfinite(a).all() and bool((e >= 0).all())):
        return None
    axes = [
        axis
        for axis in (-1, -2)
        if _all(pairs, lambda a, e, x=axis: np.allclose(e.sum(x), 1, atol=1e-5))
    ]
    if len(axes) != 1:
        return None
    axis, other = axes[0], -3 - axes[0]
    if _all(pairs, lambda a, e: np.allclose(a.sum(other), 1, atol=1e-5)):
        return message("relation.other_axis", axis=other, right=axis)
    if _all(
        pairs,
        lambda a, e: (
            bool((a.sum(axis) != 0).all()) and close_arrays(a / a.sum(axis, keepdims=True), e)
        ),
    ):
        return message("relation.not_normalised", axis=axis)
    return None


def _border(pairs: Numeric, _: Sequence[Case]) -> str | None:
    def inside(a: Any, e: Any) -> bool:
        return (
            e.ndim >= 2
            and min(e.shape[-2:]) >= 3
            and close_arrays(a[..., 1:-1, 1:-1], e[..., 1:-1, 1:-1])
        )

    return message("relation.border") if _all(pairs, inside) else None


def _partly_zero(pairs: Numeric, _: Sequence[Case]) -> str | None:
    """Entries that are 0 and should not be, or the other way round, beside right ones."""

    def right_where(actual: Any, expected: Any, shown: Any) -> bool:
        return bool(shown.any()) and close_arrays(actual[shown], expected[shown])

    if _all(pairs, lambda a, e: a.ndim > 0 and right_where(a, e, a != 0)):
        return message("relation.partly_zero")
    if _all(pairs, lambda a, e: a.ndim > 0 and right_where(a, e, e != 0)):
        return message("relation.partly_right")
    return None


def _reshaped(pairs: Numeric, _: Sequence[Case]) -> str | None:
    """The right numbers in another shape, where axes of length 1 make the difference."""
    if all(
        actual.shape != expected.shape
        and [n for n in actual.shape if n != 1] == [n for n in expected.shape if n != 1]
        and close_arrays(actual.ravel(), expected.ravel())
        for _, actual, expected in pairs
    ):
        longer = all(actual.ndim > expected.ndim for _, actual, expected in pairs)
        return message("relation.axes_kept" if longer else "relation.axes_lost")
    return None


def _framed(pairs: Numeric, _: Sequence[Case]) -> str | None:
    """The right result with something around its last two axes, or cut off from them."""

    def inside(large: Any, small: Any) -> bool:
        if large.ndim != small.ndim or small.ndim < 2 or small.size == 0:
            return False
        rows, columns = (large.shape[axis] - small.shape[axis] for axis in (-2, -1))
        if rows < 0 or columns < 0 or rows + columns == 0 or large.shape[:-2] != small.shape[:-2]:
            return False
        top, left = rows // 2, columns // 2
        part = large[..., top : top + small.shape[-2], left : left + small.shape[-1]]
        return close_arrays(part, small)

    if _all(pairs, inside):
        return message("relation.frame_kept")
    return message("relation.frame_cut") if _all(pairs, lambda a, e: inside(e, a)) else None


def _constant(pairs: Numeric, passing: Sequence[Case]) -> str | None:
    """One and the same number, whatever the arguments are."""
    cases = [actual for _, actual, _ in pairs] + [as_array(case.actual) for case in passing]
    if len(cases) < ENOUGH or any(case is None or case.size != 1 for case in cases):
        return None
    shown = {float(case.ravel()[0]) for case in cases if case.dtype.kind != "c"}
    return message("relation.constant", value=f"{shown.pop():g}") if len(shown) == 1 else None


ANY_SHAPE = (_constant, _permuted, _reshaped, _framed)
SAME_SHAPE = (_integers, _scaled, _flipped, _shifted, _normalised, _partly_zero, _border)


def _condition(failing: Sequence[Case], passing: Sequence[Case]) -> str | None:
    """A property that every failing case has and no passing one."""
    if len(failing) < ENOUGH or len(passing) < ENOUGH:
        return None
    common = set.intersection(*({*features(case)} for case in failing))
    elsewhere = set.union(*({*features(case)} for case in passing))
    candidates = sorted(common - elsewhere, key=lambda text: (len(text), text))
    return message("relation.condition", feature=candidates[0]) if candidates else None


def features(case: Case) -> list[str]:
    """What there is to say about the arguments of a call, as words."""
    features = []
    for name, value in case.arguments.items():
        if value is None:
            continue
        pair = value if isinstance(value, tuple) and value else (value,)
        if all(isinstance(entry, int) and not isinstance(entry, bool) for entry in pair):
            features += [message("feature.above", name=name, n=n) for n in (0, 1) if max(pair) > n]
            if len(set(pair)) > 1:
                features.append(message("feature.uneven", name=name))
            if min(pair) < 0:
                features.append(message("feature.negative", name=name))
        elif isinstance(value, bool):
            features.append(message("feature.equals", name=name, value=value))
        elif getattr(value, "shape", None):
            features += _array_features(name, value)
    return features


def _array_features(name: str, value: Any) -> list[str]:
    features = []
    dtype = str(value.dtype).removeprefix("torch.")
    if dtype in ("float32", "float16"):
        features.append(message("feature.dtype", name=name, dtype=dtype))
    if len(value.shape) >= 2 and value.shape[-1] != value.shape[-2]:
        features.append(message("feature.not_square", name=name))
    for axis, size in enumerate(value.shape):
        if size > 1:
            features.append(message("feature.long_axis", name=name, axis=axis))
    return features
