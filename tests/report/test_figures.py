"""What checks show: kept to size and harmless whatever a learner answers, and drawn readably."""

from __future__ import annotations

import base64
import json
import re
import sys
import warnings
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import numpy as np
import pytest
import torch

from grader.judge.grading import Judge
from grader.model import Confusion, Curves, Figure, Picture, Pictures, Series, Table
from grader.report import figures
from grader.report.json_report import SCHEMA_FILE, read_report, report_json
from grader.report.pages import render_html
from grader.sandbox.launcher_client import Launcher
from grader.testing import showing
from grader.testing.context import current
from tests.pages import UNSAFE, Page
from tests.sample_texts import NASTY
from tests.samples import check, report
from tests.small_course import handed_in, small_exercise

NAN = float("nan")


def everything(text: str = "loss") -> list[Figure]:
    """A figure of each kind, `text` wherever a name may stand."""
    current().figures.clear()
    learner = {f"train_{text}": [2.3, 0.5, NAN, 0.01], f"{text}_accuracy": [0.1, 0.9, 0.95, 0.96]}
    showing.show_curves("Curves", learner, {f"train_{text}": [2.2, 0.4, 0.1, 0.02]})
    showing.show_confusion("Matrix", [0, 1, 1], [0, 1, 0], ["cat", text])
    images = np.linspace(0, 1, 32).reshape(2, 4, 4)
    showing.show_images("Images", images, ["one", text])
    showing.show_table("Table", ["name", text], [[text, 61706], ["x", 0.5]])
    return current().take_figures()


def decoded(source: str, kind: str) -> bytes:
    assert source.startswith(f"data:image/{kind};base64,")
    return base64.b64decode(source.partition(",")[2])


# --- collecting ---------------------------------------------------------------


def test_curves_keep_numbers_and_nothing_else() -> None:
    learner = {
        "loss": [1, 2.5, NAN, float("inf"), "3", None, 10**400, np.float32(4), torch.tensor(5.0)],
        "array": np.array([1.0, 2.0]),
        "tensor": torch.tensor([1.0, 2.0], dtype=torch.bfloat16),
        "none": [],
        "text": "abc",
        "complex": [1j],
    }
    showing.show_curves("Run", learner, {"loss": [1.0]})
    (figure,) = current().take_figures()
    assert isinstance(figure, Curves)
    values = {(series.name, series.owner): series.values for series in figure.series}
    assert values["loss", "learner"] == [1, 2.5, None, None, None, None, None, 4, 5]
    assert values["array", "learner"] == values["tensor", "learner"] == [1, 2]
    assert values["complex", "learner"] == [None]
    assert values["loss", "reference"] == [1.0]
    assert ("none", "learner") not in values
    assert ("text", "learner") not in values


@pytest.mark.parametrize("history", [None, 3, "abc", [1, 2], {}, {1: 2}, {"a": None}, object()])
def test_a_history_that_is_none_draws_nothing(history: object) -> None:
    showing.show_curves("Run", history)
    assert current().take_figures() == []


def test_only_the_named_measures_are_drawn_in_their_order() -> None:
    showing.show_curves("Run", {"a": [1], "b": [2], "c": [3]}, only=("c", "a", "z"))
    (figure,) = current().take_figures()
    assert isinstance(figure, Curves)
    assert [series.name for series in figure.series] == ["c", "a"]


def test_confusion_counts_what_is_a_class() -> None:
    predictions = torch.tensor([0, 2, 2, 9, -1])
    showing.show_confusion("Matrix", [0, 1, 2, 2, 2], predictions, range(3))
    (figure,) = current().take_figures()
    assert isinstance(figure, Confusion)
    assert figure.counts == [[1, 0, 0], [0, 0, 1], [0, 0, 1]]
    assert figure.classes == ["0", "1", "2"]
    for bad in ([0.5, 1.0], [0], "ab", None, [[0, 1]]):
        showing.show_confusion("Matrix", [0, 1], bad, range(3))
    assert current().take_figures() == []


