"""Every parser that meets a learner's bytes, as a function of bytes that must not raise.

The tests feed them what Hypothesis draws. For hours with a coverage-guided fuzzer, install atheris
and run `python -m tests.attacks.fuzz_parsers TARGET [CORPUS FOLDER] [-max_total_time=3600]`;
without a target it lists them.
"""

from __future__ import annotations

import contextlib
import hashlib
import lzma
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import msgspec

from grader.sandbox import wire
from grader.sandbox.channel import MAGIC, PREFIX, Channel
from grader.errors import UsageError
from grader.student.faults import LearnerFault, from_reply
from grader.legible import legible
from grader.model import Submission
from grader.practice.record import FORMAT, UnusableRecord, parse_record
from grader.sandbox.progress import Filter, Training
from grader.quiz import algebra, reading
from grader.quiz.answers import read_answers
from grader.quiz.variant import Option
from grader.student.recording import Call
from grader.sandbox.worker_client import Reply
from grader.student.faults import Halt
from grader.course.notebooks import read_notebook
from grader.text import clean, clean_line, visible
from tests.attacks.verdict import UNSAFE

OPTIONS = [Option(letter=letter, text=text, place=0) for letter, text in (("a", "one"), ("b", "two"))]
POINTS = [{"f": Fraction(number)} for number in range(1, 9)]


def head(data: bytes) -> None:
    """The head of a frame, with buffers enough for what it names."""
    with contextlib.suppress(wire.WireError):
        tree, sizes = wire.parse_head(data, wire.REPLY)
        if sum(sizes) < 2**20:
            buffers = [memoryview(bytes(size)) for size in sizes]
            wire.decode(wire.Frame(data, buffers, tree), bounds=wire.REPLY)


def tree(data: bytes) -> None:
    """The tree of a frame, which is any MessagePack; the buffers are those that fit its first array."""
    for size in (0, 8):
        frame = wire.Frame(b"\x92" + data + b"\x91" + bytes([size]), [memoryview(bytes(size))])
        with contextlib.suppress(wire.WireError):
            wire.decode(frame, bounds=wire.REPLY)


def stream(data: bytes) -> None:
    """What comes through a socket, as it is and behind the beginning of a frame."""
    for prefix in (b"", PREFIX.pack(MAGIC, min(len(data), 40))):
        ours, theirs = socket.socketpair()
        with ours, theirs:
            writer = threading.Thread(target=_write, args=(theirs, prefix + data))
            writer.start()
            with contextlib.suppress(wire.WireError):
                wire.decode(Channel(ours, 2**20, wire.REPLY).receive(), bounds=wire.REPLY)
            ours.close()
            writer.join()


def _write(sock: socket.socket, data: bytes) -> None:
    with contextlib.suppress(OSError):
        sock.sendall(data)
        sock.shutdown(socket.SHUT_WR)


HANDED_IN = Submission(source="x = 1\n", path=Path("target.py"), label="target.py")


def fault(data: bytes) -> None:
    """An exception's description, or names, or a type, as a worker may send it."""
    with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
        payload = msgspec.msgpack.decode(data)
        for kind in ("raised", "missing", "unsupported", "other"):
            call = Call("call", "double", (), {})
            problem = from_reply(call, Reply(kind, payload, [], 0), HANDED_IN, "target.py")
            assert isinstance(problem, LearnerFault | Halt)


def progress(data: bytes) -> None:
    """Output with marked lines in it."""
    heard: list[Training] = []
    lines = Filter()
    lines.listener = heard.append
    for start in range(0, len(data), 7):
        lines.feed(data[start : start + 7])
    lines.rest()
    assert all(0 <= training.epoch <= training.epochs for training in heard)


def answers(data: bytes) -> None:
    """A file of answers."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.toml"
        path.write_bytes(data)
        with contextlib.suppress(UsageError):
            read_answers(path)


def notebook(data: bytes) -> None:
    """A notebook."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "task.ipynb").write_bytes(data)
        with contextlib.suppress(UsageError):
            read_notebook(Path(folder), Path("task.ipynb"))


def public_record(data: bytes) -> None:
    """A public record as it is downloaded, and with a checksum that fits."""
    packed = lzma.compress(data, preset=0)
    sealed = FORMAT + hashlib.sha256(packed).digest() + packed
    for content in (data, FORMAT + data, sealed):
        with contextlib.suppress(UnusableRecord):
            parse_record(content, "01_small")


def expression(data: bytes) -> None:
    """A formula, compared with another."""
    text = data.decode("utf-8", "surrogatepass" if data.isascii() else "replace")
    with contextlib.suppress(algebra.Unreadable):
        algebra.same(algebra.parse(text, ["f"]), algebra.parse("(f - 1)/2", ["f"]), POINTS)


def short_answer(data: bytes) -> None:
    """A number, a shape, letters, a verdict, an output."""
    text = data.decode("utf-8", "replace")
    readers: list[Callable[[], object]] = [
        lambda: reading.read_number(text),
        lambda: reading.read_shape(text),
        lambda: reading.read_letters(text, OPTIONS),
        lambda: reading.read_verdict(text, OPTIONS),
        lambda: reading.normal_output(text),
    ]
    for read in readers:
        with contextlib.suppress(algebra.Unreadable):
            read()


def shown(data: bytes) -> None:
    """A text on its way into a report: nothing unsafe comes out, and once is enough."""
    text = data.decode("utf-8", "surrogatepass") if _is_utf8(data) else data.decode("latin-1")
    for make in (clean, clean_line, visible, legible):
        result = make(text)
        assert not UNSAFE.search(result), ascii(result)
        assert make(result) == result, ascii(result)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target
    for target in (head, tree, stream, fault, progress, answers, notebook, expression, short_answer)
    + (public_record, shown)
}


def main() -> None:
    """Fuzz one target until it fails or the time is over."""
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        lines = [f"  {name:<14}{target.__doc__}" for name, target in TARGETS.items()]
        sys.exit("\n".join(["name a target:", *lines]))
    try:
        import atheris
    except ImportError:
        sys.exit("fuzzing by coverage needs atheris: pip install atheris (Linux, x86-64)")
    target = TARGETS[sys.argv.pop(1)]
    atheris.instrument_all()
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
