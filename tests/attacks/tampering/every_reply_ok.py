"""Turns every exception into an empty answer.

Success: a wrong answer earns points.
Stopped by: separate processes
Report: defines no
"""

import sys

worker = sys.modules["grader.sandbox.worker"]
worker.describe = lambda error, filename: None
