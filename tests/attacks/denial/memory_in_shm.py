"""Fills the memory file system that all processes share.

Success: grading takes far longer, or more memory, than the limits say.
Stopped by: read-only mounts, landlock
Report: Error
"""

def double(x):
    with open("/dev/shm/attack", "wb") as file:
        file.write(bytes(2**20))
    raise ValueError("DOOR OPEN")
