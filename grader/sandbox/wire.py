"""The language between the processes. Data only, never code, never pickle.

A frame is a head and buffers; `channel` sends them. The head is MessagePack of
`[tree, [buffer sizes]]`; arrays and tensors are named in the tree and their
bytes follow as buffers, written from and read into array memory directly.
In the tree None, bool, 64-bit int, float, ASCII str and bytes stand for
themselves and everything else is a list that begins with a tag:

    l list, t tuple, d dict, s other str, i big int, c complex, n NumPy scalar,
    a array [dtype, shape], T tensor [dtype, shape], h handle [id, class name]

Both ends may be hostile to the other, so decoding checks every tag, size and
dtype, and raises `WireError` for anything else. This module is imported by the
judge, the launcher and the worker, and knows `frames` and nothing else of ours.
"""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import numpy as np

from grader.sandbox.frames import (
    MAX_HEAD,
    REPLY,
    TRUSTED,
    Bounds,
    Frame,
    WireError,
    pack,
    parse_head,
    unpack,
)

__all__ = [
    "MAX_HEAD",
    "REPLY",
    "TRUSTED",
    "Bounds",
    "Frame",
    "Handle",
    "Unsupported",
    "WireError",
    "decode",
    "encode",
    "pack",
    "parse_head",
    "unpack",
]

MAX_DEPTH = 100
MAX_INT_BITS = 4096  # more would be no number that a report can print
ARRAY_KINDS = frozenset("biufcSUmM")
DTYPE_NAME = re.compile(r"[<>|](?:[biufc]\d{1,2}|[SU]\d{1,6}|[mM]8(?:\[\d{0,9}[a-zA-Z]{1,2}\])?)")
LEAVES = frozenset((str, bytes, bool, int, float, type(None)))
PLAIN_TYPES: tuple[Any, ...] = (dict, list, tuple, bool, int, float, str, bytes)
TENSOR_DTYPES = frozenset(
    [
        "float64",
        "float32",
        "float16",
        "bfloat16",
        "int64",
        "int32",
        "int16",
        "int8",
        "uint8",
        "bool",
        "complex64",
        "complex128",
    ]
)


class Unsupported(TypeError):
    """A value that cannot cross; `type_name` is its type."""

    def __init__(self, type_name: str, why: str = "") -> None:
        super().__init__(why or f"a value of type {type_name} cannot be handed to the grader")
        self.type_name = type_name


class Handle(NamedTuple):
    """Stands for an object that stays in the worker."""

    id: int
    class_name: str


class ForeignTensor(NamedTuple):
    """A torch tensor received where torch is not loaded: its type is all that matters."""

    dtype: str
    shape: tuple[int, ...]


ToHandle = Callable[[Any], Handle | None]
FromHandle = Callable[[Handle], Any]

_encoder = msgspec.msgpack.Encoder()


def encode(value: Any, to_handle: ToHandle | None = None) -> Frame:
    """Encode one value. Raises `Unsupported` for what is not data.

    `to_handle` is asked about objects that are not data and may answer with a
    handle. Array memory is not copied when it is contiguous.
    """
    buffers: list[Any] = []
    tree = _pack(value, buffers, to_handle, 0)
    try:
        head = _encoder.encode([tree, [buffer.nbytes for buffer in buffers]])
    except RecursionError:  # msgspec's own limit
        raise Unsupported("value", "the value is nested too deeply") from None
    if len(head) > MAX_HEAD:
        raise Unsupported("value", f"the value is larger than {MAX_HEAD} bytes outside its arrays")
    return Frame(head, buffers)


def _pack(value: Any, buffers: list[Any], to_handle: ToHandle | None, depth: int) -> Any:
    kind = type(value)
    if kind is float or kind is bool or value is None or kind is bytes:
        return value
    if kind is int:
        if -(2**63) <= value < 2**64:
            return value
        if value.bit_length() > MAX_INT_BITS:
            raise Unsupported("int", f"the whole number has more than {MAX_INT_BITS} bits")
        return ["i", format(value, "x")]
    if kind is str:
        return value if value.isascii() else ["s", value.encode("utf-8", "surrogatepass")]
    if kind is np.ndarray:
        return _pack_array(value, buffers)
    if depth >= MAX_DEPTH:
        raise Unsupported(kind.__qualname__, f"the value is nested more than {MAX_DEPTH} deep")
    if kind is tuple or kind is list:
        tree: list[Any] = ["t" if kind is tuple else "l"]
        for item in value:
            tree.append(_pack(item, buffers, to_handle, depth + 1))
        return tree
    if kind is dict:
        tree = ["d"]
        for key, item in value.items():
            tree.append(_pack(key, buffers, to_handle, depth + 1))
            tree.append(_pack(item, buffers, to_handle, depth + 1))
        return tree
    return _pack_other(value, buffers, to_handle, depth)


