"""The languages that there are, by code. A language is one package beside `english`, and one line here.

A catalog says its own code under the key "language": pages name it, and the files of a course that
are in that language carry it in their names (`README.zh.md`).
"""

from __future__ import annotations

from collections.abc import Mapping

from grader.messages.english import CATALOG as ENGLISH
from grader.messages.speaking import message, speak

LANGUAGES: dict[str, Mapping[str, str]] = {"en": ENGLISH}


def speak_language(code: str, source: str) -> str:
    """Speak the language `code` from now on, and return nothing.

    An unknown language gives English and a note that says so; `source` is who asked for it.
    """
    speak(LANGUAGES.get(code, ENGLISH))
    if code in LANGUAGES:
        return ""
    known = ", ".join(LANGUAGES)
    return message("language.unknown", language=code, source=source, known=known)
