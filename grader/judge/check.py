"""A check as everybody but pytest sees it: what its markers and its docstring say. Plain data."""

from __future__ import annotations

from typing import Any

import msgspec

from grader.model import FAILING, CheckResult, Counterexample, Status, Visibility


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One check: `function` is its name without parameters, `requires` names functions of checks."""

    id: str
    function: str
    title: str
    hint: str | None
    points: float
    requires: tuple[str, ...]
    visibility: Visibility
    practice: bool = False

    def result(
        self,
        status: Status,
        text: str = "",
        counterexample: Counterexample | None = None,
        *,
        score: float = 0.0,
        **more: Any,
    ) -> CheckResult:
        """What became of the check; the hint is shown where it failed."""
        return CheckResult(
            id=self.id,
            title=self.title,
            status=status,
            score=score,
            max_score=self.points,
            visibility=self.visibility,
            message=text,
            counterexample=counterexample,
            hint=self.hint if status in FAILING else None,
            **more,
        )
