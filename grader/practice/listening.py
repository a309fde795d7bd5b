"""What a reference is asked and answers, written down once and looked up ever after.

`ListenedReference` and `RecordedReference` look like a module to checks, and like the objects of its classes:
the one asks the reference, the other its record. Runs in the judge.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import numpy as np

from grader.errors import CourseError
from grader.practice.fingerprints import Print, print_of
from grader.practice.record import Asked, PublicRecord, unpacked_value
from grader.sandbox import wire

NOTHING = print_of(None)  # the question behind a value that is only looked at


def packed(name: str, value: Any) -> bytes:
    """An answer of the reference as data. Raises `CourseError` for what is none."""
    try:
        return wire.pack(wire.encode(value))
    except wire.Unsupported as error:
        raise CourseError(
            f"reference.{name} answers a practice check with {error.type_name}, which is no data"
        ) from None


class ListenedReference:
    """The reference, or an object of one of its `classes`, with all that is asked of it written down.

    What is asked of an object is named by the object's number and by how often it has been asked:
    its answers depend on what came before.
    """

    device = "cpu"

    def __init__(
        self,
        target: Any,
        classes: Collection[str],
        names: Iterator[str] | None = None,
        asked: list[Asked] | None = None,
        numbers: Iterator[int] | None = None,
    ) -> None:
        self._target, self._classes = target, classes
        self._names = names or itertools.repeat("")
        self._asked: list[Asked] = [] if asked is None else asked
        self._numbers = numbers or itertools.count()

    def take_asked(self) -> list[Asked]:
        """What was asked since the last time."""
        asked = list(self._asked)
        self._asked.clear()
        return asked

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(self._target, name)
        if name == "harness":
            return self._part(value, itertools.repeat("harness."))
        full = next(self._names) + name
        if not callable(value):
            self._asked.append(Asked(f"={full}", NOTHING, packed(full, value)))
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            question = print_of([args, kwargs])
            answer = value(*args, **kwargs)
            if type(answer).__name__ not in self._classes:
                self._asked.append(Asked(full, question, packed(full, answer)))
                return answer
            number = next(self._numbers)
            handle = wire.Handle(number, type(answer).__name__)
            self._asked.append(Asked(full, question, packed(full, handle)))
            return self._part(answer, names_of_object(number))

        return call

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
        else:
            setattr(self._target, name, value)

    def _part(self, target: Any, names: Iterator[str]) -> ListenedReference:
        return ListenedReference(target, self._classes, names, self._asked, self._numbers)


def names_of_object(number: int) -> Iterator[str]:
    """What goes before the names of all that is asked of an object, one after another."""
    return (f"#{number}.{count}." for count in itertools.count())


class NotRecorded(Exception):
    """The reference was asked something that no example of the record asks."""


class Answers:
    """The answers on record: those of the current example, and of all others where it has none."""

    def __init__(self, record: PublicRecord) -> None:
        self._examples = {
            practice.check.id: [_index(example.asked) for example in practice.examples]
            for practice in record.checks
        }
        every = (one for practice in record.checks for one in practice.examples)
        self._all = _index(asked for example in every for asked in example.asked)
        self._current: dict[tuple[str, bytes], list[Asked]] = {}
        self._uses: dict[int, int] = defaultdict(int)

    def start_example(self, check: str, place: int) -> None:
        """What is asked from here on belongs to the example at this place."""
        self._current = self._examples[check][place]
        self._uses = defaultdict(int)

    def has_value(self, name: str) -> bool:
        """Whether this is the name of a value, and not of a function."""
        return (f"={name}", NOTHING.exact) in self._all

    def answer(self, what: str, question: Print) -> Any:
        """The answer to the nearest question; of those alike, the one that was used least. Raises `NotRecorded`."""
        key = (what, question.exact)
        for index in (self._current, self._all):
            near = [one for one in index.get(key, ()) if one.question.is_like(question)]
            if near:
                nearest = min(
                    near, key=lambda one: (_distance(one.question, question), self._uses[id(one)])
                )
                self._uses[id(nearest)] += 1
                return unpacked_value(nearest.answer)
        raise NotRecorded(what)


def _index(asked: Iterable[Asked]) -> dict[tuple[str, bytes], list[Asked]]:
    index = defaultdict(list)
    for one in asked:
        index[one.what, one.question.exact].append(one)
    return dict(index)


def _distance(one: Print, other: Print) -> float:
    return float(np.abs(np.subtract(one.means, other.means)).sum())


class RecordedReference:
    """Answers as the reference did, or an object of one of its classes, to the questions on record."""

    device = "cpu"

    def __init__(self, answers: Answers, names: Iterator[str] | None = None) -> None:
        self._answers, self._names = answers, names or itertools.repeat("")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name == "harness":
            return RecordedReference(self._answers, itertools.repeat("harness."))
        full = next(self._names) + name
        if self._answers.has_value(full):
            return self._answers.answer(f"={full}", NOTHING)

        def call(*args: Any, **kwargs: Any) -> Any:
            answer = self._answers.answer(full, print_of([args, kwargs]))
            if isinstance(answer, wire.Handle):
                return RecordedReference(self._answers, names_of_object(answer.id))
            return answer

        return call

    def __setattr__(self, name: str, value: Any) -> None:
        """What a check sets changes the answers that follow, and these are on record."""
        if name.startswith("_"):
            object.__setattr__(self, name, value)
