"""The one message function: every sentence of a report, by key.

Sentences live in a catalog with named placeholders, so another language is another mapping
and not a change of code. A process speaks one language, in all of its threads: `speak` says which. A message that depends on a count has two entries,
`key.one` and `key.other`, and is asked for with `count=`.

Runs in the judge. Values are inserted as they are; whoever prints them cleans them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from string import Formatter

from grader.messages.english import CATALOG as ENGLISH

_spoken: Mapping[str, str] = ENGLISH


class CatalogError(ValueError):
    """A catalog names an unknown message, or other placeholders than the English one."""


def message(key: str, /, **values: object) -> str:
    """Return the sentence `key` of the catalog in use, its placeholders filled in.

    A catalog without the key falls back to English; an unknown key is a mistake of ours.
    """
    catalog = _spoken
    if "count" in values:
        plural = f"{key}.one" if values["count"] == 1 else f"{key}.other"
        if plural in catalog or plural in ENGLISH:
            key = plural
    template = catalog.get(key)
    if template is None:
        template = ENGLISH[key]
    return template.format_map(values)


def spoken() -> Mapping[str, str]:
    """The catalog in use."""
    return _spoken


def speak(catalog: Mapping[str, str]) -> None:
    """Speak another language from now on; missing sentences stay English. Raises `CatalogError`."""
    global _spoken
    check_catalog(catalog)
    _spoken = catalog


@contextmanager
def use(catalog: Mapping[str, str]) -> Iterator[None]:
    """Speak another language inside the `with` block."""
    before = spoken()
    speak(catalog)
    try:
        yield
    finally:
        speak(before)


def check_catalog(catalog: Mapping[str, str]) -> None:
    """Raise `CatalogError` unless each entry translates an English one and its placeholders.

    A translation may leave a placeholder out (many languages need no count of one), never add one.
    """
    for key, template in catalog.items():
        if key not in ENGLISH:
            raise CatalogError(f"unknown message {key!r}")
        extra = placeholders(template) - placeholders(ENGLISH[key])
        if extra:
            names = ", ".join(sorted(extra))
            raise CatalogError(f"message {key!r} uses placeholders that nothing fills: {names}")


def placeholders(template: str) -> frozenset[str]:
    """The names between braces in a message."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
