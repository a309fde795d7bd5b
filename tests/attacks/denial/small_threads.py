"""Starts threads with small stacks, so that the limit of memory holds many.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: rlimits
Report: RuntimeError|did not return|finished|process
"""

import threading
import time

threading.stack_size(32768)


def double(x):
    for _ in range(3000):
        threading.Thread(target=time.sleep, args=(100,), daemon=True).start()
    raise RuntimeError("3000 threads")
