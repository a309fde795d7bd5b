"""A kind of question is one file: here is a new one, and everything asks it without knowing it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from grader.model import Exercise
from grader.quiz.forms import answers_from
from grader.quiz.kinds import KINDS
from grader.quiz.marking import mark
from grader.quiz.pages import question_views, render_quiz_page
from grader.quiz.paper import answer_sheet, paper_page
from grader.quiz.preview import preview_page
from grader.quiz.terminal import ask_all
from grader.quiz.verify import quiz_problems
from tests import ROOT
from tests.quiz.binary import BinaryQuestion
from tests.quiz.test_outlets import typing
from tests.quizzes import make_course, sitting_of, variants_of

QUIZ = """
[[question]]
id = "bits"
type = "binary"
topic = "digits"
stem = "Write <<n>> in binary."
draw = { n = "20..90" }
key = "n"
check = "n + 0"
wrong = "Which powers of two does it take?"

[[question.distractor]]
value = "2 * n"
feedback = "One zero too many."
"""


@pytest.fixture
def exercise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    monkeypatch.setitem(KINDS, "binary", BinaryQuestion)
    return make_course(tmp_path, QUIZ)


def test_a_new_kind_is_drawn_and_marked(exercise: Exercise) -> None:
    bits = variants_of(exercise)["bits"]
    assert bits.names["n"] != variants_of(exercise, "bob")["bits"].names["n"]
    assert mark(bits, f"{bits.names['n']:b}").status == "correct"
    assert mark(bits, f"{bits.names['n']:b}0").feedback == "One zero too many."
    assert mark(bits, "1").feedback == "Which powers of two does it take?"
    assert mark(bits, "12").status == "invalid"


def test_a_new_kind_is_asked_in_the_terminal(exercise: Exercise) -> None:
    sitting = sitting_of(exercise)
    (bits,) = sitting.variants
    written: list[str] = []
    assert ask_all(sitting, typing(["two", f"{bits.key:b}"]), written.append)
    assert any("“two” is not a number" in line for line in written)
    assert [result.status for result in sitting.grade()] == ["correct"]


def test_a_new_kind_has_a_field_on_the_page_and_a_place_on_paper(exercise: Exercise) -> None:
    sitting = sitting_of(exercise)
    (bits,) = sitting.variants
    given = answers_from({"q:bits": [" 101 "]}, [bits])
    assert given == {"bits": "101"}
    views = question_views([bits], given, {}, {}, exercise.folder)
    texts = dict.fromkeys(("title", "heading", "learner", "intro", "path", "csrf", "nonce"), "")
    texts |= dict.fromkeys(("detail", "script", "costs"), "")
    numbers = {"answered": 1, "graded": False, "score": 0, "max_score": 1}
    desk = {"exercise": exercise, "tabs": [("quiz", "Quiz", True)], "base": "", "draws_left": 0}
    desk |= {key: {} for key in ("locked", "solved", "conflicts")}
    page = render_quiz_page("quiz.html.j2", views=views, notes=[], **texts, **numbers, **desk)
    assert re.search(r'<input type="text"[^>]* name="q:bits" value="101"', page)
    assert f"Write {bits.key} in binary." in paper_page(sitting)
    assert f"<code>{bits.key:b}</code>" in answer_sheet(sitting)
    assert "One zero too many." in preview_page(sitting)


def test_a_new_kind_is_proved(exercise: Exercise) -> None:
    assert quiz_problems(exercise, 30) == []
    file = exercise.private / "quiz.toml"
    for old, new, problem in [
        ('check = "n + 0"', 'check = "n + 1"', "check disagrees with the key"),
        ('value = "2 * n"', 'value = "n"', "a distractor always equals the key"),
        ("<<n>> in", "<<m>> in", "unknown name 'm'"),
    ]:
        file.write_text(QUIZ.replace(old, new), encoding="utf-8")
        (first, *_) = quiz_problems(exercise, 30)
        assert problem in first


def test_only_the_reader_of_the_file_knows_which_kinds_there_are() -> None:
    room = ROOT / "grader" / "quiz"
    sources = {path: path.read_text(encoding="utf-8") for path in room.glob("*.py")}
    assert [path.name for path, text in sources.items() if "quiz.kinds" in text] == ["loading.py"]
    templates = {path: path.read_text(encoding="utf-8") for path in ROOT.glob("templates/*.j2")}
    asks = re.compile(r"\b(?:variant|question|view|q)\.kind\s*(?:==|!=|in\b|not\b)")
    assert [path.name for path, text in {**sources, **templates}.items() if asks.search(text)] == []


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_has_its_face(kind: type[BinaryQuestion]) -> None:
    face = (ROOT / "templates" / "quiz_kinds" / f"{kind.face}.html.j2").read_text(encoding="utf-8")
    assert "{% macro field(q)" in face
    assert "{% macro paper(q)" in face


@pytest.mark.parametrize("answer", ["1e400", "-1e400", "9" * 40 + "e350"])
def test_a_number_beyond_all_floats_is_only_wrong(tmp_path: Path, answer: str) -> None:
    """A cell with a float for a key, and an expression whose values are floats."""
    cells = """
[[question]]
id = "cell"
type = "table"
topic = "t"
stem = "Fill in."
columns = ["a", "b"]
rows = [["x", "? 0.5"]]

[[question]]
id = "root"
type = "expression"
topic = "t"
stem = "What is it?"
variables = ["x"]
key = "sqrt(x) + 1.5"
"""
    drawn = variants_of(make_course(tmp_path, cells))
    assert mark(drawn["cell"], [answer]).status == "wrong"
    assert mark(drawn["root"], answer).status in ("wrong", "invalid")
