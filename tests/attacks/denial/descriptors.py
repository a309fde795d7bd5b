"""Opens files until there are no more.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: rlimits
Report: OSError
"""

def double(x):
    files = []
    while True:
        files.append(open("/dev/null"))
