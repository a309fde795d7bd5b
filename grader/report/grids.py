"""Grids of numbers -> cells with a class for their colour. Knows no format.

A diverging scale around zero in nine steps, so that a page needs nine classes and no inline
style: n4 … n1 below zero, z at zero, p1 … p4 above. Expected and got share one scale; their
difference has its own. Numbers are written in each cell; colour only helps the eye.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from grader.messages import message
from grader.model import Grid
from grader.text import clean_line

MAX_ROWS, MAX_COLUMNS, STEPS = 16, 16, 4


@dataclass(frozen=True, slots=True)
class Cell:
    """One number as it is drawn."""

    text: str
    shade: str
    differs: bool = False

    @property
    def finite(self) -> bool:
        """Whether there is a number to write."""
        return self.shade != "nf"


@dataclass(frozen=True, slots=True)
class GridView:
    """One grid, ready to draw."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]
    origin: tuple[int, int]
    whole: tuple[int, int]

    @property
    def width(self) -> int:
        """The number of columns of the widest row."""
        return max((len(row) for row in self.rows), default=0)

    @property
    def size(self) -> int:
        """How many numbers there are in the whole."""
        return self.whole[0] * self.whole[1]

    @property
    def cut(self) -> bool:
        """Whether this is a part of something larger."""
        return (len(self.rows), self.width) != self.whole


def grid_views(grids: Sequence[Grid]) -> list[list[GridView]]:
    """Return the grids in groups that share a scale: a comparison's expected, got and difference.

    Grids that belong to no comparison share one scale.
    """
    groups: list[list[Grid]] = []
    for grid in grids:
        if not groups or grid.role == "expected":
            groups.append([])
        groups[-1].append(grid)
    return [_views(group) for group in groups]


def _views(group: Sequence[Grid]) -> list[GridView]:
    scale = _largest([grid for grid in group if grid.role != "difference"])
    difference = next((grid for grid in group if grid.role == "difference"), None)
    return [
        _view(grid, _largest([grid]))
        if grid is difference
        else _view(grid, scale, off=difference.rows if difference and grid.role == "got" else None)
        for grid in group
    ]


def _view(grid: Grid, scale: float, off: list[list[float | None]] | None = None) -> GridView:
    noise = 1e-6 * _largest([Grid(title="", rows=off)]) if off is not None else 0.0
    rows = tuple(
        tuple(
            _cell(value, scale, off is not None and _is_off(off, r, c, noise))
            for c, value in enumerate(row[:MAX_COLUMNS])
        )
        for r, row in enumerate(grid.rows[:MAX_ROWS])
    )
    whole = grid.shape or (len(grid.rows), max(map(len, grid.rows), default=0))
    return GridView(title=clean_line(grid.title), rows=rows, origin=grid.origin, whole=whole)


def _is_off(difference: list[list[float | None]], r: int, c: int, noise: float) -> bool:
    """Whether this cell is wrong; rounding beside a real difference is not."""
    if r >= len(difference) or c >= len(difference[r]):
        return True
    value = difference[r][c]
    return value is None or not abs(value) <= noise


def _cell(value: float | None, scale: float, differs: bool) -> Cell:
    if value is None or not math.isfinite(value):
        return Cell(text=message("grid.not_finite.short"), shade="nf", differs=differs)
    return Cell(text=_figure(value), shade=_shade(value, scale), differs=differs)


def _shade(value: float, scale: float) -> str:
    if value == 0 or scale == 0:
        return "z"
    step = min(STEPS, max(1, math.ceil(abs(value) / scale * STEPS - 1e-9)))
    return f"{'p' if value > 0 else 'n'}{step}"


def _figure(value: float) -> str:
    """The number in at most about seven characters, with a true minus sign."""
    if value == int(value) and abs(value) < 1e6:
        text = str(int(value))
    else:
        text = f"{value:.3g}"
        mantissa, e, exponent = text.partition("e")
        text = f"{mantissa}e{int(exponent)}" if e else text
    return text.replace("-", "\u2212")


def _largest(grids: Sequence[Grid]) -> float:
    values = (value for grid in grids for row in grid.rows for value in row if value is not None)
    return max((abs(value) for value in values if math.isfinite(value)), default=0.0)
