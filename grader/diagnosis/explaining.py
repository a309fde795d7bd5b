"""Names the mistake behind a failure: a known one, a hypothesis that fits, a relation in the numbers, a wrong part.

Nothing here changes a score. Each failing check is explained by itself, and the report groups them by
explanation afterwards. A function that failing checks blame is asked its probes once.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Mapping
from typing import Any

from grader.diagnosis.bench import Bench, Examples
from grader.diagnosis.case import Case
from grader.diagnosis.hypotheses import replays
from grader.diagnosis.matching import Allowance, Evidence, Matcher
from grader.diagnosis.naming import Name
from grader.model import FAILING, CheckResult
from grader.student import GradingSession

SHARE_OF_RUN, AT_LEAST_SECONDS = 0.3, 10.0
NAMES_KEPT = 2000  # of functions answered in some wrong way, for the learners who answer alike


class Diagnosis:
    """Explains failures of one exercise; made once, used for many submissions.

    `examples` records what the checks of a function ask, with the reference as the student; without
    them only known mistakes are named.
    """

    def __init__(
        self,
        matcher: Matcher,
        reference: Any,
        signatures: Mapping[str, inspect.Signature],
        examples: Examples | None = None,
    ) -> None:
        self.matcher, self.reference, self.signatures = matcher, reference, signatures
        self.bench = Bench(matcher, signatures, examples)
        self.names: dict[tuple[str, bytes], list[Name]] = {}

    def explain(
        self, evidence: Evidence, session: GradingSession, spent: float = 0.0
    ) -> list[CheckResult]:
        """The results, with what could be found out about the failing ones.

        Counts bound the work where calls are quick. Where grading trains networks,
        a share of the time that the checks `spent` (seconds) bounds it. What is used up is
        processor time, ours and the workers', so that a name does not depend on who else
        uses the machine.
        """
        failing = [
            result
            for result in evidence.results
            if result.status in FAILING and evidence.examples.get(result.id)
        ]
        if not failing:
            return evidence.results
        session.recorder.start_check()  # what is called from here on is no evidence

        def allowed() -> Allowance:
            seconds = max(AT_LEAST_SECONDS, SHARE_OF_RUN * spent)
            return Allowance(
                seconds,
                lambda: time.process_time() + self.matcher.cpu_seconds() + session.cpu_seconds(),
            )

        allowance = allowed()
        if len(self.names) > NAMES_KEPT:
            self.names.clear()
        case = Case(
            self.matcher,
            self.reference,
            self.signatures,
            self.bench,
            self.names,
            evidence,
            session,
        )
        matches = self.matcher.match(failing, evidence, allowance, is_refuted=case.is_refuted)
        explained = {
            result.id: case.explain(result, matches[result.id], allowance) for result in failing
        }
        if self.bench.has_examples and self.matcher.exercise.uses_torch:
            explained |= self._replayed(list(explained.values()), evidence, case, allowed())
        return [explained.get(result.id, result) for result in evidence.results]

    def _replayed(
        self, results: list[CheckResult], evidence: Evidence, case: Case, allowance: Allowance
    ) -> dict[str, CheckResult]:
        """Those without a name that behave as one small change of the reference does, with that name."""
        nameless = [result for result in results if not result.misconception]
        functions = list(
            dict.fromkeys(filter(None, (case.suspects[result.id] for result in nameless)))
        )
        if not functions:
            return {}
        variants = replays(functions, self.matcher)
        matches = self.matcher.match(nameless, evidence, allowance, variants)
        return {
            result.id: case.replayed(result, matches[result.id])
            for result in nameless
            if matches[result.id]
        }
