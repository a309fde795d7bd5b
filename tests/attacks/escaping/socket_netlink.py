"""Opens a socket of the family AF_NETLINK.

Success: the call is allowed.
Stopped by: seccomp, namespaces
Report: PermissionError|OSError
"""

import socket


def double(x):
    channel = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)
    raise ValueError("DOOR OPEN", channel)