def _pack_array(value: Any, buffers: list[Any]) -> list[Any]:
    if value.dtype.kind not in ARRAY_KINDS:
        raise Unsupported(f"array of dtype {value.dtype}")
    buffers.append(_bytes_of(np.ascontiguousarray(value)))
    return ["a", value.dtype.str, list(value.shape)]


def _bytes_of(array: Any) -> memoryview:
    if array.size == 0:
        return memoryview(b"")
    return memoryview(array.reshape(-1).view(np.uint8))


def _pack_other(value: Any, buffers: list[Any], to_handle: ToHandle | None, depth: int) -> Any:
    kind = type(value)
    if isinstance(value, np.generic):
        if value.dtype.kind not in ARRAY_KINDS:
            raise Unsupported(f"NumPy scalar of dtype {value.dtype}")
        return ["n", value.dtype.str, value.tobytes()]
    if kind is complex:
        return ["c", value.real, value.imag]
    if to_handle is not None and (handle := to_handle(value)) is not None:
        return ["h", handle.id, handle.class_name]
    if kind is Handle:
        return ["h", value.id, value.class_name]
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return _pack_tensor(torch, value, buffers)
    # Subclasses of plain containers and scalars cross as the plain thing (OrderedDict, Size, IntEnum).
    for base in PLAIN_TYPES:
        if isinstance(value, base) and not hasattr(kind, "__dataclass_fields__"):
            plain: Any = dict(dict.items(value)) if base is dict else base(value)
            return _pack(plain, buffers, to_handle, depth)
    raise Unsupported(kind.__qualname__)


def _pack_tensor(torch: Any, value: Any, buffers: list[Any]) -> list[Any]:
    dtype = str(value.dtype).removeprefix("torch.")
    if value.layout != torch.strided or dtype not in TENSOR_DTYPES or value.device.type == "meta":
        raise Unsupported(f"{dtype} tensor on {value.device} ({value.layout})")
    shape = list(value.shape)
    dense = value.detach().cpu().resolve_conj().resolve_neg().contiguous()
    # Not reshape: an axis of one element may keep any stride, and view then refuses.
    flat = dense.as_strided((dense.numel(),), (1,))
    buffers.append(_bytes_of(flat.view(torch.uint8).numpy() if flat.numel() else np.empty(0)))
    return ["T", dtype, shape]


def decode(
    frame: Frame,
    from_handle: FromHandle | None = None,
    *,
    writable: bool = False,
    bounds: Bounds = TRUSTED,
) -> Any:
    """Decode one frame. Raises `WireError` for anything malformed or beyond the bounds.

    Arrays are read-only views of the received memory, or writable copies.
    """
    tree = frame.tree
    if tree is None:
        tree, sizes = parse_head(frame.head, bounds)
        if len(sizes) != len(frame.buffers):
            raise WireError("buffer sizes do not match the buffers")
    reader = _Reader(frame.buffers, from_handle, writable, bounds)
    try:
        value = reader.unpack(tree, 0)
    except (
        ValueError,
        TypeError,
        LookupError,
        ArithmeticError,
        MemoryError,
        AttributeError,
        RuntimeError,  # torch's, for a shape that no memory holds
    ) as error:
        raise WireError(f"malformed value: {type(error).__name__}: {error}") from None
    if reader.used != len(frame.buffers):
        raise WireError("a buffer is not used by the value")
    return value


