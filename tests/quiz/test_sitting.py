"""From a file of answers to a report: attempts, policies, whose numbers, and what never leaves the private half."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import msgspec
import pytest

from grader.course.exercises import load_exercise
from grader.errors import CourseError, UsageError
from grader.model import Exercise, QuestionResult, Report
from grader.quiz.attempts import record_path
from grader.quiz.costs import attempt_text, cost_text
from grader.quiz.grading import add_quiz, status_with
from grader.quiz.policies import QuizPolicy
from grader.quiz.sitting import Sitting
from grader.report.formats import render_format
from tests import ROOT
from tests.quizzes import COURSE, REFERENCE, make_course, right_answer, sitting_of, variants_of
from tests.samples import check, report


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADE_LEARNER", raising=False)
    monkeypatch.delenv("GRADE_SECRET", raising=False)


def write(exercise: Exercise, **answers: str) -> None:
    lines = [f'{name} = "{answer}"' for name, answer in answers.items()]
    text = 'learner = "ada"\n[answers]\n' + "\n".join(lines) + "\n"
    (exercise.folder / "answers.toml").write_text(text, encoding="utf-8")


def graded(exercise: Exercise) -> dict[str, QuestionResult]:
    return {result.id: result for result in sitting_of(exercise).grade()}


def wrong_answer(exercise: Exercise) -> str:
    return str(sitting_of(exercise).variants[0].wrongs[0].value)


def test_a_perfect_quiz_earns_everything(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    sitting = sitting_of(exercise)
    sitting.save({variant.id: right_answer(variant) for variant in sitting.variants})
    results = sitting.grade()
    assert {result.status for result in results} == {"correct"}
    assert sum(result.score for result in results) == 12
    assert results[0].feedback.startswith("It rounds down.")
    assert r"\lfloor" in results[0].feedback  # the worked solution comes with a right answer
    assert [result.id for result in results] == [
        "size", "share", "why", "some", "truth", "shape", "net", "order", "formula", "prints",
    ]  # fmt: skip


def test_what_nobody_answered_is_not_drawn(tmp_path: Path) -> None:
    """A key may take the reference and its libraries; a report on code alone waits for none of them."""
    exercise = make_course(tmp_path)
    asked = sitting_of(exercise)
    sitting = sitting_of(exercise)
    results = sitting.grade()
    untitled = [question.id for question in sitting.quiz.questions if not question.title]
    assert sorted(sitting._drawn) == sorted(untitled)
    assert len(untitled) < len(results)
    assert [(result.id, result.title) for result in results] == [
        (variant.id, variant.title) for variant in asked.variants
    ]
    assert {result.status for result in results} == {"unanswered"}


def test_a_wrong_answer_gets_its_feedback_and_never_the_key(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    for _ in range(5):
        write(exercise, size=wrong_answer(exercise))
        result = graded(exercise)["size"]
        assert result.status == "wrong"
        assert result.feedback == "You rounded up."
    assert graded(exercise)["share"].status == "unanswered"


def test_an_attempt_is_a_new_graded_answer(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    for answer, count in [("1", 1), ("1", 1), ("2", 2), ("x", 2), ("", 2), ("1", 3)]:
        write(exercise, size=answer)
        graded(exercise)
        sitting = sitting_of(exercise)
        assert sitting.attempts(sitting.variants[0]) == count
    path = record_path(exercise, "ada")
    assert path.parent == tmp_path / ".grade" / "quiz"
    kept = json.loads(path.read_text())
    assert [attempt["answer"] for attempt in kept["draws"]["1"]["size"]] == ["1", "2", "1"]


def test_an_answer_that_cannot_be_read_costs_nothing(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    key = right_answer(sitting_of(exercise).variants[0])
    write(exercise, size=str(key))
    assert graded(exercise)["size"].score == 1
    write(exercise, size="forty")
    result = graded(exercise)["size"]
    assert (result.status, result.score, result.given) == ("correct", 1, key)
    assert "solved and stays so" in result.feedback
    sitting_of(exercise).reopen("size")
    result = graded(exercise)["size"]
    assert (result.status, result.score, result.given) == ("invalid", 1, "forty")


@pytest.mark.parametrize(("counts", "score"), [("best", 1.5), ("first", 0), ("last", 0.75)])
def test_which_attempt_counts(tmp_path: Path, counts: str, score: float) -> None:
    exercise = make_course(tmp_path, course=f'{COURSE}[quiz]\ncounts = "{counts}"\n')
    key = [str(part) for part in right_answer(variants_of(exercise)["net"])]
    for cells in (["x", "0", "0", "0"], [*key[:2], "0", "0"], [key[0], "0", "0", "0"]):
        sitting = sitting_of(exercise)
        sitting.save({"net": cells})
        result = next(marked for marked in sitting.grade() if marked.id == "net")
    assert result.score == score
    assert result.cells == [2, 3, 4]
    assert ("Your" in result.feedback) == (counts == "best")


def test_a_solved_question_is_locked_until_it_is_reopened(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    key = right_answer(variants_of(exercise)["size"])
    write(exercise, size=str(key))
    graded(exercise)
    for answer in (wrong_answer(exercise), ""):
        write(exercise, size=answer)
        assert graded(exercise)["size"].score == 1
    sitting = sitting_of(exercise)
    assert sitting.is_locked(sitting.variants[0])
    assert attempt_text(sitting, sitting.variants[0]).startswith("Solved.")
    sitting.reopen("size")
    assert not sitting_of(exercise).is_locked(sitting.variants[0])
    write(exercise, size=wrong_answer(exercise))
    result = graded(exercise)["size"]
    assert (result.status, result.score) == ("wrong", 1)
    assert "Your best attempt counts: 1." in result.feedback
    with pytest.raises(UsageError, match="there is no such question"):
        sitting.reopen("sise")


def test_new_numbers_cost_nothing_that_was_earned(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    write(exercise, size=str(right_answer(variants_of(exercise)["size"])))
    graded(exercise)
    (exercise.folder / "answers.toml").write_text('learner = "ada"\ndraw = 2\n')
    result = graded(exercise)["size"]
    assert (result.status, result.score) == ("unanswered", 1)


def test_what_an_attempt_costs_stands_before_it(tmp_path: Path) -> None:
    policy = '[quiz]\nkey_shown = "after_attempts"\nafter_attempts = 2\n'
    exercise = make_course(tmp_path, course=COURSE + policy)
    sitting = sitting_of(exercise)
    assert cost_text(sitting) == (
        "A question takes 2 attempts, and the best counts. After the last one the answer is "
        "shown, and the score stands. Open questions, and answers that cannot be read, cost nothing. To "
        "practise with new numbers (4 times): grade quiz 01_sizes --again. What you have earned stays."
    )
    said = [attempt_text(sitting, sitting.variants[0])]
    for answer in ("1", "2"):
        write(exercise, size=answer)
        sitting.grade()
        said.append(attempt_text(sitting, sitting.variants[0]))
    assert said == [
        "Attempt 1 of 2; the best counts.",
        "Attempt 2 of 2; the best counts. After this one the answer is shown, and the score stands.",
        "All 2 attempts are used; the score stands.",
    ]


def test_two_pages_and_a_hand_are_merged_question_by_question(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    one, other = sitting_of(exercise), sitting_of(exercise)
    base = {"size": "", "share": "", "net": ["", "", "", ""], "why": ""}
    after, conflicts = one.take({**base, "size": "1", "net": ["1×9", "", "", ""]}, base)
    assert (after["size"], conflicts) == ("1", [])
    after, conflicts = other.take({**base, "share": "2", "net": ["", "", "", "5"]}, base)
    assert conflicts == []
    assert after["size"] == ""  # this page has not seen it, and does not undo it
    values = other.answers().values
    assert (values["size"], values["share"]) == ("1", "2")
    assert values["net"] == ["1×9", "", "", "5"]
    path = exercise.folder / "answers.toml"
    path.write_text(path.read_text().replace('size = "1"', 'size = "7"   # by hand'))
    after, (conflict,) = one.take({**after, "size": "8"}, {**after, "size": "1"})
    assert (conflict.question, conflict.in_file, conflict.on_page) == ("size", "7", "8")
    assert 'size = "7"   # by hand' in path.read_text()
    assert after["size"] == "1"
    _, conflicts = one.take({**after, "size": "8"}, {**after, "size": "7"})  # seen, and decided
    assert conflicts == []
    assert one.answers().values["size"] == "8"


def test_a_question_that_could_not_be_answered_on_the_page_is_left_alone(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    write(exercise, size="1", why="a")
    sitting = sitting_of(exercise)
    sitting.take({"size": "", "why": "b"}, {"why": "a"})
    assert sitting.answers().values["size"] == "1"
    assert sitting.answers().values["why"] == "b"


def test_an_answer_to_no_question_is_named(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    write(exercise, sise="1", zebra="2")
    sitting = sitting_of(exercise)
    sitting.grade()
    assert [note.partition(": ")[2] for note in sitting.notes] == [
        "the answer sise belongs to no question; did you mean size?",
        "the answer zebra belongs to no question; it is left as it is",
    ]


def test_the_key_is_shown_after_so_many_attempts_and_then_the_score_stands(tmp_path: Path) -> None:
    policy = '[quiz]\nkey_shown = "after_attempts"\nafter_attempts = 2\n'
    exercise = make_course(tmp_path, course=COURSE + policy)
    key = right_answer(sitting_of(exercise).variants[0])
    write(exercise, size="1")
    assert "Answer:" not in graded(exercise)["size"].feedback
    write(exercise, size="2")
    assert f"**Answer:** {key}" in graded(exercise)["size"].feedback
    write(exercise, size=str(key))
    result = graded(exercise)["size"]
    assert (result.status, result.score, result.given) == ("wrong", 0, "2")
    assert "No further answer counts here" in result.feedback


def test_the_key_is_shown_after_a_date() -> None:
    policy = QuizPolicy(key_shown="after_date", after_date=datetime.date(2026, 5, 1))
    assert not policy.shows_key(9, datetime.date(2026, 5, 1))
    assert policy.shows_key(0, datetime.date(2026, 5, 2))
    assert not QuizPolicy().shows_key(99, datetime.date(2099, 1, 1))
    assert not QuizPolicy().closed(99)
    assert QuizPolicy(attempt_limit=2).closed(2)


def test_after_the_attempt_limit_the_last_answer_that_counted_stands(tmp_path: Path) -> None:
    exercise = make_course(tmp_path, course=COURSE + "[quiz]\nattempt_limit = 1\n")
    key = right_answer(sitting_of(exercise).variants[0])
    write(exercise, size=str(key))
    graded(exercise)
    write(exercise, size="1")
    assert graded(exercise)["size"].score == 1


def test_a_record_that_cannot_be_read_is_set_aside(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    path = record_path(exercise, "ada")
    path.parent.mkdir(parents=True)
    path.write_text("{")
    write(exercise, size="1")
    assert graded(exercise)["size"].status == "wrong"
    assert path.with_suffix(".broken.json").read_text() == "{"


def test_who_is_answering(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = make_course(tmp_path)
    assert Sitting(exercise).learner == "local"
    write(exercise, size="1")
    assert Sitting(exercise).learner == "ada"
    monkeypatch.setenv("GRADE_LEARNER", "bob")
    sitting = Sitting(exercise)
    assert sitting.learner == "bob"
    assert "written for ada" in sitting.notes[0]
    assert Sitting(exercise, learner="ada").notes == []


def test_no_more_draws_than_the_course_allows(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    (exercise.folder / "answers.toml").write_text("draw = 6\n")
    with pytest.raises(UsageError, match="5 times at most"):
        Sitting(exercise)


def code_report(status: str = "passed") -> Report:
    checks = [check("test_size", "The size rounds down.", status, points=2)]
    return report(status, checks)


def test_an_open_quiz_leaves_the_status_to_the_code(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    for status in ("passed", "failed", "not_started"):
        full = add_quiz(code_report(status), exercise, exercise.stub)
        assert full.status == status
        assert full.max_score == 14
        assert {result.status for result in full.quiz} == {"unanswered"}


def test_the_code_alone_decides_unless_the_course_wants_both(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    write(exercise, size="1", why="a")
    full = add_quiz(code_report(), exercise, exercise.stub)
    assert full.status == "passed"
    assert full.score == 2 + sum(result.score for result in full.quiz)
    assert (full.code.score, full.quiz_points.max_score) == (2, 12)
    assert add_quiz(code_report("not_started"), exercise, exercise.stub).status == "not_started"
    (exercise.private.parent / "course.toml").write_text(
        COURSE + '[grading]\npassed = "both"\nexamples = "fixed"\n'
    )
    assert add_quiz(code_report(), exercise, exercise.stub).status == "failed"
    right = [
        msgspec.structs.replace(result, status="correct", score=result.max_score)
        for result in full.quiz
    ]
    assert status_with("passed", right, "both") == "passed"
    (exercise.private.parent / "course.toml").write_text(COURSE + '[grading]\npassed = "all"\n')
    with pytest.raises(CourseError, match="passed"):
        add_quiz(code_report(), exercise, exercise.stub)


def test_no_format_calls_a_passed_exercise_failed_for_its_quiz(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    write(exercise, size="1", net="1×9")
    full = add_quiz(code_report(), exercise, exercise.stub)
    assert 'failures="0"' in render_format("junit", full)
    tests = json.loads(render_format("gradescope", full))["tests"]
    assert "failed" not in [test.get("status") for test in tests]


def test_passing_code_brings_questions_grown_from_it(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    shutil.copy(exercise.reference, exercise.stub)
    before = add_quiz(code_report("failed"), exercise, exercise.stub)
    assert "yours" not in [result.id for result in before.quiz]
    after = add_quiz(code_report(), exercise, exercise.stub, "ada")
    assert after.quiz[-1].id == "yours"
    assert after.max_score == before.max_score
    variant = sitting_of(exercise).variants[-1]  # remembered
    assert "def size(n, f, s=1):" in variant.stem
    assert "return (n - f) // s + 1" in variant.stem


def test_a_broken_file_of_answers_loses_no_point(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    write(exercise, size=str(right_answer(sitting_of(exercise).variants[0])))
    assert add_quiz(code_report(), exercise, exercise.stub, "ada").score == 3
    (exercise.folder / "answers.toml").write_text("[answers\nsize = ")
    full = add_quiz(code_report(), exercise, exercise.stub, "ada")
    assert full.score == 3
    assert "not valid TOML" in full.notes[-1]
    assert {result.status for result in full.quiz} == {"invalid"}
    assert (exercise.folder / "answers.toml").read_text() == "[answers\nsize = "


def test_work_from_elsewhere_is_graded_as_it_is(tmp_path: Path) -> None:
    exercise = make_course(tmp_path, course=COURSE + "[quiz]\nattempt_limit = 1\n")
    handed = tmp_path / "handed" / "sizes.py"
    handed.parent.mkdir()
    handed.write_text(REFERENCE)
    for answer in ("1", "2", "3"):
        text = f'learner = "ada"\n[answers]\nsize = "{answer}"\n'
        (handed.parent / "answers.toml").write_text(text)
        full = add_quiz(code_report(), exercise, handed)
        assert full.quiz[0].given == answer
    assert not (tmp_path / ".grade").exists()


def test_an_exercise_without_a_quiz_is_left_alone(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    (exercise.private / "quiz.toml").unlink()
    before = code_report()
    assert add_quiz(before, exercise, exercise.stub) is before


def test_nothing_of_keys_is_in_the_public_half() -> None:
    for folder in (ROOT / "exercises").iterdir():
        names = {path.name for path in folder.rglob("*")}
        assert not names & {"quiz.toml", "quiz.py", "course.toml"} or folder.name == "course.toml"


def test_the_public_half_alone_says_so(tmp_path: Path) -> None:
    from grader.quiz import commands

    make_course(tmp_path)
    shutil.rmtree(tmp_path / "solutions")
    with pytest.raises(UsageError, match="private half"):
        commands.run_quiz(tmp_path / "exercises" / "01_sizes", commands.QuizOptions(mode="check"))


def test_the_command_line_grades_code_and_quiz_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from grader.cli import cli

    exercise = make_course(tmp_path)
    shutil.copy(exercise.reference, exercise.stub)
    monkeypatch.chdir(tmp_path)
    write(exercise, size="1")
    with pytest.raises(SystemExit) as stop:
        cli(["exercises/01_sizes", "--json", "out.json"], standalone_mode=False)
    assert stop.value.code == 0
    data = json.loads(Path("out.json").read_text())
    assert data["max_score"] == 14
    assert data["score"] == 2
    assert data["quiz"][0]["status"] == "wrong"
    assert data["quiz"][-1]["id"] == "yours"
    page = Path("reports/01_sizes.html").read_text(encoding="utf-8")
    assert "How many windows fit?" in page
    (exercise.folder / "answers.toml").unlink()
    with pytest.raises(SystemExit) as stop:
        cli(["exercises/01_sizes", "-q"], standalone_mode=False)
    assert stop.value.code == 0
    assert "passed, Code 2/2 · Quiz 0/12" in capsys.readouterr().out


def test_new_numbers_set_the_earlier_answers_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from grader.cli import cli

    exercise = make_course(tmp_path)
    monkeypatch.chdir(tmp_path)
    write(exercise, size="1")
    before = sitting_of(exercise).variants[0].stem
    with pytest.raises(SystemExit):
        cli(["quiz", "exercises/01_sizes", "--check", "--again"], standalone_mode=False)
    assert "draw 2" in capsys.readouterr().out
    (earlier,) = (exercise.course / ".grade" / "quiz").glob("*-answers-1.toml")
    assert 'size = "1"' in earlier.read_text()
    assert sitting_of(exercise).variants[0].stem != before


def test_real_exercises_can_be_sat() -> None:
    exercise = load_exercise(ROOT / "exercises" / "03_conv")
    sitting = Sitting(exercise, learner="somebody", answers_path=ROOT / "nowhere.toml", keep=False)
    assert {result.status for result in sitting.grade()} == {"unanswered"}
