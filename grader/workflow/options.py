"""What may be asked of `grade PATH`."""

from __future__ import annotations

from pathlib import Path

import msgspec

from grader.report import format_files


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """The options of `grade PATH`."""

    submissions: tuple[Path, ...] = ()
    only: tuple[str, ...] = ()
    device: str = "auto"
    data: Path | None = None
    json_file: Path | None = None
    junit_file: Path | None = None
    gradescope_file: Path | None = None
    html_file: Path | None = None
    formats: tuple[str, ...] = ()
    reveal: bool = False
    solutions: Path | None = None
    require_sandbox: bool = False
    fresh_seed: bool = False
    every: bool = False
    quiet: bool = False
    hint: bool = False
    learner: str | None = None
    open: bool = False

    @property
    def data_files(self) -> dict[str, Path]:
        """The files asked for, by format. Raises `UsageError`."""
        own = {"json": self.json_file, "junit": self.junit_file, "gradescope": self.gradescope_file}
        wishes = [f"{name}={file}" for name, file in own.items() if file is not None]
        return format_files([*wishes, *self.formats])
