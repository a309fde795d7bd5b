"""Answers with kinds of replies that it hopes the judge knows.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: no value|defines no|cannot be imported
"""

import sys

worker = sys.modules["grader.sandbox.worker"]
wire = sys.modules["grader.sandbox.wire"]


def answer(worker, frame):
    sequence = wire.decode(frame, lambda handle: None)[0]
    return wire.encode((sequence, "passed", {"score": 100}, []))


worker.answer = answer
