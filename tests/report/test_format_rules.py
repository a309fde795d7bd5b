"""Every format against the rules that its readers publish, and against what all formats must agree on."""

from __future__ import annotations

import base64
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import msgspec
import pytest
from markdown_it import MarkdownIt

from grader.model import Report
from grader.report.audience import for_learner
from grader.report.classroom50 import classroom50_dict
from grader.report.formats import FORMATS, format_files, render_format
from grader.report.github_classroom import VARIABLE_LIMIT, github_classroom_base64
from grader.report.gradescope import gradescope_results
from grader.report.json_report import SCHEMA_FILE
from grader.report.markdown_summary import escape, markdown_summary
from tests import ROOT
from tests.report import format_rules as rules
from tests.samples import FAILED, HIDDEN, HOSTILE, PASSED, QUIZ, SAMPLES, check, report

OPEN = [question for question in QUIZ if question.status == "unanswered"]
WAITING = report("passed", list(PASSED.checks), quiz=OPEN)
REPORTS = {**SAMPLES, "waiting": WAITING}
SCHEMAS: dict[str, dict[str, Any]] = {
    "json": json.loads(SCHEMA_FILE.read_text(encoding="utf-8")),
    "gradescope": rules.GRADESCOPE,
    "classroom50": rules.CLASSROOM50,
    "github-classroom": rules.GITHUB_CLASSROOM,
    "exercism": rules.EXERCISM,
    "prairielearn": rules.PRAIRIELEARN,
    "dodona": rules.DODONA,
    "codequality": rules.CODE_QUALITY,
}
ON_LINES = {"annotations", "codequality"}  # which have nothing to say of a file that nobody touched
samples = pytest.mark.parametrize("sample", REPORTS.values(), ids=REPORTS)


def decoded(name: str, sample: Report) -> list[Any]:
    """The JSON documents that a format wrote."""
    text = render_format(name, sample)
    text.encode()
    if name == "github-classroom":
        text = base64.b64decode(text, validate=False).decode()
    parts = text.splitlines() if name == "dodona" else [text]
    return [json.loads(part, parse_constant=pytest.fail) for part in parts]


@samples
@pytest.mark.parametrize("name", SCHEMAS)
def test_json_obeys_the_published_rules(name: str, sample: Report) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    validator = jsonschema.Draft202012Validator(SCHEMAS[name])
    for document in decoded(name, sample):
        validator.validate(document)


def test_every_format_has_rules_to_obey() -> None:
    assert set(FORMATS) == {*SCHEMAS, "annotations", "junit", "markdown"}


@samples
def test_junit_has_the_elements_of_its_schema_in_their_order(sample: Report) -> None:
    """Surefire's and pytest's schemas: which attributes must be there, which children in which order."""
    root = ET.fromstring(render_format("junit", sample).encode())
    assert root.tag == "testsuites"
    (suite,) = root
    assert {"name", "tests", "failures", "errors", "skipped", "time"} <= set(suite.attrib)
    assert [child.tag for child in suite][:1] == ["properties"]
    for case in suite.findall("testcase"):
        assert set(case.attrib) == {"classname", "name", "time"}
        assert float(case.attrib["time"]) >= 0
        order = " ".join(child.tag for child in case)
        assert re.fullmatch(r"((failure|error|skipped)( |$))?(system-out)?", order)
        for child in case.findall("failure") + case.findall("error"):
            assert set(child.attrib) == {"message", "type"}


@samples
def test_dodona_opens_and_closes_in_pairs(sample: Report) -> None:
    opened: list[str] = []
    levels = ["judgement", "tab", "context", "testcase", "test"]
    for command in decoded("dodona", sample):
        verb, _, level = command["command"].partition("-")
        if verb == "start":
            assert levels.index(level) == len(opened)
            opened.append(level)
        elif verb == "close":
            assert opened.pop() == level
    assert opened == []


# --- what all formats agree on ---


def failures(name: str, sample: Report) -> list[Any]:
    """Whatever in a format's text reads as a failure."""
    if name == "junit":
        root = ET.fromstring(render_format(name, sample).encode())
        return [*root.iter("failure"), *root.iter("error")]
    if name == "annotations":
        return render_format(name, sample).splitlines()
    if name == "codequality":
        return list(decoded(name, sample)[0])
    if name == "markdown":
        return re.findall("❌|⚠️", render_format(name, sample))
    return [mark for document in decoded(name, sample) for mark in _marks(document)]


