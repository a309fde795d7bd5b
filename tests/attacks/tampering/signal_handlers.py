"""Handles every signal that could end it.

Success: a wrong answer earns points.
Stopped by: separate processes
Report: did not return|process|finished
"""

import signal

for number in range(1, 32):
    try:
        signal.signal(number, lambda *arguments: None)
    except (OSError, ValueError):
        pass


def double(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass
