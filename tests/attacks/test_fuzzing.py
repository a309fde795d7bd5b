"""Every parser that meets a learner's bytes, fed by Hypothesis: none raises what its callers do not expect."""

import json
import subprocess
import sys

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from grader.sandbox import wire
from tests.attacks.fuzz_parsers import TARGETS, fault, head, notebook, public_record, stream, tree

BOUNDED = settings(max_examples=60, deadline=None, derandomize=True, database=None)
WORDS = [
    *(b"\x1eprogress ", b'{"epoch":', b'"epochs":', b"\n", b"[answers]\n", b"draw = ", b'"""'),
    *(b"number = ", b"learner", b"f", b"^", b"(", b")", b"/", b"1e9", b"sqrt", b",", b"[", b"{"),
    *(b"\x1b[", b"\x1b]0;", b"\x07", b"\r", "\u202e".encode(), "\u0301".encode() * 4, b"\x9b"),
]
pieces = st.lists(st.sampled_from(WORDS) | st.binary(max_size=6), max_size=12).map(b"".join)

tags = st.sampled_from(["l", "t", "d", "s", "i", "c", "n", "a", "T", "h", "x", 7, None])
dtypes = st.sampled_from(["<f8", "|b1", ">c16", "|S3", "<U0", "<M8[ns]", "|O", "float32", "bfloat16"])
leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.floats()
    | st.binary(max_size=4)
    | st.text(max_size=4)
    | dtypes
    | st.lists(st.integers(-1, 2**62), max_size=3)
)
trees = st.recursive(
    leaves, lambda inner: st.builds(lambda tag, rest: [tag, *rest], tags, st.lists(inner, max_size=4))
)
anything = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner)
)


def packed(value):
    return msgspec.msgpack.encode(value)


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_bytes(name):
    @BOUNDED
    @given(pieces)
    @example(b"")
    def feed(data):
        TARGETS[name](data)

    feed()


@BOUNDED
@given(trees, st.lists(st.integers(0, 64), max_size=3))
def test_trees(value, sizes):
    head(packed([value, sizes]))
    tree(packed(value))


@BOUNDED
@given(st.data(), trees)
def test_frames_with_a_changed_byte(data, value):
    frame = bytearray(packed([["t", 1, "ok", value, ["l"]], [8]]))
    place = data.draw(st.integers(0, len(frame) - 1))
    frame[place] = data.draw(st.integers(0, 255))
    head(bytes(frame))
    stream(bytes(frame))


PAYLOAD_KEYS = ["type", "bases", "message", "frames", "line", "name", "names", "why"]


@BOUNDED
@given(st.dictionaries(st.sampled_from(PAYLOAD_KEYS), anything) | anything)
def test_descriptions_of_faults(payload):
    fault(packed(payload))


cells = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "x"]),
        "source": st.text(max_size=9) | st.lists(st.text(max_size=4)) | st.integers(),
        "metadata": st.dictionaries(st.text(max_size=2), st.none()) | st.none(),
        "outputs": st.lists(st.none(), max_size=1),
        "execution_count": st.none() | st.integers(),
        "id": st.text(max_size=3),
    },
)
notebooks = st.fixed_dictionaries(
    {},
    optional={
        "cells": st.lists(cells, max_size=3) | st.none(),
        "worksheets": st.lists(st.none(), max_size=2),
        "metadata": st.dictionaries(st.text(max_size=2), st.none()) | st.integers(),
        "nbformat": st.integers(-1, 6) | st.text(max_size=1),
        "nbformat_minor": st.integers(-1, 9) | st.none(),
    },
)


@settings(BOUNDED, max_examples=30)
@given(notebooks)
def test_notebooks(content):
    notebook(json.dumps(content).encode())


@settings(BOUNDED, max_examples=30)
@given(
    st.fixed_dictionaries(
        {"exercise": st.just("01_small") | leaves, "files": st.dictionaries(st.text(max_size=9), leaves)},
        optional={
            name: anything
            for name in ("stub", "classes", "subjects", "checks", "mistakes", "more_checks", "more_points")
        },
    )
)
def test_public_records(content):
    public_record(packed(content))


def test_bounds_hold_for_every_reply():
    for value, words in (
        ([0] * 250_000, "items"),
        ({number: 0 for number in range(2_000)}, "keys in a dict"),
        ([{number: 0 for number in range(900)} for _ in range(12)], "keys in a dict"),
        ("x" * 5_000_000, "MiB outside"),
    ):
        with pytest.raises(wire.WireError, match=words):
            wire.decode(wire.encode(value), bounds=wire.REPLY)
        wire.decode(wire.encode(value))


def test_the_longer_command_lists_its_targets():
    done = subprocess.run(
        [sys.executable, "-m", "tests.attacks.fuzz_parsers"], capture_output=True, text=True
    )
    assert done.returncode == 1
    assert all(name in done.stderr for name in TARGETS)
