"""output: what a piece of code prints. The course runs the code; what a learner answers is only compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ClassVar

from grader.messages import message
from grader.quiz.draw import drawn_wrongs
from grader.quiz.expressions import ExpressionError, fill
from grader.quiz.marking import Mark, recognised, right_mark, wrong_mark
from grader.quiz.question import Distractor, Question
from grader.quiz.reading import Answer, joined
from grader.quiz.stream import Stream
from grader.quiz.trusted import Names
from grader.quiz.variant import Variant


class OutputQuestion(Question, frozen=True, kw_only=True, tag="output"):
    code: str
    run: str = ""

    face: ClassVar[str] = "output"

    @property
    def needs_check(self) -> bool:
        return False

    def variant(self, names: Names, stream: Stream, common: dict[str, Any]) -> Variant:
        code = fill(self.code, names).strip("\n")
        key = self._printed(code, names)
        return Variant(key=key, code=code, wrongs=drawn_wrongs(self, key, names), **common)

    def wrong_value(self, distractor: Distractor, names: Names) -> Any:
        if distractor.code:
            return self._printed(fill(distractor.code, names), names)
        return super().wrong_value(distractor, names)

    def _printed(self, code: str, names: Names) -> str:
        printed = names.trusted.printed(f"{fill(self.run, names)}\n{code}")
        if not printed:
            raise ExpressionError("the code prints nothing")
        return printed

    def judge(self, variant: Variant, answer: Answer) -> Mark:
        text = joined(answer, "\n")
        if self.same(text, variant.key):
            return right_mark(variant)
        if feedback := recognised(variant, text):
            return wrong_mark(variant, feedback)
        numbers = _numbers(text)
        if numbers and numbers == _numbers(variant.key):
            return wrong_mark(variant, message("quiz.output.form"), 0.5)
        alike = [wrong for wrong in variant.wrongs if numbers and numbers == _numbers(wrong.value)]
        return wrong_mark(variant, alike[0].feedback if alike else "")

    def key_text(self, variant: Variant) -> str:
        return f"\n\n```text\n{variant.key}\n```\n"

    def how_to_answer(self, variant: Variant) -> str:
        return message("quiz.how.output")

    def how_to_type(self, variant: Variant) -> str:
        return message("quiz.how.lines")

    def ask(self, variant: Variant, read: Callable[[str], str]) -> Answer:
        """Lines up to an empty one."""
        lines: list[str] = []
        while line := read("  > "):
            lines.append(line)
        return "\n".join(lines)


def _numbers(text: str) -> list[float]:
    """The numbers in a text, whatever stands between them."""
    return [
        float(part) for part in re.findall(r"-?\d{1,30}(?:\.\d{0,30})?(?:e[+-]?\d{1,2})?", text)
    ]