def _marks(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _marks(item)
    if isinstance(value, dict):
        bad = ("failed", "fail", "error", "wrong", "timeout", "not_started")
        if value.get("status") in bad or value.get("enum", "correct") != "correct":
            yield value
        if value.get("passed") is False or value.get("accepted") is False:
            yield value
        for item in value.values():
            yield from _marks(item)


@pytest.mark.parametrize("name", FORMATS)
def test_what_ends_with_exit_code_0_has_no_failure(name: str) -> None:
    from grader.workflow import exit_code

    assert exit_code([WAITING]) == 0
    assert failures(name, WAITING) == []
    for bad in ("failed", "raised", "not_started", "timeout", "error", "hidden"):
        assert exit_code([SAMPLES[bad]])
        if (name, bad) not in {("gradescope", "error"), ("prairielearn", "error")}:  # no score
            failed = failures(name, SAMPLES[bad])
            assert failed or name == "prairielearn" or (name in ON_LINES and bad == "not_started")
    if name == "prairielearn":
        assert decoded(name, FAILED)[0]["score"] < 1


@pytest.mark.parametrize("name", FORMATS)
def test_hidden_checks_stay_hidden(name: str) -> None:
    rendered = render_format(name, HIDDEN)
    if name == "github-classroom":
        rendered = base64.b64decode(rendered).decode()
    if FORMATS[name].keeps_back:
        tests = json.loads(rendered)["tests"]
        assert [test["visibility"] for test in tests] == ["hidden", "after_due_date"]
        return
    for secret in ("secret finding", "secret hint", "secret title", "test_secret"):
        assert secret.casefold() not in rendered.casefold()
    shown = re.sub(r"&#\d+;", "", rendered)
    assert "Shown by its title" in shown
    assert re.search(r"hidden-?1", shown)


@pytest.mark.parametrize("name", ["json", "junit", "exercism"])
def test_an_instructor_is_shown_everything(name: str) -> None:
    assert "secret finding" in render_format(name, HIDDEN, reveal=True)


def test_a_learners_report_keeps_what_is_visible_and_every_point() -> None:
    visible = for_learner(HIDDEN)
    assert [result.score for result in visible.checks] == [result.score for result in HIDDEN.checks]
    assert [result.status for result in visible.checks] == [
        result.status for result in HIDDEN.checks
    ]
    assert for_learner(FAILED) == FAILED
    assert for_learner(visible) == visible


def test_what_a_hidden_check_prints_or_measures_is_kept() -> None:
    full = check(
        "test_x[3-7]",
        "t (3-7)",
        "failed",
        visibility="hidden",
        stdout="printed",
        traceback="line",
        explanation="why",
        relations=["more"],
        misconception="named",
        rung="shape",
        line=3,
    )
    (kept,) = for_learner(report("failed", [full])).checks
    plain = msgspec.to_builtins(kept)
    shown = {name for name, value in plain.items() if value}
    assert shown == {"id", "title", "status", "max_score", "visibility", "message", "duration"}
    assert "3-7" not in str(plain)


def test_a_faulty_hidden_check_is_not_quoted() -> None:
    broken = check("test_x", "t", "error", message="secret finding", visibility="hidden")
    for name in FORMATS:
        assert "secret finding" not in render_format(name, report("error", [broken]))


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"markdown"}))
def test_checks_are_named_by_id_with_the_title_beside_it(name: str) -> None:
    rendered = render_format(name, FAILED)
    if name == "github-classroom":
        rendered = base64.b64decode(rendered).decode()
    assert "test_output_size" in rendered
    assert "The output size rounds down." in rendered


# --- particular to one format ---


def test_classroom50_takes_identity_from_its_runner() -> None:
    environment = {
        "CLASSROOM": "dl",
        "ASSIGNMENT": "conv",
        "OWNER": "ada",
        "SUBMISSION_TAG": "submit/2026-03-02T14-05-09Z-abc",
        "COMMIT_URL": "https://example.org/c",
        "RELEASE_URL": "https://example.org/r",
    }
    result = classroom50_dict(FAILED, environment)
    assert (result["classroom"], result["assignment"], result["owner"]) == ("dl", "conv", "ada")
    assert result["review"] == result["commit"] == "https://example.org/c"
    assert result["datetime"] == "2026-03-02T14:05:09Z"
    assert (result["score"], result["max-score"]) == (550, 2300)
    assert result["score"] == sum(test["score"] for test in result["tests"])


