"""Variants: reproducible, unlike another's, within their conditions, and without collisions."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from grader.errors import CourseError
from grader.quiz.draw import draw_variant
from grader.quiz.loading import load_quiz
from grader.quiz.sitting import quiz_file
from grader.quiz.stream import Stream
from grader.quiz.trusted import Trusted
from tests.quizzes import QUIZ, make_course, variants_of


def test_a_variant_is_the_same_each_time_and_another_for_somebody_else(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    ada = variants_of(exercise, "ada")
    assert ada == variants_of(exercise, "ada")
    for other in (variants_of(exercise, "bob"), variants_of(exercise, "ada", draw=2)):
        assert {name: variant.names for name, variant in ada.items()} != {
            name: variant.names for name, variant in other.items()
        }


def test_the_first_draw_of_this_secret_never_changes() -> None:
    """A learner's numbers must survive new versions of the grader."""
    stream = Stream("secret", "quiz", "ada", "03_conv", "output-size", 1)
    assert [stream.below(1000) for _ in range(4)] == [246, 905, 128, 107]


def test_parts_of_the_message_cannot_run_together() -> None:
    assert Stream("s", "ab", "c").below(2**60) != Stream("s", "a", "bc").below(2**60)
    assert Stream("s", "a").below(2**60) != Stream("t", "a").below(2**60)


@given(st.integers(1, 2**40), st.text(max_size=5))
def test_a_draw_stays_below_its_limit(limit: int, learner: str) -> None:
    assert 0 <= Stream("secret", learner).below(limit) < limit


def test_draws_and_orders_are_even() -> None:
    stream = Stream("secret", "evenness")
    counts = Counter(stream.below(6) for _ in range(6000))
    assert len(counts) == 6
    assert max(abs(count - 1000) for count in counts.values()) < 150
    orders = Counter(tuple(stream.shuffled("abc")) for _ in range(3000))
    assert len(orders) == 6
    assert max(abs(count - 500) for count in orders.values()) < 110


def test_conditions_hold_and_choices_keep_their_last_one(tmp_path: Path) -> None:
    exercise = make_course(tmp_path)
    orders = set()
    for number in range(50):
        drawn = variants_of(exercise, f"learner {number}")
        names = drawn["size"].names
        assert (names["n"] - names["f"]) % names["s"] != 0
        choice = drawn["why"]
        assert choice.options[-1].text == "None of these."
        orders.add(tuple(option.place for option in choice.options))
        assert drawn["order"].key != tuple("abcde")
    assert len(orders) == 2


def test_colliding_choices_are_drawn_again_or_refused(tmp_path: Path) -> None:
    text = """
[[question]]
id = "c"
type = "choice"
topic = "t"
stem = "<<a>>?"
draw = { a = "1..4" }
check = "a * a"

[[question.choice]]
value = "a * a"
key = true

[[question.choice]]
value = "2 * a"
feedback = "no"

[[question.distractor]]
value = "a + 2"
feedback = "no"
"""
    exercise = make_course(tmp_path, text)
    drawn = {variants_of(exercise, str(n))["c"].names["a"] for n in range(60)}
    assert drawn == {1, 3, 4}  # at 2 all of them are 4
    exercise = make_course(tmp_path, text.replace('a = "1..4"', "a = [2]"))
    with pytest.raises(
        CourseError, match=r"quiz.toml:2: question 'c': no variant .* two choices are '4'"
    ):
        variants_of(exercise)


def test_a_distractor_that_equals_the_key_is_left_out(tmp_path: Path) -> None:
    exercise = make_course(tmp_path, QUIZ.replace('where = ["(n - f) % s != 0"]', ""))
    for number in range(40):
        variant = variants_of(exercise, str(number))["size"]
        values = [variant.key, *(wrong.value for wrong in variant.wrongs)]
        assert len(set(values)) == len(values)


def test_a_broken_key_is_the_courses_fault_and_says_where(tmp_path: Path) -> None:
    exercise = make_course(tmp_path, QUIZ.replace('key = "ref.size(n, f, s)"', 'key = "1 / 0"'))
    quiz = load_quiz(quiz_file(exercise), exercise.id)
    with pytest.raises(
        CourseError, match=r"quiz.toml:4: question 'size': '1 / 0': ZeroDivisionError"
    ):
        draw_variant(
            quiz, quiz.questions[0], secret="s", learner="a", draw=1, trusted=Trusted(exercise)
        )
