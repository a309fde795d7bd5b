"""Writes one file that never ends.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: rlimits
Report: OSError
"""

def double(x):
    with open("file", "wb") as file:
        while True:
            file.write(bytes(2**20))
