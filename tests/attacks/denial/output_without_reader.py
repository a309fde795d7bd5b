"""Fills the channel of replies without ever being read.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: frames that are checked as they come
Report: no value|process|did not return
"""

import os
import stat


def double(x):
    for number in range(3, 40):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                while True:
                    os.write(number, bytes(65536))
        except OSError:
            continue
