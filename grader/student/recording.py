"""Every call of a learner's code during a check, as it was made and answered.

A failure shows the call that produced it; the diagnosis puts the calls to others.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from typing import Any

import numpy as np

from grader import values
from grader.messages import message

KEPT_EXAMPLES = 100  # of one check; the first and the last are kept
KEPT_BYTES = 64 * 2**20  # of the answers to these examples, and to those that a check leaves behind
EXAMPLE_BYTES = 2**30  # of the answers to one example
COPIED_BYTES = 2**16  # larger arguments are recorded as they are, not as they were


class Call:
    """One recorded call: what was asked and what came back."""

    __slots__ = (
        "args",
        "duration",
        "error",
        "kwargs",
        "mutated",
        "name",
        "op",
        "outcome",
        "result",
        "target",
    )

    def __init__(
        self, op: str, name: str, args: tuple[Any, ...], kwargs: dict[str, Any], target: Any = None
    ) -> None:
        self.op, self.name, self.args, self.kwargs, self.target = op, name, args, kwargs, target
        self.result: Any = None
        self.outcome = "pending"
        self.error: str | None = None
        self.duration = 0.0
        self.mutated: list[str] = []


class Example(list[Call]):
    """The calls of one example; `size` is that of their answers in bytes."""

    size = 0


class Recorder:
    """The calls of the current example, and the names used in the current check."""

    def __init__(self) -> None:
        self.calls = Example()
        self.functions: dict[str, None] = {}
        self.examples: list[Example] = []
        self.size = 0  # of the answers to all of them
        self.signatures: Mapping[str, inspect.Signature] = {}

    def start_check(self) -> None:
        self.functions.clear()
        self.examples = []
        self.size = 0
        self.start_example()

    def start_example(self) -> None:
        self.calls = Example()
        if len(self.examples) >= KEPT_EXAMPLES:
            self._forget(KEPT_EXAMPLES // 2)
        self.examples.append(self.calls)

    def weigh(self, size: int) -> bool:
        """Count the bytes of an answer; examples in the middle are forgotten, and False is too much for one."""
        self.calls.size += size
        self.size += size
        while len(self.examples) > 1 and self.size > KEPT_BYTES:
            self._forget(len(self.examples) // 2 - 1)
        return self.calls.size <= EXAMPLE_BYTES

    def _forget(self, place: int) -> None:
        self.size -= self.examples.pop(place).size

    def last_examples(self, count: int) -> list[list[Call]]:
        """At most `count` of the latest examples with a call, as long as their answers are not too large."""
        kept: list[list[Call]] = []
        size = 0
        for example in reversed(self.examples):
            size += example.size
            if len(kept) == count or size > KEPT_BYTES:
                break
            if example:
                kept.append(example)
        return kept[::-1]

    def replace(self, examples: list[list[Call]], functions: dict[str, None]) -> None:
        """Have these be the examples of the check, the last one being the current, and these its functions."""
        self.examples = [
            example if isinstance(example, Example) else Example(example) for example in examples
        ]
        self.calls, self.functions = self.examples[-1], functions

    def add(self, call: Call) -> None:
        call.args, call.kwargs = _as_now(call.args), _as_now(call.kwargs)
        self.calls.append(call)
        if call.op == "call":
            self.functions[self._subject(call)] = None

    def _subject(self, call: Call) -> str:
        """The learner's function or class that a call is about; a harness may be told by name."""
        if call.name.startswith("harness.") and call.args:
            subject = call.args[0]
            if isinstance(subject, str) and subject in self.signatures:
                return subject
        return call.name

    def unsaid_mutation(self) -> str:
        """A sentence about the first call that changed its arguments, once; else nothing."""
        for call in self.calls:
            if call.mutated and call.outcome != "told":
                call.outcome = "told"
                names = ", ".join(self._argument_name(call, name) for name in call.mutated)
                return message("call.mutated", name=call.name, arguments=names)
        return ""

    def _argument_name(self, call: Call, name: str) -> str:
        if not name.isdigit():
            return name
        owner = f"{call.target._handle.class_name}." if call.target is not None else ""
        signature = self.signatures.get(owner + call.name)
        names = [name for name in signature.parameters if name != "self"] if signature else []
        if int(name) < len(names):
            return names[int(name)]
        return message("call.mutated.argument", number=int(name) + 1)


def _as_now(value: Any) -> Any:
    """The value with its arrays copied: a check may change what it handed over before."""
    kind = type(value)
    if kind is np.ndarray:
        return value.copy() if value.nbytes <= COPIED_BYTES else value
    if kind is tuple or kind is list:
        return kind(map(_as_now, value))
    if kind is dict:
        return {key: _as_now(item) for key, item in value.items()}
    if values.is_tensor(value) and value.nbytes <= COPIED_BYTES:
        return value.clone()
    return value
