"""Frames over a connected stream socket, one request and one reply at a time.

On the socket a frame is `MAGIC, u32 head length, head, buffers`. Imported, as
`wire` is, by the judge, the launcher and the worker.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

from grader.sandbox.wire import MAX_HEAD, TRUSTED, Bounds, Frame, WireError, parse_head

MAGIC = b"GRW1"
PREFIX = struct.Struct("<4sI")
CHUNK = 2**16


class Closed(WireError):
    """The other side is gone."""


class Channel:
    """Frames over a connected stream socket, one request and one reply at a time."""

    def __init__(
        self, sock: socket.socket, max_bytes: int = 2**30, bounds: Bounds = TRUSTED
    ) -> None:
        for option in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            sock.setsockopt(socket.SOL_SOCKET, option, 2**20)
        self.sock = sock
        self.max_bytes, self.bounds = max_bytes, bounds

    def send(self, frame: Frame, wait: Callable[[], None] | None = None) -> None:
        """Write one frame. Raises `Closed` when the other side is gone.

        On a non-blocking socket `wait` is called until it can be written to.
        """
        parts: list[Any] = [PREFIX.pack(MAGIC, len(frame.head)), frame.head, *frame.buffers]
        if sum(map(len, frame.buffers)) < CHUNK:  # one small write is cheaper than a gathered one
            parts = [b"".join(parts)]
        views: list[memoryview] = [view for part in parts if (view := memoryview(part)).nbytes]
        try:
            while views:
                try:
                    alone = len(views) == 1
                    sent = self.sock.send(views[0]) if alone else self.sock.sendmsg(views[:512])
                except BlockingIOError:
                    if wait is None:
                        raise
                    wait()
                    continue
                while views and sent >= views[0].nbytes:
                    sent -= views.pop(0).nbytes
                if sent:
                    views[0] = views[0][sent:]
        except (BrokenPipeError, ConnectionResetError):
            raise Closed("the other side is gone") from None

    def receive(self, wait: Callable[[], None] | None = None) -> Frame:
        """Read one frame; `wait` is called before each read and may raise to give up.

        Raises `Closed` at the end of the stream and `WireError` for a bad frame.
        """
        chunk = self._read(wait)
        while len(chunk) < PREFIX.size:
            chunk += self._read(wait)
        magic, head_size = PREFIX.unpack_from(chunk)
        if magic != MAGIC or head_size > MAX_HEAD:
            raise WireError("this is not a frame of the grader")
        if head_size > self.bounds.head:
            raise WireError(f"more than {self.bounds.head >> 20} MiB outside of arrays")
        body = memoryview(chunk)[PREFIX.size :]
        if len(body) >= head_size:
            head, body = bytes(body[:head_size]), body[head_size:]
        else:
            head = bytes(self._fill(body, head_size, wait))
            body = memoryview(b"")
        tree, sizes = parse_head(head, self.bounds)
        if sum(sizes) > self.max_bytes:
            raise WireError(f"the reply is larger than the limit of {self.max_bytes >> 20} MiB")
        buffers = []
        for size in sizes:
            if len(body) >= size:
                buffers.append(body[:size])
                body = body[size:]
            else:
                buffers.append(self._fill(body, size, wait))
                body = memoryview(b"")
        if body.nbytes:
            raise WireError("more bytes than one frame")
        return Frame(head, buffers, tree)

    def _fill(self, start: Any, size: int, wait: Callable[[], None] | None) -> memoryview:
        whole = memoryview(np.empty(size, np.uint8).data)
        whole[: len(start)] = start
        filled = len(start)
        while filled < size:
            if wait is not None:
                wait()
            try:
                count = self.sock.recv_into(whole[filled:])
            except ConnectionResetError:
                count = 0
            if not count:
                raise Closed("the other side is gone in the middle of a frame")
            filled += count
        return whole

    def _read(self, wait: Callable[[], None] | None) -> bytes:
        if wait is not None:
            wait()
        try:
            chunk = self.sock.recv(CHUNK)
        except ConnectionResetError:
            chunk = b""
        if not chunk:
            raise Closed("the other side is gone")
        return chunk

    def close(self) -> None:
        self.sock.close()
