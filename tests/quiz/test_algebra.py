"""Short expressions: the same meaning counts, whatever the form, and nothing typed can do harm."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from grader.messages.speaking import message
from grader.quiz.algebra import Undefined, Unreadable, parse, same

POINTS = [{"n": Fraction(n, 3), "f": Fraction(f, 7)} for n in range(31, 43) for f in (2, 5, 9)]
NAMES = ("n", "f")


def agree(one: str, other: str) -> bool:
    return same(parse(one, NAMES), parse(other, NAMES), POINTS)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("n-1", "-1+n"),
        ("(n-f)/2", "n/2 - f/2"),
        ("2n", "n + n"),
        ("2(n+1)(n-1)", "2n^2 - 2"),
        ("n**2", "n^2"),
        ("n²", "n·n"),
        ("-n^2", "0 - n*n"),
        ("2^-1", "0.5"),
        ("2^3^2", "512"),
        ("(n^2-1)/(n-1)", "n+1"),
        ("sqrt(n)^2", "n"),
        ("⌊n⌋ + 1", "floor(n + 1)"),
        ("⌈ n ⌉", "-floor(-n)"),
        ("exp(log(n))", "n"),
        ("max(n, f) + min(n, f)", "n + f"),
        ("sigmoid(n)", "1/(1+exp(-n))"),
        ("1e3 n", "1000*n"),
        ("n − f", "n - f"),
        ("[n + {f}]", "(n+f)"),
    ],
)
def test_the_same_in_another_form(one: str, other: str) -> None:
    assert agree(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("n-1", "1-n"),
        ("n/f/2", "n/(f/2)"),
        ("n", "n + 1e-6"),
        ("floor(n)", "n"),
        ("-n^2", "(-n)^2"),
    ],
)
def test_something_else(one: str, other: str) -> None:
    assert not agree(one, other)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no expression"),
        ("n +", "ends too early"),
        ("(n", "Expected “)”"),
        ("n)", "“)” stands where"),
        ("m + 1", "“m” is unknown here. Use n, f"),
        ("n $ 1", "The sign “$”"),
        ("n 2", "“2” stands where"),
        ("floor n", "Expected “(”"),
        ("__import__(1)", "“__import__” is unknown"),
        ("n.real", "The sign “.”"),
        ("(" * 60 + "n" + ")" * 60, "too many brackets"),
        ("n+" * 200 + "n", "longer than 300"),
        ("2^" * 50 + "2", "too many brackets"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, told: str) -> None:
    with pytest.raises(Unreadable) as caught:
        parse(text, NAMES)
    assert told in message(caught.value.key, **caught.value.values)


@pytest.mark.parametrize(
    "text",
    [
        "9^9^9",
        "((((9^64)^64)^64)^64)",
        "1/(n-n)",
        "log(-1)",
        "(-1)^(1/3)",
        "exp(exp(exp(exp(9))))",
        "9^-9999999",
    ],
)
def test_what_has_no_value_is_no_answer_and_takes_no_time(text: str) -> None:
    formula = parse(text, NAMES)
    with pytest.raises(Undefined):
        formula.value(POINTS[0])
    assert not agree(text, "n")
    assert not agree(text, text)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        formula = parse(text, NAMES)
    except Unreadable:
        return
    same(formula, parse("n", NAMES), POINTS[:3])


@given(st.text(alphabet="nf0123456789+-*/^(). floormaxe,", max_size=60))
def test_anything_that_looks_like_an_expression_is_harmless(text: str) -> None:
    try:
        formula = parse(text, NAMES)
    except Unreadable:
        return
    same(formula, parse("n", NAMES), POINTS[:3])