class _Reader:
    def __init__(
        self, buffers: list[Any], from_handle: FromHandle | None, writable: bool, bounds: Bounds
    ) -> None:
        self.buffers, self.from_handle, self.writable, self.used = buffers, from_handle, writable, 0
        self.bounds, self.nodes_left, self.keys_left = bounds, bounds.nodes, bounds.keys

    def unpack(self, tree: Any, depth: int) -> Any:
        kind = type(tree)
        if kind is not list:
            if kind in LEAVES:
                return tree
            raise WireError(f"unexpected {kind.__name__}")
        if depth > MAX_DEPTH:
            raise WireError("nested too deeply")
        if not tree:
            raise WireError("a list without a tag")
        self.nodes_left -= len(tree)
        if self.nodes_left < 0:
            raise WireError(f"more than {self.bounds.nodes:,} items in lists, tuples and dicts")
        tag = tree[0]
        if tag == "a":
            return self.array(*tree[1:])
        if tag == "t" or tag == "l":
            items = self.items(tree, depth + 1)
            del items[0]  # the tag
            return tuple(items) if tag == "t" else items
        rest = tree[1:]
        if tag == "d":
            if len(rest) % 2:
                raise WireError("a dict with a key and no value")
            self.keys_left -= len(rest) // 2
            if self.keys_left < 0 or len(rest) > 2 * self.bounds.dict_size:
                raise WireError(
                    f"more than {self.bounds.dict_size:,} keys in a dict, or {self.bounds.keys:,} in all"
                )
            items = self.items(rest, depth + 1)
            return dict(zip(items[::2], items[1::2], strict=True))
        if tag == "T":
            return self.tensor(*rest)
        if tag == "h":
            number, class_name = rest
            if type(number) is not int or type(class_name) is not str:
                raise WireError("a handle is a number and the name of a class")
            handle = Handle(number, class_name)
            return handle if self.from_handle is None else self.from_handle(handle)
        return _unpack_scalar(tag, rest)

    def items(self, trees: list[Any], depth: int) -> list[Any]:
        """The values of some trees; what stands for itself without a further call."""
        return [item if type(item) in LEAVES else self.unpack(item, depth) for item in trees]

    def take(self, itemsize: int, shape: Any) -> tuple[Any, tuple[int, ...]]:
        if type(shape) is not list or len(shape) > 64:
            raise WireError("a shape is a list of at most 64 sizes")
        for size in shape:
            if type(size) is not int or size < 0:
                raise WireError("a size is a non-negative int")
        memory = self.buffers[self.used]
        self.used += 1
        if math.prod(shape) * itemsize != memory.nbytes:
            raise WireError("an array's bytes do not match its shape and dtype")
        return memory, tuple(shape)

    def array(self, dtype_name: str, shape: Any) -> Any:
        dtype = _dtype(dtype_name)
        memory, sizes = self.take(dtype.itemsize, shape)
        array = np.ndarray(sizes, dtype, memory if memory.nbytes else None)
        if self.writable:
            return array.copy()
        flags = array.flags
        if not flags.aligned:
            array = array.copy()
            flags = array.flags
        flags.writeable = False
        return array

    def tensor(self, dtype: str, shape: Any) -> Any:
        if dtype not in TENSOR_DTYPES:
            raise WireError("unknown tensor dtype")
        torch = sys.modules.get("torch")
        width = {"bool": 1, "complex64": 8, "complex128": 16, "bfloat16": 2}.get(dtype)
        memory, sizes = self.take(width or np.dtype(dtype).itemsize, shape)
        if torch is None:
            return ForeignTensor(dtype, sizes)
        if not memory.nbytes:
            return torch.empty(sizes, dtype=getattr(torch, dtype))
        return torch.frombuffer(bytearray(memory), dtype=getattr(torch, dtype)).reshape(sizes)


@lru_cache(maxsize=256)
def _dtype(name: str) -> np.dtype[Any]:
    if type(name) is not str or not DTYPE_NAME.fullmatch(name):
        raise WireError("a dtype is a string such as '<f8'")
    dtype = np.dtype(name)
    if dtype.kind not in ARRAY_KINDS or dtype.hasobject or dtype.names:
        raise WireError(f"dtype {name} does not cross")
    return dtype


def _unpack_scalar(tag: Any, rest: list[Any]) -> Any:
    if tag == "s":
        return rest[0].decode("utf-8", "surrogatepass")
    if tag == "i":
        if len(rest[0]) > MAX_INT_BITS // 4 + 1:
            raise WireError(f"a whole number of more than {MAX_INT_BITS} bits")
        return int(rest[0], 16)
    if tag == "c":
        return complex(rest[0], rest[1])
    if tag == "n":
        dtype = _dtype(rest[0])
        if len(rest[1]) != dtype.itemsize:
            raise WireError("a scalar's bytes do not match its dtype")
        return np.frombuffer(rest[1], dtype)[0] if dtype.itemsize else dtype.type()
    raise WireError(f"unknown tag {tag!r:.40}")
