"""Makes folders in folders, so that they cannot be removed.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: a scratch folder that vanishes with its namespace
Report: Error|None|should be|did not return
"""

import os


def double(x):
    for _ in range(3000):
        os.mkdir("d")
        os.chdir("d")
