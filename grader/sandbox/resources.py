"""What a launcher is started with, and what a worker holds, seen from the judge."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

LIBRARY_PLACES = ("/usr/local/nvidia/lib64", "/usr/local/cuda/lib64", "/usr/lib/wsl/lib")


def clean_environment(libraries: tuple[str, ...] = ()) -> dict[str, str]:
    """The environment of a launcher: nothing of the judge's but the choice of a GPU."""
    # One thread each: the models are small, and classes are graded in parallel by processes.
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    plain = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", **threads}
    if "torch" not in libraries:
        return plain
    plain["CUBLAS_WORKSPACE_CONFIG"] = ":4096:8"  # cuBLAS is deterministic with this only
    if places := [place for place in LIBRARY_PLACES if os.path.isdir(place)]:
        plain["LD_LIBRARY_PATH"] = ":".join(places)
    if (chosen := os.environ.get("CUDA_VISIBLE_DEVICES")) is not None:
        plain["CUDA_VISIBLE_DEVICES"] = chosen
    return plain


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has used so far, all threads together; 0 once it has ended.

    Where the system has no clocks of other processes this is the time of day's passing, in seconds.
    """
    if not hasattr(time, "pthread_getcpuclockid"):
        return time.monotonic()
    with contextlib.suppress(OSError):
        return time.clock_gettime((~pid << 3) | 2)  # as clock_getcpuclockid(3) makes the number
    return 0.0


def resident_mb(pid: int) -> float:
    """The resident memory of a worker; 0 where it cannot be told."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
