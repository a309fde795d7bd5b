"""The HTML page and the terminal text: what they lead with, and that nothing gets through them."""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
import subprocess
import sys

import msgspec
import numpy as np
import pytest

from grader.messages.english import CATALOG as ENGLISH
from grader.messages.english.quizzes import QUIZ
from grader.model import CheckResult, Counterexample, Curves, Grid, Series
from grader.report.findings import findings_of as findings, next_step, verdict_detail
from grader.report.grids import grid_views
from grader.report.highlight import excerpt
from grader.report.pages import TEMPLATES, render_html, render_index, warm_up
from grader.report.terminal import render_terminal
from grader.testing.comparison import assert_close
from grader.testing.failures import CheckFailure
from tests import ROOT
from tests.pages import UNSAFE, Page
from tests.sample_texts import NASTY, SOURCE, STATEMENT
from tests.samples import (
    FAILED,
    GRIDS,
    HIDDEN,
    HOSTILE,
    NOT_STARTED,
    PASSED,
    SAMPLES,
    check,
    report,
)


def pages() -> dict[str, str]:
    made = {name: render_html(sample, statement=STATEMENT) for name, sample in SAMPLES.items()}
    made["index"] = render_index([(sample, f"{name}.html") for name, sample in SAMPLES.items()])
    made["empty index"] = render_index([])
    return made


@pytest.mark.parametrize(("name", "html"), pages().items(), ids=pages())
class TestEveryPage:
    def test_is_well_formed(self, name: str, html: str) -> None:
        page = Page(html)
        assert page.problems == []
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        targets = [v[1:] for v in page.values("href") if v.startswith("#")]
        references = [*targets, *page.values("aria-labelledby")]
        assert set(references) <= set(ids)
        assert len(page.all("main")) == 1
        assert len(page.all("h1")) == 1
        assert page.all("html") == [{"lang": "en"}]
        assert page.all("title")

    def test_runs_and_fetches_nothing(self, name: str, html: str) -> None:
        page = Page(html)
        tags = {tag for tag, _ in page.elements}
        assert not tags & {"script", "iframe", "object", "embed", "link", "base", "form", "video"}
        names = {attribute for _, attrs in page.elements for attribute in attrs}
        assert not [attribute for attribute in names if attribute.startswith("on")]
        assert "style" not in names
        for source in page.values("src"):
            assert source.startswith("data:image/")
        for address in page.values("href"):
            assert re.fullmatch(r"#[\w-]+|[\w.-]+\.html", address)
        assert "url(" not in page.style
        assert "@import" not in page.style

    def test_has_a_strict_policy(self, name: str, html: str) -> None:
        page = Page(html)
        (policy,) = [
            meta["content"]
            for meta in page.all("meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        ]
        digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
        assert policy.startswith("default-src 'none'; ")
        assert f"style-src 'sha256-{digest}';" in policy
        assert "unsafe" not in policy
        assert html.index("Content-Security-Policy") < html.index("<style>")

    def test_shows_no_character_that_changes_its_surroundings(self, name: str, html: str) -> None:
        assert not UNSAFE.search(html)
        html.encode()

    def test_headings_go_down_one_level_at_a_time(self, name: str, html: str) -> None:
        levels = [int(tag[1]) for tag, _ in Page(html).elements if re.fullmatch(r"h\d", tag)]
        assert levels[0] == 1
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels))

    def test_tables_have_captions_and_scopes(self, name: str, html: str) -> None:
        page = Page(html)
        statement = 1 if "statement" in page.values("id") else 0
        assert len(page.all("caption")) == len(page.all("table")) - statement
        assert all("scope" in cell for cell in page.all("th"))


def test_the_page_opens_on_the_verdict_then_the_next_step_then_the_root_cause() -> None:
    html = render_html(FAILED)
    order = ["Not there yet</h1>", "Next step", "What to fix", "rounds up instead of down</strong>"]
    order += [
        "A dilated kernel covers more.</span>",
        "flips the kernel",
        "Still to write",
        "Quiz</h2>",
    ]
    start = html.index("<main>")
    places = [html.index(words, start) for words in order]
    assert places == sorted(places)


def test_of_the_findings_about_one_function_a_named_one_leads() -> None:
    one = check("a", "plain", "failed", functions=["f"])
    two = check("b", "named", "failed", functions=["f", "g"], misconception="off by one")
    three = check("c", "slow", "timeout", functions=["g"])
    shown = findings(report("failed", [one, two, three]))
    assert [finding.lead.id for finding in shown] == ["b", "a", "c"]
    assert [finding.folded for finding in shown] == [(), (), ()]


def test_an_empty_array_is_not_shown_first_while_a_plain_case_fails() -> None:
    def shown(name: str, call: str) -> CheckResult:
        case = Counterexample(call=call, expected="1", actual="2")
        return check(name, name, "failed", functions=["f"], counterexample=case)

    corner, plain = shown("corner", "f(np.zeros((0, 2)))"), shown("plain", "f(np.array([1.0]))")
    (finding,) = findings(report("failed", [corner, plain]))
    assert finding.lead.id == "plain"