def test_mistakes_are_shown_with_both_names() -> None:
    images = torch.zeros(4, 1, 5, 6)
    images[2] = 1.0
    showing.show_mistakes("Misread", images, torch.tensor([1, 2, 3, 4]), [1, 2, 7, 4])
    (figure,) = current().take_figures()
    assert isinstance(figure, Pictures)
    (picture,) = figure.pictures
    assert picture.caption == "3 read as 7"
    assert (picture.height, picture.width, picture.channels) == (5, 6, 1)
    assert picture.pixels == b"\xff" * 30
    showing.show_mistakes("None", images, [1, 2, 3, 4], [1, 2, 3, 4])
    assert current().take_figures() == []


def test_colours_stay_with_their_pixel() -> None:
    image = np.zeros((1, 3, 2, 2), np.uint8)
    image[0, :, 0, 1] = 10, 20, 30
    showing.show_images("Colours", image, ["a"])
    (figure,) = current().take_figures()
    assert isinstance(figure, Pictures)
    assert figure.pictures[0].pixels == bytes([0, 0, 0, 10, 20, 30, 0, 0, 0, 0, 0, 0])


def test_parameters_by_layer_leave_buffers_out() -> None:
    shapes = {
        "conv1.weight": [6, 1, 5, 5],
        "conv1.bias": [6],
        "bn.weight": [6],
        "bn.running_mean": [6],
        "bn.num_batches_tracked": [],
        "odd": ["x"],
    }
    showing.show_parameters("Layers", shapes)
    (figure,) = current().take_figures()
    assert isinstance(figure, Table)
    assert figure.rows == [
        ["conv1", "weight 6 × 1 × 5 × 5, bias 6", "156"],
        ["bn", "weight 6", "6"],
        ["in all", "", "162"],
    ]


def test_everything_is_cut_to_size() -> None:
    long = {f"{'n' * 500}{i}": [1.0] * 10_000 for i in range(50)}
    showing.show_curves("t" * 500, long)
    showing.show_images("Images", np.ones((50, 1, 500, 500)), ["c" * 500] * 50)
    showing.show_table("Table", ["c"] * 50, [["v" * 5000] * 50] * 5000)
    for number in range(50):
        showing.show_table(f"More {number}", ["a"], [[1]])
    shown = current().take_figures()
    assert len(shown) == showing.MAX_FIGURES
    assert len(report_json(report("passed", [check("a", "A", figures=shown)]))) < 2**20


def test_a_title_shown_twice_is_shown_once_as_it_was_last() -> None:
    showing.show_curves("Run", {"a": [1]})
    showing.show_curves("Run", {"a": [2]})
    (figure,) = current().take_figures()
    assert isinstance(figure, Curves)
    assert figure.series[0].values == [2]
    assert current().take_figures() == []


# --- drawing ------------------------------------------------------------------


def test_every_kind_is_drawn_with_a_text_alternative() -> None:
    curves, matrix, images, table = figures.figure_views(everything())
    assert len(curves.images) == 2  # the measures that end in loss, and those in accuracy
    for image in (*curves.images, *matrix.images):
        assert decoded(image.source, "svg+xml").lstrip().startswith(b"<?xml")
        assert image.alt
    assert "train loss (yours) goes from 2.3 to 0.01" in curves.images[0].alt
    assert "2 of 3 right" in matrix.images[0].alt
    assert curves.rows[2][1:] == ("not finite", "0.95", "0.1")
    assert matrix.rows == (("cat", "1", "0"), ("loss", "1", "1"))
    assert decoded(images.images[0].source, "png").startswith(b"\x89PNG")
    assert table.rows == (("loss", "61,706"), ("x", "0.5"))
    assert curves.folded
    assert not table.folded


def test_drawing_is_the_same_each_time() -> None:
    assert figures.figure_views(everything()) == figures.figure_views(everything())


