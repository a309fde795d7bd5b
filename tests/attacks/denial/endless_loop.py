"""Never returns.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: deadlines
Report: did not return|finished|process
"""

def double(x):
    while True:
        pass
