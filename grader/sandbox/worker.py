"""The worker: runs the learner's code, one per submission, already confined.

Contract. It reads one request after another from a `Channel`, each a
tuple `(sequence, fresh, operation, ...)`, and answers `(sequence, kind,
payload, mutated)`. `fresh` has the global random generators seeded first, so
that an example's answers depend on nothing that came before it. Operations:

    load    {source, filename, module, classes, harness, helpers, siblings, device}; of a notebook
                                      with its `cells`: answers with those that raised
    call    name, args, kwargs        a function or class, "harness.f" for the harness
    method  handle, name, args, kwargs
    get     handle, name              a value, or kind "callable"
    set     handle, name, value
    op      operator name, args       operators on handles
    free    [handle ids]
    probe                             whether torch can compute on a GPU, and its name
    batch   first, bytes, sizes       many requests in one frame, each packed, numbered by its example;
                                      each example has handles of its own, forgotten with `first`; the
                                      answers come as bytes and sizes, up to the first that is no value

Kinds of answer: `ok`, `callable`, `raised` (the learner's exception, as data),
`missing` (with the names that exist), `unsupported` (a result that is not
data). `mutated` names the arguments whose bytes changed during the call.
Nothing here is trusted by the judge: a learner who takes this process over can
only change what their own code answers.
"""

import __future__

import ast
import contextlib
import importlib.abc
import importlib.util
import operator
import os
import random
import sys
import types
from typing import Any

import numpy as np

from grader.sandbox import wire
from grader.sandbox.account import changed_arguments, describe
from grader.sandbox.channel import Channel

OPERATORS = frozenset(
    [
        "add",
        "sub",
        "mul",
        "truediv",
        "pow",
        "neg",
        "pos",
        "matmul",
        "eq",
        "ne",
        "lt",
        "le",
        "gt",
        "ge",
        "abs",
        "getitem",
    ]
)


FAILED_CELLS = 100  # of a notebook, that are told of


class Missing(Exception):
    """The learner's file does not define this name."""


class Objects:
    """The learner's objects that the judge holds a handle to."""

    def __init__(self, types: tuple[type, ...] = ()) -> None:
        self.by_id: dict[int, Any] = {}
        self.ids: dict[int, int] = {}
        self.types = types
        self.next_id = 1

    def handle(self, value: Any) -> wire.Handle | None:
        known = self.ids.get(id(value))
        if known is None:
            if not isinstance(value, self.types):
                return None
            known = self.next_id
            self.next_id += 1
            self.by_id[known] = value
            self.ids[id(value)] = known
        return wire.Handle(known, type(value).__name__)

    def find(self, handle: wire.Handle) -> Any:
        return self.by_id[handle.id]

    def free(self, numbers: list[int]) -> None:
        for number in numbers:
            value = self.by_id.pop(number, None)
            self.ids.pop(id(value), None)


class SourceFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports modules from source that the judge sent: the learner's earlier ones, and the harness's helpers."""

    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        if fullname in self.sources:
            is_package = any(name.startswith(f"{fullname}.") for name in self.sources)
            return importlib.util.spec_from_loader(fullname, self, is_package=is_package)
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        name = module.__name__
        exec(compile(self.sources[name], f"{name}.py", "exec"), module.__dict__)  # noqa: S102 - the learner's own file or the course's, in the learner's own process


class Worker:
    """The state of one worker and the meaning of each operation."""

    def __init__(self) -> None:
        self.objects = Objects()
        self.objects_of_examples: dict[int, Objects] = {}
        self.module = types.ModuleType("submission")
        self.harness = types.ModuleType("harness")
        self.filename = ""
        self.draws = True  # whether anything here may draw from a global random generator

    def load(self, request: dict[str, Any]) -> list[list[Any]]:
        self.filename = request["filename"]
        self.module = types.ModuleType(request["module"])
        self.module.__file__ = self.filename
        sys.modules[request["module"]] = self.module
        sys.meta_path.insert(0, SourceFinder(request["helpers"]))  # before the search on disk
        sys.meta_path.append(SourceFinder(request["siblings"]))
        _be_deterministic()
        self.draws = _may_draw(request)
        failed = self._run_cells(request.get("cells", []))
        if not request.get("cells"):
            code = compile(request["source"], self.filename, "exec", dont_inherit=True)
            exec(code, self.module.__dict__)  # noqa: S102 - running the learner's file is what this process is for
        if request["harness"]:
            sys.modules["harness"] = self.harness
            exec(compile(request["harness"], "harness.py", "exec"), self.harness.__dict__)  # noqa: S102 - sent by the judge
        self.objects.types = self._handle_types(request["classes"])
        return failed

    def _run_cells(self, cells: list[str]) -> list[list[Any]]:
        """Run the cells of a notebook; an exception costs its cell only: place and exception of the first ones."""
        failed: list[list[Any]] = []
        flags, before = 0, 0  # lines are counted through all cells
        for place, cell in enumerate(cells):
            try:
                code = _compile_at(before, cell, self.filename, flags)
                flags |= code.co_flags & __future__.annotations.compiler_flag
                exec(code, self.module.__dict__)  # noqa: S102 - the same
            except BaseException as error:  # noqa: BLE001 - whatever the learner raises is an answer
                if len(failed) < FAILED_CELLS:
                    failed.append([place, describe(error, self.filename)])
            before += cell.count("\n") + 1
        return failed

    def _handle_types(self, names: list[str]) -> tuple[type, ...]:
        objects = [getattr(self.module, name, None) for name in names]
        kinds = [kind for kind in objects if isinstance(kind, type)]
        torch = sys.modules.get("torch")
        if torch is not None:
            kinds += [torch.nn.Module, torch.optim.Optimizer, torch.Generator]
        return tuple(kinds)

    def find(self, name: str) -> Any:
        home, _, last = name.rpartition(".")
        module = self.harness if home == "harness" else self.module
        if last not in module.__dict__:
            raise Missing(last)
        return module.__dict__[last]

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        function = self.find(name)
        if name.startswith("harness."):
            args = (self.module, *args)
        return function(*args, **kwargs)

    def method(self, target: Any, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        return (target if name == "__call__" else getattr(target, name))(*args, **kwargs)

    def get(self, target: Any, name: str) -> Any:
        return getattr(target, name)

    def set(self, target: Any, name: str, value: Any) -> None:
        setattr(target, name, value)

    def op(self, name: str, args: tuple[Any, ...]) -> Any:
        if name not in OPERATORS:
            raise Missing(name)
        return getattr(operator, name)(*args)

    def free(self, numbers: list[int]) -> None:
        self.objects.free(numbers)

    def probe(self) -> dict[str, Any]:
        torch = sys.modules.get("torch")
        if torch is None or not torch.cuda.is_available():
            return {"usable": False, "name": "", "why": "torch.cuda.is_available() is False"}
        _be_deterministic()
        try:
            x = torch.ones(8, 1, 8, 8, device="cuda", requires_grad=True)
            w = torch.ones(2, 1, 3, 3, device="cuda")
            torch.nn.functional.conv2d(x, w).flatten(1).mm(
                torch.ones(72, 2).cuda()
            ).sum().backward()
            usable = bool(torch.isfinite(x.grad).all())
            return {
                "usable": usable,
                "name": torch.cuda.get_device_name(),
                "why": "it computes nan",
            }
        except Exception as error:  # noqa: BLE001 - whatever a driver does is the answer
            return {"usable": False, "name": "", "why": f"{type(error).__name__}: {error}"[:300]}


OPERATIONS = frozenset(["load", "call", "method", "get", "set", "op", "free", "probe"])


def serve(channel: Channel, facts: dict[str, Any]) -> None:
    """Answer requests until the judge hangs up. `facts` (the confinement) go first."""
    worker = Worker()
    channel.send(wire.encode((0, "ready", facts, [])))
    while True:
        try:
            frame = channel.receive()
        except wire.WireError:
            os._exit(0)
        reply = answer(worker, frame)
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        channel.send(reply)


def answer(worker: Worker, frame: wire.Frame) -> wire.Frame:
    """Carry out one request, or a batch of them. Never raises for the learner's faults."""
    sequence, _, operation, *arguments = request = wire.decode(
        frame, worker.objects.find, writable=True
    )
    if operation == "batch":
        return wire.encode((sequence, "ok", answer_batch(worker, *arguments), []))
    return respond(worker, frame, request)[1]


