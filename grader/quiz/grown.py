"""Questions grown from the learner's own code: asked once it passed, above them a look at their function.

The key comes from running the reference, which a passing submission agrees with; the learner's
text is only shown, found line by line and never parsed or run.
"""

from __future__ import annotations

import re

import msgspec

from grader.messages import message
from grader.quiz.variant import Variant
from grader.text import clean_line

LINES = 12


def with_own_code(variant: Variant, source: str, file: str) -> Variant:
    """The variant with the learner's own function above its stem, if it can be found."""
    name = variant.question.function
    excerpt = function_lines(source, name)
    if excerpt is None:
        return variant
    line, lines = excerpt
    shown = [clean_line(text, 100) if not text.strip() else _kept(text) for text in lines]
    label = message("quiz.page.yours", function=f"`{name}`", line=line, file=f"`{file}`")
    fence = "`" * max(
        3, max((len(run) for run in re.findall(r"`+", "\n".join(shown))), default=0) + 1
    )
    code = "\n".join([f"{fence}python", *shown, fence])
    return msgspec.structs.replace(variant, stem=f"{label}:\n\n{code}\n\n{variant.stem}")


def function_lines(source: str, name: str) -> tuple[int, list[str]] | None:
    """The line of a definition and its code, docstring, comments and blank lines left out, at most a few lines."""
    lines = source.splitlines()
    head = re.compile(rf"(\s*)(?:def|class)\s+{re.escape(name.rpartition('.')[2])}\b")
    for number, line in enumerate(lines):
        if match := head.match(line):
            body = _body(lines[number:], len(match[1]))
            kept = _without_docstring(body)
            return number + 1, kept[:LINES] + (["    # …"] if len(kept) > LINES else [])
    return None


def _body(lines: list[str], indent: int) -> list[str]:
    """The lines of one definition: up to the next one that stands no deeper."""
    body, brackets = [lines[0]], lines[0].count("(") - lines[0].count(")")
    for line in lines[1:]:
        depth = len(line) - len(line.lstrip())
        if line.strip() and depth <= indent and brackets <= 0:
            break
        brackets += line.count("(") - line.count(")") if brackets > 0 else 0
        body.append(line)
    return body


def _without_docstring(lines: list[str]) -> list[str]:
    kept: list[str] = []
    inside = ""
    for line in lines:
        stripped = line.strip()
        if inside:
            inside = "" if inside in stripped else inside
            continue
        opening = re.match(r"[rR]?(\"\"\"|''')", stripped)
        if opening and stripped.count(opening[1]) == 1:
            inside = opening[1]
        elif stripped and not opening and not stripped.startswith("#"):
            kept.append(line)
    return kept


def _kept(line: str) -> str:
    """A line of code with its indentation, harmless and not too long."""
    indent = len(line) - len(line.lstrip())
    return " " * min(indent, 24) + clean_line(line, 100)
