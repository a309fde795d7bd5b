"""Makes a file that claims to be huge, and has it sent back.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: rlimits
Report: OSError
"""

def double(x):
    with open("file", "wb") as file:
        file.truncate(2**40)
