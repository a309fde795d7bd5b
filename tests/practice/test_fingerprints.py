"""Prints: alike for equal values up to rounding, unlike for others."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists

from grader.practice.fingerprints import print_of

X = np.linspace(-3, 3, 12).reshape(3, 4)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (X, X * (1 + 1e-12)),
        (X.astype(np.float32), (X * (1 + 3e-7)).astype(np.float32)),
        ((X, 2), (X + 1e-12, 2)),
        ({"message": "no", "type": "ValueError"}, {"message": "never", "type": "ValueError"}),
        (np.float64(2.0), 2.0),
        (np.array([1.0, np.nan]), np.array([1.0 + 1e-13, np.nan])),
    ],
)
def test_equal_up_to_rounding(one: object, other: object) -> None:
    assert print_of(one).is_like(print_of(other))


DIFFERENT = [
    X,
    -X,
    X.T.copy(),
    X[::-1].copy(),
    X.astype(np.float32),
    X + 1e-3,
    np.where(X > 2.9, 0.0, X),
    np.where(X > 2.9, np.nan, X),
    np.where(X > 2.9, np.inf, X),
    X.ravel(),
    (X,),
    [X, X],
    {"x": X},
    None,
    "x",
    "y",
    b"x",
    True + 1,
    2**80,
    2**80 + 1,
    float("nan"),
    complex(1, 2),
    complex(2, 1),
]


def test_other_values_are_told_apart() -> None:
    prints = [print_of(value) for value in DIFFERENT]
    for (i, one), (j, other) in itertools.combinations(enumerate(prints), 2):
        assert not one.is_like(other), (DIFFERENT[i], DIFFERENT[j])


@given(
    lists(integers(-64, 64), min_size=3, max_size=4),
    lists(integers(-64, 64), min_size=3, max_size=4),
)
def test_no_two_small_tuples_have_one_print(one: list[int], other: list[int]) -> None:
    assert print_of(one).is_like(print_of(other)) == (one == other)


def test_every_triple_of_small_sizes_has_a_print_of_its_own() -> None:
    prints = [
        (round(mean[0], 6), round(mean[1], 6))
        for triple in itertools.product(range(1, 25), range(1, 8), range(1, 6))
        for mean in [print_of(triple).means]
    ]
    assert len(set(prints)) == len(prints)
