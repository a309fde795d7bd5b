"""What checks talk to: a learner's module, in the same process or in a worker's.

`student` and `reference` look like modules. `LocalModule` is one in this
process (the reference, or the student of a plain pytest run); `RemoteModule`
stands for the learner's, whose code runs in a worker. Every call is recorded,
so that a failure can show the call that produced it.
"""

from __future__ import annotations

import inspect
import types
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np

from grader import numerics, values, wire

KEPT_EXAMPLES = 100  # of one check; the first and the last are kept
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


class Recorder:
    """The calls of the current example, and the names used in the current check."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.functions: dict[str, None] = {}
        self.examples: list[list[Call]] = []
        self.signatures: Mapping[str, inspect.Signature] = {}

    def start_check(self) -> None:
        self.functions.clear()
        self.examples = []
        self.start_example()

    def start_example(self) -> None:
        self.calls = []
        if len(self.examples) >= KEPT_EXAMPLES:
            del self.examples[KEPT_EXAMPLES // 2]
        self.examples.append(self.calls)

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

    def mutation_rung(self, actual: Any) -> None:
        """Raise for a call that changed its arguments, unless it has been told already."""
        for call in self.calls:
            if call.mutated and call.outcome != "told":
                call.outcome = "told"
                names = ", ".join(self._argument_name(call, name) for name in call.mutated)
                raise numerics.CheckFailure(
                    "mutation",
                    f"{call.name} changed its argument {names} in place. Work on a copy "
                    f"and leave what the caller gave you as it was.",
                )

    def end_example(self) -> None:
        self.mutation_rung(None)

    def _argument_name(self, call: Call, name: str) -> str:
        if not name.isdigit():
            return name
        owner = (
            f"{call.target._handle.class_name}." if isinstance(call.target, RemoteObject) else ""
        )
        signature = self.signatures.get(owner + call.name)
        names = [one for one in signature.parameters if one != "self"] if signature else []
        return names[int(name)] if int(name) < len(names) else f"number {int(name) + 1}"


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


class Module(Protocol):
    """What checks may rely on."""

    device: str

    def __getattr__(self, name: str) -> Any: ...


class LocalModule:
    """A module in this process, behind the same face as a remote one."""

    def __init__(
        self,
        module: types.ModuleType,
        harness: types.ModuleType | None = None,
        recorder: Recorder | None = None,
        device: str = "cpu",
    ) -> None:
        self._module, self._harness, self._recorder = module, harness, recorder
        self.device = device

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name == "harness":
            return _LocalHarness(self)
        try:
            value = getattr(self._module, name)
        except AttributeError:
            raise AttributeError(f"the module defines no {name!r}") from None
        return self._recorded(name, value) if callable(value) else value

    def _recorded(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        recorder = self._recorder
        if recorder is None:
            return function

        def call(*args: Any, **kwargs: Any) -> Any:
            record = Call("call", name, args, kwargs)
            recorder.add(record)
            before = _snapshot(args, kwargs)
            record.result = function(*args, **kwargs)
            record.outcome = "ok"
            record.mutated = _changed(before, args, kwargs)
            return record.result

        return call


class _LocalHarness:
    def __init__(self, owner: LocalModule) -> None:
        self._owner = owner

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        owner = self._owner
        if owner._harness is None:
            raise AttributeError("this exercise has no harness.py")
        function = getattr(owner._harness, name)
        return lambda *args, **kwargs: function(owner._module, *args, **kwargs)


def _as_handle(value: Any) -> wire.Handle:
    return wire.Handle(id(value), type(value).__name__)


def _snapshot(args: Any, kwargs: Any) -> list[tuple[str, bytes]]:
    named = [(str(position), value) for position, value in enumerate(args)]
    named += [(str(key), value) for key, value in kwargs.items()]
    return [(name, _frozen(value)) for name, value in named]


def _frozen(value: Any) -> bytes:
    frame = wire.encode(value, _as_handle)
    return b"".join([frame.head, *map(bytes, frame.buffers)])


def _changed(before: list[tuple[str, bytes]], args: Any, kwargs: Any) -> list[str]:
    after = _snapshot(args, kwargs)
    return [name for (name, old), (_, new) in zip(before, after, strict=True) if old != new]


OPERATORS = {
    "__add__": "add",
    "__sub__": "sub",
    "__mul__": "mul",
    "__truediv__": "truediv",
    "__pow__": "pow",
    "__matmul__": "matmul",
    "__lt__": "lt",
    "__le__": "le",
    "__gt__": "gt",
    "__ge__": "ge",
    "__getitem__": "getitem",
}
UNARY = {"__neg__": "neg", "__pos__": "pos", "__abs__": "abs"}
REFLECTED = {
    "__radd__": "add",
    "__rsub__": "sub",
    "__rmul__": "mul",
    "__rtruediv__": "truediv",
    "__rpow__": "pow",
    "__rmatmul__": "matmul",
}


class Session(Protocol):
    """Who carries the requests of proxies to a worker (see `grading`)."""

    def perform(self, call: Call, *request: Any) -> Any: ...
    def is_method(self, obj: RemoteObject, name: str) -> bool: ...
    def release(self, obj: RemoteObject) -> None: ...


class RemoteModule:
    """Stands for the learner's module in a worker."""

    def __init__(self, session: Session, device: str = "cpu") -> None:
        self._session = session
        self.device = device

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name == "harness":
            return _RemoteNames(self._session, "harness.")
        return _RemoteNames(self._session, "").__getattr__(name)

    def __repr__(self) -> str:
        return "student"


class _RemoteNames:
    def __init__(self, session: Session, prefix: str) -> None:
        self._session, self._prefix = session, prefix

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        session, full = self._session, self._prefix + name

        def call(*args: Any, **kwargs: Any) -> Any:
            return session.perform(Call("call", full, args, kwargs), "call", full, args, kwargs)

        call.__name__ = name
        return call


class RemoteObject:
    """Stands for an object in the worker: methods, attributes and operators work."""

    def __init__(self, session: Session, handle: wire.Handle, generation: int) -> None:
        object.__setattr__(self, "_session", session)
        object.__setattr__(self, "_handle", handle)
        object.__setattr__(self, "_generation", generation)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if self._session.is_method(self, name):
            return lambda *args, **kwargs: self._method(name, args, kwargs)
        call = Call("get", name, (), {}, self)
        return self._session.perform(call, "get", self, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._session.perform(Call("set", name, (value,), {}, self), "set", self, name, value)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._method("__call__", args, kwargs)

    def _method(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        call = Call("method", name, args, kwargs, self)
        return self._session.perform(call, "method", self, name, args, kwargs)

    def __repr__(self) -> str:
        return f"<{self._handle.class_name} of the learner>"

    def __del__(self) -> None:
        self._session.release(self)


def _operator(name: str, reflected: bool) -> Callable[..., Any]:
    def apply(self: RemoteObject, *others: Any) -> Any:
        args = (*others, self) if reflected else (self, *others)
        return self._session.perform(Call("op", name, args, {}), "op", name, args)

    return apply


for _name, _operation in {**OPERATORS, **UNARY}.items():
    setattr(RemoteObject, _name, _operator(_operation, reflected=False))
for _name, _operation in REFLECTED.items():
    setattr(RemoteObject, _name, _operator(_operation, reflected=True))
