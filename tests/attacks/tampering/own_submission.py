"""Rewrites the file that was handed in, after it was read.

Success: the submission changes.
Stopped by: read-only mounts, landlock
Report: PermissionError|OSError
"""

def double(x):
    with open("@SELF@", "w") as file:
        file.write("DOOR OPEN")
    raise ValueError("DOOR OPEN")
