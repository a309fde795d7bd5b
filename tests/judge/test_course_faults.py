"""A check that calls what the course lacks is the course's fault, and never costs a learner a point."""

import pytest

from grader.judge.grading import Judge
from tests.small_course import handed_in, small_exercise

REFERENCE = """
class Net:
    def __init__(self):
        self.width = 1

    def forward(self):
        return 1


def build():
    return Net()


def size(net):
    return net.width
"""
WITHOUT_BUILD = REFERENCE.replace("def build", "def construct")
WITHOUT_WIDTH = REFERENCE.replace("self.width = 1", "pass")
WITHOUT_FORWARD = REFERENCE.replace("def forward", "def backward")
HARNESS = """
def width_of(module):
    return module.build().width


def depth_of(module):
    return module.build().depth


def calls_what_is_not_there(module):
    return module.assemble()
"""


def results(tmp_path, body, source=REFERENCE):
    check = f"def test_it(student, reference):\n    {body}\n"
    with Judge(small_exercise(tmp_path, check, harness=HARNESS, reference=REFERENCE)) as judge:
        report = judge.grade(handed_in(source))
    (result,) = report.checks
    return report.status, result


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("student.assemble()", "assemble"),
        ("reference.assemble()", "assemble"),
        ("assert student.size(student.build()) == reference.assemble()", "assemble"),
        ("student.harness.no_such_function()", "no_such_function"),
        ("student.harness.calls_what_is_not_there()", "assemble"),
        ("student.harness.depth_of()", "Net.depth"),
        ("student.build().depth", "Net.depth"),
        ("student.build().turn(1)", "Net.turn"),
        ("no_such_name", "no_such_name"),
    ],
)
def test_what_the_course_lacks_is_the_courses_fault(tmp_path, body, name):
    status, result = results(tmp_path, body)
    assert (status, result.status) == ("error", "error")
    assert name in result.message
    assert "not your fault" in result.message


@pytest.mark.parametrize(
    ("body", "source"),
    [
        ("student.build()", WITHOUT_BUILD),
        ("student.harness.width_of()", WITHOUT_BUILD),
        ("student.harness.width_of()", WITHOUT_WIDTH),
        ("student.build().width", WITHOUT_WIDTH),
        ("student.size(student.build())", WITHOUT_WIDTH),
        ("student.build().forward()", WITHOUT_FORWARD),
    ],
)
def test_what_only_the_learner_lacks_is_theirs(tmp_path, body, source):
    status, result = results(tmp_path, body, source)
    assert (status, result.status) == ("failed", "failed")


def test_a_learner_cannot_put_the_blame_on_the_course(tmp_path):
    """An exception in the words of a missing name is believed only if the reference fails there too."""
    lie = REFERENCE.replace(
        "return Net()", "raise AttributeError(\"module 'small' has no attribute 'assemble'\")"
    )
    assert results(tmp_path / "1", "student.build()", lie)[0] == "failed"
    assert results(tmp_path / "2", "student.harness.width_of()", lie)[0] == "failed"
    no_line = "import functools, os\nbuild = functools.partial(getattr, os, 'assemble')\n"
    assert results(tmp_path / "3", "student.harness.width_of()", REFERENCE + no_line)[0] == "failed"
