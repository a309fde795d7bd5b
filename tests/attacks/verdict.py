"""What an attack achieved, read off the reports and pages that grading it wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from tests.attacks.arena import CANARY, OPEN
from tests.attacks.corpus import Attack

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
COMMANDS = re.compile(r"^\s*(::[a-z-]+[ :]|##\[|##vso\[)", re.MULTILINE)
MARKED = "MARKUP"  # in the attacks' texts


def achieved(attack: Attack, report: dict[str, Any]) -> Iterator[str]:
    """What a report shows that an attack must not have: points, secrets, open doors, silence, untruth."""
    checks = report["checks"]
    if report["score"] > attack.points:
        yield f"{report['score']:g} points, and {attack.points:g} are deserved"
    if CANARY in repr(report):
        yield "a secret in the report"
    quiz = [f"{result['given'] or ''} {result['feedback']}" for result in report["quiz"]]
    said = "\n".join([*map(_said, checks), *quiz, *report["notes"]])
    if OPEN in said:
        yield "an open door"
    if report["status"] == "passed" and report["quiz"]:  # the code is honest; the answers are not
        points = report["quiz_points"]
        if points["score"] == points["max_score"]:
            yield f"all points of the quiz: {said[:300]}"
    elif report["status"] in ("passed", "error"):
        yield f"the status {report['status']}: {said[:300]}"
    if not re.search(attack.report, said, re.MULTILINE):
        yield f"no {attack.report!r} in what the report says: {said[:600]!r}"
    unsafe = [text for text in _texts(report) if UNSAFE.search(text)]
    if unsafe:
        yield f"raw control characters: {unsafe[0][:200]!r}"


def _said(check: dict[str, Any]) -> str:
    shown = check["counterexample"] or {}
    parts = [check["message"], check["stdout"], shown.get("actual", "")]
    return "\n".join(parts)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def leaked(outputs: dict[str, str], printed: str) -> Iterator[str]:
    """What stands in any output that must not: secrets, raw controls, commands to a CI, live markup."""
    for name, text in {**outputs, "the terminal": printed}.items():
        if CANARY in text:
            yield f"a secret in {name}"
        plain = text if name.endswith((".html", ".xml", "terminal")) else ""
        if match := UNSAFE.search(plain.replace("\r\n", "\n")):
            yield f"a raw {match[0]!r} in {name}: {text[max(0, match.start() - 60) : match.end()]!r}"
        if name.endswith(".html"):
            yield from (f"{problem} in {name}" for problem in live_markup(text))
    if match := COMMANDS.search(printed):
        yield f"a command to the CI on the terminal: {match[0]!r}"


def live_markup(page: str) -> list[str]:
    """The places of a page where a learner's text has become markup."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.problems


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside.append(tag)
        for name, value in attrs:
            if name.startswith("on") or "javascript:" in (value or "") or tag == "script":
                self.problems.append(f"<{tag} {name}={value!r}>")
            if name in ("href", "src") and MARKED in (value or "") and ":" in (value or ""):
                self.problems.append(f"<{tag} {name}={value!r}>")
        if tag in ("script", "base", "iframe", "object", "form"):
            self.problems.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if MARKED in data and self.inside and self.inside[-1] in ("b", "math", "mi", "svg"):
            self.problems.append(f"{MARKED} inside <{self.inside[-1]}>")