def test_classroom50_counts_whole_points_where_there_are_no_others() -> None:
    result = classroom50_dict(PASSED, {})
    assert (result["score"], result["max-score"]) == (6, 6)
    half = report("passed", [check("a", "A", points=0.5)])
    assert classroom50_dict(half, {})["score"] == 50


def test_github_classroom_fits_into_an_environment_variable() -> None:
    large = report("failed", [HOSTILE.checks[0]] * 60)
    for sample in (large, HOSTILE, FAILED):
        encoded = github_classroom_base64(sample)
        assert len(encoded) <= VARIABLE_LIMIT + 1
        assert encoded.count("\n") == 1


@samples
def test_prairielearn_reads_at_most_one_megabyte(sample: Report) -> None:
    assert len(render_format("prairielearn", sample).encode()) < 1_000_000


def test_gradescope_adds_exercises_up() -> None:
    both = gradescope_results([PASSED, FAILED])
    assert both["score"] == PASSED.score + FAILED.score
    numbers = [test["number"] for test in both["tests"]]
    assert len(set(numbers)) == len(numbers)
    jsonschema.validate(both, rules.GRADESCOPE)
    assert "score" not in gradescope_results([PASSED, SAMPLES["error"]])


@samples
def test_annotations_are_commands_of_one_line_and_nothing_else(sample: Report) -> None:
    text = render_format("annotations", sample)
    assert text == "" or text.endswith("\n")
    for line in text.split("\n")[:-1]:
        assert re.fullmatch(r"::(error|warning) file=[^:,]*,line=\d+,title=[^:,]*::.*", line), line
        assert not re.search("[\r\x1b]", line)


def test_annotations_stand_at_the_learners_line() -> None:
    first = render_format("annotations", FAILED).split("\n")[0]
    assert first.startswith(
        "::error file=exercises/03_conv/conv.py,line=14,title=test_output_size%3A "
    )
    (issue, *_) = decoded("codequality", FAILED)[0]
    assert issue["location"] == {"path": "exercises/03_conv/conv.py", "lines": {"begin": 14}}
    prints = [entry["fingerprint"] for entry in decoded("codequality", FAILED)[0]]
    assert len(set(prints)) == len(prints)


@samples
def test_a_summary_lets_nothing_through(sample: Report) -> None:
    """Rendered as GitHub does, no element but ours is there, and nothing of a learner's is a link."""
    text = markdown_summary(sample)
    assert "::" not in text
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z!][^\s>/]*)", html))
    ours = "h2 h3 p strong table thead tbody tr th td code pre ul li"
    assert tags <= set(ours.split())
    assert not re.search(r"@\w", html)
    assert "http" not in html or "://" not in text


@pytest.mark.parametrize(
    "text",
    [
        "[a](http://x.org)",
        "<img src=x>",
        "@octocat",
        "::error::x",
        "`a` **b** _c_ ~d~",
        "| a | b |",
        "#1 GH-1",
        "$x$",
        "www.x.org",
        "![a](b)",
        "\\*",
        "a@b.org",
        "</pre><script>",
    ],
)
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(f"x {escape(text)}")
    assert "<a" not in html
    shown = ET.fromstring(html).text or ""
    assert shown.replace("\u200b", "").strip() == f"x {text}"
    assert not re.search(r"[<>@`*\[\]|:]|_", escape(text))


def test_formats_are_asked_for_by_name() -> None:
    from pathlib import Path

    from grader.errors import UsageError

    assert format_files(["junit=a=b.xml"]) == {"junit": Path("a=b.xml")}
    for wish in ("yaml=x", "junit", "junit="):
        with pytest.raises(UsageError, match="one of json, junit, gradescope"):
            format_files([wish])
    with pytest.raises(UsageError, match="junit"):
        format_files(["junit=a", "junit=b"])


def test_the_docs_table_has_a_row_for_each_format() -> None:
    page = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z0-9-]+)` \| `grade (.*?)` \|(.*)\|$", page, re.MULTILINE)
    assert [name for name, _, _ in rows] == [*FORMATS]
    for name, command, rest in rows:
        assert f"--format {name}=" in command or f"--{name} " in command
        reader, hidden, source = (cell.strip() for cell in rest.split("|"))
        assert reader
        assert hidden
        assert "](" in source
