import pytest


@pytest.mark.points(1)
def test_probe(student, reference):
    """probe"""
    raise AssertionError(str(student.harness.probe()))


@pytest.mark.points(1)
def test_probe2(student, reference):
    """probe"""
    raise AssertionError(str(student.harness.legacy()))


@pytest.mark.points(1)
def test_probe3(student, reference):
    """probe"""
    raise AssertionError(str(student.harness.ao()))
