"""What a learner wrote -> numbers, shapes, letters. The text is data: bounded, matched, never evaluated.

Raises `Unreadable` with the sentence to say, for a text that is no answer of its kind; a readable
wrong answer is not its business.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from fractions import Fraction

import msgspec

from grader.quiz.algebra import Unreadable
from grader.quiz.variant import Option

Answer = str | list[str]
MAX_LENGTH, MAX_DIGITS = 120, 40

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_SIGNS = str.maketrans({"−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "÷": "/", "’": "'"})
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([,'_ ])\d{3})(?:\1\d{3})*(?:\.\d+)?")
_PLAIN = re.compile(r"(\d+)(?:[.,](\d*))?|[.,](\d+)")
_NUMBER = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<digits>\d[\d,'_ ]*(?:\.\d*)?|[.,]\d+)"
    r"(?:[eE](?P<e>[+-]?\d{1,3}))?"
    r"(?:\s*[*xX]\s*10\s*(?:\^|\*\*)\s*\(?(?P<ten>[+-]?\d{1,3})\)?)?"
    r"(?:\s*/\s*(?P<below>\d[\d,'_ ]*))?"
    r"\s*(?P<unit>[^\d\s+\-*/.,].{0,30})?"
)
_BEYOND = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<name>inf(?:inity)?|∞|nan)(?:\s+(?P<unit>[^\d\s].{0,30})|(?P<percent>%))?",
    re.IGNORECASE,
)
_TRUE = {"true", "t", "yes", "y", "right", "correct"}
_FALSE = {"false", "f", "no", "n", "wrong", "incorrect"}


class Quantity(msgspec.Struct, frozen=True):
    """A number as it was written, and the unit behind it; infinities and nan are floats."""

    value: Fraction | float
    unit: str
    doubtful: bool


def read_number(text: str) -> Quantity:
    """Read 12288, 12,288, 12 288, 1.2e4, 3·10^9, 3/4, 0,25, inf, −∞, nan, each with or without a unit.

    A number too large for a float stays the number that it is: 1e400 is not infinite.
    """
    text = _tidy(text)
    if beyond := _BEYOND.fullmatch(text.translate(_SIGNS)):
        size = math.nan if beyond["name"].casefold() == "nan" else math.inf
        return Quantity(
            -size if beyond["sign"] == "-" else size,
            beyond["unit"] or beyond["percent"] or "",
            False,
        )
    raised = re.sub(r"10([⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+)", lambda m: "10^" + m[1].translate(_SUPERSCRIPTS), text)
    match = _NUMBER.fullmatch(raised.translate(_SIGNS))
    if match is None or len(re.findall(r"\d", match["digits"])) > MAX_DIGITS:
        raise Unreadable("quiz.number.unreadable", given=text)
    value, doubtful = _digits(match["digits"].strip(), text)
    if match["below"]:
        below, _ = _digits(match["below"].strip(), text)
        if below == 0:
            raise Unreadable("quiz.number.zero", given=text)
        value /= below
    exponent = int(match["e"] or 0) + int(match["ten"] or 0)
    value *= Fraction(10) ** exponent
    unit = " ".join((match["unit"] or "").split())
    return Quantity(-value if match["sign"] == "-" else value, unit, doubtful)


def _digits(digits: str, text: str) -> tuple[Fraction, bool]:
    """The value of digits, and whether their comma might have been meant as a decimal point."""
    if _GROUPED.fullmatch(digits):
        doubtful = digits.count(",") == 1 and "." not in digits
        return Fraction(re.sub(r"[,'_ ]", "", digits)), doubtful
    plain = _PLAIN.fullmatch(digits)
    if plain is None:
        raise Unreadable("quiz.number.unreadable", given=text)
    return Fraction(f"{plain[1] or '0'}.{plain[2] or plain[3] or '0'}"), False


def read_shape(text: str) -> tuple[int, ...]:
    """Read 6×28×28, (6, 28, 28), [6 28 28] or 400."""
    text = _tidy(text)
    inside = text.strip("()[]{} ")
    parts = [part for part in re.split(r"\s*[×xX*,;·]\s*|\s+", inside) if part]
    if not 1 <= len(parts) <= 12 or not all(re.fullmatch(r"\d{1,12}", part) for part in parts):
        raise Unreadable("quiz.shape.unreadable", given=text)
    return tuple(int(part) for part in parts)


def read_letters(answer: Answer, options: Sequence[Option]) -> tuple[str, ...]:
    """Read "b", "B)", "a c", ["a", "c"], "cab", or the text of a choice, each letter once."""
    if isinstance(answer, str):
        text = _tidy(answer)
        if whole := _letter(text, options):
            return (whole,)
        parts = [part for part in re.split(r"[\s,;>→]+", text) if part]
        if len(parts) == 1 and parts[0].isalpha() and len(parts[0]) <= len(options):
            parts = list(parts[0])
    else:
        parts = [part for part in map(_tidy, answer) if part]
    letters = [_letter(part, options) for part in parts]
    for part, letter in zip(parts, letters, strict=True):
        if letter is None:
            last = options[-1].letter if options else "a"
            raise Unreadable("quiz.letter.unreadable", given=part[:60], last=last)
    read = tuple(letter for letter in letters if letter)
    if len(set(read)) < len(read):
        raise Unreadable("quiz.letter.twice", given=" ".join(read))
    return read


def _letter(text: str, options: Sequence[Option]) -> str | None:
    plain = text.strip("().:[] ").casefold()
    for option in options:
        if plain == option.letter or " ".join(text.split()) == " ".join(option.text.split()):
            return option.letter
    return None


def read_verdict(answer: Answer, reasons: Sequence[Option]) -> tuple[bool | None, str | None]:
    """Read "false b", ["false", "b"] or "true": the verdict, and the letter of the reason.

    A form hands over each part by itself, so either may be missing.
    """
    parts = answer if isinstance(answer, list) else re.split(r"[\s,;]+", _tidy(answer), maxsplit=1)
    parts = [part for part in (_tidy(part) for part in parts) if part]
    verdict: bool | None = None
    if parts and parts[0].casefold() in _TRUE | _FALSE:
        verdict = parts.pop(0).casefold() in _TRUE
    if not parts:
        return verdict, None
    if len(parts) > 1 or (letter := _letter(parts[0], reasons)) is None:
        last = reasons[-1].letter if reasons else "a"
        raise Unreadable("quiz.verdict.unreadable", given=" ".join(parts)[:60], last=last)
    return verdict, letter


def joined(answer: Answer, joint: str = " ") -> str:
    """An answer as one text, whether it was written as one or in parts."""
    return answer if isinstance(answer, str) else joint.join(answer)


def is_blank(answer: Answer | None) -> bool:
    """Whether nothing was answered."""
    if answer is None:
        return True
    parts = [answer] if isinstance(answer, str) else answer
    return not any(part.strip() for part in parts)


def normal_output(text: str) -> list[str]:
    """The lines of an output, spaces aside."""
    lines = [re.sub(r"\s+", "", line) for line in text.replace("\r\n", "\n").split("\n")]
    return [line for line in lines if line]


def _tidy(text: str) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).split())
    if len(text) > MAX_LENGTH * 4:
        raise Unreadable("quiz.answer.long", limit=MAX_LENGTH * 4)
    return text
