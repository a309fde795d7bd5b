"""`grade doctor`: what confinement is in force on this machine, and how to get the rest."""

from __future__ import annotations

import platform

from grader.errors import SandboxError
from grader.grading import SANDBOX_PARTS
from grader.model import Limits
from grader.sandbox.launching import Launcher

ADVICE = {
    "namespaces": "Unprivileged user namespaces are off. On Debian and Ubuntu: `sysctl "
    "kernel.unprivileged_userns_clone=1`, `sysctl kernel.apparmor_restrict_unprivileged_userns=0`; "
    "in a container allow unshare and mount in its seccomp profile.",
    "landlock": "Landlock needs Linux 5.13 or later with CONFIG_SECURITY_LANDLOCK, and `landlock` in "
    "the boot parameter lsm=.",
    "seccomp": "seccomp filters need a Linux kernel with CONFIG_SECCOMP_FILTER on x86-64 or arm64.",
    "rlimits": "Resource limits could not be set; a parent process may have set lower hard limits.",
}
PURPOSE = {
    "namespaces": "no network, no other process, scratch in memory",
    "landlock": "no file but the interpreter's libraries",
    "seccomp": "no new process, no socket, no tracing",
    "rlimits": "bounded memory, processor time and files",
}
METADATA = (
    "Neither read-only mounts nor a system call filter: learner code can change the modes, owners "
    "and times of files that this user owns. Grade as a user who owns nothing."
)


def main() -> int:
    """Print the findings; 0 when all of it is in force, 1 when something is missing."""
    print(
        f"{platform.system()} {platform.release()} on {platform.machine()}, Python {platform.python_version()}"
    )
    try:
        with Launcher(("numpy",)) as launcher:
            worker = launcher.spawn(Limits())
            in_force, refused = worker.in_force, worker.refused
            worker.kill()
    except SandboxError as error:
        print(f"No worker could be started: {error}")
        return 3
    for part in SANDBOX_PARTS:
        if part in in_force:
            print(f"  in force  {part:<11} {PURPOSE[part]}")
        else:
            print(
                f"  MISSING   {part:<11} {refused.get(part, 'not offered')}\n            {ADVICE[part]}"
            )
    if not {"read_only", "seccomp"} & set(in_force):
        print(f"  MISSING   {'read_only':<11} {METADATA}")
    complete = all(part in in_force for part in SANDBOX_PARTS)
    print(
        "Learner code is fully confined."
        if complete
        else "Grading works, but reports will say what is missing."
    )
    return 0 if complete else 1
