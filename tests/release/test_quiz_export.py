"""Quizzes that leave: packages are opened again by a reader that does not know how they were made."""

from __future__ import annotations

import base64
import re
import xml.etree.ElementTree as ET
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from grader.cli import cli
from grader.course.exercises import load_exercise
from grader.errors import UsageError
from grader.model import Exercise
from grader.quiz.bank import draw_bank
from grader.release.items import Item, item_of
from grader.release.quiz_export import Exported, export_quiz
from tests import ROOT
from tests.quizzes import make_course
from tests.release.reading_qti import (
    MATHML,
    QTI,
    Package,
    check_item,
    correct_responses,
    outcomes,
)

NAMES = ["00_foundations", "03_conv"]  # all kinds of question, formulas, figures
HOSTILE = "</text>]]><script>alert(1)</script> & \"'{1:SHORTANSWER:=x} ]]>"


@cache
def exported(name: str, platform: str) -> Exported:
    return export_quiz(load_exercise(ROOT / "exercises" / name), platform, variants=3)


@cache
def items(name: str) -> dict[str, Item]:
    """The items by the identifier that they have in a package."""
    bank = draw_bank(load_exercise(ROOT / "exercises" / name), 3)
    by_id = {}
    for variants in bank:
        for number, variant in enumerate(variants, 1):
            if variant.id not in left_out(name):
                by_id[f"q-{variant.id}-{number}"] = item_of(variant)
    return by_id


def left_out(name: str) -> set[str]:
    losses = exported(name, "qti").losses
    return {question for question, reasons in losses.items() if reasons[0].startswith("left out")}


def test_the_samples_have_every_kind_of_question() -> None:
    from grader.quiz.kinds import KINDS

    kinds = {item.variant.kind for name in NAMES for item in items(name).values()}
    assert kinds == set(KINDS)


@pytest.mark.parametrize("name", NAMES)
class TestQti:
    def test_a_package_is_whole_and_every_item_well_built(self, name: str) -> None:
        package = Package(exported(name, "qti").content)
        assert set(package.items) == set(items(name))
        for item in package.items.values():
            check_item(item, set(package.archive.namelist()))

    def test_the_right_answer_earns_everything_and_none_earns_nothing(self, name: str) -> None:
        package = Package(exported(name, "qti").content)
        for item in package.items.values():
            right = outcomes(item, correct_responses(item))
            assert right["SCORE"] == pytest.approx(right["MAXSCORE"]), item.attrib["identifier"]
            assert right["FEEDBACK"] == "right"
            nothing = outcomes(item, {})
            assert (nothing["SCORE"], nothing["FEEDBACK"]) == (0, "wrong")

    def test_what_the_question_says_is_right_is_right_there(self, name: str) -> None:
        """The key comes from the drawn variant, not from the package."""
        package = Package(exported(name, "qti").content)
        for identifier, ours in items(name).items():
            item = package.items[identifier]
            for number, blank in enumerate(ours.blanks, 1):
                if len(ours.blanks) > 1:
                    continue
                field = f"RESPONSE-{number}"
                tries = blank.accepted or (repr(blank.number),)
                for text in tries:
                    assert outcomes(item, {field: text})["FEEDBACK"] == "right"
                for value, feedback in blank.wrongs:
                    text = repr(float(value)) if blank.number is not None else str(value)
                    if isinstance(value, tuple):
                        text = "×".join(map(str, value))
                    result = outcomes(item, {field: text})
                    assert result["SCORE"] == 0
                    assert result["FEEDBACK"].startswith("wrong-"), feedback

    def test_ticks_earn_and_cost_as_at_home(self, name: str) -> None:
        package = Package(exported(name, "qti").content)
        for identifier, ours in items(name).items():
            if ours.single or not ours.partial or not ours.options:
                continue
            item = package.items[identifier]
            every = [f"choice-{place}" for place in range(1, len(ours.options) + 1)]
            result = outcomes(item, {"RESPONSE": every})
            worth = sum(option.share for option in ours.options)
            points = ours.variant.question.points
            assert result["SCORE"] == pytest.approx(max(0.0, worth * points), abs=1e-4)

    def test_the_test_draws_one_variant_of_each_question(self, name: str) -> None:
        package = Package(exported(name, "qti").content)
        sections = list(package.test.iter(f"{QTI}assessmentSection"))
        assert len(sections) == exported(name, "qti").questions
        refs = [ref.attrib["identifier"] for ref in package.test.iter(f"{QTI}assessmentItemRef")]
        assert sorted(refs) == sorted(package.items)
        for section in sections:
            (selection,) = section.findall(f"{QTI}selection")
            assert selection.attrib["select"] == "1"
            assert len(section.findall(f"{QTI}assessmentItemRef")) in (1, 2, 3)

    def test_formulas_are_mathml(self, name: str) -> None:
        package = Package(exported(name, "qti").content)
        text = b"".join(
            package.archive.read(file)
            for file in package.archive.namelist()
            if file.endswith(".xml")
        )
        assert MATHML.strip("{}").encode() in text
        assert b"math-error" not in text


