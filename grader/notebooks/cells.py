"""An exercise's texts -> the cells of a notebook: Markdown for the statement, code for a Python file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import msgspec

FENCE = re.compile(r"\s*(?:```|~~~)")


class Cell(msgspec.Struct, frozen=True):
    """A cell to be: `id` follows from what it is about, so that it stays when the text changes."""

    id: str
    kind: str  # "markdown" or "code"
    source: str


def statement_cells(statement: str) -> list[Cell]:
    """One Markdown cell a section; a heading inside a code block begins none."""
    sections: list[list[str]] = [[]]
    in_code = False
    for line in statement.strip().split("\n"):
        in_code ^= bool(FENCE.match(line))
        if line.startswith("## ") and not in_code:
            sections.append([])
        sections[-1].append(line)
    texts = ["\n".join(lines).strip() for lines in sections]
    names = ["top", *(text.split("\n", 1)[0] for text in texts[1:])]
    return _with_ids("text", "markdown", zip(names, texts, strict=True))


def code_cells(source: str) -> list[Cell]:
    """What stands first in a file, then one cell for each function and class with what stands before it.

    A file that Python cannot parse is one cell.
    """
    lines = source.rstrip("\n").split("\n")
    names, cuts = ["top"], [0]
    try:
        for name, first, last in _definitions(source):
            if cuts[-1] != first:
                names.append(name)
                cuts.append(first)
            names.append("rest")
            cuts.append(last)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        names, cuts = ["top"], [0]
    ends = [*cuts[1:], len(lines)]
    texts = ["\n".join(lines[a:b]).strip("\n") for a, b in zip(cuts, ends, strict=True)]
    return _with_ids("code", "code", _joined(list(zip(names, texts, strict=True))))


def _definitions(source: str) -> Iterator[tuple[str, int, int]]:
    """Name, first line (counted from 0, decorators included) and end of each function and class."""
    for node in ast.parse(source).body:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1
            yield node.name, first, node.end_lineno or node.lineno


def _joined(parts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Put what stands between two definitions before the second one."""
    before = ""
    for place, (name, text) in enumerate(parts):
        if name == "rest" and place + 1 < len(parts):
            before = text
            continue
        joined = f"{before}\n\n\n{text}" if before else text
        if joined.strip():
            yield name, joined
        before = ""


def _with_ids(prefix: str, kind: str, parts: Iterator[tuple[str, str]]) -> list[Cell]:
    """Cells with ids as nbformat wants them: at most 64 of its characters, each once."""
    cells: list[Cell] = []
    seen: dict[str, int] = {}
    for name, text in parts:
        plain = re.sub(r"[^A-Za-z0-9_]+", "-", name).strip("-").lower()[:48] or "part"
        seen[plain] = seen.get(plain, 0) + 1
        number = f"-{seen[plain]}" if seen[plain] > 1 else ""
        cells.append(Cell(f"{prefix}-{plain}{number}", kind, text))
    return cells
