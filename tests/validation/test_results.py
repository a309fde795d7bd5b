"""The numbers that are derived from a validation, and its page."""

from html.parser import HTMLParser

import msgspec

from grader.validation.command import exit_code
from grader.validation.page import render_run
from grader.validation.results import (
    AlternativeTrial,
    MutantTrial,
    Problem,
    Run,
    Validation,
    WrongTrial,
    measure,
    redundant_checks,
    to_data,
)


def example(**changes):
    wrong = WrongTrial(
        name="up", title="rounds up", failed=True, failing=["a"], named=["x", "rounds up"],
        points=1, duration=0.1,
    )  # fmt: skip
    mutant = MutantTrial(
        kind="arithmetic", function="f", line=3, before="a", after="b", fate="survived",
        diff="--- f.py\n-a\n+<b>",
    )  # fmt: skip
    validation = Validation(
        exercise="01_x",
        title="<X>",
        torch=False,
        checks=["a", "b"],
        reference_passed=True,
        stub_untouched=True,
        wrong=[wrong, msgspec.structs.replace(wrong, named=["rounds up"])],
        alternatives=[AlternativeTrial(name="y", passed=True, failing=[], message="", duration=0)],
        mutants=[mutant, msgspec.structs.replace(mutant, fate="equivalent", reason="same")]
        + [msgspec.structs.replace(mutant, fate="killed", check="a", diff="")] * 40,
        mutants_made=42,
        redundant=["b"],
        matrix_size=4,
    )
    return msgspec.structs.replace(validation, **changes)


def test_the_numbers_are_derived():
    validation = example()
    assert (validation.killed, validation.counted) == (40, 41)
    assert validation.is_strong
    assert validation.is_good
    total = measure([validation, validation])
    assert (total.wrong, total.named, total.named_first, total.mutants) == (4, 4, 2, 82)
    assert not total.names_enough
    assert exit_code(Run(validations=[validation])) == 1
    weak = msgspec.structs.replace(validation, mutants=validation.mutants[:12])
    assert not weak.is_strong
    assert msgspec.structs.replace(weak, torch=True).is_strong
    assert to_data(Run(validations=[validation]))["exercises"][0]["killed_share"] == 0.9756


def test_a_check_is_redundant_when_it_never_fails_alone():
    assert redundant_checks(["a", "b", "c"], [["a"], ["a", "b"], ["b", "c"]]) == ["b", "c"]


def test_the_page_is_escaped_holds_no_script_and_shows_everything():
    page = render_run(
        Run(
            validations=[
                example(),
                example(problems=[Problem(aspect="quiz", text="<script>")], exercise="02_y"),
            ]
        )
    )
    tags = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)

    Tags().feed(page)
    assert "script" not in tags
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "+&lt;b&gt;" in page
    assert "rounds up" in page
    assert 'id="02_y"' in page
    assert "40/41" in page
