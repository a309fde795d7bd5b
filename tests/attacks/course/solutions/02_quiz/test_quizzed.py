"""The checks of the target with a quiz."""

import pytest


@pytest.mark.points(1)
def test_one(student):
    """One is one."""
    assert student.one() == 1
