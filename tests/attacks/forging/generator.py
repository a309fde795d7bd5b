"""Returns a generator that would wait for the expected answer.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: generator
"""

def double(x):
    expected = yield
    yield expected
