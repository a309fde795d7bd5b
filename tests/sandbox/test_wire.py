"""The wire: every value that may cross comes back the same; nothing malformed gets through."""

import collections
import contextlib
import dataclasses
import enum
import socket
import struct
import threading

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from hypothesis.extra import numpy as hnp

from grader.sandbox import channel, wire

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(-(2**2000), 2**2000)
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters())  # lone surrogates included
    | st.binary()
)
dtypes = (
    hnp.boolean_dtypes()
    | hnp.integer_dtypes(endianness="?")
    | hnp.floating_dtypes(endianness="?")
    | hnp.complex_number_dtypes(endianness="?")
)
arrays = dtypes.flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(min_dims=0, min_side=0)))
numpy_scalars = dtypes.flatmap(lambda dtype: hnp.arrays(dtype, ()).map(lambda array: array[()]))
values = st.recursive(
    scalars | arrays | numpy_scalars,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner)
    ),
    max_leaves=12,
)


def round_trip(value):
    return wire.decode(wire.encode(value))


def same(one, other):
    """Equal in type and value, nan included."""
    if isinstance(one, (np.ndarray, np.generic)):
        return (
            type(one) is type(other)
            and one.dtype == other.dtype
            and one.shape == other.shape
            and np.ascontiguousarray(one).tobytes() == np.ascontiguousarray(other).tobytes()
        )
    if type(one) is not type(other):
        return False
    if isinstance(one, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(same(one[key], other[key]) for key in one)
    if isinstance(one, float):
        return struct.pack("d", one) == struct.pack("d", other)
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    return one == other


@settings(deadline=None)
@given(values)
def test_round_trip(value):
    assert same(round_trip(value), value)


def test_arrays_of_every_memory_layout():
    base = np.arange(24.0).reshape(4, 6)
    for array in (base.T, base[::2, ::-1], base[1:1], np.asfortranarray(base), base.astype(">f4")):
        assert same(round_trip(array), array)


def test_decoded_arrays_are_read_only_views_or_writable_copies():
    frame = wire.encode(np.ones(3))
    with pytest.raises(ValueError, match="read-only"):
        wire.decode(frame)[0] = 2
    mine = wire.decode(frame, writable=True)
    mine[0] = 2
    assert wire.decode(frame)[0] == 1


def test_subclasses_of_plain_containers_cross_as_plain():
    class Colour(enum.IntEnum):
        RED = 1

    Point = collections.namedtuple("Point", "x y")
    assert same(round_trip(collections.OrderedDict(a=1)), {"a": 1})
    assert same(round_trip(Point(1, 2)), (1, 2))
    assert same(round_trip([Colour.RED]), [1])


def test_tensors():
    torch = pytest.importorskip("torch")
    for dtype in sorted(wire.TENSOR_DTYPES):
        tensor = torch.arange(6).reshape(2, 3).to(getattr(torch, dtype))
        for view in (tensor, tensor.T, tensor[0, 0], tensor[:0]):
            back = round_trip(view)
            assert back.dtype == view.dtype
            assert back.shape == view.shape
            assert torch.equal(back, view)
    assert not round_trip(torch.ones(2, requires_grad=True)).requires_grad
    with pytest.raises(wire.Unsupported, match="meta"):
        wire.encode(torch.empty(2, device="meta"))


def test_a_tensor_of_one_element_with_a_long_stride():
    """It counts as contiguous, whatever its strides are."""
    torch = pytest.importorskip("torch")
    tensor = torch.arange(9).reshape(3, 3)[:1].T[1:2].contiguous()
    assert tensor.stride() == (1, 3)
    assert round_trip(tensor).tolist() == [[1]]


@dataclasses.dataclass
class Result:
    loss: float


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (Result(1.0), "Result"),
        (object(), "object"),
        ({1, 2}, "set"),
        (iter([]), "list_iterator"),
        (lambda: 0, "function"),
        (np.array([object()]), "object"),
        (np.ma.masked_all(3), "MaskedArray"),
        (np.zeros(2, [("a", "f8")]), "dtype"),
    ],
)
def test_what_is_not_data_is_refused_by_name(value, name):
    with pytest.raises(wire.Unsupported, match=name):
        wire.encode(value)


def test_a_value_that_contains_itself_is_refused():
    loop: list[object] = []
    loop.append(loop)
    with pytest.raises(wire.Unsupported, match="nested"):
        wire.encode(loop)