class _Balanced(HTMLParser):
    """Reads HTML, and knows which elements are still open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag not in ("br", "hr", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("name", NAMES)
class TestMoodle:
    def test_every_question_is_in_its_category(self, name: str) -> None:
        root = ET.fromstring(exported(name, "moodle").content)
        questions = [question for question in root if question.attrib["type"] != "category"]
        assert len(questions) == len(items(name)) == exported(name, "moodle").items
        category = ""
        for question in root:
            if question.attrib["type"] == "category":
                category = (question.findtext("category/text") or "").rpartition("/")[2]
            else:
                assert re.fullmatch(rf"{category}-\d+", question.findtext("name/text") or "")

    def test_questions_hold_what_moodle_asks_for(self, name: str) -> None:
        for question in ET.fromstring(exported(name, "moodle").content):
            kind = question.attrib["type"]
            if kind == "category":
                continue
            fractions = [float(answer.attrib["fraction"]) for answer in question.iter("answer")]
            if kind == "cloze":
                assert fractions == []
                assert re.search(r"\{1:(NUMERICAL|SHORTANSWER):=", self.text(question))
            elif kind == "ordering":
                assert fractions == list(range(1, len(fractions) + 1))
            elif question.findtext("single") == "false":
                assert sum(share for share in fractions if share > 0) == pytest.approx(100, abs=0.1)
            else:
                assert max(fractions) == 100
            if kind in ("numerical", "shortanswer"):
                assert question.findall("answer")[-1].findtext("text") == "*"
            for part in question.iter():
                if part.get("format") == "html":
                    self.check_html(part)

    def text(self, question: ET.Element) -> str:
        return question.findtext("questiontext/text") or ""

    def check_html(self, part: ET.Element) -> None:
        text = part.findtext("text") or ""
        reader = _Balanced()
        reader.feed(text)
        assert reader.open == []
        assert "script" not in reader.seen
        shown = set(re.findall(r"@@PLUGINFILE@@/([\w.]+)", text))
        files = {file.attrib["name"]: file.text or "" for file in part.findall("file")}
        assert set(files) == shown
        for content in files.values():
            assert base64.b64decode(content, validate=True)


@pytest.fixture
def small(tmp_path: Path) -> Exercise:
    return make_course(tmp_path)


@pytest.mark.parametrize("platform", ["qti", "moodle"])
def test_nothing_in_a_text_becomes_markup(platform: str, tmp_path: Path) -> None:
    quiz = f"""
[[question]]
id = "odd"
type = "choice"
topic = "x"
title = '''{HOSTILE}'''
stem = '''{HOSTILE}'''
[[question.choice]]
text = '''{HOSTILE} a'''
key = true
feedback = '''{HOSTILE}'''
[[question.choice]]
text = "b"
"""
    exercise = make_course(tmp_path, quiz=quiz)
    content = export_quiz(exercise, platform).content
    if platform == "qti":
        package = Package(content)
        for item in package.items.values():
            check_item(item, set(package.archive.namelist()))
        return
    for part in ET.fromstring(content).iter("text"):
        reader = _Balanced()
        reader.feed(part.text or "")
        assert "script" not in reader.seen


def test_the_same_course_gives_the_same_file(small: Exercise) -> None:
    assert export_quiz(small, "qti", 2) == export_quiz(small, "qti", 2)


def test_what_cannot_be_said_is_listed(small: Exercise, monkeypatch: pytest.MonkeyPatch) -> None:
    from grader.release import items as module

    monkeypatch.setattr(module, "_READERS", {})
    with pytest.raises(UsageError, match="no question"):
        export_quiz(small, "qti", 1)


def test_the_command_writes_the_file_and_says_what_is_lost(small: Exercise, tmp_path: Path) -> None:
    target = tmp_path / "out" / "quiz.zip"
    command = ["quiz", str(small.folder), "--export", "qti", str(target), "--variants", "2"]
    result = CliRunner().invoke(cli, command)
    assert result.exit_code == 0, result.output
    assert "questions" in result.output
    assert Package(target.read_bytes()).items
