"""The attacks: one file each, which says in its head what success would be, what stops it and what the report says.

A learner's file says it in its docstring, a notebook in its first cell, answers in their first
comment, and what cannot lie in a repository (links, FIFOs, odd names) in the docstring of the
function of `made` that makes it. The head is

    TITLE

    Success: what an attacker would see
    Stopped by: layers, by name
    Report: a pattern that the report's messages must match
    Points: what may be earned (0 when it is not said)
"""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
FAMILIES = ("reading", "forging", "tampering", "denial", "escaping", "outputs", "notebooks", "quiz")
FIELD = re.compile(r"^(Success|Stopped by|Report|Points): (.*)$", re.MULTILINE)


class Attack(NamedTuple):
    """One attack as its head describes it; `path` is the file, or None for what `made` makes."""

    name: str
    family: str
    path: Path | None
    title: str
    success: str
    stopped_by: str
    report: str
    points: float


def from_head(name: str, family: str, path: Path | None, head: str) -> Attack:
    """An attack from the text of its head. Raises `ValueError` for a head that lacks a part."""
    fields = dict(FIELD.findall(head))
    missing = {"Success", "Stopped by", "Report"} - fields.keys()
    if missing:
        raise ValueError(f"the head of {family}/{name} lacks {', '.join(sorted(missing))}")
    title = head.strip().partition("\n")[0]
    points = float(fields.get("Points", 0))
    rest = (fields["Success"], fields["Stopped by"], fields["Report"], points)
    return Attack(name, family, path, title, *rest)


def read_attack(path: Path) -> Attack:
    """The attack that a file of the corpus is."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".ipynb":
        head = "".join(json.loads(text)["cells"][0]["source"])
    elif path.suffix == ".toml":
        lines = [line for line in text.splitlines() if line.startswith("#")]
        head = "\n".join(line.removeprefix("#").strip() for line in lines)
    else:
        head = ast.get_docstring(ast.parse(text)) or ""
    return from_head(path.stem, path.parent.name, path, head)


def made_attack(maker: Callable[..., Path]) -> Attack:
    """The attack that a function of `made` makes."""
    return from_head(maker.__name__, "made", None, inspect.getdoc(maker) or "")


def attacks_of(family: str) -> list[Attack]:
    """Every attack of a family that is a file, by name."""
    paths = sorted(path for path in (FOLDER / family).iterdir() if path.suffix != ".pyc")
    return [read_attack(path) for path in paths if path.is_file()]
