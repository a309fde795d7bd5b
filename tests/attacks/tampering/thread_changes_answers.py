"""Changes an answer from a thread while it is sent.

Success: a wrong answer earns points.
Stopped by: separate processes
Report: should be|finished|process
"""

import threading

import numpy as np

answer = np.zeros((3, 3))


def spoil():
    while True:
        answer[:] += 1


threading.Thread(target=spoil, daemon=True).start()


def double(x):
    return answer[: x.shape[0], : x.shape[1]]
