"""A thread that hears of saved files, however an editor saves them, and of folders that go and come back."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from grader.errors import UsageError
from grader.messages import message
from grader.model import Exercise

STEP_MS, DEBOUNCE_MS = 15, 60  # writes that come one after another are one saving
LOOK_MS = 500  # how often it looks whether the folders are still the same ones
MADE = {"__pycache__", ".grade", "reports", ".git", ".hypothesis", ".ipynb_checkpoints"}


class Lookout:
    """Calls `on_change` with the paths that changed below `folders`; use as a context manager.

    It is also called twice a second with no path at all, for systems that tell of no changes. It runs on a
    thread of its own. A folder that is moved away, and one that takes its place, are changes of the folder
    itself. Raises `UsageError` where the library for it is missing.
    """

    def __init__(
        self, folders: Sequence[Path], on_change: Callable[[frozenset[Path]], None]
    ) -> None:
        try:
            import watchfiles  # noqa: F401
        except ImportError:
            raise UsageError(message("watch.needs_watchfiles")) from None
        self.folders, self.on_change = tuple(folders), on_change
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Lookout:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join(5)

    def _run(self) -> None:
        known = self._identities()
        while not self.stop.is_set():
            there = [folder for folder in self.folders if folder.is_dir()]
            if there:
                self._watch(there)
            else:
                self.stop.wait(LOOK_MS / 1000)
            now = self._identities()
            if now != known and not self.stop.is_set():
                known = now
                self.on_change(frozenset(self.folders))

    def _watch(self, folders: Sequence[Path]) -> None:
        """Tell of changes until the folders are others than they were."""
        from watchfiles import watch

        before = self._identities()
        try:
            for changes in watch(
                *folders,
                watch_filter=lambda _, path: not MADE & {*Path(path).parts},
                step=STEP_MS,
                debounce=DEBOUNCE_MS,
                rust_timeout=LOOK_MS,
                yield_on_timeout=True,
                raise_interrupt=False,
                stop_event=self.stop,
                ignore_permission_denied=True,
            ):
                if self.stop.is_set() or self._identities() != before:
                    return
                self.on_change(frozenset(Path(path) for _, path in changes))
        except (OSError, RuntimeError):  # a folder went between the look and the watch
            self.stop.wait(LOOK_MS / 1000)

    def _identities(self) -> list[tuple[int, int] | None]:
        identities: list[tuple[int, int] | None] = []
        for folder in self.folders:
            try:
                facts = os.stat(folder)
                identities.append((facts.st_dev, facts.st_ino))
            except OSError:
                identities.append(None)
        return identities


def concerns(exercise: Exercise, paths: frozenset[Path]) -> bool:
    """Whether changes may change a verdict: of the exercise, of its private half, of work it builds on."""
    earlier = {exercise.folder.parent / name for name in exercise.prerequisites}
    watched = {exercise.folder, exercise.private, *earlier}
    return any(
        path == exercise.folder.parent
        or (path.suffix in (".py", ".toml", "") and {path, *path.parents} & watched)
        for path in paths
    )
