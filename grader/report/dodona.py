"""Report -> the JSON lines that a Dodona judge prints, from start-judgement to close-judgement.

The rules: https://github.com/dodona-edu/dodona/blob/main/public/schemas/partial_output.json. Runs in the judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from grader.messages import message
from grader.model import Report
from grader.report.entries import Entry, check_entries, fault, question_entries
from grader.report.findings import verdict_title
from grader.text import clean_line

Command = dict[str, Any]
STATES = {
    "passed": "correct",
    "correct": "correct",
    "error": "internal error",
    "timeout": "time limit exceeded",
}
RUNGS = {"load": "compilation error", "raised": "runtime error", "died": "runtime error"}


def dodona_lines(report: Report) -> str:
    """Return `report` as commands, one JSON object a line."""
    encoder = msgspec.json.Encoder()
    return "".join(f"{encoder.encode(command).decode()}\n" for command in dodona_commands(report))


def dodona_commands(report: Report) -> Iterator[Command]:
    """Yield the commands: a tab for the checks and one for the quiz, a context for each of them."""
    yield {"command": "start-judgement"}
    if report.status == "error":
        yield {"command": "append-message", "message": _plain(fault(report))}
    tabs = {clean_line(report.exercise): check_entries(report)}
    if report.quiz:
        tabs[message("quiz.title")] = question_entries(report)
    for title, shown in tabs.items():
        yield {"command": "start-tab", "title": title}
        for entry in shown:
            yield from _context(entry)
        yield {"command": "close-tab", "badgeCount": sum(not _accepted(entry) for entry in shown)}
    accepted = report.status == "passed"
    state = STATES.get(report.status, "wrong")
    human = verdict_title(report)
    status = {"enum": state, "human": human}
    yield {"command": "close-judgement", "accepted": accepted, "status": status}


def _context(entry: Entry) -> Iterator[Command]:
    accepted = _accepted(entry)
    yield {"command": "start-context"}
    yield {"command": "start-testcase", "description": _plain(entry.name)}
    if entry.case is not None and not accepted:
        yield {
            "command": "start-test",
            "expected": entry.case.expected,
            "description": {"format": "python", "description": entry.case.call},
        }
        status = {"enum": _state(entry), "human": message(f"status.{entry.status}")}
        yield {
            "command": "close-test",
            "generated": entry.case.actual,
            "accepted": False,
            "status": status,
        }
    if not accepted or entry.outcome == "skipped":
        yield {"command": "append-message", "message": _plain(entry.text or entry.message)}
        if entry.line:
            yield {
                "command": "annotate-code",
                "row": entry.line - 1,
                "text": entry.message,
                "type": "error",
            }
    yield {"command": "close-testcase", "accepted": accepted}
    yield {"command": "close-context", "accepted": accepted}


def _accepted(entry: Entry) -> bool:
    """Whether it counts as right; a question that is still open does not count as wrong."""
    return entry.outcome == "passed" or (entry.outcome == "skipped" and entry.status != "skipped")


def _state(entry: Entry) -> str:
    return STATES.get(entry.status) or RUNGS.get(entry.rung or "", "wrong")


def _plain(text: str) -> Command:
    return {"format": "plain", "description": text}
