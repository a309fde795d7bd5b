"""Writes a file of the user who grades.

Success: the file changes.
Stopped by: read-only mounts, landlock
Report: PermissionError|OSError
"""

def double(x):
    with open("@VICTIM@", "a") as file:
        file.write("DOOR OPEN")
    raise ValueError("DOOR OPEN")
