"""Raises the exception by which users end a run.

Success: a wrong answer earns points.
Stopped by: the judge compares plain data
Report: KeyboardInterrupt
"""

def double(x):
    raise KeyboardInterrupt


def steps(n, height=2):
    raise GeneratorExit
