"""Writes into the memory that it shares with the launcher.

Success: the next submission's report changes.
Stopped by: pages that a fork copies on write
Report: process|cannot be imported|defines no
"""

import ctypes

import numpy as np

# pages of a fork are copied when they are written
address = id(np.float64) + 16
for offset in range(0, 64, 8):
    try:
        ctypes.memset(address + offset, 0, 8)
    except Exception:
        pass
