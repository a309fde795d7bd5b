"""What checks have shown -> images and tables of the page. The only user of matplotlib and pillow.

Curves and confusion matrices become SVG, pictures PNG, all as data: addresses with an alternative
text, the numbers beside them as a table. Where matplotlib is missing, or cannot draw what it is
given, the table alone remains.

Runs in the judge. The numbers are a learner's: names are drawn as plain text, never as formulas.
"""

from __future__ import annotations

import base64
import io
import math
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from grader.messages import message
from grader.model import Confusion, Curves, Figure, Picture, Pictures, Series

LONG_TABLE = 16
MARKED = 50  # from so many values on, points are not marked
LARGEST = 1e12  # beyond it a number is drawn as this
LOGARITHMIC = 30.0  # the largest loss over the smallest from which on the axis is logarithmic
COLOURS = ("#1f5fb4", "#c2570c", "#2e7d46", "#7a3aa8")
INK, GREY = "#1d1f23", "#767b85"
STYLE: Any = {
    "text.parse_math": False,
    "svg.hashsalt": "grade",
    "font.family": "DejaVu Sans",
    "font.size": 11,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


@dataclass(frozen=True, slots=True)
class ImageView:
    """One image of the page: its address and the text for those who do not see it."""

    source: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class FigureView:
    """One figure as the page shows it: images, and a table that says the same."""

    title: str
    kind: str
    images: tuple[ImageView, ...]
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def folded(self) -> bool:
        """Whether the table is long, or only repeats what the images show."""
        return bool(self.images) or len(self.rows) > LONG_TABLE


def figure_views(figures: Sequence[Figure]) -> tuple[FigureView, ...]:
    """Return the figures ready for the page."""
    return tuple(_view(figure) for figure in figures)


def _view(figure: Figure) -> FigureView:
    if isinstance(figure, Curves):
        return _curves(figure)
    if isinstance(figure, Confusion):
        return _confusion(figure)
    if isinstance(figure, Pictures):
        return _pictures(figure)
    return FigureView(
        figure.title, "table", (), tuple(figure.columns), tuple(map(tuple, figure.rows))
    )


# --- curves -------------------------------------------------------------------


def _curves(figure: Curves) -> FigureView:
    panels: dict[str, list[Series]] = {}
    for curve in figure.series:
        panels.setdefault(curve.name.rpartition("_")[2], []).append(curve)
    images = []
    for measure, series in panels.items():
        source = _drawn(partial(_draw_curves, figure, measure, series))
        if source:
            text = "; ".join(map(_series_text, series))
            alt = message("figure.curves.alt", title=figure.title, measure=measure, series=text)
            images.append(ImageView(source, alt))
    heads = [f"{_words(curve.name)} ({_owner(curve)})" for curve in figure.series]
    length = max((len(curve.values) for curve in figure.series), default=0)
    rows = [
        (str(epoch + 1), *(_value(curve.values, epoch) for curve in figure.series))
        for epoch in range(length)
    ]
    columns = (message(f"figure.{figure.unit}"), *heads)
    return FigureView(figure.title, "curves", tuple(images), columns, tuple(rows))


def _draw_curves(curves: Curves, measure: str, series: Sequence[Series]) -> Any:
    figure, axes = _canvas(4.6, 3.5)
    names = list(dict.fromkeys(curve.name for curve in series))
    for curve in sorted(series, key=lambda curve: curve.owner, reverse=True):  # the reference below
        place = names.index(curve.name)
        ours = curve.owner == "learner"
        axes.plot(
            range(1, len(curve.values) + 1),
            [math.nan if v is None else max(-LARGEST, min(LARGEST, v)) for v in curve.values],
            label=f"{_words(curve.name)} ({_owner(curve)})",
            color=COLOURS[place % len(COLOURS)],
            marker="os^D"[place % 4] if ours and len(curve.values) < MARKED else "",
            markersize=4,
            linewidth=1.8 if ours else 7,  # a broad pale band, to be seen under an equal line
            alpha=1 if ours else 0.28,
            solid_capstyle="round",
        )
    values = [v for curve in series for v in curve.values if v is not None]
    if values and min(values) > 0 and max(values) > LOGARITHMIC * min(values):
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter(lambda value, _: f"{value:.6g}")
    elif values and min(values) >= 0 and 0.5 < max(values) <= 1:
        axes.set_ylim(top=1 + 0.02 * (1 - min(values)))
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel(message(f"figure.{curves.unit}"))
    axes.set_ylabel(measure)
    axes.grid(visible=True, color=GREY, alpha=0.2)
    axes.legend(frameon=False, fontsize=9, loc="best")
    return figure


def _series_text(curve: Series) -> str:
    known = [value for value in curve.values if value is not None]
    name, owner = _words(curve.name), _owner(curve)
    if not known:
        return message("figure.series.empty", name=name, owner=owner)
    first, last = f"{known[0]:.3g}", f"{known[-1]:.3g}"
    return message("figure.series.alt", name=name, owner=owner, first=first, last=last)


def _owner(curve: Series) -> str:
    return message(f"figure.{curve.owner}")


def _words(name: str) -> str:
    return " ".join(name.replace("_", " ").split())


def _value(values: Sequence[float | None], place: int) -> str:
    if place >= len(values):
        return ""
    value = values[place]
    return message("figure.not_finite") if value is None else f"{value:.4g}"


# --- confusion matrices ---------------------------------------------------------


def _confusion(figure: Confusion) -> FigureView:
    counts, names = figure.counts, figure.classes
    total = sum(map(sum, counts))
    right = sum(row[i] for i, row in enumerate(counts))
    wrong = [
        (count, i, j)
        for i, row in enumerate(counts)
        for j, count in enumerate(row)
        if i != j and count
    ]
    worst = message("figure.confusion.none")
    if wrong:
        count, i, j = max(wrong, key=lambda cell: cell[0])
        worst = message("figure.confusion.worst", label=names[i], answer=names[j], count=count)
    alt = message("figure.confusion.alt", title=figure.title, right=right, total=total, worst=worst)
    source = _drawn(partial(_draw_confusion, figure))
    images = (ImageView(source, alt),) if source else ()
    columns = (f"{message('figure.true')} ↓", *names)
    rows = tuple((name, *map(str, row)) for name, row in zip(names, counts, strict=True))
    return FigureView(figure.title, "confusion", images, columns, rows)


def _draw_confusion(matrix: Confusion) -> Any:
    figure, axes = _canvas(4.6, 4.5, fitted=_long(matrix))
    size = len(matrix.classes)
    diagonal = max(*(matrix.counts[i][i] for i in range(size)), 1)
    off = max(*(n for i, row in enumerate(matrix.counts) for j, n in enumerate(row) if i != j), 1)
    text: Any = {"ha": "center", "va": "center", "fontsize": 10 if size <= 12 else 7}
    zeros = [(j, i) for i, row in enumerate(matrix.counts) for j, n in enumerate(row) if not n]
    if zeros:
        axes.scatter(*zip(*zeros, strict=True), s=2, color=GREY)
    for i, row in enumerate(matrix.counts):
        for j, count in enumerate(row):
            if count:
                share = count / (diagonal if i == j else off)
                colour, alpha = COLOURS[0 if i == j else 1], 0.12 + 0.6 * share
                x, y = (
                    [j - 0.48, j + 0.48, j + 0.48, j - 0.48],
                    [i - 0.48, i - 0.48, i + 0.48, i + 0.48],
                )
                axes.fill(x, y, facecolor=colour, alpha=alpha, edgecolor="none")
                axes.text(j, i, str(count), color=INK, **text)
    axes.set_xlim(-0.5, size - 0.5)
    axes.set_ylim(size - 0.5, -0.5)
    axes.set_aspect("equal")
    axes.set_xticks(range(size), matrix.classes, rotation=90 if _long(matrix) else 0)
    axes.set_yticks(range(size), matrix.classes)
    axes.tick_params(length=0)
    axes.set_xlabel(message("figure.answer"))
    axes.set_ylabel(message("figure.true"))
    for spine in axes.spines.values():
        spine.set_visible(False)
    return figure


def _long(matrix: Confusion) -> bool:
    return max(map(len, matrix.classes)) > 2


# --- pictures -------------------------------------------------------------------


def _pictures(figure: Pictures) -> FigureView:
    images = []
    for picture in figure.pictures:
        source = _png(picture)
        if source:
            images.append(ImageView(source, picture.caption, picture.caption))
    rows = () if images else tuple((picture.caption,) for picture in figure.pictures)
    return FigureView(figure.title, "pictures", tuple(images), (), rows)


def _png(picture: Picture) -> str:
    try:
        from PIL import Image
    except ImportError:
        return ""
    size = (picture.width, picture.height)
    if len(picture.pixels) != picture.width * picture.height * picture.channels:
        return ""
    image = Image.frombytes("L" if picture.channels == 1 else "RGB", size, picture.pixels)
    file = io.BytesIO()
    image.save(file, "PNG")
    return _address("image/png", file.getvalue())


# --- drawing --------------------------------------------------------------------


def _canvas(width: float, height: float, *, fitted: bool = False) -> tuple[Any, Any]:
    """A drawing and its axes; `fitted` finds the margins that long names need, which takes time."""
    from matplotlib.figure import Figure as Canvas

    figure = Canvas(figsize=(width, height), layout="constrained" if fitted else None)
    if not fitted:
        figure.subplots_adjust(left=0.17, right=0.98, bottom=0.52 / height, top=1 - 0.08 / height)
    return figure, figure.add_subplot()


@contextmanager
def _style() -> Iterator[None]:
    import matplotlib as mpl

    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about glyphs that a font lacks
        yield


def _drawn(draw: Callable[[], Any]) -> str:
    """The address of what `draw` draws; empty where it cannot be drawn."""
    file = io.BytesIO()
    try:
        with _style():
            draw().savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    except Exception:  # noqa: BLE001 - an illustration; its numbers stand beside it
        return ""
    return _address("image/svg+xml", file.getvalue())


def _address(kind: str, content: bytes) -> str:
    """A data: address, as Markup because the page would cut a string of this length."""
    from markupsafe import Markup

    return Markup(f"data:{kind};base64,{base64.b64encode(content).decode()}")  # noqa: S704 - base64 needs no escaping