def answer_batch(worker: Worker, first: bool, data: Any, sizes: list[int]) -> tuple[Any, list[int]]:
    """The packed answers to packed requests, one after another, and their sizes."""
    live, rest = worker.objects, memoryview(data)
    if first:
        worker.objects_of_examples.clear()
    answers: list[bytes] = []
    try:
        for size in sizes:
            frame, rest = wire.unpack(rest[:size]), rest[size:]
            example = frame.tree[1]
            worker.objects = worker.objects_of_examples.setdefault(example, Objects(live.types))
            request = wire.decode(frame, worker.objects.find, writable=True)
            kind, reply = respond(worker, frame, request)
            answers.append(wire.pack(reply))
            if kind not in ("ok", "callable"):
                break
    except wire.WireError:
        pass  # a handle of an object that this module did not make: the judge goes on call by call
    finally:
        worker.objects = live
    return np.frombuffer(b"".join(answers), np.uint8), [len(item) for item in answers]


def respond(worker: Worker, frame: wire.Frame, request: Any) -> tuple[str, wire.Frame]:
    """What one request comes to: the kind of the answer, and the answer."""
    find, handle = worker.objects.find, worker.objects.handle
    sequence, fresh, operation, *arguments = request

    def reply(kind: str, payload: Any, mutated: list[str] | None = None) -> tuple[str, wire.Frame]:
        return kind, wire.encode((sequence, kind, payload, mutated or []), handle)

    if operation not in OPERATIONS:
        return reply("missing", {"name": operation, "names": []})
    try:
        if fresh and worker.draws:
            _seed()
        result = getattr(worker, operation)(*arguments)
        if operation == "get" and callable(result) and handle(result) is None:
            return reply("callable", None)
    except Missing as error:
        names = [name for name in vars(worker.module) if not name.startswith("_")]
        return reply("missing", {"name": str(error), "names": names})
    except BaseException as error:  # noqa: BLE001 - whatever the learner raises is an answer
        return reply("raised", describe(error, worker.filename))
    mutated = [] if operation == "load" else changed_arguments(frame, request, find, handle)
    try:
        return reply("ok", result, mutated)
    except wire.Unsupported as error:
        payload = {"type": error.type_name, "why": str(error)}
        return reply("unsupported", payload, mutated)
    except BaseException as error:  # noqa: BLE001 - a result whose own methods raise
        return reply("raised", describe(error, worker.filename), mutated)


def _compile_at(before: int, source: str, filename: str, flags: int) -> types.CodeType:
    """Compile a part of a file that so many lines stand before."""
    try:
        tree = compile(source, filename, "exec", flags | ast.PyCF_ONLY_AST, dont_inherit=True)
    except SyntaxError as error:
        error.lineno = (error.lineno or 1) + before
        raise
    ast.increment_lineno(tree, before)
    code: types.CodeType = compile(tree, filename, "exec", flags, dont_inherit=True)
    return code


def _may_draw(request: dict[str, Any]) -> bool:
    """Whether the code of a `load` request can reach a global random generator: it has torch, or the word.

    Who writes the word in pieces gets numbers that hang on earlier examples, and fools nobody else.
    """
    parts = [request["source"], request["harness"]]
    parts += [*request["siblings"].values(), *request["helpers"].values()]
    return "torch" in sys.modules or any("random" in text for text in parts)


def _seed() -> None:
    random.seed(0)
    np.random.seed(0)
    if torch := sys.modules.get("torch"):
        torch.manual_seed(0)


def _be_deterministic() -> None:
    _seed()
    if torch := sys.modules.get("torch"):
        # Not use_deterministic_algorithms, which imports the compiler: as slow as torch itself.
        torch.set_deterministic_debug_mode("warn")
        torch.backends.cuda.matmul.allow_tf32 = False
        torch.backends.cudnn.allow_tf32 = False
        torch.backends.cudnn.deterministic = True
        torch.backends.cudnn.benchmark = False
