"""Text that a learner controls, made fit to show. No format of its own, only characters.

A learner's string may hold terminal escapes, control characters, bidirectional overrides, lone
surrogates, a hundred megabytes on one line. `clean` makes all of that visible or drops it, so
that what comes out is legal in XML 1.0, in UTF-8 and on a terminal. It does not escape markup:
each format does that for itself.

Runs in the judge.
"""

from __future__ import annotations

import math
import re

from grader.messages import message

LIMIT = 20_000

_ANSI = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|\x9b[0-?]*[ -/]*[@-~]"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # OSC: window title, links
    r"|\x1b[PX^_][^\x1b]*\x1b\\"  # DCS, SOS, PM, APC
    r"|\x1b[ -/]*[0-OQ-WYZ`-~]"
)
_NEWLINE = re.compile("\r\n|\u2028|\u2029|\x85|\x0b|\x0c")
_SEPARATOR = re.compile("[\u2028\u2029]")
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_NONCHARACTER = re.compile(
    "[\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + tail) for plane in range(1, 17) for tail in (0xFFFE, 0xFFFF))
    + "]"
)
_MARKS = re.compile(
    "([\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{3})"
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str, limit: int = LIMIT) -> str:
    """Return `text` with nothing left that could change how its surroundings are shown.

    Colours go, a progress bar keeps its last state, other control characters and bidirectional
    overrides become visible, and the middle of anything longer than `limit` is left out.
    """
    text = clip(text, 4 * limit)
    text = _ANSI.sub("", text)
    text = _NEWLINE.sub("\n", text)
    if "\r" in text:
        text = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    text = _UNSAFE.sub(_visible, text)
    text = _NONCHARACTER.sub("\ufffd", text)
    text = _MARKS.sub(r"\1", text)
    return clip(text, limit)


def visible(text: str) -> str:
    """Return `text` with control characters, bidirectional overrides and surrogates written out.

    Nothing is left out, and newline and tab stay as they are.
    """
    if text.isprintable():
        return text
    text = _UNSAFE.sub(_visible, text.replace("\r\n", "\n"))
    return _NONCHARACTER.sub("\ufffd", _SEPARATOR.sub(_visible, text))


def clean_line(text: str, limit: int = 400) -> str:
    """Return `text` cleaned and on one line, single spaces between its words."""
    return clip(" ".join(clean(text, 2 * limit).split()), limit)


def encodable(text: str, limit: int = 200_000) -> str:
    """Return `text` as UTF-8 can carry it: lone surrogates replaced, nothing else changed."""
    return clip(_SURROGATE.sub("\ufffd", text), limit)


def clip(text: str, limit: int) -> str:
    """Leave out the middle of `text` where it is longer than `limit`, saying how much."""
    if len(text) <= limit:
        return text
    head, tail = limit * 2 // 3, limit - limit * 2 // 3
    left_out = message("text.clipped", count=f"{len(text) - head - tail:,}")
    gap = "\n" if "\n" in text else " "
    return f"{text[:head]}{gap}{left_out}{gap}{text[len(text) - tail :]}"


def clip_lines(text: str, limit: int) -> str:
    """Clip each line of `text` by itself, so that the line numbers stay true."""
    if len(text) <= limit:
        return text
    return "\n".join(clip(line, limit) for line in text.split("\n"))


def capitalised(sentence: str) -> str:
    """Begin a sentence with a capital letter, unless its first word is a name from code."""
    first = sentence.split(maxsplit=1)[:1]
    return sentence[:1].upper() + sentence[1:] if first and first[0].isalpha() else sentence


def number(value: float) -> str:
    """Write points as people do: 7, 6.5, 6.67."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if math.isfinite(value) else "?"


def seconds(value: float) -> str:
    """Write a duration with the unit that suits it."""
    if value < 0.9995:
        return message("milliseconds", value=f"{max(value, 0.0) * 1000:.0f}")
    return message("seconds", value=f"{value:.1f}")


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF):
        return "\ufffd"
    return f"\u27e8U+{code:04X}\u27e9"
