"""Environments with a wheel of the grader, as somebody has them who never saw the repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def with_wheel(wheel: Path, folder: Path) -> Path:
    """Make an environment with the wheel and what it says it needs, and nothing else; it knows no repository."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True, timeout=600)
    python = folder / "bin" / "python"
    target = folder / Path(sysconfig.get_path("purelib")).relative_to(sys.prefix)
    for needed in dependencies("grader"):
        for file in needed.files or ():
            source = Path(str(file.locate()))
            if (
                ".." not in file.parts and source.exists()
            ):  # what is compiled already, too, if it is
                (target / file).parent.mkdir(parents=True, exist_ok=True)
                link(source, target / file)
    command = ("-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index")
    subprocess.run([sys.executable, *command, "--no-compile", wheel], check=True, timeout=600)
    return folder


def dependencies(name: str) -> list[Distribution]:
    """The installed distributions that one needs, and those that these need; what only extras need is left out."""
    needed: dict[str, Distribution] = {}
    names = [name]
    while names:
        for line in distribution(names.pop()).requires or ():
            requirement = Requirement(line)
            key = canonicalize_name(requirement.name)
            if key not in needed and (
                not requirement.marker or requirement.marker.evaluate({"extra": ""})
            ):
                needed[key] = distribution(requirement.name)
                names.append(requirement.name)
    return list(needed.values())


def link(source: Path | str, target: Path | str) -> None:
    """A second name for a file, or a copy of it where it lies on another file system."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
