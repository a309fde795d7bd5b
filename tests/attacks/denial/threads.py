"""Starts threads until there are no more.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: rlimits
Report: RuntimeError|did not return|finished|process
"""

import threading
import time


def double(x):
    while True:
        threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
