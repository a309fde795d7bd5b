"""Hidden checks for 01_tiny."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis.strategies import integers
from grader.testing import arrays, assert_close



@pytest.mark.points(2)
@given(x=arrays((integers(1, 3), integers(1, 3))))
def test_double(student, reference, x):
    """Every element is doubled.

    Compare one element by hand.
    """
    assert_close(student.double(x), reference.double(x))


@pytest.mark.points(1)
@pytest.mark.requires("test_double")
def test_double_float32(student):
    """Doubling keeps float32."""
    assert_close(student.double(np.ones(2, np.float32)), np.full(2, 2, np.float32))


@pytest.mark.points(2)
@given(n=integers(0, 50), height=integers(1, 5))
def test_steps(student, reference, n, height):
    """The number of steps rounds down."""
    assert_close(student.steps(n, height), reference.steps(n, height))


@pytest.mark.points(1)
def test_steps_default(student):
    """A step is 2 high unless said otherwise."""
    assert student.steps(7) == 3


@pytest.mark.points(2)
@given(start=integers(-3, 3), n=integers(-3, 3))
def test_tally(student, start, n):
    """A tally remembers what was added."""
    tally = student.Tally(start)
    tally.add(n)
    assert_close(tally.add(1), start + n + 1, what="the total")
    assert_close(tally.total, start + n + 1, what="the attribute total")


@pytest.mark.points(1)
@pytest.mark.visibility("hidden")
def test_tally_never_shrinks(student):
    """Adding zero changes nothing."""
    assert student.Tally(4).add(0) >= 4, "adding zero made the total smaller"
