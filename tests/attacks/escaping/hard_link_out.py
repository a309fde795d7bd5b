"""Gives a file of its own a name outside of scratch.

Success: the victim file's mode, owner, times or content change.
Stopped by: read-only mounts, landlock, seccomp
Report: PermissionError|OSError|FileNotFoundError
"""

import os


def double(x):
    open("mine", "w").close() or os.link("mine", "@VICTIM@.link")
    raise ValueError("DOOR OPEN")
