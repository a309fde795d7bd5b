"""A place to let attacks loose in: a copy of their course, planted secrets, things to harm, and what became of it all."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tests.attacks.corpus import FOLDER, Attack

CANARY = "CANARY-IN-"
OPEN = "DOOR OPEN"
PR_SET_CHILD_SUBREAPER = 36
ROOT = FOLDER.parent.parent
HASHED_BYTES = 2**24


class Result(NamedTuple):
    """What one command did: its exit code, what it printed, its largest process in MiB, and its seconds."""

    code: int
    printed: str
    peak_mb: float
    seconds: float


class Arena:
    """Folders below `root`; use as a context manager, which listens for whoever gets out."""

    def __init__(self, root: Path, world: str = "") -> None:
        self.root, self.world = root, world
        root.mkdir(exist_ok=True)
        shutil.copytree(FOLDER / "course", root / "course")
        for name in ("home", "tmp", "work", "handed_in", "victim"):
            (root / name).mkdir()
        self.exercise = root / "course" / "exercises" / "01_target"
        self.quiz = root / "course" / "exercises" / "02_quiz"
        private = root / "course" / "solutions"
        self.records = private / ".grade"  # of the judge's own, which may be made anew at any time
        self.records.mkdir()
        self.kept = [root / "course" / name for name in ("reports", ".grade")]
        for folder in self.kept:  # what grading writes for the learner
            folder.mkdir()
        self.secret, self.victim = root / "home" / "secret.txt", root / "victim" / "file.txt"
        self.secret.write_text(f"{CANARY}A-FILE")
        self.victim.write_text("mine")
        self.honest = root / "handed_in" / "honest.py"
        self.honest.write_text(
            (private / "01_target" / "target.py").read_text().replace(CANARY, "")
        )
        neighbour = root / "handed_in" / "neighbour.py"
        neighbour.write_text(f"# {CANARY}A-NEIGHBOUR\n")
        self.heard: list[str] = []
        self.listeners: list[socket.socket] = []
        self.places = {
            "@SECRET@": self.secret,
            "@VICTIM@": self.victim,
            "@COURSE@": root / "course",
            "@SOLUTION@": private / "01_target",
            "@REFERENCE@": private / "01_target" / "target.py",
            "@CHECKS@": private / "01_target" / "test_target.py",
            "@QUIZ@": private / "02_quiz" / "quiz.toml",
            "@NEIGHBOUR@": neighbour,
            "@CWD@": root / "work",
            "@UNIX@": root / "home" / "socket",
            "@ABSTRACT@": f"attacks-{uuid.uuid4()}",
        }

    def __enter__(self) -> Arena:
        _before.update(_children())  # what other tests of this process keep warm
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)  # who is left over comes to us
        here = socket.create_server(("127.0.0.1", 0))
        path, abstract = socket.socket(socket.AF_UNIX), socket.socket(socket.AF_UNIX)
        with contextlib.chdir(self.root / "home"):  # a socket's path must be short
            path.bind("socket")
        abstract.bind(f"\0{self.places['@ABSTRACT@']}")
        for listener in (here, path, abstract):
            listener.listen()
            self.listeners.append(listener)
            threading.Thread(target=self._listen, args=(listener,), daemon=True).start()
        self.places["@PORT@"] = str(here.getsockname()[1])
        return self

    def give_away(self, user: int) -> None:
        """Have everything here belong to a user."""
        for path in (self.root, *self.root.rglob("*")):
            os.chown(path, user, user, follow_symlinks=False)

    def __exit__(self, *_: object) -> None:
        for listener in self.listeners:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)

    def _listen(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, address = listener.accept()
                self.heard.append(f"somebody connected: {address}")
                connection.close()

    def hand_in(self, attack: Attack) -> Path:
        """Put an attack where submissions lie, with the places of this arena in it."""
        assert attack.path is not None
        text = attack.path.read_text(encoding="utf-8")
        target = self.root / "handed_in" / f"{attack.family}_{attack.path.name}"
        for mark, place in {**self.places, "@SELF@": target}.items():
            text = text.replace(mark, str(place))
        target.write_text(text, encoding="utf-8")
        return target

    def grade(self, *arguments: str | Path, timeout: float, without: str = "") -> Result:
        """Run `grade` in the working folder, with a planted secret in its environment.

        `without` names a layer of the confinement to leave out. A command that runs past
        `timeout` is killed with all that it started, and its exit code is -9.
        """
        entry = ["tests.attacks.command", without] if without else ["grader"]
        command = [sys.executable, "-m", *entry, *map(str, arguments)]
        if self.world:
            command = [sys.executable, "-m", "tests.attacks.worlds", self.world, *command]
        environment = {
            **os.environ,
            "HOME": str(self.root / "home"),
            "TMPDIR": str(self.root / "tmp"),
            "GRADE_CANARY": f"{CANARY}THE-ENVIRONMENT",
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",  # or compiled checks would count as changes
            "NO_COLOR": "1",
        }
        printed = self.root.with_name(f"{self.root.name}-printed")
        begin = time.monotonic()
        with open(printed, "wb") as file:
            process = subprocess.Popen(
                command,
                cwd=self.root / "work",
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            alarm = threading.Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
            alarm.start()
            _, status, usage = os.wait4(process.pid, 0)
            alarm.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        text = printed.read_text(encoding="utf-8", errors="surrogateescape")
        printed.unlink()
        # A child's peak begins with ours; what is not above it is nothing that the command took.
        ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        peak = usage.ru_maxrss / 1024 if usage.ru_maxrss > ours else 0.0
        return Result(process.returncode, text, peak, time.monotonic() - begin)

    def answers(self, attack: Attack) -> Path:
        """Hand in a file of answers with an honest solution beside it."""
        assert attack.path is not None
        folder = self.root / "handed_in" / f"quiz_{attack.name}"
        folder.mkdir()
        shutil.copy(self.quiz.parent.parent / "solutions" / "02_quiz" / "quizzed.py", folder)
        content = attack.path.read_bytes()
        (folder / "answers.toml").write_bytes(
            content.replace(b"@VICTIM@", os.fsencode(self.victim))
        )
        return folder

    def reports(self, exercise: Path, count: int) -> list[dict[str, Any]]:
        """The reports, written with `--json out.json`, of a command with several submissions, in order."""
        reports = []
        for number in range(1, count + 1):
            (path,) = (self.root / "work").glob(f"out-{exercise.name}-{number}-*.json")
            reports.append(json.loads(path.read_text(encoding="utf-8")))
        return reports

    def outputs(self) -> dict[str, str]:
        """Every file that grading wrote, by name."""
        folders = (self.root / "work", *self.kept)
        files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
        return {path.name: path.read_bytes().decode("utf-8", "surrogateescape") for path in files}

    def clear_outputs(self) -> None:
        for folder in (self.root / "work", *self.kept):
            shutil.rmtree(folder)
            folder.mkdir()

    def state(self) -> dict[str, tuple[Any, ...]]:
        """Mode, owner, times, links and content of everything that no attack may change."""
        passing = {self.root / "work", self.root / "tmp", self.records, *self.kept}
        watched = [path for path in self.root.rglob("*") if not passing & {path, *path.parents}]
        watched += (self.root / "tmp").rglob("*")  # where nothing may be left
        libraries = [
            Path(os.__file__),
            Path(np.__file__),
            *Path(np.__file__).parent.glob("version*"),
        ]
        state = {str(path): _state_of(path) for path in [*watched, self.root]}
        # Other tests, at the same moment, link the libraries into environments of their own.
        libraries.append(Path(sysconfig.get_paths()["purelib"]))
        return state | {str(path): _state_of(path, links=False) for path in libraries}


def _state_of(path: Path, *, links: bool = True) -> tuple[Any, ...]:
    facts = os.lstat(path)
    content = ""
    if path.is_file() and not path.is_symlink() and facts.st_size < HASHED_BYTES:
        with contextlib.suppress(OSError):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
    attributes = tuple(os.listxattr(path, follow_symlinks=False))
    owner = (facts.st_uid, facts.st_gid)
    return (
        facts.st_mode,
        owner,
        facts.st_size,
        facts.st_mtime_ns,
        facts.st_nlink if links else 0,
        attributes,
        content,
    )


def changes(before: dict[str, tuple[Any, ...]], after: dict[str, tuple[Any, ...]]) -> list[str]:
    """The paths whose state differs."""
    return sorted(
        path for path in before.keys() | after.keys() if before.get(path) != after.get(path)
    )


def orphans() -> Iterator[int]:
    """The process ids of those whom grading left behind, once a second has passed for them to go."""
    for _ in range(100):
        left = _children() - _before
        if not left:
            return
        for pid in left:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)
        time.sleep(0.02)
    yield from _children() - _before


def _children() -> set[int]:
    tasks = Path("/proc/self/task")
    texts = [path.read_text() for path in tasks.glob("*/children")]
    return {int(pid) for text in texts for pid in text.split()}


_before = _children()


def interleaved(attacks: Sequence[Path], honest: Path) -> list[str]:
    """The arguments that grade each attack and, after it, an honest submission."""
    return [
        part for path in attacks for file in (path, honest) for part in ("--submission", str(file))
    ]
