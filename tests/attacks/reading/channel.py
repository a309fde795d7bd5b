"""Listens on its own channel for more than its requests.

Success: a planted secret stands in the report.
Stopped by: a channel that carries inputs only
Report: process|no value|did not return|ValueError
"""

import socket


def double(x):
    for number in range(3, 40):
        try:
            channel = socket.socket(fileno=number)
            channel.setblocking(False)
            raise ValueError(channel.recv(100_000, socket.MSG_PEEK))
        except OSError:
            continue
    raise ValueError("nothing waits there")
