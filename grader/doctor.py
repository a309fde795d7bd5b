"""`grade doctor`: what confinement is in force on this machine, and how to get the rest."""

from __future__ import annotations

import platform

from grader.errors import SandboxError
from grader.messages import message
from grader.model import Limits
from grader.sandbox import SANDBOX_PARTS, Launcher


def main() -> int:
    """Print the findings; 0 when all of it is in force, 1 when something is missing."""
    machine = {"system": platform.system(), "release": platform.release()}
    python = platform.python_version()
    print(message("doctor.machine", **machine, machine=platform.machine(), python=python))
    try:
        with Launcher(("numpy",)) as launcher:
            worker = launcher.spawn(Limits())
            in_force, refused = worker.in_force, worker.refused
            worker.kill()
    except SandboxError as error:
        print(message("doctor.no_worker", error=error))
        return 3
    for part in SANDBOX_PARTS:
        name = part.ljust(11)
        if part in in_force:
            print(message("doctor.in_force", part=name, purpose=message(f"doctor.purpose.{part}")))
        else:
            reason = refused.get(part, message("doctor.not_offered"))
            advice = message(f"doctor.advice.{part}")
            print(message("doctor.missing", part=name, reason=reason, advice=advice))
    if not {"read_only", "seccomp"} & set(in_force):
        print(message("doctor.metadata", part="read_only".ljust(11)))
    complete = all(part in in_force for part in SANDBOX_PARTS)
    print(message("doctor.confined" if complete else "doctor.incomplete"))
    return 0 if complete else 1
