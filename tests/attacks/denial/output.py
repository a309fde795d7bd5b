"""Prints without end.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines, kept output of bounded size
Report: did not return|finished|process
"""

def double(x):
    while True:
        print("all work and no play" * 100)
