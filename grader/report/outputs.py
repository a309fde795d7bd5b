"""Where the reports of one run go: a page each, a data file for each format that was asked for, an index.

Runs in the judge.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from grader.errors import UsageError
from grader.files import write_atomic
from grader.messages import message
from grader.model import Exercise, Report, Submission
from grader.report.formats import render_format

REPORTS = "reports"  # the folder of a course that pages go to


class Outputs:
    """The files of a run that makes `total` reports.

    `data_files` maps formats to files; with several reports each file's name gets the report's
    own name at its end. Pages go to `folder`; `page` is another place for a lone report's. `reveal` writes data files for an
    instructor, with what hidden checks found. Raises `UsageError`, before any work is done, for a place
    that cannot be written to.
    """

    def __init__(
        self,
        total: int,
        data_files: Mapping[str, Path],
        page: Path | None,
        folder: Path,
        *,
        reveal: bool = False,
    ) -> None:
        self.many, self.reveal = total > 1, reveal
        self.data_files = dict(data_files)
        self.page = None if self.many else page
        self.folder = folder
        self.index = folder / "index.html"
        self.written: list[tuple[Report, Path]] = []
        if "gradescope" in data_files and self.many:
            raise UsageError(message("output.gradescope"))
        files = [*data_files.values(), *([page] if page else [])]
        for file in files:
            if file.is_dir():
                raise UsageError(message("output.folder", path=file))
        for place in {file.parent for file in files} | (set() if page else {self.folder}):
            _demand_writable(place)

    @property
    def index_href(self) -> str | None:
        """How a page links to the index, if there will be one."""
        return self.index.name if self.many else None

    def write(self, report: Report, name: str, page: str) -> Path:
        """Write one report's page and data files; `name` sets it apart. Returns the page's path."""
        path = self.page or self.folder / f"{name}.html"
        _write(path, page)
        for format_name, file in self.data_files.items():
            target = file.with_name(f"{file.stem}-{name}{file.suffix}") if self.many else file
            _write(target, render_format(format_name, report, reveal=self.reveal))
        self.written.append((report, path))
        return path

    def write_index(self) -> Path:
        """Write the page that lists the reports written so far."""
        from grader.report.pages import render_index

        rows = [(report, os.path.relpath(page, self.index.parent)) for report, page in self.written]
        _write(self.index, render_index(rows))
        return self.index


def shown_path(path: Path) -> Path:
    """A path as a reader at the working folder needs it: without what is above, where it lies below."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def open_in_browser(address: str) -> bool:
    """Whether a browser with a window was asked; one that would take over the terminal is not."""
    import webbrowser

    windows = sys.platform in ("darwin", "win32")
    if not windows and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        return webbrowser.open(address)
    except webbrowser.Error:
        return False


def report_name(exercise: Exercise, submission: Submission, number: int, count: int) -> str:
    """What a report's files are called: its exercise, and which of `count` submissions it is about."""
    if count == 1:
        return exercise.id
    text = submission.path.parent.name + "-" + submission.path.stem
    slug = re.sub(r"[^A-Za-z0-9_-]+", "-", text)[:60].strip("-") or "submission"
    return f"{exercise.id}-{number}-{slug}"


def _demand_writable(folder: Path) -> None:
    nearest = next(place for place in (folder, *folder.parents, Path()) if place.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise UsageError(message("output.closed", path=folder))


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(path, text)
    except OSError as error:
        text = message("output.failed", path=path, error=error.strerror or error)
        raise UsageError(text) from None
