"""Connects to a socket of this machine by its path.

Success: a listener of the judge's machine hears of it.
Stopped by: seccomp
Report: PermissionError|OSError
"""

import socket


def double(x):
    channel = socket.socket(socket.AF_UNIX)
    channel.connect("@UNIX@")
    raise ValueError("DOOR OPEN")