def test_a_cause_found_elsewhere_is_blamed_and_its_own_check_leads() -> None:
    above = check("above", "A", "failed", functions=["g"], cause="f", misconception="named")
    below = check("below", "B", "failed", functions=["f"], misconception="named")
    graded = report("failed", [above, below])
    (finding,) = findings(graded)
    assert (finding.lead.id, finding.function) == ("below", "f")
    assert next_step(graded).sentence == "Fix f. What should hold: B"


def test_checks_with_one_misconception_are_one_finding() -> None:
    one = check("a", "A", "failed", functions=["f"], misconception="rounds up")
    two = check("b", "B", "failed", functions=["g"], misconception="rounds up")
    three = check("c", "C", "failed", functions=["f"])
    finding, other = findings(report("failed", [one, two, three]))
    assert [check.id for check in finding.folded] == ["b"]
    assert other.lead.id == "c"


def test_a_curve_stands_in_the_finding_and_not_in_what_is_folded_under_it() -> None:
    losses = Series(name="loss", owner="learner", values=[2.3, 40.0, None])
    drawn = Curves(title="A run that explodes", series=[losses], unit="step")
    one = check("a", "Weights are right", "failed", functions=["fit"])
    two = check("b", "Digits are read", "failed", functions=["fit"], figures=[drawn])
    html = render_html(report("failed", [one, two]))
    caption = f"<figcaption>{drawn.title}</figcaption>"
    assert html.count(caption) == 1
    assert html.index(caption) < html.index("</span>Digits are read</span>")


def test_checks_without_functions_stay_apart() -> None:
    shown = findings(report("failed", [check("a", "A", "failed"), check("b", "B", "failed")]))
    assert [finding.lead.id for finding in shown] == ["a", "b"]


def test_a_failure_shows_all_that_explains_it() -> None:
    words = Page(render_html(FAILED)).words
    for expected in [
        "conv_output_size(n=6, f=3, p=0, s=2)",
        "This looks like rounds up instead of down",
        "Try this next",
        "Your code, line 14",
        "this line: return -(-span // s) + 1",
        "What your code printed",
        "Got minus expected at [0, 0]",
        "What the numbers say Your numbers are the right ones with the kernel turned around.",
        "In mathematics a convolution turns the kernel",
        "nan/∞",
        "4/ 19Code",
        "1.5/ 4Quiz",
        "1 question is not answered yet: grade quiz 03_conv",
        "Grace Hopper",
        "namespaces, landlock, seccomp, rlimits",
        "920 ms",
        "Fix conv2d first.",
        "A bias belongs to a filter",
    ]:
        assert expected in words
    html = render_html(FAILED)
    assert '<span class="line here"><span class="no">  14</span>' in html
    assert '<span class="k">return</span>' in html
    assert "<mfrac>" in html


def test_a_started_stub_is_welcomed_and_told_where_to_begin() -> None:
    html = render_html(NOT_STARTED, statement=STATEMENT)
    words = Page(html).words
    assert "Ready when you are" in words
    assert "Start with conv_output_size. What should hold: The output size rounds down." in words
    assert "What to fix" not in words
    assert 'href="#statement">Read the exercise' in html


def test_what_is_left_is_said_when_nothing_fails() -> None:
    unfinished = report("failed", [check("a", "A"), check("b", "B", "not_started")])
    assert verdict_detail(unfinished) == "What is there works; 1 of 2 checks is to come."
    assert "Every check agrees" in verdict_detail(PASSED)
    quiz = msgspec.structs.replace(PASSED, quiz=FAILED.quiz, status="failed")
    assert verdict_detail(quiz) == "3 questions of the quiz are still open."
    assert next_step(quiz).sentence.startswith("Answer the quiz: How many parameters")
    assert "next exercise" in next_step(PASSED).sentence


def test_a_fault_of_ours_shows_no_score() -> None:
    html = render_html(SAMPLES["error"])
    assert "This could not be graded" in html
    assert "not with your code" in html
    assert 'role="img"' not in html
    assert "No score" in render_terminal(SAMPLES["error"])


def test_missing_confinement_is_said() -> None:
    words = Page(render_html(SAMPLES["raised"])).words
    assert "The code ran without confinement" in words
    assert "none: the code ran without confinement" in words
    assert "without confinement" not in Page(render_html(FAILED)).words


def test_hidden_findings_are_kept_from_learners_and_shown_on_request() -> None:
    kept = render_html(HIDDEN) + render_index([(HIDDEN, "a.html")]) + render_terminal(HIDDEN)
    assert "secret" not in kept.lower()
    assert "Shown by its title" in kept
    assert "after the due date" in kept
    shown = render_html(HIDDEN, reveal=True)
    assert shown.count("secret finding") == 2
    assert "A secret title" in shown


def test_further_hints_are_folded_one_below_the_other() -> None:
    html = render_html(FAILED, hints={"test_output_size": ["Try $s=1$.", "`//` floors."]})
    assert html.index("Another hint (2 of 3)") < html.index("Another hint (3 of 3)")
    assert "<code>//</code> floors." in html


