"""What a check shows in the report besides its verdict: curves, a confusion matrix, images, tables.

A check calls these functions by name, without a fixture; what is shown twice under one title is
shown once, as it was the last time. Everything may come from a learner: whatever is no number is
left out, everything is cut to size, and nothing here raises because of a value that was given.

Runs in the judge, in the process that runs the checks; `context` keeps what was shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import numpy as np

from grader.messages import message
from grader.model import Confusion, Curves, Figure, Picture, Pictures, Series, Table
from grader.testing.context import current
from grader.text import clean_line

MAX_FIGURES = 12
MAX_SERIES, MAX_POINTS = 8, 400
MAX_CLASSES = 20
MAX_PICTURES, MAX_SIDE = 12, 64
MAX_ROWS, MAX_COLUMNS = 120, 8
NAME, CELL = 60, 80
MAX_AXES = 8
BUFFERS = ("running_mean", "running_var", "num_batches_tracked")


def show_curves(
    title: str,
    learner: Any = None,
    reference: Any = None,
    *,
    only: Sequence[str] = (),
    unit: Literal["epoch", "step"] = "epoch",
) -> None:
    """Draw histories (names to lists of numbers, one an epoch or step) over one another.

    `only` names the measures to draw, in order; by default all are. Measures whose names end in
    the same word (train_loss, valid_loss) are drawn in one plot.
    """
    series = [*_series(learner, "learner", only), *_series(reference, "reference", only)]
    if series:
        _show(Curves(title=_text(title), series=series, unit=unit))


def show_confusion(title: str, labels: Any, predictions: Any, classes: Sequence[Any]) -> None:
    """Count how often each true label was predicted as each class; classes are counted from 0."""
    names = [_text(name) for name in classes][:MAX_CLASSES]
    true, answered = _integers(labels), _integers(predictions)
    if true is None or answered is None or len(true) != len(answered) or not names:
        return
    known = (true >= 0) & (true < len(names)) & (answered >= 0) & (answered < len(names))
    counts = np.zeros((len(names), len(names)), np.int64)
    np.add.at(counts, (true[known], answered[known]), 1)
    _show(Confusion(title=_text(title), classes=names, counts=counts.tolist()))


def show_images(title: str, images: Any, captions: Sequence[str]) -> None:
    """Show a few images, (N, H, W) or (N, C, H, W): uint8, or floats from 0 (black) to 1."""
    array = _array(images)
    if array is None or array.ndim not in (3, 4) or not array.size:
        return
    if array.ndim == 3:
        array = array[:, None]
    if array.shape[1] not in (1, 3):
        array = array[:, :1]
    array = array[:MAX_PICTURES, :, :MAX_SIDE, :MAX_SIDE]
    if array.dtype != np.uint8:
        array = np.nan_to_num(array.astype(np.float64), nan=0.0, posinf=1.0, neginf=0.0)
        array = np.round(array.clip(0, 1) * 255).astype(np.uint8)
    channels: Literal[1, 3] = 3 if array.shape[1] == 3 else 1
    pictures = [
        Picture(
            caption=_text(caption),
            height=image.shape[1],
            width=image.shape[2],
            channels=channels,
            pixels=image.transpose(1, 2, 0).tobytes(),
        )
        for image, caption in zip(array, captions, strict=False)
    ]
    _show(Pictures(title=_text(title), pictures=pictures))


def show_mistakes(title: str, images: Any, labels: Any, predictions: Any, limit: int = 8) -> None:
    """Show the first images whose prediction is another than their label."""
    true, answered, array = _integers(labels), _integers(predictions), _array(images)
    if true is None or answered is None or array is None:
        return
    count = min(len(true), len(answered), len(array))
    wrong = np.flatnonzero(true[:count] != answered[:count])[: min(limit, MAX_PICTURES)]
    captions = [
        message("figure.mistake", label=int(true[i]), answer=int(answered[i])) for i in wrong
    ]
    show_images(title, array[wrong], captions)


def show_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Show a table; numbers are written with thousands apart."""
    cells = [[_cell(value) for value in row[:MAX_COLUMNS]] for row in rows[:MAX_ROWS]]
    if len(rows) > MAX_ROWS:
        cells.append([message("figure.more", count=len(rows) - MAX_ROWS)])
    heads = [_text(column) for column in columns[:MAX_COLUMNS]]
    _show(Table(title=_text(title), columns=heads, rows=cells))


