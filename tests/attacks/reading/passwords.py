"""Reads the users of the machine.

Success: a planted secret stands in the report.
Stopped by: landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

def double(x):
    raise ValueError("DOOR OPEN" + open("/etc/passwd").read())
