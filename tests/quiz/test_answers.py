"""answers.toml: comments survive, a broken file is told and kept, and hostile content is only data."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.quiz.answers import AnswersError, read_answers, save_answers
from tests.quizzes import make_course, sitting_of

BY_HAND = """# my notes
learner = "ada"   # that's me
draw = 1

[answers]
# I drew it first
size = 14        # sure
share = ""
why = 'b'
net = [
    "1×9",  # first
    "3",
]
truth = { verdict = true, reason = "a" }
other = "kept"
"""


def test_what_people_write_by_hand_is_read(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(BY_HAND, encoding="utf-8")
    answers = read_answers(path)
    assert (answers.learner, answers.draw) == ("ada", 1)
    assert answers.values == {
        "size": "14",
        "share": "",
        "why": "b",
        "net": ["1×9", "3"],
        "truth": ["true", "a"],
        "other": "kept",
    }


def test_saving_changes_what_changed_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(BY_HAND, encoding="utf-8")
    save_answers(path, {"size": "15", "why": "b", "new": ["a", "c"]}, learner="ada", draw=1)
    text = path.read_text(encoding="utf-8")
    assert text == BY_HAND.replace("size = 14 ", 'size = "15" ') + 'new = ["a", "c"]\n'
    assert read_answers(path).values["new"] == ["a", "c"]
    save_answers(path, {"size": "15"}, learner="ada", draw=1)
    assert path.read_text(encoding="utf-8") == text


def test_a_new_file_says_what_each_answer_is_for(tmp_path: Path) -> None:
    sitting = sitting_of(make_course(tmp_path))
    sitting.save({"why": "a"})
    text = sitting.path.read_text(encoding="utf-8")
    assert text.startswith("# Answers to the quiz of 01_sizes.")
    assert "#     grade quiz exercises/01_sizes\n" in text
    assert '# 1. How many windows fit? (a whole number)\nsize = ""\n' in text
    assert 'why = "a"' in text
    assert "secret" not in text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('size = "14', "is not valid TOML"),
        ("[answers]\nsize = 1\nsize = 2", "is not valid TOML"),
        ("answers = 3", "begin it with a line [answers]"),
        ("learner = 3", "learner must be a text"),
        ("draw = 0", "draw must be a whole number from 1"),
        ("draw = true", "draw must be a whole number from 1"),
        ("[answers]\nsize = 2026-01-01", "must be a text, a number or a list"),
        ("[answers]\nsize = " + "9" * 200, "too long a number"),
        ("[answers]\nsize = " + "9" * 9000, "cannot be read"),
        ("[answers]\nsize = " + "[" * 3000 + "]" * 3000, "cannot be read"),
        ("[answers]\nsize = '" + "x" * 6000 + "'", "longer than 5000"),
        ("[answers]\nsize = [" + "1," * 200 + "]", "more than 100 parts"),
        ("# " + "x" * 1_100_000, "is larger than"),
    ],
)
def test_what_cannot_be_read_is_told_and_left_alone(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "answers.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AnswersError) as caught:
        read_answers(path)
    assert told in str(caught.value)
    assert str(path) in str(caught.value)
    with pytest.raises(AnswersError):
        save_answers(path, {"size": "1"}, learner="ada", draw=1)
    assert path.read_text(encoding="utf-8") == text


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_bytes(b"[answers]\nsize = '\xff'")
    with pytest.raises(AnswersError, match="not UTF-8"):
        read_answers(path)


def test_a_byte_order_mark_and_windows_lines_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "answers.toml"
    path.write_bytes("\ufeff[answers]\r\nsize = '3'\r\n".encode())
    assert read_answers(path).values == {"size": "3"}
