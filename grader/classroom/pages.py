"""What is known of a class -> HTML. Runs in the judge; all that learners control is escaped by the templates."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from grader.classroom.exports import note_on
from grader.classroom.similarity import Pair, without_words
from grader.classroom.standing import Row, Standing
from grader.classroom.statistics import Cluster, ItemStatistics
from grader.messages import message
from grader.model import Report
from grader.report import TEMPLATES, render_html, render_page
from grader.text import clean, clean_line, number

if TYPE_CHECKING:
    from markupsafe import Markup

STYLES = ("base.css", "report.css", "class.css")
SHOWN_LINES, SHOWN_NAMES, SHOWN_PAIRS = 400, 200, 20
MOST_MISTAKES_LINES = 24


class Handed(msgspec.Struct, frozen=True, kw_only=True):
    """A learner as pages call them; without a slug they have no page."""

    name: str
    slug: str

    def href(self, exercise: str) -> str:
        return f"learners/{self.slug}-{exercise}.html" if self.slug else ""


class Overview(msgspec.Struct, kw_only=True):
    """Everything on the first page."""

    rows: Sequence[Row]
    people: Sequence[Handed]
    exercises: Sequence[dict[str, Any]]
    hidden: bool


def check_href(exercise: str, check: str) -> str:
    """Where the page of a check is; an id of the course's own that no file name could bear is made short."""
    plain = re.sub(r"[^A-Za-z0-9_-]+", "-", check)
    if plain != check or len(plain) > 80:
        plain = f"{plain[:80]}-{hashlib.sha256(check.encode()).hexdigest()[:8]}"
    return f"checks/{exercise}-{plain}.html"


def similar_href(exercise: str) -> str:
    return f"similar-{exercise}.html"


def overview_page(overview: Overview) -> str:
    """The class at a glance: one table that sorts and filters, and a section for each exercise."""
    names = [part["id"] for part in overview.exercises]
    lines = []
    for row, person in zip(overview.rows, overview.people, strict=True):
        standings = [standing for standing in row.standings if standing.exercise in names]
        lines.append(
            {
                "name": person.name,
                "key": "" if overview.hidden else row.member.learner.key,
                "section": "" if overview.hidden else row.member.learner.section,
                "cells": [_cell(standing, person) for standing in standings],
                "total": number(row.score),
                "share": f"{row.share:.0%}",
                "note": ""
                if overview.hidden
                else clean_line("; ".join(filter(None, map(note_on, standings))), 160),
            }
        )
    shares = [row.share for row in overview.rows if row.member.learner.enrolled]
    script, policy = _script()
    return render_page(
        "class_overview.html.j2",
        styles=STYLES,
        allow=f"form-action 'none'; script-src '{policy}'",
        script=script,
        lines=lines,
        exercises=overview.exercises,
        people=overview.people,
        hidden=overview.hidden,
        mean=f"{sum(shares) / len(shares):.0%}" if shares else "-",
        check_href=lambda exercise, check: _quoted(check_href(exercise, check)),
        similar_href=lambda exercise: _quoted(similar_href(exercise)),
        shown_code=without_words if overview.hidden else str,
        bars=bars,
    )


def _cell(standing: Standing, person: Handed) -> dict[str, str]:
    href = person.href(standing.exercise) if standing.result else ""
    known = standing.result is not None or standing.override
    return {
        "text": number(standing.score) if known else message(f"gradebook.status.{standing.status}"),
        "status": standing.status if standing.result else "idle",
        "href": _quoted(href),
    }


def bars(counts: Sequence[int], width: int = 480, height: int = 120) -> list[dict[str, float]]:
    """Where the bars of a plot are, in its own units."""
    step = width / max(1, len(counts))
    most = max([*counts, 1])
    return [
        {
            "x": round(place * step + step * 0.08, 2),
            "y": round(height - height * count / most, 2),
            "width": round(step * 0.84, 2),
            "height": round(height * count / most, 2),
            "middle": round(place * step + step / 2, 2),
            "count": count,
        }
        for place, count in enumerate(counts)
    ]


def learner_page(report: Report, standing: Standing, name: str) -> str:
    """What a learner should see: their report, by their name, with what lateness and instructors changed."""
    notes = list(report.notes)
    if standing.lost:
        notes.append(message("classpage.lost", share=f"{standing.lost:.0%}"))
    if standing.lacking:
        notes.append(message("gradebook.lacking", names=", ".join(standing.lacking)))
    if standing.override:
        notes.append(message("classpage.override", score=number(standing.score)))
    named = msgspec.structs.replace(report, learner=clean_line(name, 200), notes=notes)
    return render_html(named)


def check_page(
    title: str,
    item: ItemStatistics,
    clusters: Iterable[Cluster],
    people: Sequence[Handed],
    exercise: str,
    *,
    hide: bool,
) -> str:
    """Who fails a check, and how: submissions by the same wrong behaviour, one example of each."""
    groups = []
    for cluster in sorted(clusters, key=lambda group: -len(group.numbers)):
        members = [people[number] for number in cluster.numbers[:SHOWN_NAMES]]
        groups.append(
            {
                "cluster": cluster,
                "example": without_words(cluster.example) if hide else cluster.example,
                "members": []
                if hide
                else [(member.name, _quoted("../" + member.href(exercise))) for member in members],
            }
        )
    return render_page(
        "class_check.html.j2",
        styles=STYLES,
        title=title,
        item=item,
        groups=groups,
        exercise=exercise,
    )


def similarity_page(
    title: str, pairs: Sequence[Pair], people: Sequence[Handed], sources: Mapping[int, str]
) -> str:
    """Pairs side by side, what they share marked."""
    shown = [
        {
            "names": (people[pair.first].name, people[pair.second].name),
            "share": f"{pair.share:.0%}",
            "sides": (
                _marked(sources[pair.first], pair.first_lines),
                _marked(sources[pair.second], pair.second_lines),
            )
            if place < SHOWN_PAIRS
            else (),
        }
        for place, pair in enumerate(pairs)
    ]
    return render_page("class_similar.html.j2", styles=STYLES, title=title, pairs=shown)


def _marked(source: str, lines: Sequence[int]) -> list[tuple[int, str, bool]]:
    marked = set(lines)
    return [
        (place, clean(line, 300), place in marked)
        for place, line in enumerate(source.split("\n")[:SHOWN_LINES], 1)
    ]


def _quoted(address: str) -> str:
    """A relative address, which no name can turn into another."""
    return quote(address, safe="/.-_~", errors="replace")


@lru_cache(maxsize=1)
def _script() -> tuple[Markup, str]:
    """The script that sorts and filters, and its hash for the policy."""
    from markupsafe import Markup

    text = (TEMPLATES / "class.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), f"sha256-{digest}"  # noqa: S704 - our own script
