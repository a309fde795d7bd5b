"""Keeps every core busy after its answer.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: rlimits, one worker for one submission
Report: new thread|defines no|did not return|finished|process
"""

import threading


def burn():
    while True:
        sum(range(10_000))


for _ in range(8):
    threading.Thread(target=burn, daemon=True).start()
