"""answers.toml: reading it, and changing it so that everything else in it survives. The only user of tomlkit.

A file that cannot be read is told apart from one that is not there, and is never overwritten.
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from grader.errors import UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.quiz.reading import Answer
from grader.text import clean_line
from grader.untrusted import read_regular

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

NAME = "answers.toml"
MAX_BYTES = 1_000_000
MAX_TEXT, MAX_ITEMS, MAX_UNKNOWN = 5_000, 100, 10


class AnswersError(UsageError):
    """answers.toml cannot be read; the text says where and what to do."""


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """What a learner has answered, by question, and whose numbers the answers are to."""

    values: dict[str, Answer] = {}
    learner: str | None = None
    draw: int = 1
    exists: bool = False


def read_answers(path: Path) -> Answers:
    """Read the file; empty answers when there is none. Raises `AnswersError`."""
    text = _text(path)
    if text is None:
        return Answers()
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise AnswersError(message("answers.toml", path=path, error=error)) from None
    except (ValueError, RecursionError):
        raise AnswersError(message("answers.deep", path=path)) from None
    table = data.get("answers", {})
    learner, draw = data.get("learner"), data.get("draw", 1)
    if not isinstance(table, dict):
        raise AnswersError(message("answers.table", path=path))
    if learner is not None and not isinstance(learner, str):
        raise AnswersError(message("answers.learner", path=path))
    if type(draw) is not int or not 1 <= draw <= 1_000:
        raise AnswersError(message("answers.draw", path=path, draw=f"{draw!r:.40}"))
    values = {name: _answer(path, name, value) for name, value in table.items()}
    return Answers(values=values, learner=learner or None, draw=draw, exists=True)


def save_answers(
    path: Path,
    changes: Mapping[str, Answer],
    *,
    learner: str,
    draw: int,
    headings: Sequence[tuple[str, str]] = (),
    head: Sequence[str] = (),
) -> None:
    """Write changed answers into the file; comments, order and other keys stay.

    `headings` are the questions with a comment each, and `head` the comment on top, for a file that is made anew.
    """
    import tomlkit

    read_answers(path)
    text = _text(path)
    document = _new(headings, head) if text is None else tomlkit.parse(text)
    _put(document, "learner", learner)
    _put(document, "draw", draw)
    if "answers" not in document:
        document["answers"] = tomlkit.table()
    table: Any = document["answers"]
    for name, answer in changes.items():
        if not _equal(table.get(name), answer):
            _put(table, name, answer)
    try:
        write_atomic(path, tomlkit.dumps(document))
    except OSError as error:
        raise AnswersError(
            message("file.unwritable", path=path, error=error.strerror or error)
        ) from None


def _new(headings: Sequence[tuple[str, str]], head: Sequence[str]) -> TOMLDocument:
    import tomlkit

    document = tomlkit.document()
    for line in head:
        document.add(tomlkit.comment(line))
    document["learner"], document["draw"] = "", 1
    document.add(tomlkit.nl())
    table = tomlkit.table()
    for name, comment in headings:
        table.add(tomlkit.comment(comment))
        table.add(name, "")
    document["answers"] = table
    return document


def _put(table: Any, name: str, value: Any) -> None:
    """Set a value, a comment behind it kept."""
    import tomlkit

    if name not in table:
        table.add(name, value)
        return
    old = table[name]
    if getattr(old, "value", old) == value:
        return
    item = tomlkit.item(value)
    if hasattr(old, "trivia"):
        item.trivia.comment = old.trivia.comment
        item.trivia.comment_ws = old.trivia.comment_ws
    table[name] = item


def _equal(old: Any, answer: Answer) -> bool:
    if old is None:
        return not answer
    try:
        return _answer(Path(), "", old.unwrap() if hasattr(old, "unwrap") else old) == answer
    except AnswersError:
        return False


def _answer(path: Path, name: str, value: Any) -> Answer:
    """A value as text: people write numbers and words with or without quotes."""
    if isinstance(value, list):
        if len(value) > MAX_ITEMS:
            raise AnswersError(message("answers.parts", path=path, name=name, limit=MAX_ITEMS))
        return [_part(path, name, item) for item in value]
    if isinstance(value, dict):
        return [_part(path, name, item) for item in list(value.values())[:MAX_ITEMS]]
    return _part(path, name, value)


def _part(path: Path, name: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 300:
        raise AnswersError(message("answers.digits", path=path, name=name))
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, list) and all(type(item) is int and abs(item) < 10**12 for item in value):
        return " ".join(map(str, value))
    if not isinstance(value, str):
        kind = type(value).__name__
        raise AnswersError(message("answers.kind", path=path, name=name, kind=kind))
    if len(value) > MAX_TEXT:
        raise AnswersError(message("answers.long", path=path, name=name, limit=MAX_TEXT))
    return value


def unknown_names(path: Path, values: Mapping[str, Answer], known: Sequence[str]) -> list[str]:
    """A sentence for each answer that belongs to no question."""
    notes = []
    for name in values:
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            key = "answers.unknown.near" if near else "answers.unknown"
            shown = clean_line(name, 60)
            notes.append(message(key, path=path.name, name=shown, near=near[0] if near else ""))
    return notes[:MAX_UNKNOWN]


def _text(path: Path) -> str | None:
    try:
        return read_regular(path.parent, path.name, MAX_BYTES).decode("utf-8-sig")
    except FileNotFoundError:
        return None
    except UsageError as error:
        raise AnswersError(str(error)) from None
    except OSError as error:
        raise AnswersError(
            message("file.unreadable", path=path, error=error.strerror or error)
        ) from None
    except UnicodeDecodeError as error:
        place = {"reason": error.reason, "byte": error.start}
        raise AnswersError(message("submission.encoding", path=path, **place)) from None


def file_head(exercise: str, path: str) -> list[str]:
    """The comment on top of a new file."""
    return [
        message("quiz.file.head", exercise=exercise),
        "    " + message("quiz.file.command", path=path),
    ]
