"""Fills the scratch folder, which lies in memory.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: a scratch folder of bounded size
Report: OSError
"""

def double(x):
    for number in range(1000):
        with open(f"file{number}", "wb") as file:
            file.write(bytes(2**20))
