"""What a reference is asked and answers, written down once and looked up ever after.

`ListenedReference` and `RecordedReference` look to checks like a module, and like the objects that it hands out:
the one asks the reference, the other its record. Runs in the judge.
"""

from __future__ import annotations

import inspect
import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from grader.practice.fingerprints import Print, print_of
from grader.practice.record import Asked, PublicRecord, unpacked_value
from grader.sandbox import wire

NOTHING = print_of(None)  # the question behind a value that is only looked at


class ListenedReference:
    """The reference, or an object that it handed out, with all that is asked of it written down.

    What is asked of an object is named by the object's number and by how often it has been asked:
    its answers depend on what came before.
    """

    device = "cpu"

    def __init__(
        self, target: Any, names: Iterator[str] | None = None, log: _Log | None = None
    ) -> None:
        self._target, self._names = target, names or itertools.repeat("")
        self._log = log or _Log()

    def take_asked(self) -> list[Asked]:
        """What was asked since the last time."""
        asked = list(self._log.asked)
        self._log.asked.clear()
        return asked

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        value = getattr(self._target, name)
        if name == "harness":
            return ListenedReference(value, itertools.repeat("harness."), self._log)
        full = next(self._names) + name
        if inspect.isroutine(value) or inspect.isclass(value):
            return lambda *args, **kwargs: self._ask(full, value, args, kwargs)
        return self._keep(f"={full}", NOTHING, value)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
        else:
            setattr(self._target, name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._ask(f"{next(self._names)}()", self._target, args, kwargs)

    def _ask(self, what: str, function: Any, args: Any, kwargs: dict[str, Any]) -> Any:
        question = print_of([args, kwargs])
        plain = [
            argument._target if isinstance(argument, ListenedReference) else argument
            for argument in args
        ]
        return self._keep(what, question, function(*plain, **kwargs))

    def _keep(self, what: str, question: Print, answer: Any) -> Any:
        try:
            frame, handed_out = wire.encode(answer), answer
        except wire.Unsupported:
            number = next(self._log.numbers)
            frame = wire.encode(wire.Handle(number, type(answer).__name__))
            handed_out = ListenedReference(answer, names_of_object(number), self._log)
        self._log.asked.append(Asked(what, question, wire.pack(frame)))
        return handed_out


class _Log:
    """What a reference and its objects were asked, and the numbers of the objects to come."""

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.numbers = itertools.count()


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
        every = (example for practice in record.checks for example in practice.examples)
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
            near = [entry for entry in index.get(key, ()) if entry.question.is_like(question)]
            if near:
                nearest = min(
                    near,
                    key=lambda entry: (_distance(entry.question, question), self._uses[id(entry)]),
                )
                self._uses[id(nearest)] += 1
                return unpacked_value(nearest.answer)
        raise NotRecorded(what)


def _index(asked: Iterable[Asked]) -> dict[tuple[str, bytes], list[Asked]]:
    index = defaultdict(list)
    for entry in asked:
        index[entry.what, entry.question.exact].append(entry)
    return dict(index)


def _distance(one: Print, other: Print) -> float:
    return float(np.abs(np.subtract(one.means, other.means)).sum())


class RecordedReference:
    """Answers as the reference did, or an object that it handed out, to the questions on record."""

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
            return self._answer(f"={full}", NOTHING)
        return lambda *args, **kwargs: self._answer(full, print_of([args, kwargs]))

    def __setattr__(self, name: str, value: Any) -> None:
        """What a check sets changes the answers that follow, and these are on record."""
        if name.startswith("_"):
            object.__setattr__(self, name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._answer(f"{next(self._names)}()", print_of([args, kwargs]))

    def _answer(self, what: str, question: Print) -> Any:
        answer = self._answers.answer(what, question)
        if isinstance(answer, wire.Handle):
            return RecordedReference(self._answers, names_of_object(answer.id))
        return answer
