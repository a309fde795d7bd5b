"""How far two numbers may be apart, with a reason: roundoff of a dtype, and of a sum this long.

Runs in the judge.
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from grader import values

# Roundoff u and torch.testing's default tolerances (torch/testing/_comparison.py).
UNIT_ROUNDOFF = {"float64": 1.1e-16, "float32": 6.0e-8, "float16": 4.9e-4, "bfloat16": 3.9e-3}


TOLERANCES = {
    "float64": (1e-7, 1e-7),
    "float32": (1.3e-6, 1e-5),
    "float16": (1e-3, 1e-5),
    "bfloat16": (1.6e-2, 1e-5),
    "complex128": (1e-7, 1e-7),
    "complex64": (1.3e-6, 1e-5),
}


def error_bound(magnitude: Any, terms: int, dtype: Any) -> Any:
    """Elementwise bound 8 sqrt(terms) u magnitude + tiny for sums of `terms` products.

    `magnitude` is the same sum over absolute values, in float64; u is the unit
    roundoff of `dtype`. After Higham, Accuracy and Stability of Numerical
    Algorithms, ch. 3, with sqrt(K) in place of K (rounding errors average out).
    """
    unit = UNIT_ROUNDOFF[values.dtype_name(dtype)]
    return 8.0 * math.sqrt(max(terms, 1)) * unit * np.abs(magnitude) + 1e-300


class Rule(NamedTuple):
    """How two things are compared; see `assert_close`."""

    dtype: Any = None
    bound: Any = None
    rtol: float | None = None
    atol: float | None = None

    def tolerances(self, dtype_name: str, default: tuple[float, float]) -> tuple[float, float]:
        """rtol and atol: those given, else those of the dtype."""
        rtol, atol = TOLERANCES.get(dtype_name, default)
        return rtol if self.rtol is None else self.rtol, atol if self.atol is None else self.atol

    @property
    def is_strict(self) -> bool:
        return self.bound is None and self.rtol is None and self.atol is None
