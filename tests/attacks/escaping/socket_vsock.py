"""Opens a socket of the family AF_VSOCK.

Success: the call is allowed.
Stopped by: seccomp, namespaces
Report: PermissionError|OSError
"""

import socket


def double(x):
    channel = socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)
    raise ValueError("DOOR OPEN", channel)
