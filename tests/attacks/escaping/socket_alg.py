"""Opens a socket of the family AF_ALG.

Success: the call is allowed.
Stopped by: seccomp, namespaces
Report: PermissionError|OSError
"""

import socket


def double(x):
    channel = socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)
    raise ValueError("DOOR OPEN", channel)
