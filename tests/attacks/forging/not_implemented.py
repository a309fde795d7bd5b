"""Claims not to be started, to be left out of the failures.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: still the stub|not started|defines no
"""

def double(x):
    raise NotImplementedError


def steps(n, height=2):
    raise NotImplementedError
