"""Report -> the report that a learner may read: what checks that are kept back found is not in it.

Every format that learners read is made from it, so that no format decides this for itself. Runs in the judge.
"""

from __future__ import annotations

import msgspec

from grader.model import CheckResult, Report
from grader.report.findings import check_title, kept_back, kept_sentence


def for_learner(report: Report) -> Report:
    """Return `report` with the checks that are not visible reduced to status, score and time.

    A check that appears after a date keeps its id and title; one that stays hidden is called by its
    place, for ids and titles say what is looked at, too.
    """
    checks = [_kept(number, check) for number, check in enumerate(report.checks, 1)]
    return msgspec.structs.replace(report, checks=checks)


def _kept(number: int, check: CheckResult) -> CheckResult:
    if not kept_back(check, reveal=False):
        return check
    hidden = check.visibility == "hidden"
    return CheckResult(
        id=f"hidden-{number}" if hidden else check.id,
        title=check_title(check, reveal=False),
        status=check.status,
        score=check.score,
        max_score=check.max_score,
        visibility=check.visibility,
        message="" if check.status == "passed" else kept_sentence(check),
        duration=check.duration,
    )
