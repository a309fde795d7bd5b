"""Connects to a socket of this machine that has no path.

Success: a listener of the judge's machine hears of it.
Stopped by: seccomp, namespaces, landlock
Report: PermissionError|OSError
"""

import socket


def double(x):
    channel = socket.socket(socket.AF_UNIX)
    channel.connect("\0@ABSTRACT@")
    raise ValueError("DOOR OPEN")
