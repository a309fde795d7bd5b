"""Connects to a service of this machine.

Success: a listener of the judge's machine hears of it.
Stopped by: seccomp, namespaces, landlock
Report: PermissionError|OSError
"""

import socket


def double(x):
    channel = socket.create_connection(("127.0.0.1", int("@PORT@")), timeout=1)
    channel.sendall(b"DOOR OPEN")
    raise ValueError("DOOR OPEN")
