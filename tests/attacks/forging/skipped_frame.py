"""Claims an exception that graders treat as a skip.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: Skipped
"""

import sys

worker = sys.modules["grader.sandbox.worker"]
wire = sys.modules["grader.sandbox.wire"]


def answer(worker, frame):
    sequence, _, operation, *_ = wire.decode(frame, lambda handle: None)
    if operation == "load":
        return wire.encode((sequence, "ok", None, []))
    error = {
        "type": "Skipped",
        "bases": ["Skipped", "OutcomeException", "UnsatisfiedAssumption", "BaseException"],
        "message": "all passed",
        "frames": [],
        "line": None,
    }
    return wire.encode((sequence, "raised", error, []))


worker.answer = answer
