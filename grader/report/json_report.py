"""Report <-> the JSON of `grade/report/v1`, from which every other output could be made.

Runs in the judge.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import msgspec

from grader.model import Report
from grader.report.wording import finite
from grader.text import encodable

SCHEMA_FILE = Path(__file__).with_name("schema") / "report-v1.json"


def report_dict(report: Report) -> dict[str, Any]:
    """Return `report` as the plain data that `grade/report/v1` describes."""
    parts = {"code": report.code, "quiz_points": report.quiz_points}
    data = _plain(msgspec.to_builtins(report)) | _plain(msgspec.to_builtins(parts))
    assert isinstance(data, dict)
    if not report.cells:
        del data["cells"]
    if not report.left_out:
        del data["left_out"]
    return {"schema": data.pop("schema"), **data}


def report_json(report: Report) -> str:
    """Return `report` as JSON text, one key a line, ending in a newline."""
    encoded = msgspec.json.encode(report_dict(report))
    return msgspec.json.format(encoded, indent=2).decode() + "\n"


def read_report(text: str | bytes) -> Report:
    """Return the Report that `report_json` wrote; `msgspec.ValidationError` if it is not one."""
    return msgspec.json.decode(text, type=Report)


def _plain(value: Any) -> Any:
    """Make `value` fit for JSON: text that UTF-8 can carry, no number that JSON cannot write."""
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {
            key: finite(item) if key in ("score", "max_score", "duration") else _plain(item)
            for key, item in value.items()
        }
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value
