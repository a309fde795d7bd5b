"""quiz.toml: what is read from it, that mistakes are named with file, line and question, and the docs' examples."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.course.exercises import load_exercise
from grader.errors import CourseError
from grader.quiz.expressions import ExpressionError, evaluate, fill
from grader.quiz.loading import load_quiz
from grader.quiz.policies import QuizPolicy, read_policies
from grader.quiz.ranges import candidates
from grader.quiz.trusted import Trusted
from grader.quiz.verify import problems, quiz_problems
from tests import ROOT
from tests.quizzes import COURSE, QUIZ, make_course

DOCS = (ROOT / "docs" / "quiz-format.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL)
PLAIN = """
[[question]]
id = "one"
type = "number"
topic = "t"
stem = "?"
key = "1"
"""


def broken(tmp_path: Path, old: str, new: str, text: str = PLAIN) -> str:
    assert old in text
    path = tmp_path / "quiz.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CourseError) as caught:
        load_quiz(path, "01_sizes")
    message = str(caught.value)
    assert message.startswith(str(path))
    return message.removeprefix(str(path))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda text: re.findall(r'id = "(.*?)"', text)[0])
def test_the_examples_of_the_docs_hold_what_they_promise(tmp_path: Path, example: str) -> None:
    exercise = load_exercise(ROOT / "exercises" / "03_conv")
    path = tmp_path / "quiz.toml"
    path.write_text(example, encoding="utf-8")
    quiz = load_quiz(path, exercise.id)
    trusted = Trusted(exercise)
    complaints = [
        problem
        for question in (*quiz.questions, *quiz.grown)
        for problem in problems(quiz, question, trusted, exercise, 50)
    ]
    assert not complaints


def test_the_docs_show_every_type() -> None:
    shown = set(re.findall(r'^type = "(\w+)"', DOCS, re.MULTILINE))
    from grader.quiz.kinds import KINDS

    assert shown | {"multiple"} == set(KINDS)


def test_the_small_quiz_of_the_tests_is_sound(tmp_path: Path) -> None:
    assert quiz_problems(make_course(tmp_path), 60) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('stem = "?"', 'stme = "?"', ":6: question 'one': unknown key 'stme'; did you mean 'stem'?"),
        ('type = "number"', 'type = "nmber"', ":4: question 'one': type = 'nmber': did you mean 'number'?"),
        ('key = "1"', "", ":2: question 'one': key is missing"),
        ('id = "one"', 'id = "One!"', ":2: question 'One!': an id has lower-case letters"),
        ('key = "1"', 'key = 1', ":7: question 'one': Expected `str`, got `int`"),
        ('key = "1"', 'key = "1"\ndraw = { n = "1..9" }', "it draws numbers and has no check"),
        ('key = "1"', 'key = "1"\npoints = -1', "points = -1: expected 0 to 100"),
        ('key = "1"', 'key = "1"\ntolerance = "wide"', "tolerance = 'wide'"),
        ("[[question]]", "[question]", "write each question under its own [[question]]"),
        ("[[question]]", "x = 1\n[[question]]", "unknown key 'x'"),
        ('id = "one"', 'id = "one', "is not valid TOML"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in broken(tmp_path, old, new)


def test_two_questions_of_one_name_are_refused(tmp_path: Path) -> None:
    assert ":9: two questions are called 'one'" in broken(tmp_path, "\n[[q", PLAIN + "\n[[q")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("key = true\nfeedback = \"Yes.\"", 'feedback = "Yes."', "exactly one [[question.choice]]"),
        ('["input", "<<n>>", ""]', '["input", ""]', "row 1 has 2 cells, but there are 3 columns"),
        ("cell = 2", "cell = 9", "a distractor of a table needs cell = 1 to 4"),
        ("free = [[1, 2]]", "free = [[1, 7]]", "count the steps from 1 to 5"),
        ('domain = { n = ', 'domain = { m = ', "domain of 'm', which is no variable"),
    ],
)  # fmt: skip
def test_fields_that_contradict_each_other(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert told in broken(tmp_path, old, new, QUIZ)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "ref.size(n, f, s)"', 'key = "ref.siz(n)"', "AttributeError"),
        ('key = "ref.size(n, f, s)"', 'key = "n / f"', "no whole number, and there is no tolerance"),
        ('where = ["(n - f) % s != 0"]', 'where = ["n < 0"]', "no variant can be made of it in 2000"),
        ("A window of <<f>>", "A window of <<ff>>", "unknown name 'ff'"),
        ('check = "len(range(0, n - f + 1, s))"', 'check = "n"', "check disagrees with the key"),
        ('feedback = "You rounded up."', 'feedback = "It is <<(n - f)//s + 1>>."', "gives the key away"),
        ('wrong = "Count where', 'wrong = "$\\\\frac{1}{$ Count where', "a formula cannot be read"),
        ('stem = "What share', 'stem = "![x](none.svg) What share', "a figure is not in"),
    ],
)  # fmt: skip
def test_the_measures_find_what_is_wrong(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in QUIZ
    exercise = make_course(tmp_path, QUIZ.replace(old, new, 1))
    assert any(told in problem for problem in quiz_problems(exercise, 60))


def test_expressions_are_pythons_without_its_dangers() -> None:
    names = {"n": 7, "size": (3, 4)}
    assert evaluate("n // 2 + 2**3 if n > 5 and not n == 6 else 0", names) == 11
    assert evaluate("sum(i * j for i, j in zip(range(3), size + (5,)) if i)", names) == 14
    assert evaluate("{'a': [1, 2][::-1]}['a'][0]", names) == 2
    assert evaluate("np.arange(3).sum()", {"np": __import__("numpy")}) == 3
    for text in ("n.__class__", "(lambda: 1)()", "[x := 1]", "f'{n}'", "open('x')", "n +"):
        with pytest.raises(ExpressionError):
            evaluate(text, names)


def test_placeholders_leave_formulas_alone() -> None:
    names = {"n": 12288, "x": 0.125, "size": (3, 32, 32)}
    text = r"$\frac{<<n>>}{2^{n}}$ <<n:,>> <<x:.1%>> <<size:x>> <<'a<b'>> <<n + 1>>"
    assert fill(text, names) == r"$\frac{12288}{2^{n}}$ 12,288 12.5% 3×32×32 a<b 12289"


def test_what_can_be_drawn() -> None:
    assert candidates("1..9 by 2") == (1, 3, 5, 7, 9)
    assert candidates("0.1..0.5 by 0.2") == (0.1, 0.3, 0.5)
    assert candidates("-2..1") == (-2, -1, 0, 1)
    assert candidates([[3, 1], "word"]) == [(3, 1), "word"]
    for bad in ("9..1", "1-9", [], "1..9 by 0"):
        with pytest.raises(ExpressionError):
            candidates(bad)


def test_the_policies_of_a_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADE_SECRET", raising=False)
    make_course(tmp_path)
    solutions = tmp_path / "solutions"
    assert read_policies(solutions) == ("a secret of the tests", QuizPolicy())
    monkeypatch.setenv("GRADE_SECRET", "from outside")
    assert read_policies(solutions)[0] == "from outside"
    monkeypatch.delenv("GRADE_SECRET")
    for text, problem in [
        ("", "has no secret"),
        (COURSE + '[quiz]\nkey_shown = "always"', "course.toml:3"),
        (COURSE + '[quiz]\nkey_shown = "after_date"', "needs after_date"),
        (COURSE + "[quiz]\nattempts = 3", "course.toml:3: unknown key 'attempts'"),
    ]:
        (solutions / "course.toml").write_text(text, encoding="utf-8")
        with pytest.raises(CourseError, match=re.escape(problem)):
            read_policies(solutions)


def test_the_published_policies_can_be_read() -> None:
    secret, policy = read_policies(ROOT / "solutions")
    assert "replace me" in secret
    assert policy.closed(policy.after_attempts)
