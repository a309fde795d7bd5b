"""Pairs of submissions that resemble each other beyond what everybody was given: a place to look, no verdict.

Winnowing (S. Schleimer, D. Wilkerson, A. Aiken: "Winnowing: local algorithms for document fingerprinting",
SIGMOD 2003) over tokens whose names and numbers are made equal. Any run of `K + WINDOW - 1` equal tokens
is found. Fingerprints of stub and reference do not count, nor those that many learners share. Runs in the judge;
sources are text here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from itertools import combinations, pairwise

import msgspec

K, WINDOW = 14, 8  # tokens of a fingerprint, and fingerprints of which one is kept
LEAST_FINGERPRINTS = 12  # of a submission's own; less says nothing
COMMON = 12  # groups of equal texts: what more of them share is how one writes it
LEAST_SHARE = 0.5
MOST_CHARACTERS = 200_000
TOKEN = re.compile(
    r"(?P<skip>#[^\n]*|\\\n|[ \t\r\f]+)"
    r"|(?P<text>[rbfuRBFU]{0,2}(?:\"\"\".*?\"\"\"|'''.*?'''|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'))"
    r"|(?P<name>[^\W\d]\w*)|(?P<number>\d[\w.]*)|(?P<line>\n)|(?P<mark>.)",
    re.DOTALL,
)
NAME, NUMBER = 0, 1  # tokens are numbers, whose hashes are the same in every process
KEYWORDS = {
    word: 0x110000 + place  # beyond every character's own number
    for place, word in enumerate(
        [
            "and",
            "as",
            "assert",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield",
            "None",
            "True",
            "False",
        ]
    )
}


class Pair(msgspec.Struct, frozen=True):
    """Two submissions, the share of the smaller one's own fingerprints that they share, and where."""

    first: int
    second: int
    share: float
    first_lines: list[int]
    second_lines: list[int]


class Fingerprints(msgspec.Struct):
    """Fingerprints of a text with the lines that each covers, and the text's tokens as one value."""

    lines: dict[int, tuple[int, int]]
    whole: int


def fingerprints(source: str) -> Fingerprints:
    """The winnowed fingerprints of a Python text, which need not be valid."""
    tokens: list[int] = []
    places: list[int] = []
    line = 1
    for match in TOKEN.finditer(source[:MOST_CHARACTERS]):
        kind, text = match.lastgroup, match.group()
        if kind in ("name", "mark", "number"):
            token = {"name": KEYWORDS.get(text, NAME), "number": NUMBER, "mark": ord(text[0])}[kind]
            tokens.append(token)
            places.append(line)
        line += text.count("\n")  # texts are left out: docstrings come from the stub
    grams = [hash(tuple(tokens[place : place + K])) for place in range(len(tokens) - K + 1)]
    chosen: dict[int, tuple[int, int]] = {}
    for start in range(max(0, len(grams) - WINDOW + 1)):
        window = grams[start : start + WINDOW]
        least = min(window)
        place = start + WINDOW - 1 - window[::-1].index(least)
        chosen.setdefault(least, (places[place], places[place + K - 1]))
    return Fingerprints(chosen, hash(tuple(tokens)))


def similar_pairs(sources: Mapping[int, str], given: Iterable[str], most: int = 50) -> list[Pair]:
    """The pairs of `sources`, by number, that resemble each other most, beyond the texts that were `given`."""
    known = set().union(*(fingerprints(text).lines for text in given))
    prints = {number: fingerprints(source) for number, source in sources.items()}
    own = {number: fingerprint.lines.keys() - known for number, fingerprint in prints.items()}
    groups: dict[Hashable, list[int]] = {}
    for number, fingerprint in prints.items():
        if len(own[number]) >= LEAST_FINGERPRINTS:
            groups.setdefault(fingerprint.whole, []).append(number)
    pairs = [
        _pair(first, second, prints, own)
        for members in groups.values()
        for first, second in pairwise(members)  # a chain through equal texts
    ]
    leads = [members[0] for members in groups.values()]
    index: dict[int, list[int]] = {}
    for number in leads:
        for mark in own[number]:
            index.setdefault(mark, []).append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in index.values():
        if len(numbers) <= COMMON:
            shared.update(combinations(numbers, 2))
    for (first, second), count in shared.items():
        if count >= LEAST_SHARE * min(len(own[first]), len(own[second])):
            pairs.append(_pair(first, second, prints, own))
    return sorted(pairs, key=lambda pair: (-pair.share, pair.first, pair.second))[:most]


def _pair(
    first: int, second: int, prints: Mapping[int, Fingerprints], own: Mapping[int, set[int]]
) -> Pair:
    both = own[first] & own[second]
    share = len(both) / max(1, min(len(own[first]), len(own[second])))
    return Pair(
        first,
        second,
        share,
        _lines(prints[first].lines[mark] for mark in both),
        _lines(prints[second].lines[mark] for mark in both),
    )


def _lines(spans: Iterable[tuple[int, int]]) -> list[int]:
    return sorted({line for start, end in spans for line in range(start, end + 1)})


def without_words(source: str) -> str:
    """The text without comments and strings, in which people leave their names."""
    return TOKEN.sub(
        lambda match: (
            "" if match.group().startswith("#") else "…" if match["text"] else match.group()
        ),
        source,
    )
