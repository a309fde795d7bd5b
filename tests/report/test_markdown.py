"""Markdown and formulas: what authors need works, and nothing else comes through."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from grader.report.highlight import highlight_code
from grader.report.markdown import render_inline, render_markdown
from grader.report.mathml import math_to_mathml
from tests.pages import Page
from tests.sample_texts import NASTY, SQUARES, STATEMENT

ALLOWED = {
    "p", "strong", "em", "s", "code", "pre", "span", "a", "ul", "ol", "li", "table", "thead",
    "tbody", "tr", "th", "td", "div", "br", "hr", "img", "blockquote", "h1", "h2", "h3", "h4",
    "h5", "h6", "math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "ms", "mtext",
    "mspace", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover",
    "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom",
}  # fmt: skip


def read(html: str) -> Page:
    page = Page(html)
    assert page.problems == []
    assert {tag for tag, _ in page.elements} <= ALLOWED
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    assert "style" not in {name for _, attrs in page.elements for name in attrs}
    return page


def test_a_statement_is_rendered(tmp_path: Path) -> None:
    (tmp_path / "squares.svg").write_text(SQUARES)
    html = render_markdown(STATEMENT, folder=tmp_path, heading=3)
    page = read(html)
    assert "<h3>Convolutions</h3>" in html
    assert '<td class="right">57</td>' in html
    assert '<span class="k">def</span>' in html
    assert "math-error" not in html
    (image,) = page.all("img")
    assert image["src"].startswith("data:image/svg+xml;base64,")
    assert image["alt"] == "two squares"


def test_formulas_become_mathml() -> None:
    html = render_markdown("Inline $x_i$ and\n\n$$\\sum_i x_i$$\n\n```math\n\\frac{a}{b}\n```\n")
    assert html.count("<math") == 3
    assert html.count('display="block"') == 2
    assert "<munder>" in html
    assert '<annotation encoding="application/x-tex">x_i</annotation>' in html
    for plain in ("It costs $5 or $6.", "Say `$x$`, not \\$x\\$."):
        assert "<math" not in render_markdown(plain)


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{pmatrix}1&2\\3&4\end{pmatrix}",
        r"\begin{aligned}a&=b\\c&=d\end{aligned}",
        r"\begin{cases}x & x > 0\\ 0 & \text{otherwise}\end{cases}",
        r"\frac{\partial L}{\partial w} = \mathbb{E}\left[ \hat{y} \right]",
        r"\lVert x \rVert_2 \le \sqrt{n}",
        r"\mathrm{softmax}(x)_i = \frac{e^{x_i}}{\sum_j e^{x_j}}",
    ],
)
def test_the_formulas_of_a_course_are_understood(latex: str) -> None:
    html = math_to_mathml(latex, block=True)
    assert "math-error" not in html
    read(html)


@pytest.mark.parametrize("latex", [r"\frac", "{", r"\nonsense x", "", "}"])
def test_a_wrong_formula_is_shown_as_it_was_written(latex: str) -> None:
    html = math_to_mathml(latex)
    assert "math-error" in html or latex == "" or "<math" in html
    read(html)


@pytest.mark.parametrize(
    "latex",
    [
        r"\text{</math><img src=x onerror=alert(1)>}",
        r"\href{javascript:alert(1)}{x}",
        r"\style{background:url(http://evil.example)}{x}",
        r"\class{a\" onclick=\"alert(1)}{x}",
        r"</annotation></semantics></math><script>alert(1)</script>",
        r"\color{red\" onload=\"x}y",
    ],
)
def test_a_hostile_formula_stays_a_formula(latex: str) -> None:
    page = read(math_to_mathml(latex))
    assert page.all("img") == page.all("script") == []
    assert page.values("href") == []


@given(st.text(alphabet="\\{}&<>\"'$^_ abfrctex()|%\n") | st.text())
def test_no_text_breaks_out(text: str) -> None:
    read(render_markdown(text, links=False))
    read(math_to_mathml(text))
    read(f"<p>{render_inline(text)}</p>")
    read(f"<pre>{highlight_code(text)}</pre>")


def test_raw_html_is_shown() -> None:
    page = read(render_markdown(f"<b>bold</b> <script>alert(1)</script>\n\n{NASTY}"))
    assert "<b>bold</b> <script>alert(1)</script>" in page.words
    assert page.all("img") == []


def test_links_are_for_statements_only() -> None:
    text = (
        "[docs](https://example.org/a?b=1&c=2) [next](../04/README.md) [x](javascript:alert(1)) "
        "[d](data:text/html,x) <https://example.org> ![i](https://example.org/i.png)"
    )
    page = read(render_markdown(text))
    assert page.values("href") == ["https://example.org/a?b=1&c=2", "https://example.org"]
    assert all(link.get("rel", "noopener noreferrer") for link in page.all("a"))
    assert page.all("img") == []
    assert "[figure: i]" in page.words
    assert read(render_markdown(text, links=False)).all("a") == []
    assert read(f"<p>{render_inline(text)}</p>").all("a") == []


@pytest.mark.parametrize(
    "source",
    [
        "../secret.svg",
        "/etc/hostname.svg",
        "file:///secret.svg",
        "%2e%2e/secret.svg",
        "missing.svg",
        "page.html",
        "link.svg",
        "big.svg",
        "a%00.svg",
    ],
)
def test_figures_come_from_the_folder_only(source: str, tmp_path: Path) -> None:
    (tmp_path / "secret.svg").write_text(SQUARES)
    folder = tmp_path / "exercise"
    folder.mkdir()
    (folder / "page.html").write_text("x")
    (folder / "link.svg").symlink_to(tmp_path / "secret.svg")
    (folder / "big.svg").write_text("x" * 2_000_001)
    page = read(render_markdown(f"![secret]({source})", folder=folder))
    assert page.all("img") == []
    assert "[figure: secret]" in page.words or f"]({source})" in page.words


def test_unknown_languages_and_long_code_are_left_uncoloured() -> None:
    assert highlight_code("<a> & b", "nonsense") == "&lt;a&gt; &amp; b"
    assert highlight_code("<" * 300_000) == "&lt;" * 300_000
    assert '<span class="gp">&gt;&gt;&gt; </span>' in highlight_code(">>> 1 + 1\n2", "pycon")


def test_deep_nesting_ends() -> None:
    read(render_markdown(">" * 5_000 + " x"))
    read(render_markdown("[" * 5_000 + "x" + "]" * 5_000))
