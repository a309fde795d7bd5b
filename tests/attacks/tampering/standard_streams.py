"""Closes and replaces the streams that are flushed after each call.

Success: a wrong answer earns points.
Stopped by: separate processes
Report: exit code
"""

import os
import sys


class Stream:
    def flush(self):
        raise KeyboardInterrupt

    def write(self, text):
        raise KeyboardInterrupt


sys.stdout = sys.stderr = Stream()
os.close(1)
os.close(2)


def double(x):
    print("hello")
