"""The quiz in the terminal, on paper and for the instructor: complete, readable, and keys only where they belong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from grader.messages.english import CATALOG as ENGLISH
from grader.messages.english.quizzes import QUIZ
from grader.quiz import commands
from grader.quiz.paper import answer_sheet, paper_page
from grader.quiz.preview import preview_page
from grader.quiz.sitting import Sitting
from grader.quiz.terminal import ask_all, question_text, results_text, wrapped
from tests import ROOT
from tests.pages import Page
from tests.quizzes import make_course, right_answer, sitting_of


def typing(lines: list[str]) -> Callable[[str], str]:
    waiting = iter(lines)

    def read(prompt: str) -> str:
        line = next(waiting, None)
        if line is None:
            raise EOFError
        return line

    return read


def all_lines(sitting: Sitting) -> list[str]:
    lines: list[str] = []
    for variant in sitting.variants:
        answer = right_answer(variant)
        lines += answer if isinstance(answer, list) else answer.split("\n")
        lines += [""] * (variant.kind == "output")
    return lines


def test_the_terminal_asks_everything_and_saves_each_answer(tmp_path: Path) -> None:
    sitting = sitting_of(make_course(tmp_path))
    written: list[str] = []
    assert ask_all(sitting, typing(all_lines(sitting)), written.append)
    results = sitting.grade()
    assert {result.status for result in results} == {"correct"}
    text = results_text(results)
    assert "Quiz 12 of 12 points, 0 open." in text
    shown = "\n".join(written)
    assert "How many places are there?" in shown
    assert "(3)" in shown  # the third cell of the table
    assert max(map(len, shown.splitlines())) <= 100


def test_the_terminal_asks_again_for_what_cannot_be_read(tmp_path: Path) -> None:
    sitting = sitting_of(make_course(tmp_path))
    written: list[str] = []
    assert not ask_all(sitting, typing(["twelve", "12", "", "q"]), written.append)
    assert any("“twelve” is not a number" in line for line in written)
    assert sitting.answers().values["size"] == "12"
    assert sitting.answers().values["share"] == ""


def test_the_end_of_the_input_keeps_what_was_typed(tmp_path: Path) -> None:
    sitting = sitting_of(make_course(tmp_path))
    kinds = [variant.kind for variant in sitting.variants]
    before = ["" for kind in kinds[: kinds.index("table")] for _ in range(1)]
    assert not ask_all(sitting, typing([*before, "1×9", "3"]), lambda _: None)
    assert sitting.answers().values["net"] == ["1×9", "3", "", ""]
    rest = [""] * sum(4 if kind == "table" else 1 for kind in kinds[: kinds.index("output")])
    written: list[str] = []
    assert not ask_all(sitting, typing([*rest, "[1.0]", "[2.0]"]), written.append)
    assert sitting.answers().values["prints"] == "[1.0]\n[2.0]"
    shown = "\n".join(written)
    assert "an empty line ends the answer" in shown
    assert "Attempt 1" in shown


def test_a_table_in_a_stem_is_a_table_in_the_terminal() -> None:
    text = wrapped("See:\n\n| place | $x_1$ |\n| --- | ---: |\n| first | **10** |\n| b | 2 |")
    assert text.split("\n") == [
        "See:",
        "",
        "  place  x_1",
        "  ──────────",
        "  first  10",
        "  b      2",
    ]


def test_the_terminal_shows_what_was_answered_before(tmp_path: Path) -> None:
    sitting = sitting_of(make_course(tmp_path))
    sitting.save({"why": "c", "size": "\x1b[31m4"})
    written: list[str] = []
    ask_all(sitting, typing([""] * 60), written.append)
    shown = "\n".join(written)
    assert "now: (c) None of these" in shown
    assert "\x1b" not in shown


def test_texts_for_the_terminal_keep_code_and_lose_markup() -> None:
    text = wrapped("A *long* stem with $x^2$.\n\n```python\nprint( 1 )\n```\n\n![a cat](cat.svg)")
    assert text.split("\n") == ["A long stem with x^2.", "", "    print( 1 )", "", "[a cat]"]


def test_paper_holds_the_questions_and_no_key(tmp_path: Path) -> None:
    sitting = sitting_of(make_course(tmp_path))
    paper, sheet = Page(paper_page(sitting)), Page(answer_sheet(sitting))
    assert paper.problems == sheet.problems == []
    for number in range(1, 11):
        assert f"Question {number}" in paper.words
    assert "ada, draw 1" in paper.words
    for phrase in ("You rounded up", "It rounds down.", "There is another one"):
        assert phrase not in paper.words
    assert f"{sitting.variants[0].key:,}" in sheet.words
    assert "For instructors." in sheet.words
    other = Page(paper_page(Sitting(sitting.exercise, learner="bob")))
    assert other.words != paper.words.replace("ada", "bob")


def test_the_preview_shows_everything(tmp_path: Path) -> None:
    page = Page(preview_page(sitting_of(make_course(tmp_path))))
    assert page.problems == []
    for phrase in (
        "You rounded up.",
        "There is another one.",
        "The gradients are not there yet.",
        "Your size",
    ):
        assert phrase in page.words
    assert "Drawn: n = " in page.words


def test_printing_writes_three_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make_course(tmp_path)
    monkeypatch.chdir(tmp_path)
    for mode in ("print", "preview"):
        options = commands.QuizOptions(mode=mode, learner="Ada L/../x")
        assert commands.run_quiz(Path("exercises/01_sizes"), options) == 0
    names = sorted(path.name for path in Path("reports/quiz").iterdir())
    assert names == [
        "01_sizes-Ada-L-x-answers.toml",
        "01_sizes-Ada-L-x-key.html",
        "01_sizes-Ada-L-x.html",
        "01_sizes-preview.html",
    ]
    form = Path("reports/quiz/01_sizes-Ada-L-x-answers.toml").read_text(encoding="utf-8")
    assert 'learner = "Ada L/../x"' in form
    assert not (tmp_path / ".grade").exists()
    assert "for instructors" in capsys.readouterr().out


def test_every_sentence_of_the_quiz_is_used_and_exists() -> None:
    root = ROOT
    names = ("quiz", "release", "desk")
    rooms = [path for name in names for path in (root / "grader" / name).rglob("*.py")]
    files = [*rooms, *(root / "templates").rglob("*.j2")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    asked = set(re.findall(r"""['"]((?:quiz|answers|export)\.[\w.]+)['"]""", text))
    families = tuple(re.findall(r"""f?['"]((?:quiz|export)\.[\w.]+\.)['"{]""", text))
    files_named = {f"quiz.{ending}" for ending in ("js", "css", "toml", "py", "html.j2")}
    asked = {key for key in asked if not key.endswith(".")} - files_named
    assert [key for key in asked if key not in ENGLISH and f"{key}.other" not in ENGLISH] == []
    plain = {re.sub(r"\.(one|other)$", "", key) for key in QUIZ}
    refused = {f"quiz.refused.{key}" for key in re.findall(r'"(\w+)"', text)}
    assert {key for key in plain - asked - refused if not key.startswith(families)} == set()


def test_a_question_as_text_names_its_form(tmp_path: Path) -> None:
    variants = {variant.id: variant for variant in sitting_of(make_course(tmp_path)).variants}
    assert "a number (%)" in question_text(variants["share"], 2)
    assert "print(size(" in question_text(variants["prints"], 10)
    assert "3 points" in question_text(variants["net"], 7)
