"""Facts of a training that nobody made earn nothing: what they are worth is computed again."""

import ast

from grader.course import load_exercise, read_submission
from grader.judge import Judge
from tests import ROOT

FILE = ROOT / "tests/attacks/training/made_up_runs.py"
TOLD = ("test_fit", "test_evaluate", "test_every_parameter", "test_overfits")
LIES = {"train_step", "evaluate", "predict", "fit"}


def with_lies(source: str) -> str:
    """The reference without the functions that the attack makes up, and with the attack."""
    tree = ast.parse(source)
    tree.body = [part for part in tree.body if getattr(part, "name", "") not in LIES]
    return ast.unparse(tree) + "\n\n" + FILE.read_text(encoding="utf-8")


def test_made_up_facts_earn_no_point(tmp_path, launchers):
    exercise = load_exercise(ROOT / "exercises/08_lenet")
    path = tmp_path / exercise.file
    path.write_text(with_lies(exercise.reference.read_text(encoding="utf-8")), encoding="utf-8")
    with Judge(exercise, launcher=launchers.of(exercise), shrink=False) as judge:
        judge.checks = [c for c in judge.checks if not c.id.startswith("test_accuracy")]
        report = judge.grade(read_submission(exercise, path), diagnose=False)
    passed = [check.id for check in report.checks if check.status == "passed"]
    assert "test_fit_modes" in passed  # the lie was heard, so what follows says something
    paid = {check.id: check.score for check in report.checks if check.id.startswith(TOLD)}
    assert {name: score for name, score in paid.items() if score} == {}
