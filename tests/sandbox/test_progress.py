"""Live progress: marked lines are taken out of the output, read strictly, and estimated from."""

from __future__ import annotations

import io
import itertools
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from grader.judge.grading import Judge
from grader.report.progress_line import Progress
from grader.sandbox.launcher_client import Launcher
from grader.sandbox.progress import LONGEST, MARK, Estimate, Filter, Training, read_line, sentence
from tests.small_course import handed_in, small_exercise


def line(epoch: object = 1, epochs: object = 10, loss: object = 0.5) -> bytes:
    return MARK + json.dumps({"epoch": epoch, "epochs": epochs, "loss": loss}).encode() + b"\n"


def filtered(*chunks: bytes) -> tuple[bytes, list[Training]]:
    """What a stream leaves as output, and what the listener heard."""
    heard: list[Training] = []
    filter_ = Filter()
    filter_.listener = heard.append
    kept = b"".join(map(filter_.feed, chunks))
    return kept + filter_.rest(), heard


def test_a_marked_line_is_heard_and_not_kept() -> None:
    kept, heard = filtered(b"before\n" + line(3, 10, 0.25) + b"after\n")
    assert kept == b"before\nafter\n"
    assert heard == [Training(3, 10, 0.25)]


def test_a_line_after_an_unfinished_one_leaves_it_as_it_was() -> None:
    assert filtered(b"no newline" + line() + b", more")[0] == b"no newline, more"


@given(cuts=st.lists(st.integers(0, 90), max_size=8), text=st.binary(max_size=20))
def test_chunks_may_be_cut_anywhere(cuts: list[int], text: bytes) -> None:
    text = text.replace(b"\x1e", b"")
    whole = text + line(1) + text + line(2) + text
    places = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    chunks = [whole[a:b] for a, b in itertools.pairwise(places)]
    kept, heard = filtered(*chunks)
    assert kept == text * 3
    assert heard[-1] == Training(2, 10, 0.5)


@given(
    st.lists(st.sampled_from([b"\x1e", b"progress ", b"{", b"\n", b"x" * 150, MARK]), max_size=9)
)
def test_only_whole_marked_lines_are_taken(parts: list[bytes]) -> None:
    whole = b"".join(parts)
    together, _ = filtered(whole)
    one_by_one, _ = filtered(*(whole[i : i + 1] for i in range(len(whole))))
    assert together == one_by_one
    if MARK not in whole:
        assert together == whole


def test_a_flood_is_told_once_a_chunk_and_held_back_by_little() -> None:
    kept, heard = filtered(b"".join(line(n % 11) for n in range(5000)))
    assert kept == b""
    assert len(heard) == 1
    filter_ = Filter()
    filter_.feed(MARK + b"x" * 10**6)
    assert len(filter_.held) <= len(MARK) + LONGEST


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"\xff",
        b"{}",
        b'{"epoch": 1}',
        b'{"epoch": 1.5, "epochs": 2}',
        b'{"epoch": "1", "epochs": 2}',
        b'{"epoch": -1, "epochs": 2}',
        b'{"epoch": 3, "epochs": 2}',
        b'{"epoch": 0, "epochs": 0}',
        b'{"epoch": 1, "epochs": 99999999999}',
        b'{"epoch": 1, "epochs": 2, "loss": "x"}',
        b'{"epoch": 1, "epochs": 2, "loss": NaN}',
        b'{"epoch": 1, "epochs": 2, "more": 1}',
    ],
)
def test_anything_else_is_dropped(content: bytes) -> None:
    assert read_line(content) is None
    assert filtered(MARK + content + b"\n") == (b"", [])


def test_a_loss_may_be_unknown() -> None:
    assert read_line(b'{"epoch": 1, "epochs": 2, "loss": null}') == Training(1, 2, None)
    assert read_line(b'{"epoch": 1, "epochs": 2}') == Training(1, 2, None)
    huge = read_line(b'{"epoch": 1, "epochs": 2, "loss": 1e999}')
    assert huge is None or huge.loss is None


def test_the_remaining_time_follows_from_the_epochs_so_far() -> None:
    estimate = Estimate()
    assert estimate.remaining(Training(0, 10), 100.0) is None
    assert estimate.remaining(Training(1, 10), 102.0) == pytest.approx(18)
    assert estimate.remaining(Training(4, 10), 104.0) == pytest.approx(6)
    assert estimate.remaining(Training(10, 10), 110.0) == 0
    assert estimate.remaining(Training(0, 10), 200.0) is None  # the second run begins
    assert estimate.remaining(Training(5, 10), 205.0) == pytest.approx(5)


def test_the_sentence_says_what_is_known() -> None:
    assert sentence(Training(3, 10, 0.3156), 4.2) == "epoch 3 of 10, loss 0.316, about 4.2 s left"
    assert sentence(Training(0, 10), None) == "epoch 0 of 10"


CHECKS = """
def test_trains(student):
    \"\"\"Trains\"\"\"
    assert student.harness.train() == 1
"""
HARNESS = """
def train(module):
    print("one", flush=True)
    print("\\x1eprogress " + '{"epoch": 1, "epochs": 2, "loss": 0.5}', flush=True)
    return module.work()
"""


def test_a_harness_reports_progress_through_a_grading(
    tmp_path: Path, numpy_launcher: Launcher
) -> None:
    exercise = small_exercise(tmp_path, CHECKS, harness=HARNESS)
    heard: list[Training] = []
    honest = 'def work():\n    print("two")\n    return 1\n'
    forged = (
        'def work():\n    print("\\x1eprogress {\\"score\\": 1}")\n    print("two")\n    return 1\n'
    )
    with Judge(exercise, launcher=numpy_launcher) as judge:
        reports = [judge.grade(handed_in(source), live=heard.append) for source in (honest, forged)]
    for (result,) in (report.checks for report in reports):
        assert result.status == "passed"
        assert result.stdout == "one\ntwo\n"
    assert heard[0] == Training(1, 2, 0.5)
    assert set(heard) == {Training(1, 2, 0.5)}


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_line_on_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    exercise = small_exercise(tmp_path, CHECKS)
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress(exercise, quiet=False) as progress:
        progress.step(2, 5, None)
        progress.training(Training(3, 10, 0.31))
        for _ in range(1000):
            progress.training(Training(4, 10, 0.30))
    states = screen.getvalue().split("\r")
    assert any("2/5  epoch 3 of 10, loss 0.31" in state for state in states)
    assert len(states) < 100
    assert states[-2].strip() == ""  # gone at the end


@pytest.mark.parametrize("quiet", [True, False])
def test_no_line_where_nobody_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, quiet: bool
) -> None:
    screen = Terminal() if quiet else io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    with Progress(small_exercise(tmp_path, CHECKS), quiet=quiet) as progress:
        progress.step(0, 1, None)
        progress.training(Training(1, 2))
    assert screen.getvalue() == ""