def test_handles():
    secret = object()
    frame = wire.encode([secret], lambda value: wire.Handle(7, "Adam") if value is secret else None)
    assert wire.decode(frame) == [wire.Handle(7, "Adam")]
    assert wire.decode(frame, lambda handle: secret if handle.id == 7 else None) == [secret]


MALFORMED = [
    "text",
    [],
    [1, 2, 3],
    [["x", 1], []],
    [["a", "<f8", [2]], [8]],
    [["a", "<f8", [-1]], [8]],
    [["a", "<f8", 1], [8]],
    [["a", "O", [1]], [8]],
    [["a", "i4,f8", [1]], [12]],
    [["a", "<f8", [1], "more"], [8]],
    [["a", "<f8", [2**62, 4]], [0]],
    [["a", "<f8", [1]], []],
    [["T", "float99", [1]], [8]],
    [["n", "<f8", b"123"], []],
    [["i", "zz"], []],
    [["d", 1], []],
    [["d", ["l"], 1], []],
    [["s", b"\xff"], []],
    [None, [8]],
    [None, [-8]],
    [["h", "a", "b"], []],
    [["h"], []],
    [{"a": 1}, []],
]


@pytest.mark.parametrize("head", MALFORMED, ids=repr)
def test_malformed_heads_are_wire_errors(head):
    sizes = head[1] if isinstance(head, list) and len(head) == 2 else []
    buffers = [memoryview(bytes(max(0, n))) for n in sizes] if isinstance(sizes, list) else []
    with pytest.raises(wire.WireError):
        wire.decode(wire.Frame(msgspec.msgpack.encode(head), buffers))


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60), st.lists(st.binary(max_size=16), max_size=2))
def test_noise_is_a_wire_error_or_a_value(head, buffers):
    with contextlib.suppress(wire.WireError):
        wire.decode(wire.Frame(head, [memoryview(buffer) for buffer in buffers]))


@settings(deadline=None)
@given(values, st.data())
def test_a_damaged_frame_is_a_wire_error_or_a_value(value, data):
    frame = wire.encode(value)
    head = bytearray(frame.head)
    head[data.draw(st.integers(0, len(head) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    buffers = [memoryview(buffer).cast("B") for buffer in map(bytes, frame.buffers)]
    with contextlib.suppress(wire.WireError):
        wire.decode(wire.Frame(bytes(head), buffers))


@pytest.fixture
def pair():
    one, other = socket.socketpair()
    with one, other:
        yield channel.Channel(one), channel.Channel(other)


def test_large_arrays_through_a_channel(pair):
    left, right = pair
    array = np.random.default_rng(0).standard_normal((300, 1000))
    small = np.arange(3)
    sender = threading.Thread(target=left.send, args=(wire.encode([small, array, "end"]),))
    sender.start()
    back = wire.decode(right.receive())
    sender.join()
    assert same(back, [small, array, "end"])


def receive(data):
    """What the other end makes of these bytes, after which the stream ends."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.sendall(data)
        ours.shutdown(socket.SHUT_WR)
        return channel.Channel(theirs).receive()


def frame_bytes(value):
    frame = wire.encode(value)
    return (
        channel.PREFIX.pack(channel.MAGIC, len(frame.head))
        + frame.head
        + b"".join(map(bytes, frame.buffers))
    )


def test_every_truncation_is_noticed():
    whole = frame_bytes([np.arange(4.0), "text"])
    for end in range(len(whole)):
        with pytest.raises(channel.Closed):
            receive(whole[:end])
    assert wire.decode(receive(whole))[1] == "text"


def test_more_than_one_frame_is_refused():
    with pytest.raises(wire.WireError, match="more bytes"):
        receive(frame_bytes(1) + frame_bytes(2))


def test_strange_magic_and_huge_sizes_are_refused_before_memory_is_taken():
    with pytest.raises(wire.WireError, match="not a frame"):
        receive(b"HTTP/1.1 200 OK")
    with pytest.raises(wire.WireError, match="not a frame"):
        receive(channel.PREFIX.pack(channel.MAGIC, 2**32 - 1))
    head = msgspec.msgpack.encode([["a", "|u1", [2**40]], [2**40]])
    with pytest.raises(wire.WireError, match="larger than the limit"):
        receive(channel.PREFIX.pack(channel.MAGIC, len(head)) + head)


def test_sending_to_a_closed_end(pair):
    left, right = pair
    right.close()
    frame = wire.encode(np.zeros(2**22))
    with pytest.raises(channel.Closed):
        left.send(frame)
