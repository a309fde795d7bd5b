"""Kills its process group and everything that it may signal.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: namespaces, a session of its own
Report: ended the process|processor time or memory|None
"""

import os
import signal


def double(x):
    os.kill(0, signal.SIGKILL)
