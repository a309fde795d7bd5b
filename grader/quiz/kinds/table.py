"""table: cells to fill, a number or a shape each, every one for its share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import msgspec

from grader.messages import message
from grader.quiz.algebra import Unreadable
from grader.quiz.draw import drawn_wrongs
from grader.quiz.expressions import ExpressionError, evaluate, fill
from grader.quiz.forms import Fields, first
from grader.quiz.keys import answer_text, value_text
from grader.quiz.marking import Mark, recognised, right_mark, why_unreadable, wrong_mark
from grader.quiz.question import Expression, Question
from grader.quiz.reading import Answer, read_number, read_shape
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import Cell, Variant, Wrong

BLANK = "?"


class TableQuestion(Question, frozen=True, kw_only=True, tag="table"):
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    face: ClassVar[str] = "table"
    has_cells: ClassVar[bool] = True

    @property
    def cells(self) -> list[Expression]:
        """The keys of the cells to fill, in reading order."""
        return [
            cell[len(BLANK) :].strip()
            for row in self.rows
            for cell in row
            if cell.startswith(BLANK)
        ]

    def problem(self) -> str:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                return (
                    f"row {number} has {len(row)} cells, but there are {len(self.columns)} columns"
                )
        if not self.cells:
            return f"no cell is to be filled: begin one with {BLANK!r}"
        if any(not 1 <= distractor.cell <= len(self.cells) for distractor in self.distractor):
            return f"a distractor of a table needs cell = 1 to {len(self.cells)}"
        return ""

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        key = tuple(_cell_key(expression, names) for expression in self.cells)
        rows = self._drawn_rows(names)
        columns = tuple(fill(column, names) for column in self.columns)
        wrongs = drawn_wrongs(self, key, names)
        return Variant(key=key, rows=rows, columns=columns, wrongs=wrongs, **common)

    def _drawn_rows(self, names: Names) -> tuple[tuple[Cell, ...], ...]:
        rows, blank = [], 0
        for row in self.rows:
            cells = []
            for text in row:
                if text.startswith(BLANK):
                    blank += 1
                    cells.append(Cell(blank=blank))
                else:
                    cells.append(Cell(text=fill(text, names)))
            rows.append(tuple(cells))
        return tuple(rows)

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        key, total = variant.key, len(variant.key)
        cells = [answer] if isinstance(answer, str) else list(answer)
        if len(cells) > total:
            raise Unreadable("quiz.table.many", count=len(cells), expected=total)
        feedback: list[str] = []
        off: list[int] = []
        right, unreadable = 0, False
        for number, (text, expected) in enumerate(zip(cells, key, strict=False), 1):
            if not text.strip():
                continue
            try:
                value = read_shape(text) if isinstance(expected, tuple) else read_number(text).value
            except Unreadable as problem:
                unreadable = True
                said = why_unreadable(problem)
            else:
                if self.same(value, expected):
                    right += 1
                    continue
                said = recognised(variant, value, number) or message("quiz.table.not_right")
            off.append(number)
            feedback.append(message("quiz.table.cell", cell=number, feedback=said))
        if right == total:
            return right_mark(variant)
        if unreadable and right == 0 and len(feedback) == 1:
            return Mark(status="invalid", feedback=feedback[0], cells=tuple(off))
        feedback.append(message("quiz.table.count", right=right, total=total))
        if variant.wrong:
            feedback.append(variant.wrong)
        marked = wrong_mark(variant, "\n\n".join(feedback), right / total)
        return msgspec.structs.replace(marked, cells=tuple(off))

    def key_text(self, variant: Variant) -> str:
        return ", ".join(f"({n}) {value_text(value)}" for n, value in enumerate(variant.key, 1))

    def how_to_answer(self, variant: Variant) -> str:
        return message("quiz.how.table")

    def fields(self, variant: Variant, answer: Answer) -> Fields:
        cells = [answer] if isinstance(answer, str) else answer
        return {str(number): [text] for number, text in enumerate(cells, 1)}

    def answer_from(self, fields: Fields, variant: Variant) -> Answer:
        return [first(fields, str(number)) for number in range(1, len(variant.key) + 1)]

    def ask(self, variant: Variant, read: Callable[[str], str]) -> Answer:
        return [read(f"  ({number}) > ") for number in range(1, len(variant.key) + 1)]

    def wrong_texts(self, variant: Variant) -> list[tuple[str, str]]:
        return [
            (f"({wrong.cell}) {value_text(wrong.value)}", wrong.feedback)
            for wrong in variant.wrongs
        ]

    def right_answer(self, variant: Variant) -> Answer:
        return [answer_text(value) for value in variant.key]

    def wrong_answer(self, variant: Variant, wrong: Wrong) -> Answer:
        cells = [answer_text(value) for value in variant.key]
        cells[wrong.cell - 1] = answer_text(wrong.value)
        return cells


def _cell_key(expression: Expression, names: Names) -> Any:
    key = evaluate(expression, names)
    if isinstance(key, tuple) and all(type(length) is int for length in key):
        return key
    if isinstance(key, bool) or not isinstance(key, (int, float)):
        raise ExpressionError(f"{expression!r} is {key!r}; a cell holds a number or a shape")
    return key
