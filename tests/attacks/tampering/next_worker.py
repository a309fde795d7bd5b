"""Leaves files and variables for the worker of the next submission.

Success: the next submission's report changes.
Stopped by: scratch that ends with its worker
Report: defines no
"""

import os
import tempfile

for folder in (".", tempfile.gettempdir(), "/tmp", "/dev/shm", "/var/tmp"):
    try:
        with open(os.path.join(folder, "target.py"), "w") as file:
            file.write("raise SystemExit('DOOR OPEN')")
    except OSError:
        pass
os.environ["PYTHONPATH"] = "/tmp"