@pytest.mark.parametrize(
    "text", ["$\\frac", "$x$", "_hidden", "漢字", "<b>&\"'", *NASTY.split("\n")]
)
def test_names_are_drawn_as_text_and_break_nothing(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        views = figures.figure_views(everything(text))
    assert all(view.images for view in views[:3])
    page = Page(render_html(report("passed", [check("a", "A", figures=everything(text))])))
    assert page.problems == []
    assert not UNSAFE.search(page.words)


@pytest.mark.parametrize("values", [[1e308, -1e308], [0.0, 0.0], [None], [1e-300, 1.0], [5.0]])
def test_strange_numbers_are_drawn_or_told(values: list[float | None]) -> None:
    series = Series(name="loss", owner="learner", values=values)
    (view,) = figures.figure_views([Curves(title="Run", series=[series])])
    assert view.rows
    assert len(view.images) == 1


def test_a_picture_of_the_wrong_size_is_left_out() -> None:
    picture = Picture(caption="a", height=3, width=3, channels=1, pixels=b"123")
    (view,) = figures.figure_views([Pictures(title="Images", pictures=[picture])])
    assert view.images == ()
    assert view.rows == (("a",),)


def test_without_matplotlib_the_numbers_remain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("matplotlib", "matplotlib.figure", "PIL", "PIL.Image"):
        monkeypatch.setitem(sys.modules, name, None)
    for view in figures.figure_views(everything()):
        assert view.images == ()
        assert view.rows
        assert not view.folded


# --- the report ---------------------------------------------------------------


def test_a_report_with_figures_is_valid_json_and_reads_back() -> None:
    sample = report("passed", [check("a", "A", figures=everything())])
    text = report_json(sample)
    jsonschema.Draft202012Validator(json.loads(SCHEMA_FILE.read_text())).validate(json.loads(text))
    assert read_report(text).checks == sample.checks


@pytest.mark.parametrize("status", ["passed", "failed", "timeout"])
def test_the_page_shows_figures_of_passed_and_failed_checks(status: str) -> None:
    sample = report(status, [check("a", "A", status, figures=everything())])
    page = Page(render_html(sample))
    assert page.problems == []
    sources = page.values("src")
    assert len(sources) == 5
    for source in sources:
        assert re.fullmatch(r"data:image/(png|svg\+xml);base64,[A-Za-z0-9+/=]+", source)
    assert sum(bool(image["alt"]) for image in page.all("img")) == 3  # captions name the others
    assert "61,706" in page.words


def test_a_check_that_is_kept_back_shows_no_figure() -> None:
    hidden = check("a", "A", "failed", figures=everything(), visibility="hidden")
    assert Page(render_html(report("failed", [hidden]))).values("src") == []


CHECKS = """
from hypothesis import given
from hypothesis.strategies import integers
from grader.testing import show_curves, show_table

def test_draws(student):
    \"\"\"Draws\"\"\"
    show_curves("Run", learner=student.harness.history(), reference={"loss": [1.0]})

def test_fails(student):
    \"\"\"Fails\"\"\"
    show_table("Table", ["a"], [[student.work()]])
    assert student.work() == 2

@given(n=integers(0, 3))
def test_draws_often(student, n):
    \"\"\"Draws often\"\"\"
    show_table("Table", ["a"], [[n]])

def test_breaks(student):
    \"\"\"Breaks\"\"\"
    show_table("Table", ["a"], [[student.work()]])
    {1: 0}[student.work()]

def test_draws_nothing(student):
    \"\"\"Draws nothing\"\"\"
"""
HARNESS = "def history(module):\n    return {'loss': [3.0, float('nan')], 'more': 'text'}\n"


def test_checks_hand_figures_to_their_own_result(tmp_path: Path, numpy_launcher: Launcher) -> None:
    exercise = small_exercise(tmp_path, CHECKS, harness=HARNESS)
    with Judge(exercise, launcher=numpy_launcher) as judge:
        graded = judge.grade(handed_in("def work(device='cpu'):\n    return 3\n"))
    draws, fails, often, breaks, nothing = graded.checks
    assert [result.status == "passed" for result in graded.checks] == [
        True,
        False,
        True,
        False,
        True,
    ]
    (table,) = breaks.figures
    assert isinstance(table, Table)
    assert table.rows == [["3"]]  # the learner's, though the reference was tried after it
    (curves,) = draws.figures
    assert isinstance(curves, Curves)
    assert curves.series[0].values == [3.0, None]
    assert [figure.title for figure in fails.figures] == ["Table"]
    assert len(often.figures) == 1
    assert nothing.figures == []