def test_hostile_text_stays_text() -> None:
    html = render_html(HOSTILE, statement=NASTY, hints={HOSTILE.checks[0].id: [NASTY]})
    page = Page(html)
    assert page.problems == []
    assert page.all("img") == []
    assert "alert(1)" in page.words
    assert "\u27e8U+202E\u27e9gnp.exe" in page.words
    assert "characters left out" in page.words
    assert "{{7*7}}" in page.words
    assert len(html) < 400_000


def test_addresses_of_the_index_stay_on_this_side() -> None:
    html = render_index([(PASSED, "javascript:alert(1)"), (PASSED, "//evil.example/x y.html")])
    assert [link["href"] for link in Page(html).all("a")] == [
        "javascript%3Aalert%281%29",
        "evil.example/x%20y.html",
    ]


def test_grids_share_a_scale_and_mark_what_differs() -> None:
    ((expected, got, difference),) = grid_views(GRIDS)
    assert [cell.shade for cell in expected.rows[0]] == ["n2", "p1", "z", "p1"]
    assert [cell.differs for cell in got.rows[0]] == [True, False, False, True]
    assert got.rows[1][3].shade == "nf"
    assert got.rows[1][3].differs
    assert difference.rows[2][2].shade == "p4"
    assert expected.rows[0][0].text == "\u22124"


def test_a_cut_grid_says_where_it_was_cut() -> None:
    expected = np.arange(1200.0).reshape(30, 40)
    actual = expected.copy()
    actual[28, 35] += 1
    with pytest.raises(CheckFailure) as caught:
        assert_close(actual, expected)
    grid = grid_views(caught.value.grids)[0][1]
    row, column = grid.origin
    assert grid.rows[28 - row][35 - column].differs
    assert (len(grid.rows), grid.width) == (14, 14)
    assert grid.cut
    assert grid.whole == (30, 40)


def test_grids_of_any_shape_are_drawn() -> None:
    odd = [
        Grid(title="Expected", role="expected", rows=[[1.0] * 40] * 40),
        Grid(title="Got", role="got", rows=[[]]),
        Grid(title="Got minus expected", role="difference", rows=[]),
    ]
    ((expected, got, _),) = grid_views(odd)
    assert expected.cut
    assert (len(expected.rows), expected.width) == (16, 16)
    assert got.width == 0
    assert grid_views([]) == []
    assert [len(group) for group in grid_views(odd[:2])] == [2]
    assert grid_views([Grid(title="Got", rows=[[1e-300, 1e300, 1234567.0]])])[0][0].rows[0][0].text


@pytest.mark.parametrize(
    ("line", "numbers"),
    [(14, range(9, 15)), (7, range(6, 13)), (1, range(1, 7)), (0, []), (999, [])],
)
def test_an_excerpt_stays_inside_its_function(line: int, numbers: range | list[int]) -> None:
    shown = excerpt(SOURCE, line)
    assert [part.number for part in shown] == list(numbers)
    assert [part.number for part in shown if part.here] == ([line] if shown else [])


def test_an_excerpt_of_hostile_code_keeps_its_line_numbers() -> None:
    source = "a\x0cb\n" + "'''\x1b[2J\u2028\n" * 3 + "(" * 50_000 + "\n\u202eend"
    shown = excerpt(source, 6)
    assert [part.number for part in shown][-2:] == [5, 6]
    assert "\u27e8U+202E\u27e9end" in shown[-1].html


def test_every_message_is_used_and_every_used_message_exists() -> None:
    files = [*(ROOT / "grader").rglob("*.py"), *(ROOT / "templates").rglob("*.j2")]
    text = "\n".join(path.read_text() for path in files if path.parent.name != "english")
    wanted = set(re.findall(r"""(?:\bt|message)\(\s*['"]([\w.]+)['"][,)]""", text))
    placed = set(
        re.findall(r"""line_words\(\s*"([\w.]+)\"""", text)
    )  # of a file, or of a notebook's cell
    wanted |= placed | {f"{key}.cell" for key in placed}
    missing = [key for key in wanted if key not in ENGLISH and f"{key}.other" not in ENGLISH]
    assert not missing
    ours = (
        "score fix. run. page. index. todo. skipped. passed. quiz. terminal. text. export. count."
    )
    plain = {re.sub(r"\.(one|other)$", "", key) for key in ENGLISH if key not in QUIZ}
    assert {key for key in plain if key.startswith(tuple(ours.split()))} <= wanted


def test_templates_are_compiled_once_and_again_when_a_cache_is_broken() -> None:
    warm_up()
    caches = [*(TEMPLATES / "__pycache__").glob("*.cache")]
    for cache in caches:
        cache.write_bytes(b"broken")
    code = "from grader.report import warm_up; warm_up()"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert sum(cache.read_bytes() != b"broken" for cache in caches) >= 2


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    code = (
        "import sys, grader.report.pages, grader.report.formats, grader.report.markdown;"
        "heavy = {'jinja2', 'rich', 'pygments', 'markdown_it', 'latex2mathml', 'numpy'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
