"""Opens a socket of the family AF_PACKET.

Success: the call is allowed.
Stopped by: seccomp, namespaces
Report: PermissionError|OSError
"""

import socket


def double(x):
    channel = socket.socket(socket.AF_PACKET, socket.SOCK_RAW)
    raise ValueError("DOOR OPEN", channel)
