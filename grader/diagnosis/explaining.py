"""Names the mistake behind a failure: a known wrong answer, a relation in the numbers, a wrong part.

Nothing here changes a score. `matching` finds known wrong answers by replay;
relations are found in the numbers; the wrong part of a chain is found by
putting the learner's parts into the reference one at a time.
"""

from __future__ import annotations

import inspect
import time
from collections.abc import Mapping
from typing import Any

import msgspec

from grader.diagnosis import relations
from grader.diagnosis.matching import Allowance, Evidence, Examples, Match, Matcher
from grader.messages import message
from grader.model import FAILING, CheckResult
from grader.student import Call, GradingSession, Halt, LearnerFault, equal_values, replay_in_process
from grader.testing import CheckFailure

BLAMED = 3  # failing examples that are tried with one part exchanged
SHARE_OF_RUN, AT_LEAST_SECONDS = 0.3, 10.0


class Diagnosis:
    """Explains failures of one exercise; made once, used for many submissions."""

    def __init__(
        self, matcher: Matcher, reference: Any, signatures: Mapping[str, inspect.Signature]
    ) -> None:
        self.matcher, self.reference, self.signatures = matcher, reference, signatures

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
            one
            for one in evidence.results
            if one.status in FAILING and evidence.examples.get(one.id)
        ]
        if not failing:
            return evidence.results
        session.recorder.start_check()  # what is called from here on is no evidence
        allowance = Allowance(
            max(AT_LEAST_SECONDS, SHARE_OF_RUN * spent),
            lambda: time.process_time() + self.matcher.cpu_seconds() + session.cpu_seconds(),
        )
        matches = self.matcher.match(failing, evidence, allowance)
        explained = {}
        for result in failing:
            changes = self._named(matches[result.id])
            # A named mistake says more than a relation, and may say otherwise.
            changes["relations"] = [] if changes else self._relations(result, evidence)
            blamed = self._blame(result, evidence.examples[result.id], session, allowance)
            if blamed:
                changes["cause"] = blamed
                changes["relations"] = [
                    message("diagnosis.blame", part=blamed),
                    *changes["relations"],
                ][:2]
            explained[result.id] = msgspec.structs.replace(result, **changes)
        return [explained.get(result.id, result) for result in evidence.results]

    # --- known wrong answers ---

    def _named(self, matches: list[Match]) -> dict[str, Any]:
        if not matches:
            return {}
        variant, same, distinguishing = matches[0]
        explanation = [
            variant.explanation,
            message("diagnosis.certainty", same=same, distinguishing=distinguishing),
        ]
        if len(matches) > 1:
            titles = "; ".join(f"“{match.variant.title}”" for match in matches[1:4])
            explanation.append(message("diagnosis.also", titles=titles))
        changes: dict[str, Any] = {
            "misconception": variant.title,
            "explanation": " ".join(filter(None, explanation)),
        }
        return changes | ({"hint": variant.hint} if variant.hint else {})

    # --- relations ---

    def _relations(self, result: CheckResult, evidence: Evidence) -> list[str]:
        """How the wrong numbers of this check's main function relate to the right ones."""
        name = result.functions[0] if result.functions else ""
        failing, passing = [], []
        for check in evidence.results:
            if name not in check.functions:
                continue
            for example in evidence.examples.get(check.id, []):
                for call in example:
                    if call.op == "call" and call.name == name and call.outcome == "ok":
                        case = self._case(call)
                        if case is None:
                            return []
                        right = equal_values(case.actual, case.expected)
                        if right:
                            passing.append(case)
                        elif check.id == result.id:
                            failing.append(case)
        return relations.describe(failing, passing) if failing else []

    def _case(self, call: Call) -> relations.Case | None:
        signature = self.signatures.get(call.name)
        try:
            expected = getattr(self.reference, call.name)(*call.args, **call.kwargs)
            arguments = (
                dict(signature.bind(*call.args, **call.kwargs).arguments) if signature else {}
            )
        except Exception:  # noqa: BLE001 - arguments that the reference refuses have no right answer
            return None
        return relations.Case(arguments, call.result, expected)

    # --- which part is wrong ---

    def _blame(
        self, result: CheckResult, examples: Examples, session: GradingSession, allowance: Allowance
    ) -> str | None:
        """The part whose exchange for the learner's own alone makes the reference fail the same way."""
        parts = [
            part
            for name in result.functions[:1]
            for part in self.matcher.uses.get(name, ())
            if part in self.signatures
        ]
        functions = [
            part
            for part in self.matcher.uses
            if part in parts and inspect.isfunction(vars(self.reference).get(part))
        ]
        plain = [
            example
            for example in examples[-BLAMED:]
            if all(not one.name.startswith("harness.") for one in example)
        ]
        for part in functions:
            for example in plain:
                if allowance.is_spent():
                    return None
                if self._fails_with(part, example, session):
                    return part
        return None

    def _fails_with(self, part: str, example: list[Call], session: GradingSession) -> bool:
        """Whether the reference with the learner's `part` in it answers this example differently."""
        own = getattr(self.reference, part)
        try:
            right = replay_in_process(self.reference, example)
            setattr(self.reference, part, getattr(session.student, part))
            return not equal_values(replay_in_process(self.reference, example), right)
        except (LearnerFault, Halt, CheckFailure):
            return True
        except Exception:  # noqa: BLE001 - an example the reference cannot run explains nothing
            return False
        finally:
            setattr(self.reference, part, own)
