"""Takes memory until there is none.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: rlimits
Report: MemoryError
"""

def double(x):
    everything = []
    while True:
        everything.append(bytearray(2**24))
