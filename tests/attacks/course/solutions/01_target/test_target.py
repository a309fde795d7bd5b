"""The checks of the target. CANARY-IN-THE-CHECKS"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers

from grader.testing import arrays, assert_close


@pytest.mark.points(2)
@settings(max_examples=10)
@given(x=arrays((integers(1, 3), integers(1, 3))))
def test_double(student, reference, x):
    """Every element is doubled."""
    assert_close(student.double(x), reference.double(x))


@pytest.mark.points(1)
def test_double_float32(student):
    """Doubling keeps float32."""
    assert_close(student.double(np.full(2, 3, np.float32)), np.full(2, 6, np.float32))


@pytest.mark.points(2)
@settings(max_examples=10)
@given(n=integers(0, 50), height=integers(1, 5))
def test_steps(student, reference, n, height):
    """The number of steps rounds down."""
    assert_close(student.steps(n, height), reference.steps(n, height))


@pytest.mark.points(1)
def test_name(student):
    """A number has a name."""
    assert student.name(2) == "two"


@pytest.mark.points(1)
def test_tally(student):
    """A tally remembers what was added."""
    tally = student.Tally(3)
    tally.add(4)
    assert_close(tally.add(1), 8, what="the total")
    assert_close(tally.total, 8, what="the attribute total")


@pytest.mark.points(2)
def test_observed(student):
    """What the harness saw agrees with what the judge can compute."""
    seen = student.harness.observe([1.0, 2.5])
    assert_close(seen["doubled"], np.array([2.0, 5.0]), what="the doubled numbers")
