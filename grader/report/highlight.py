"""Source text -> HTML with a class for each kind of token. The only user of Pygments.

Runs in the judge. The text may be anything at all; it is only ever coloured, never understood.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

from grader.text import clean, clip_lines

AROUND = 5
LINE_LIMIT = 300
COLOURED_LIMIT = 200_000


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line of an excerpt: its number, its HTML, and whether it is the one to look at."""

    number: int
    html: str
    here: bool


def highlight_code(code: str, language: str = "python") -> str:
    """Return `code` as HTML inside of `<pre><code>`; uncoloured where the language is unknown."""
    lexer = _lexer(language)
    if lexer is None or len(code) > COLOURED_LIMIT:
        return escape(code)
    from pygments import highlight  # type: ignore[import-untyped]

    return str(highlight(code, lexer, _formatter()))


def excerpt(source: str, line: int | None) -> list[CodeLine]:
    """Return the lines of `source` around `line` (counted from 1); none where there is no such."""
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if line is None or not 1 <= line <= len(lines):
        return []
    first, last = _window(lines, line)
    # Colour from the top, so that a line inside a docstring is seen as one.
    start = 1 if sum(map(len, lines[:last])) <= COLOURED_LIMIT else first
    shown = [
        clean(clip_lines(text, LINE_LIMIT)).replace("\n", " ") for text in lines[start - 1 : last]
    ]
    coloured = highlight_code("\n".join(shown)).split("\n")
    return [
        CodeLine(
            number=n, html=coloured[n - start] if n - start < len(coloured) else "", here=n == line
        )
        for n in range(first, last + 1)
    ]


def _window(lines: list[str], line: int) -> tuple[int, int]:
    """The first and the last line to show: around `line`, inside the function it is in."""

    def outermost(number: int) -> bool:
        text = lines[number - 1]
        return bool(text.strip()) and not text[0].isspace() and text[0] not in ")]}"

    first = last = line
    if not outermost(line):
        while first > max(1, line - AROUND) and not outermost(first):
            first -= 1
        while last < min(len(lines), line + AROUND) and not outermost(last + 1):
            last += 1
    else:
        first, last = max(1, line - AROUND), min(len(lines), line + AROUND)
    while last > line and not lines[last - 1].strip():
        last -= 1
    while first < line and not lines[first - 1].strip():
        first += 1
    return first, last


@lru_cache(maxsize=8)
def _lexer(language: str) -> Any:
    if language in ("python", "py", "pycon", ""):
        from pygments.lexers.python import PythonConsoleLexer, PythonLexer  # type: ignore[import-untyped]

        if not language:
            return None
        kind = PythonConsoleLexer if language == "pycon" else PythonLexer
        return kind(stripnl=False, ensurenl=False)
    from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
    from pygments.util import ClassNotFound  # type: ignore[import-untyped]

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=1)
def _formatter() -> Any:
    from pygments.formatters.html import HtmlFormatter  # type: ignore[import-untyped]

    return HtmlFormatter(nowrap=True)
