"""Frames: a head that names everything, and the memory of the arrays; their bounds, and their bytes.

The head is MessagePack of `[tree, [buffer sizes]]`; what a tree means is `wire`'s. Imported, as `wire` is, by
the judge, the launcher and the worker; imports nothing of ours.
"""

from __future__ import annotations

import struct
from typing import Any, NamedTuple

import msgspec

MAX_HEAD = 16 * 2**20


class WireError(Exception):
    """The other side sent something that is not a well-formed frame."""


class Bounds(NamedTuple):
    """How much one frame may hold beside the bytes of its arrays; what comes after the last byte takes time too."""

    head: int = MAX_HEAD  # bytes, so texts as well
    nodes: int = MAX_HEAD  # items of all lists, tuples and dicts
    keys: int = MAX_HEAD  # of all dicts
    dict_size: int = MAX_HEAD  # keys of one dict: chosen ones collide, and cost its square
    buffers: int = MAX_HEAD


TRUSTED = Bounds()


REPLY = Bounds(head=4 * 2**20, nodes=200_000, keys=10_000, dict_size=1_000, buffers=20_000)


class Frame(NamedTuple):
    """An encoded value: its head, and the memory of its arrays in order."""

    head: bytes
    buffers: list[Any]
    tree: Any = None  # the head's tree, where it has been parsed already


_LENGTH = struct.Struct("<I")


_decoder = msgspec.msgpack.Decoder()


def pack(frame: Frame) -> bytes:
    """A frame as one string of bytes, to be kept or sent beside others; `unpack` reads it."""
    return b"".join([_LENGTH.pack(len(frame.head)), frame.head, *frame.buffers])


def unpack(data: Any, bounds: Bounds = TRUSTED) -> Frame:
    """The frame that `pack` wrote. Raises `WireError` for anything else."""
    view = memoryview(data)
    if view.nbytes < _LENGTH.size:
        raise WireError("a packed frame without a length")
    (size,) = _LENGTH.unpack_from(view)
    head = bytes(view[_LENGTH.size : _LENGTH.size + size])
    tree, sizes = parse_head(head, bounds)
    begin, buffers = _LENGTH.size + size, []
    for size in sizes:
        buffers.append(view[begin : begin + size])
        begin += size
    if begin != view.nbytes:
        raise WireError("a packed frame of another length")
    return Frame(head, buffers, tree)


def parse_head(head: bytes, bounds: Bounds = TRUSTED) -> tuple[Any, list[int]]:
    """The tree and the buffer sizes of a head."""
    if len(head) > bounds.head:
        raise WireError(f"more than {bounds.head >> 20} MiB outside of arrays")
    try:
        tree, sizes = _decoder.decode(head)
    except (msgspec.DecodeError, ValueError, TypeError, RecursionError) as error:
        raise WireError(f"malformed head: {error}") from None
    if type(sizes) is not list:
        raise WireError("malformed buffer sizes")
    for size in sizes:
        if type(size) is not int or size < 0:
            raise WireError("malformed buffer sizes")
    if len(sizes) > bounds.buffers:
        raise WireError(f"more than {bounds.buffers:,} arrays")
    return tree, sizes
