"""Every exercise of the course, graded as a class would be: a bounded sample of what `grade validate` proves.

`grade validate` is the whole proof: every wrong file, every alternative, every
mutant; `benchmarks/training.py` repeats the gradings of PyTorch modules. Here each
exercise has its reference, its stub, all of its alternatives and a few wrong files.
"""

import msgspec
import pytest

from grader.course.exercises import exercise_folders, load_exercise
from grader.course.sources import overlay
from grader.course.stubs import stub_source
from grader.course.submissions import read_submission
from grader.course.variants import read_variants
from grader.judge.grading import Judge
from grader.validation.completeness import problems_of
from tests import ROOT

EXERCISES = [folder.name for folder in exercise_folders(ROOT / "exercises")]
WRONG_SAMPLE = 4


@pytest.fixture(scope="module", params=EXERCISES)
def judge(request):
    exercise = load_exercise(ROOT / "exercises" / request.param)
    with Judge(exercise) as one:
        yield one


def submit(judge, source):
    base = read_submission(judge.exercise, judge.exercise.reference)
    return judge.grade(msgspec.structs.replace(base, source=source))


def failing(report):
    return [(one.id, one.status, one.message) for one in report.checks if one.status != "passed"]


def trains(judge):
    return judge.exercise.limits.check_seconds > 60


def test_reference_gets_full_marks(judge):
    report = submit(judge, judge.exercise.reference.read_text())
    assert failing(report) == []
    assert report.score == report.max_score > 0


def test_stub_is_not_started_and_up_to_date(judge):
    stub = judge.exercise.stub.read_text()
    assert stub == stub_source(judge.exercise.reference.read_text())
    report = submit(judge, stub)
    assert report.status == "not_started", failing(report)
    assert report.score == 0


@pytest.mark.filterwarnings("ignore")  # the exporters that examples call warn about themselves
def test_statement_hints_stub_and_examples_are_in_order(judge):
    assert [str(problem) for problem in problems_of(judge.exercise)] == []


def test_alternatives_pass(judge):
    reference = judge.exercise.reference.read_text()
    files = sorted((ROOT / "tests" / "alternatives" / judge.exercise.id).glob("*.py"))
    assert len(files) >= 2
    for file in files:
        report = submit(judge, overlay(reference, file.read_text()))
        assert failing(report) == [], file.name


def test_some_wrong_files_fail_and_are_named(judge):
    variants = read_variants(judge.exercise)
    count = 2 if trains(judge) else WRONG_SAMPLE
    for variant in variants[:: max(1, len(variants) // count)][:count]:
        report = submit(judge, variant.source)
        assert report.status == "failed", variant.name
        names = [one.misconception for one in report.checks if one.misconception]
        assert variant.title in names, (variant.name, names)


def test_the_same_verdict_again(judge):
    times = 2 if judge.exercise.uses_torch else 10
    source = read_variants(judge.exercise)[0].source
    seen = {
        tuple((one.id, one.status, one.message, one.misconception) for one in report.checks)
        for report in (submit(judge, source) for _ in range(times))
    }
    assert len(seen) == 1


def test_numpy_modules_never_load_torch(judge):
    if judge.exercise.uses_torch:
        pytest.skip("a PyTorch module")
    probe = "import sys\n\n\ndef probe():\n    return 'torch' in sys.modules\n"
    session = judge.session
    session.begin(read_submission(judge.exercise, judge.exercise.reference))
    try:
        reply = session.worker.request(
            "load",
            {
                "source": probe,
                "filename": "probe.py",
                "module": "probe",
                "classes": [],
                "harness": "",
                "helpers": {},
                "siblings": {},
                "device": "cpu",
            },
            seconds=10,
        )
        assert reply.kind == "ok"
        assert session.worker.request("call", "probe", (), {}, seconds=10).payload is False
    finally:
        session.end()
