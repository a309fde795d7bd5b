"""English sentences about the machine and the grader itself: `grade doctor`, workers that do not start."""

from __future__ import annotations

MACHINE: dict[str, str] = {
    # grade doctor.
    "doctor.machine": "{system} {release} on {machine}, Python {python}",
    "doctor.no_worker": "No worker could be started: {error}",
    "doctor.in_force": "  in force  {part} {purpose}",
    "doctor.missing": "  MISSING   {part} {reason}\n            {advice}",
    "doctor.not_offered": "not offered",
    "doctor.confined": "Learner code is fully confined.",
    "doctor.incomplete": "Grading works, but reports will say what is missing.",
    "doctor.purpose.namespaces": "no network, no other process, scratch in memory",
    "doctor.purpose.landlock": "no file but the interpreter's libraries",
    "doctor.purpose.seccomp": "no new process, no socket, no tracing",
    "doctor.purpose.rlimits": "bounded memory, processor time and files",
    "doctor.metadata": "  MISSING   {part} Neither read-only mounts nor a system call filter: learner code "
    "can change the modes, owners and times of files that this user owns. Grade as a user who owns nothing.",
    "doctor.advice.namespaces": "Unprivileged user namespaces are off. On Debian and Ubuntu: `sysctl "
    "kernel.unprivileged_userns_clone=1`, `sysctl kernel.apparmor_restrict_unprivileged_userns=0`; "
    "in a container allow unshare and mount in its seccomp profile.",
    "doctor.advice.landlock": "Landlock needs Linux 5.13 or later with CONFIG_SECURITY_LANDLOCK, and "
    "`landlock` in the boot parameter lsm=.",
    "doctor.advice.seccomp": "seccomp filters need a Linux kernel with CONFIG_SECCOMP_FILTER on x86-64 "
    "or arm64.",
    "doctor.advice.rlimits": "Resource limits could not be set; a parent process may have set lower "
    "hard limits.",
    # Workers.
    "worker.no_fork": "grading needs a system that can fork (Linux or macOS); on Windows use WSL",
    "worker.no_launcher": "the launcher did not start ({error}); is every library of the exercise "
    "installed? It needs: {libraries}",
    "worker.not_ready": "a worker ended before it was ready ({how})",
    "worker.launcher_lost": "the launcher stopped answering: {error}",
    "worker.launcher_ended": "it ended",
    "worker.pool_lost": "a process that graded {exercise} ended ({error}); is there enough memory for "
    "--jobs {jobs}? Try fewer",
    "sandbox.required": "--require-sandbox: not in force here: {reasons}",
    "device.refused": "--device cuda: torch cannot use a GPU here: {why}; use --device auto or cpu",
    # The command itself.
    "option.count": "{value} is neither a number nor 'all'",
    "command.failed": "grade: {error}",
    "command.interrupted": "Interrupted; nothing half-written is left.",
    "command.own_fault": "grade: this is a fault of the grader, not of any submission",
}