def show_parameters(title: str, shapes: Any) -> None:
    """A table of a network's layers from the shapes of its state dict, buffers left out."""
    layers: dict[str, list[tuple[str, list[int]]]] = {}
    for name, shape in _items(shapes):
        sizes = _integers(shape)
        layer, _, tensor = str(name)[:200].rpartition(".")
        if sizes is not None and tensor not in BUFFERS:
            layers.setdefault(layer, []).append((tensor, [int(size) for size in sizes[:MAX_AXES]]))
    rows: list[list[Any]] = []
    for layer, tensors in layers.items():
        text = ", ".join(f"{tensor} {_shape(sizes)}" for tensor, sizes in tensors)
        rows.append([layer, text, sum(math.prod(sizes) for _, sizes in tensors)])
    if not rows:
        return
    total = sum(row[2] for row in rows)
    rows = rows[: MAX_ROWS - 1]
    rows.append([message("figure.total"), "", total])
    names = ("layer", "tensors", "parameters")
    show_table(title, [message(f"figure.{name}") for name in names], rows)


def note(sentence: str) -> None:
    """Say something about the whole run, once."""
    current().notes[clean_line(sentence)] = None


def _show(figure: Figure) -> None:
    figures = current().figures
    if figure.title in figures or len(figures) < MAX_FIGURES:
        figures[figure.title] = figure


def _series(
    history: Any, owner: Literal["learner", "reference"], only: Sequence[str]
) -> list[Series]:
    measures = {str(name)[:200]: values for name, values in _items(history)}
    names = [name for name in only if name in measures] if only else list(measures)
    series = []
    for name in names[:MAX_SERIES]:
        values = measures[name]
        array = _array(values) if not isinstance(values, (list, tuple)) else None
        items = array.ravel().tolist() if array is not None else values
        if isinstance(items, (list, tuple)) and items:
            numbers = [_number(item) for item in items[:MAX_POINTS]]
            series.append(Series(name=_text(name), owner=owner, values=numbers))
    return series


def _items(value: Any) -> list[tuple[Any, Any]]:
    return list(value.items()) if isinstance(value, Mapping) else []


def _number(value: Any) -> float | None:
    """A finite float, or None for whatever is none."""
    if type(value).__module__ == "torch":
        value = _array(value)
    if isinstance(value, np.ndarray) and value.size == 1:
        value = value.reshape(())[()]
    if not isinstance(value, (int, float, np.number)) or isinstance(value, np.complexfloating):
        return None
    try:
        number = float(value)
    except (OverflowError, ValueError, TypeError):
        return None
    return number if math.isfinite(number) else None


def _array(value: Any) -> Any:
    """An array of numbers, or None for whatever is none."""
    if type(value).__module__ == "torch" and hasattr(value, "detach"):
        from grader.values import to_numpy

        value = to_numpy(value)
    if isinstance(value, (list, tuple)):
        try:
            value = np.array(value)
        except (ValueError, TypeError, OverflowError):
            return None
    return value if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" else None


def _integers(value: Any) -> Any:
    array = _array(value)
    if array is None or array.ndim != 1 or (array.dtype.kind == "f" and array.size):
        return None
    return array.astype(np.int64)


def _shape(sizes: Sequence[int]) -> str:
    return " × ".join(map(str, sizes)) or "1"


def _cell(value: Any) -> str:
    if isinstance(value, (int, np.integer)) and not isinstance(value, bool):
        value = int(value)
        return (
            f"{value:,}"
            if abs(value) < 10**15
            else f"{float(value):.3g}"
            if abs(value) < 10**300
            else "?"
        )
    if isinstance(value, (float, np.floating)):
        return f"{float(value):.4g}"
    return clean_line(str(value), CELL)


def _text(value: Any) -> str:
    return clean_line(str(value), NAME)
