"""Golden folders: a submission and the report it must get, whole.

After a change of wording, `pytest tests/test_golden.py --update-golden` writes
the reports anew; read the diff before you commit it.
"""

import json
import re

import jsonschema
import pytest

from grader.course.exercises import load_exercise
from grader.course.sources import load_module
from grader.course.stubs import stub_source
from grader.course.submissions import read_submission
from grader.judge.grading import Judge
from grader.report.json_report import SCHEMA_FILE, report_dict, report_json
from tests import ROOT

GOLDEN = ROOT / "tests" / "golden"
NAMES = sorted(path.parent.name for path in GOLDEN.glob("submissions/*/tiny.py"))


@pytest.fixture(scope="module")
def judge(numpy_launcher):
    exercise = load_exercise(GOLDEN / "exercises" / "01_tiny")
    with Judge(exercise, launcher=numpy_launcher) as started:
        yield started


def normal(report):
    """A report without what differs from run to run and from machine to machine."""
    data = report_dict(report)
    for key in ("started", "duration", "sandbox", "notes", "submission", "source", "device"):
        del data[key]
    for check in data["checks"]:
        check["stdout"] = re.sub(r"\S+/site-packages/", "", check["stdout"])
        del check["duration"], check["grids"], check["figures"]
    return data


@pytest.mark.parametrize("name", NAMES)
def test_golden(judge, name, request):
    folder = GOLDEN / "submissions" / name
    report = judge.grade(read_submission(judge.exercise, folder))
    jsonschema.validate(json.loads(report_json(report)), json.loads(SCHEMA_FILE.read_text()))
    got = normal(report)
    expected = folder / "expected.json"
    if request.config.getoption("--update-golden"):
        expected.write_text(json.dumps(got, indent=1, ensure_ascii=True) + "\n")
    assert got == json.loads(expected.read_text())


def test_untouched_stub(judge, tmp_path):
    """Every check is not started, nothing is scored, and nothing sounds like a failure."""
    stub = tmp_path / "tiny.py"
    stub.write_text(stub_source(judge.exercise.reference.read_text()))
    report = judge.grade(read_submission(judge.exercise, stub))
    assert report.status == "not_started"
    assert report.score == 0
    assert {check.status for check in report.checks} == {"not_started"}


def test_the_same_report_every_time(judge):
    submission = read_submission(judge.exercise, GOLDEN / "submissions" / "rounds_up")
    first = normal(judge.grade(submission))
    assert all(normal(judge.grade(submission)) == first for _ in range(9))


def test_the_counterexample_can_be_pasted(judge):
    submission = read_submission(judge.exercise, GOLDEN / "submissions" / "rounds_up")
    report = judge.grade(submission)
    shown = next(check.counterexample for check in report.checks if check.id == "test_steps")
    module = load_module(submission.source, "tiny", "tiny.py")
    assert str(eval(shown.call, vars(module))) == shown.actual


def test_every_golden_report_mentions_no_file_of_ours(judge):
    for name in NAMES:
        data = json.loads((GOLDEN / "submissions" / name / "expected.json").read_text())
        text = json.dumps([{**check, "stdout": ""} for check in data["checks"]])
        assert not re.search(r"site-packages|/grader/|worker\.py", text), name
