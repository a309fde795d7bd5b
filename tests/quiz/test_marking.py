"""Answers of every kind: how they may be written, what they earn, what is said to them."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from grader.quiz.algebra import Unreadable
from grader.quiz.comparison import same_value
from grader.quiz.grown import function_lines, with_own_code
from grader.quiz.keys import given_text
from grader.quiz.marking import mark
from grader.quiz.reading import read_number, read_shape
from grader.quiz.variant import Variant
from tests.quizzes import key_text, make_course, right_answer, variants_of


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Variant]:
    return variants_of(make_course(tmp_path_factory.mktemp("course")))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12288", 12288),
        ("12,288", 12288),
        ("12 288", 12288),
        ("12\u202f288", 12288),
        ("12'288", 12288),
        ("1,234,567.5", 1234567.5),
        ("-3", -3),
        ("−3", -3),
        ("1.2e4", 12000),
        ("3·10^9", 3 * 10**9),
        ("3 × 10⁹", 3 * 10**9),
        ("2.5*10**-2", 0.025),
        ("3/4", 0.75),
        ("0,25", 0.25),
        ("0,125", 0.125),
        (".5", 0.5),
        ("7.", 7),
    ],
)
def test_numbers_may_be_written_as_people_do(text: str, value: float) -> None:
    assert read_number(text).value == Fraction(str(value))


def test_infinities_are_read_as_what_they_are() -> None:
    for text in ("inf", "+inf", "Infinity", "∞", "inf %"):
        assert read_number(text).value == math.inf
    assert read_number("−inf").value == read_number("-∞").value == -math.inf
    assert math.isnan(float(read_number("nan").value))
    assert read_number("1e400").value == 10**400  # larger than every float, and still no infinity
    assert same_value(math.inf, math.inf)
    assert same_value(math.nan, math.nan)
    assert not same_value(Fraction(10**400), math.inf)
    assert not same_value(math.inf, 1.5)


def test_an_infinite_answer_is_wrong_and_readable(drawn: dict[str, Variant]) -> None:
    for text in ("inf", "-inf", "nan", "1e400", "−1e400"):
        assert mark(drawn["size"], text).status == "wrong"
        assert mark(drawn["share"], text).status == "wrong"
        net = mark(drawn["net"], ["1×9", text, "", ""])
        assert net.cells == (1, 2)


@pytest.mark.parametrize(
    "text",
    [
        "twelve",
        "1/0",
        "1..2",
        "--3",
        "infinite",
        "1e9999",
        "9" * 50,
        "1,23,4",
        "__import__('os')",
        "1+1",
        "0x10",
    ],
)
def test_other_texts_are_no_numbers(text: str, drawn: dict[str, Variant]) -> None:
    result = mark(drawn["size"], text)
    assert result.status == "invalid"
    assert result.share == 0
    assert result.feedback


def test_the_unit_may_be_written_and_another_is_named(drawn: dict[str, Variant]) -> None:
    share = drawn["share"]
    key = share.key
    for text in (f"{key:.3f}", f"{key:.3f}%", f"{key:.3f} %", f"{key * 10:.2f} per mille"):
        assert mark(share, text).status == "correct", text
    assert mark(share, f"{key * 1.02:.4f}").status == "wrong"
    assert "Answer in %" in mark(share, f"{key:.3f} kg").feedback
    assert mark(share, "1,234").status == "invalid"  # thousands, or a decimal comma?
    assert mark(drawn["size"], f"{drawn['size'].key} places").status == "correct"


def test_a_number_gets_the_feedback_of_its_mistake(drawn: dict[str, Variant]) -> None:
    size = drawn["size"]
    assert mark(size, str(size.key)).feedback == "It rounds down."
    assert mark(size, str(size.wrongs[0].value)).feedback == "You rounded up."
    assert mark(size, "1000").feedback == "Count where a window may start."
    assert mark(size, f"{size.key}.5").status == "wrong"
    assert mark(size, "  ").status == "unanswered"
    assert mark(size, None).status == "unanswered"


def test_choices_by_letter_or_by_text(drawn: dict[str, Variant]) -> None:
    why = drawn["why"]
    (letter,) = why.key
    for text in (
        letter,
        letter.upper(),
        f"({letter})",
        f" {letter}. ",
        "A window that sticks out is dropped.",
    ):
        assert mark(why, text).status == "correct"
    assert mark(why, "c").feedback == "One of them is right."
    assert mark(why, "d").status == "invalid"
    assert mark(why, "a b").status == "invalid"
    assert given_text(why, letter) == f"({letter}) A window that sticks out is dropped"


def test_multiple_choice_pays_for_right_ticks_and_charges_wrong_ones(
    drawn: dict[str, Variant],
) -> None:
    some = drawn["some"]
    first, second = some.key
    (odd,) = [option.letter for option in some.options if not option.right]
    assert mark(some, [second, first]).share == 1
    assert mark(some, f"{first},{second}").status == "correct"
    half = mark(some, first)
    assert (half.status, half.share, half.feedback) == ("partial", 0.5, "There is another one.")
    every = mark(some, [first, second, odd])
    assert every.share == 0.5
    assert every.feedback == f"{some.names['a']} is odd."
    assert mark(some, odd).share == 0


def test_true_or_false_needs_the_reason(drawn: dict[str, Variant]) -> None:
    truth = drawn["truth"]
    (right,) = [option.letter for option in truth.options if option.right]
    (wrong,) = [option.letter for option in truth.options if not option.right]
    assert mark(truth, f"true {right}").feedback == "Indeed."
    assert mark(truth, ["yes", right]).status == "correct"
    assert mark(truth, f"T {wrong}").share == 0.5
    assert mark(truth, "true").feedback == "The verdict is right. Choose the reason as well."
    assert mark(truth, f"false {right}").feedback == "Try it with one cell."
    assert mark(truth, right).status == "invalid"
    assert mark(truth, "maybe").status == "invalid"


def test_shapes(drawn: dict[str, Variant]) -> None:
    shape = drawn["shape"]
    m, h, w = shape.key
    for text in (
        f"{m}×{h}×{w}",
        f"{m}x{h}x{w}",
        f"({m}, {h}, {w})",
        f"[{m},{h},{w}]",
        f"{m} {h} {w}",
    ):
        assert mark(shape, text).status == "correct", text
    assert mark(shape, [str(m), str(h), str(w)]).status == "correct"
    swapped = mark(shape, f"{m}×{w}×{h}")
    assert swapped.feedback == "Height first."
    assert swapped.share == pytest.approx(1 / 3)
    assert "Count the axes" in mark(shape, f"{h}×{w}").feedback
    assert read_shape("(400,)") == (400,)
    with pytest.raises(Unreadable):
        read_shape("N×28×28")


def test_a_table_pays_for_each_cell(drawn: dict[str, Variant]) -> None:
    net = drawn["net"]
    right = right_answer(net)
    assert mark(net, right).share == 1
    part = mark(net, [right[0], "4", "", "five"])
    assert (part.status, part.share) == ("partial", 0.25)
    assert "Cell 2: There is no bias here." in part.feedback
    assert "Cell 4: “five” is not a number" in part.feedback
    assert "1 of 4 cells are right." in part.feedback
    assert mark(net, [*right, "1"]).status == "invalid"
    assert mark(net, ["", "x"]).status == "invalid"


def test_an_order_may_be_partly_right(drawn: dict[str, Variant]) -> None:
    order = drawn["order"]
    letter = {option.text: option.letter for option in order.options}
    steps = ["clear", "forward", "loss", "backward", "update"]
    right = [letter[step] for step in steps]
    assert mark(order, right).status == "correct"
    assert mark(order, "".join(right)).status == "correct"
    free = [right[1], right[0], *right[2:]]
    assert mark(order, " → ".join(free)).status == "correct"
    late = mark(order, [*right[:3], right[4], right[3]])
    assert late.feedback == "The gradients are not there yet."
    assert 0 < late.share < 1
    assert late.share == 0.5  # an order that cannot work earns at most half
    assert mark(order, right[::-1]).share == 0
    assert mark(order, right[:3]).status == "invalid"
    assert mark(order, "a a b c d").status == "invalid"


def test_expressions_and_their_mistakes(drawn: dict[str, Variant]) -> None:
    formula = drawn["formula"]
    assert mark(formula, "1 + n - f").status == "correct"
    assert mark(formula, "n-f").feedback == "Count the first one, too."
    assert mark(formula, "n*f").status == "wrong"
    assert "“k” is unknown here" in mark(formula, "k + 1").feedback


def test_output_is_compared_without_its_spaces(drawn: dict[str, Variant]) -> None:
    prints = drawn["prints"]
    n = prints.names["n"]
    assert prints.key == f"{n - 2}\n[{n - 4.0}]"
    assert mark(prints, f"{n - 2}\r\n\n [ {n - 4.0} ]").status == "correct"
    form = mark(prints, f"{n - 2}\n[{n - 4}]")
    assert (form.status, form.share) == ("partial", 0.5)
    assert mark(prints, f"{n - 1}\n[{n - 4.0}]").feedback == "One too many."


def test_every_key_can_be_shown(drawn: dict[str, Variant]) -> None:
    for variant in drawn.values():
        assert key_text(variant).strip()


@given(st.text(max_size=200) | st.lists(st.text(max_size=30), max_size=8))
def test_no_answer_breaks_the_marking(drawn: dict[str, Variant], answer: str | list[str]) -> None:
    for variant in drawn.values():
        result = mark(variant, answer)
        assert 0 <= result.share <= 1
        if result.status in ("invalid", "unanswered"):
            assert result.share == 0


SOURCE = '''
def other():
    pass

class Box:
    def size(self,
             n):
        """Doc.

        def size(fake): pass
        """

        return n  # ```

def size(n, f=3):
    """One line."""
    return n - f + 1
x = 1
'''


def test_a_learners_function_is_found_without_running_it(drawn: dict[str, Variant]) -> None:
    assert function_lines(SOURCE, "Box.size") == (
        6,
        ["    def size(self,", "             n):", "        return n  # ```"],
    )
    assert function_lines(SOURCE, "nothing") is None
    shown = with_own_code(
        drawn["yours"], "def size(n, f, s=1):\n    return '\x1b[31m```'\n", "sizes.py"
    )
    assert "line 1 of `sizes.py`" in shown.stem
    assert "\x1b" not in shown.stem
    assert "\n````python\n" in shown.stem
