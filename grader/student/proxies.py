"""What checks talk to: a learner's module, in the same process or in a worker's.

`student` and `reference` look like modules. `LocalModule` is one in this
process (the reference, or the student of a plain pytest run); `RemoteModule`
stands for the learner's, whose code runs in a worker. Every call is recorded,
so that a failure can show the call that produced it.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from typing import Any, Protocol

from grader.sandbox import wire
from grader.student.recording import Call, Recorder
from grader.student.tapes import Playback, Recording


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
        self.tape: Recording | Playback | None = None  # of what checks ask the reference

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
            return self._taped(name, function) if self.tape is not None else function

        def call(*args: Any, **kwargs: Any) -> Any:
            record = Call("call", name, args, kwargs)
            recorder.add(record)
            before = _snapshot(args, kwargs)
            record.result = function(*args, **kwargs)
            record.outcome = "ok"
            record.mutated = _changed(before, args, kwargs)
            return record.result

        return call

    def _taped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, whose answers are written on the tape or read from it."""

        def call(*args: Any, **kwargs: Any) -> Any:
            request = _packed((name, args, kwargs))
            if isinstance(self.tape, Playback):
                answer = self.tape.reference_answer(request)
                if answer is not None:
                    return wire.decode(wire.unpack(answer), writable=True)
            result = function(*args, **kwargs)
            if isinstance(self.tape, Recording):
                self.tape.add_reference(request, _packed(result))
            return result

        return call


def _packed(value: Any) -> bytes | None:
    """A value as bytes, or None for what is not data."""
    try:
        return wire.pack(wire.encode(value))
    except wire.Unsupported:
        return None


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

        def call(*args: Any, **kwargs: Any) -> Any:
            if isinstance(owner.tape, Recording):
                owner.tape.add_reference(None, None)
            elif isinstance(owner.tape, Playback):
                owner.tape.reference_answer(None)
            return function(owner._module, *args, **kwargs)

        return call


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
