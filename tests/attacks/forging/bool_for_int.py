"""Returns True where 1 is due.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: number|should be
"""

def steps(n, height=2):
    return n // height == 1
