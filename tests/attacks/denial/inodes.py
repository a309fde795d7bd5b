"""Makes as many files as it can.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: a scratch folder of bounded size
Report: OSError|did not return
"""

def double(x):
    for number in range(10**6):
        open(str(number), "w").close()
