"""Reads the key of a quiz by its path.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

def double(x):
    raise ValueError(open("@QUIZ@").read())
