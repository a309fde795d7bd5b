"""Every exercise of the course, graded as a class would be: a bounded sample of what `grade validate` proves.

`grade validate exercises --mutants all` is the whole proof: every wrong file, every alternative, every
mutant and every training run; `benchmarks/training.py` repeats the gradings of PyTorch modules. Here a
NumPy module has its reference, an alternative and a wrong file; a PyTorch module has, in turn, an alternative
alone, which is the reference in other words, or its reference and a wrong file. One wrong file is graded twice,
and only 08_lenet is trained to the end, with one of its activations. The samples are taken from other places in
each exercise.
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


UNNAMED = {  # docs/measures.md says why
    ("04_optimizers", "memory_in_the_class"),
    ("09_resnet", "train_mode_forgotten"),
    ("12_deployment", "weights_left_out"),
}


# Checks that train to the end; test_accuracy_tanh of 08_lenet stays.
WHOLE_TRAININGS = {"test_accuracy", "test_accuracy_relu", "test_beats_the_bigram"}


def sampled(candidates, exercise):
    """One of a list, from a place that differs from exercise to exercise."""
    return candidates[exercise.order % len(candidates)]


@pytest.fixture(scope="module", params=EXERCISES)
def judge(request, launchers):
    exercise = load_exercise(ROOT / "exercises" / request.param)
    with Judge(exercise, launcher=launchers.of(exercise)) as judge:
        judge.checks = [check for check in judge.checks if check.id not in WHOLE_TRAININGS]
        yield judge


def submit(judge, source):
    base = read_submission(judge.exercise, judge.exercise.reference)
    return judge.grade(msgspec.structs.replace(base, source=source))


def failing(report):
    return [
        (check.id, check.status, check.message)
        for check in report.checks
        if check.status != "passed"
    ]


def test_reference_gets_full_marks(judge):
    if judge.exercise.uses_torch and judge.exercise.order % 2 == 1:
        pytest.skip("a PyTorch module of which an alternative is graded")
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


def test_an_alternative_passes(judge):
    if judge.exercise.uses_torch and judge.exercise.order % 2 == 0:
        pytest.skip("a PyTorch module of which a wrong file is graded")
    files = sorted((ROOT / "tests" / "alternatives" / judge.exercise.id).glob("*.py"))
    assert len(files) >= 2
    file = sampled(files, judge.exercise)
    reference = judge.exercise.reference.read_text()
    report = submit(judge, overlay(reference, file.read_text()))
    assert failing(report) == [], file.name


def test_a_wrong_file_fails_and_is_named(judge):
    if judge.exercise.uses_torch and judge.exercise.order % 2 == 1:
        pytest.skip("a PyTorch module of which an alternative is graded")
    known = [v for v in read_variants(judge.exercise) if (judge.exercise.id, v.name) not in UNNAMED]
    variant = sampled(known, judge.exercise)
    report = submit(judge, variant.source)
    assert report.status == "failed", variant.name
    names = [check.misconception for check in report.checks if check.misconception]
    assert variant.title in names, (variant.name, names)
    if judge.exercise.order == 0:
        assert verdicts(submit(judge, variant.source)) == verdicts(report)


def verdicts(report):
    return [(check.id, check.status, check.message, check.misconception) for check in report.checks]


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
