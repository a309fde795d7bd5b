"""Stops itself with a signal, so that it can neither answer nor end.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines, kill from outside
Report: did not return|finished|process|should be
"""

import os
import signal


def double(x):
    os.kill(os.getpid(), signal.SIGSTOP)
    return x
