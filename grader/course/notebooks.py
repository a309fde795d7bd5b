"""A learner's notebook -> its code, cell by cell, without the lines that only a notebook understands.

Outputs are never looked at. What is left out keeps its line, as a comment, so that every line of a cell
has the number that its author sees. Runs in the judge, which only cuts the text; nothing of it is compiled
or run here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from grader.errors import UsageError
from grader.messages import message
from grader.untrusted import read_regular

NOTEBOOK_BYTES = 256 * 2**20  # pictures and outputs are most of it
CODE_BYTES, CODE_CELLS = 4 * 2**20, 20_000
LEFT_OUT_SHOWN = 3  # of the lines that are left out, in the note
KEEPS_ITS_CELL = re.compile(r"\s*%%(?:time|capture|prun)\b")
KEEPS_ITS_LINE = re.compile(r"(\s*)%time\s+(?=\S)")
NO_PYTHON = re.compile(r"\s*(?:[%!?]|[\w.]+\?{1,2}\s*$|[\w, ]+=\s*(?:!|%\w))")
TOKEN = re.compile(
    r"#.*|(?P<quotes>'''|\"\"\"|['\"])|(?P<open>[(\[{])|(?P<close>[)\]}])|\\.|[^'\"#()\[\]{}\\]+|\\$"
)
ENDS = {
    "'": re.compile(r"(?:\\.|[^'\\])*'"),
    '"': re.compile(r'(?:\\.|[^"\\])*"'),
    "'''": re.compile(r"(?:\\.|[^\\])*?'''"),
    '"""': re.compile(r'(?:\\.|[^\\])*?"""'),
}


class _Cell(msgspec.Struct):
    cell_type: str
    source: str | list[str] = ""


class _Notebook(msgspec.Struct):
    nbformat: int
    cells: list[_Cell] = []


class Code(msgspec.Struct, frozen=True):
    """The code of a notebook: one text, the line where each code cell begins, and what was left out."""

    source: str
    cells: list[int]
    notes: list[str]


def read_notebook(root: Path, name: Path) -> Code:
    """Read the code of the notebook `name` below `root`.

    Raises `UsageError` for what is no notebook of version 4, for one without code, or with too much, and
    as `read_regular` does.
    """
    path = root / name
    notebook = _decoded(path, read_regular(root, name, NOTEBOOK_BYTES))
    if notebook.nbformat != 4:
        raise UsageError(message("notebook.version", path=path, version=notebook.nbformat))
    cells = [_text(cell) for cell in notebook.cells if cell.cell_type == "code"]
    if not any(cell.strip() for cell in cells):
        raise UsageError(message("notebook.empty", path=path))
    if len(cells) > CODE_CELLS or sum(map(len, cells)) > CODE_BYTES:
        limits = {"cells": CODE_CELLS, "limit": f"{CODE_BYTES / 2**20:g}"}
        raise UsageError(message("notebook.large", path=path, **limits))
    return _code_of(cells)


def _decoded(path: Path, content: bytes) -> _Notebook:
    try:
        return msgspec.json.decode(content, type=_Notebook)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        reason = str(error)[:200]
        raise UsageError(message("submission.notebook", path=path, error=reason)) from None


def _text(cell: _Cell) -> str:
    text = cell.source if isinstance(cell.source, str) else "".join(cell.source)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _code_of(cells: list[str]) -> Code:
    begins: list[int] = []
    lines: list[str] = []
    left_out: list[str] = []
    for number, cell in enumerate(cells, 1):
        begins.append(len(lines) + 1)
        for place, (line, was) in enumerate(
            zip(python_lines(cell), cell.split("\n"), strict=True), 1
        ):
            lines.append(line)
            if line != was:
                left_out.append(
                    message("notebook.line", cell=number, line=place, text=was.strip()[:80])
                )
    notes = []
    if left_out:
        shown = "; ".join(left_out[:LEFT_OUT_SHOWN])
        notes.append(message("notebook.left_out", count=len(left_out), shown=shown))
    return Code("\n".join(lines) + "\n", begins, notes)


def python_lines(cell: str) -> Iterator[str]:
    """The lines of a cell, magics and shell commands as comments where a statement may begin.

    `%%time`, `%%capture` and `%%prun` keep the rest of their cell, other cell magics nothing; `%time` keeps
    its line. A `pass` stands in for what may be all of a block.
    """
    lines = cell.split("\n")
    first = next((place for place, line in enumerate(lines) if line.strip()), 0)
    if lines[first].lstrip().startswith("%%"):
        keeps = KEEPS_ITS_CELL.match(lines[first])
        lines[first] = f"# {lines[first]}"
        if not keeps:
            lines[first + 1 :] = [f"# {line}" for line in lines[first + 1 :]]
    inside, depth, goes_on = (
        "",
        0,
        False,
    )  # the open string's quotes, open brackets, after a backslash
    in_command = False  # that a backslash continues
    for line in lines:
        if in_command:
            in_command = line.endswith("\\")
            yield f"# {line}"
            continue
        begins = not (inside or depth or goes_on)
        if begins and (timed := KEEPS_ITS_LINE.match(line)):
            line = timed[1] + line[timed.end() :]
        elif begins and NO_PYTHON.match(line):
            in_command = line.endswith("\\")
            indent = line[: len(line) - len(line.lstrip())]
            yield f"{indent}pass  # {line.lstrip()}".rstrip("\\")
            continue
        yield line
        inside, depth, goes_on = _state_after(line, inside, depth)


def _state_after(line: str, inside: str, depth: int) -> tuple[str, int, bool]:
    """The string that is open after a line, how many brackets are, and whether a backslash ends it."""
    place = 0
    while place < len(line):
        if inside:
            end = ENDS[inside].match(line, place)
            if end is None:
                break
            place, inside = end.end(), ""
            continue
        token = TOKEN.match(line, place)
        if token is None:
            break
        place, inside = token.end(), token["quotes"] or ""
        depth = max(0, depth + bool(token["open"]) - bool(token["close"]))
    ended = line.endswith("\\") and not line.lstrip().startswith("#")
    if len(inside) == 1 and not ended:
        inside = ""  # such a string ends with its line, or is no Python
    return inside, depth, ended
