"""Opens a socket of the family AF_BLUETOOTH.

Success: the call is allowed.
Stopped by: seccomp, namespaces
Report: PermissionError|OSError
"""

import socket


def double(x):
    channel = socket.socket(31, socket.SOCK_RAW, 1)
    raise ValueError("DOOR OPEN", channel)
