"""Crashes its interpreter.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: separate processes
Report: crashed|ended the process
"""

import ctypes


def double(x):
    ctypes.string_at(0)
