"""What `grade validate` sees of an exercise without grading, on a small course."""

import pytest

from grader.quiz.coverage import coverage_page
from grader.validation.completeness import problems_of, problems_of_quiz
from grader.validation.documents import document_problems
from tests.validation.courses import edit, exercise_of, texts


def test_a_complete_exercise_has_no_problem(course):
    assert list(problems_of(exercise_of(course))) == []


@pytest.mark.parametrize(
    ("spoil", "aspect", "said"),
    [
        (lambda pub, _: (pub / "README.md").unlink(), "statement", "README.md is missing"),
        (lambda pub, _: (pub / "README.md").write_text(" "), "statement", "README.md is missing"),
        (lambda _, priv: (priv / "hints.toml").unlink(), "hints", "hints.toml is missing"),
        (lambda _, priv: (priv / "quiz.toml").unlink(), "quiz", "quiz.toml is missing"),
        (lambda _, priv: (priv / "quiz.toml").write_text(""), "quiz", "no questions"),
        (lambda _, priv: (priv / "quiz.toml").write_text("= 3"), "quiz", "cannot be read"),
        (lambda pub, _: (pub / "tiny.py").unlink(), "stub", "tiny.py is missing"),
    ],
)
def test_what_is_missing_is_named(course, spoil, aspect, said):
    spoil(course / "exercises/01_tiny", course / "solutions/01_tiny")
    (problem,) = problems_of(exercise_of(course))
    assert problem.aspect == aspect
    assert said in problem.text


def test_a_stale_stub_is_named_with_the_command_that_writes_it(course):
    edit(course / "exercises/01_tiny/tiny.py", "Adds numbers up", "Adds up")
    assert "grade stub 01_tiny" in texts(problems_of(exercise_of(course)))


def test_an_empty_summary_is_a_problem(course):
    edit(
        course / "exercises/01_tiny/exercise.toml",
        "A small exercise for the grader's own tests.",
        "",
    )
    assert "no summary" in texts(problems_of(exercise_of(course)))


def test_hints_belong_to_what_the_reference_defines(course):
    (course / "solutions/01_tiny/hints.toml").write_text(
        '[hints]\ndouble = ["x"]\ntriple = ["x"]\n'
    )
    said = texts(problems_of(exercise_of(course)))
    assert "no hints for steps, Tally" in said
    assert "hints for triple" in said
    assert "[after]" in said


def test_hints_can_be_given(course):
    edit(course / "solutions/01_tiny/hints.toml", "next =", "nxet =")
    assert "nxet" in texts(problems_of(exercise_of(course)))


def test_examples_of_docstrings_run(course):
    edit(course / "solutions/01_tiny/tiny.py", ">>> steps(5)\n    2", ">>> steps(5)\n    3")
    edit(course / "exercises/01_tiny/tiny.py", ">>> steps(5)\n    2", ">>> steps(5)\n    3")
    (problem,) = problems_of(exercise_of(course))
    assert problem.aspect == "examples"
    assert "tiny.steps" in problem.text
    assert "Got:\n    2" in problem.text


def test_a_fence_ends_an_expected_answer(course):
    statement = course / "exercises/01_tiny/README.md"
    statement.write_text("```python\n>>> 1 + 1\n2\n```\n\nThat was all.\n")
    assert list(problems_of(exercise_of(course))) == []


def test_examples_of_the_statement_are_one_session_and_may_import_the_reference(course):
    statement = course / "exercises/01_tiny/README.md"
    text = "```python\n>>> from tiny import steps\n\n```\n\nand then\n\n```python\n>>> steps(9)\n4\n\n```\n"
    statement.write_text(text)
    assert list(problems_of(exercise_of(course))) == []
    statement.write_text(text.replace("4", "5"))
    assert "README.md: 1 examples" in texts(problems_of(exercise_of(course)))


# Prerequisites, alternatives and markers


@pytest.mark.parametrize(
    ("name", "said"), [("01_small", "; did you mean 02_smal?"), ("01_tiny", ""), ("x", "")]
)
def test_prerequisites_are_other_exercises_of_the_course(course, name, said):
    edit(
        course / "exercises/01_tiny/exercise.toml",
        "order = 1",
        f'order = 1\nprerequisites = ["02_smal", "{name}"]',
    )
    other = course / "exercises/02_smal"
    other.mkdir()
    (other / "exercise.toml").write_text('title = "S"\nfile = "s.py"\norder = 2\n')
    (problem,) = problems_of(exercise_of(course))
    assert problem.aspect == "metadata"
    assert f"the prerequisite {name}, which is no other exercise" in problem.text
    assert problem.text.endswith(said)


def test_two_alternatives_are_wanted(course):
    (course / "tests/alternatives/01_tiny/adds.py").unlink()
    (problem,) = problems_of(exercise_of(course))
    assert problem.aspect == "alternatives"
    assert "1 alternatives" in problem.text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("@pytest.mark.points(2)", "@pytest.mark.point(2)", "did you mean points?"),
        ("import pytest\n", "import pytest\npytestmark = pytest.mark.require('x')\n", "requires?"),
        (
            "import pytest\n",
            "from pytest import mark\nimport pytest\npytestmark = mark.zzz\n",
            "zzz",
        ),
    ],
)
def test_a_marker_that_means_nothing_is_named_with_the_near_one(course, old, new, said):
    tests = course / "solutions/01_tiny/test_tiny.py"
    tests.write_text(tests.read_text().replace(old, new, 1))
    (problem,) = problems_of(exercise_of(course))
    assert problem.aspect == "checks"
    assert said in problem.text
    assert "test_tiny.py, line " in problem.text


# The quiz


def test_a_right_quiz_has_no_problem(course):
    assert list(problems_of_quiz(exercise_of(course))) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "2 * n"', 'key = "3 * n"', "check disagrees with the key"),
        ('key = "2 * n"', 'key = "2 * m"', "m"),
        ('type = "number"', 'type = "numbre"', "numbre"),
    ],
)
def test_a_wrong_key_is_a_problem_of_the_quiz(course, old, new, said):
    edit(course / "solutions/01_tiny/quiz.toml", old, new)
    problems = list(problems_of_quiz(exercise_of(course)))
    assert {problem.aspect for problem in problems} == {"quiz"}
    assert said in texts(problems)


# Generated documents


def test_a_generated_document_is_compared_with_what_the_course_generates(course):
    exercises, page = course / "exercises", course / "docs/quiz-coverage.md"
    assert list(document_problems(exercises, None)) == []
    page.parent.mkdir()
    page.write_text(coverage_page(exercises))
    assert list(document_problems(exercises, None)) == []
    page.write_text("old\n")
    (problem,) = document_problems(exercises, None)
    assert problem.aspect == "docs"
    assert "docs/quiz-coverage.md" in problem.text
    assert "python -m grader.quiz.coverage" in problem.text
