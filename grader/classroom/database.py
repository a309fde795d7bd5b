"""The gradebook's file: opened by many readers or one writer, brought up to date, changed whole or not at all.

The only user of sqlite3. Runs in the judge.
"""

from __future__ import annotations

import datetime
import fcntl
import getpass
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import msgspec

from grader.classroom.schema import APPLICATION_ID, MIGRATIONS
from grader.errors import UsageError
from grader.messages import message

NAME = "gradebook.sqlite"


class Database:
    """The file of a class's gradebook; a context manager.

    With `write` it is made where there is none, brought up to date, and no other command may write
    until it is closed. Raises `UsageError` for a gradebook of a newer version, for what is none, and
    where another command writes.
    """

    def __init__(self, folder: Path, *, write: bool = False, author: str = "") -> None:
        self.folder, self.path = folder, folder / NAME
        self.author = author or _user()
        self.lock: int | None = None
        if not write and not self.path.is_file():
            raise UsageError(message("gradebook.none", path=self.path))
        try:
            if write:
                folder.mkdir(parents=True, exist_ok=True)
                self.lock = self._locked()
            self.base = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            self.base.row_factory = sqlite3.Row
            with self._faults():
                self._prepare(write)
        except OSError as error:
            self.close()
            text = message("file.unwritable", path=self.path, error=error.strerror or error)
            raise UsageError(text) from None
        except BaseException:
            self.close()
            raise

    def _locked(self) -> int:
        lock = os.open(self.path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.pread(lock, 20, 0).decode("ascii", "replace").strip() or "?"
            os.close(lock)
            raise UsageError(message("gradebook.busy", path=self.path, process=holder)) from None
        os.ftruncate(lock, 0)
        os.pwrite(lock, str(os.getpid()).encode(), 0)
        return lock

    def _prepare(self, write: bool) -> None:
        version = int(self.base.execute("PRAGMA user_version").fetchone()[0])
        kind = int(self.base.execute("PRAGMA application_id").fetchone()[0])
        if version and kind != APPLICATION_ID:
            raise UsageError(message("gradebook.foreign", path=self.path))
        if version > len(MIGRATIONS):
            values = {"path": self.path, "version": version, "known": len(MIGRATIONS)}
            raise UsageError(message("gradebook.newer", **values))
        if version < len(MIGRATIONS) and not write:
            raise UsageError(message("gradebook.older", path=self.path))
        self.base.execute("PRAGMA foreign_keys = ON")
        if not write:
            self.base.execute("PRAGMA query_only = ON")
            return
        self.base.execute("PRAGMA journal_mode = WAL")
        self.base.execute("PRAGMA synchronous = NORMAL")
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            settings = f"PRAGMA user_version = {number}; PRAGMA application_id = {APPLICATION_ID};"
            self.base.executescript(f"BEGIN IMMEDIATE; {script} {settings} COMMIT;")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if base := vars(self).get("base"):
            base.close()
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise UsageError(message("gradebook.fault", path=self.path, error=error)) from None

    @contextmanager
    def change(self) -> Iterator[None]:
        """All of the block is written, or nothing. Raises `UsageError` where the disk is full."""
        with self._faults():
            self.base.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.base.execute("COMMIT")
            except BaseException:
                if self.base.in_transaction:
                    self.base.execute("ROLLBACK")
                raise

    def rows(self, query: str, *values: object) -> list[sqlite3.Row]:
        with self._faults():
            return self.base.execute(query, values).fetchall()

    def write(self, query: str, *values: object) -> int:
        return self.base.execute(query, values).lastrowid or 0

    def note(self, action: str, **detail: object) -> None:
        """Add a line to the audit trail; inside a `change`."""
        text = msgspec.json.encode(detail).decode()
        query = "INSERT INTO audit (at, author, action, detail) VALUES (?, ?, ?, ?)"
        self.write(query, now(), self.author, action, text)


def now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
