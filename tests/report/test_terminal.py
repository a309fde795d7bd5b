"""The terminal text, and the words that every outlet shares: cleaned, plain, in any language."""

from __future__ import annotations

import ast
import re

import pytest

from grader.messages.speaking import CatalogError, check_catalog, message, use
from grader.model import Counterexample, Report
from grader.report.pages import render_html
from grader.report.plain import plain_text
from grader.report.terminal import render_terminal
from grader.text import capitalised, clean, clean_line, clip, number, seconds
from tests.pages import UNSAFE
from tests.samples import FAILED, PASSED, SAMPLES, check, report

samples = pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)


@samples
@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("height", [10, 24, 60])
def test_the_terminal_text_fits_the_screen(sample: Report, width: int, height: int) -> None:
    from rich.cells import cell_len

    text = render_terminal(sample, width=width, height=height, report_path="reports/x.html")
    lines = text.splitlines()
    assert len(lines) < height
    assert max(map(cell_len, lines)) <= width
    assert lines[0].strip()
    assert not UNSAFE.search(text.replace("\n", ""))


@samples
def test_colour_is_a_choice_and_ascii_too(sample: Report) -> None:
    coloured = render_terminal(sample, color=True)
    assert "\x1b[" in coloured
    stripped = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert "\x1b" not in stripped
    assert [line.rstrip() for line in stripped.splitlines()] == render_terminal(sample).splitlines()
    assert render_terminal(sample, unicode=False).isascii()


def test_the_terminal_says_what_a_learner_needs() -> None:
    text = render_terminal(FAILED, report_path="reports/03_conv.html")
    for expected in [
        "Code 4/19 · Quiz 1.5/4",
        "Next step: Fix conv_output_size.",
        "conv_output_size(n=6, f=3, p=0, s=2)",
        "Expected  2",
        "Got       3",
        "This looks like: rounds up instead of down",
        "1 more check fails for the same reason",
        "line 14  return -(-span // s) + 1",
        "Full report: reports/03_conv.html",
    ]:
        assert expected in text


def test_a_call_is_shown_whole_and_can_be_copied() -> None:
    call = "conv2d(" + ", ".join(f"x{n}=np.array([{n}.5, {n}.25])" for n in range(12)) + ")"
    case = Counterexample(call=call, expected="1", actual="2")
    printed = "\n".join(f"step {n}" for n in range(9))
    failed = check("a", "A", "failed", counterexample=case, stdout=printed, functions=["f"])
    text = render_terminal(report("failed", [failed]), width=60, height=40)
    lines = [line.strip() for line in text.splitlines()]
    start = next(n for n, line in enumerate(lines) if line.startswith("conv2d("))
    end = next(n for n, line in enumerate(lines) if line.endswith(")") and n >= start)
    assert ast.dump(ast.parse(" ".join(lines[start : end + 1]))) == ast.dump(ast.parse(call))
    assert [line for line in lines if line.startswith("step")] == [f"step {n}" for n in range(4, 9)]


def test_text_is_cleaned() -> None:
    assert clean("\x1b[31mred\x1b[0m\x1b]0;t\x07 a\x00b") == "red a\u2400b"
    assert clean("10%\r50%\r100%\r\ndone\r") == "100%\ndone"
    assert clean("a\tb\nc") == "a\tb\nc"
    assert clean("\ud83d\ude00 \U0001f600 \U0001ffff") == "\ufffd\ufffd \U0001f600 \ufffd"
    assert clean_line(" a\n\n b ") == "a b"
    assert clip("x" * 100, 30) == "x" * 20 + " [70 characters left out] " + "x" * 10
    assert len(clean("\x1b" * 1_000_000 + "\r" * 1_000_000)) < 21_000


def test_numbers_are_written_as_people_do() -> None:
    assert [number(value) for value in (7.0, 6.5, 20 / 3, 0.0, 10.0)] == [
        "7",
        "6.5",
        "6.67",
        "0",
        "10",
    ]
    assert [seconds(value) for value in (0.0042, 0.9999, 61.25)] == ["4 ms", "1.0 s", "61.2 s"]


def test_sentences_begin_with_a_capital_but_names_stay() -> None:
    assert capitalised("compare the shapes.") == "Compare the shapes."
    assert capitalised("conv2d flips it.") == "conv2d flips it."
    assert capitalised("`x` is 1") == "`x` is 1"
    assert capitalised("") == ""


def test_formulas_become_plain_text() -> None:
    text = plain_text(
        r"Use **all** *of* `x_i`: $\left\lfloor \frac{n+2p-f}{s} \right\rfloor + 1$, $5 and $6"
    )
    assert text == "Use all of x_i: \u230a (n+2p-f)/s \u230b + 1, $5 and $6"
    assert plain_text("2 * 3 * 4 and a_b_c") == "2 * 3 * 4 and a_b_c"


def test_another_language_is_a_catalog() -> None:
    with use({"verdict.passed": "全部通过", "count.checks.other": "{count} 项检查"}):
        html = render_html(PASSED)
        assert "全部通过" in html
        assert "5 项检查" in html
        assert "What already works" in html
    assert message("verdict.passed") == "Everything passes"
    with pytest.raises(CatalogError, match="unknown message 'nonsense'"):
        check_catalog({"nonsense": ""})
    with pytest.raises(CatalogError, match="extra"):
        check_catalog({"score": "{score} {extra}"})
