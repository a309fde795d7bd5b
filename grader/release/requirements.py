"""The packages that the grader runs with here -> pinned requirements, so that it runs with the same elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import metadata

from grader.errors import CourseError

PROJECT = "grader"
CPU_INDEX = "https://download.pytorch.org/whl/cpu"


def requirements_file(libraries: Iterable[str] = ()) -> str:
    """What `pip install -r` reads; torch comes as the build for the CPU."""
    needed = set(libraries)
    index = [f"--extra-index-url {CPU_INDEX}"] if "torch" in needed else []
    return "".join(f"{line}\n" for line in [*index, *pinned_requirements(needed)])


def pinned_requirements(libraries: Iterable[str] = ()) -> list[str]:
    """Return `name==version` of all that grading needs, sorted.

    `libraries` are those of the exercises; one that is an extra of the grader brings the extra's packages.
    Raises `CourseError` for a package that is not installed here.
    """
    offered = metadata.metadata(PROJECT).get_all("Provides-Extra") or []
    extras = frozenset(libraries) & frozenset(offered)
    pins: dict[str, str] = {}
    waiting = [(PROJECT, extras)]
    seen = set(waiting)
    while waiting:
        name, asked = waiting.pop()
        for needed in _needs(name, asked):
            if needed not in seen:
                seen.add(needed)
                waiting.append(needed)
                pins[needed[0]] = _version(needed[0])
    return sorted(f"{name}=={version}" for name, version in pins.items())


def _needs(name: str, extras: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    """What a distribution needs on this machine, each with the extras asked of it."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    needs: list[tuple[str, frozenset[str]]] = []
    for text in metadata.requires(name) or []:
        requirement = Requirement(text)
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            needs.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    return needs


def _version(name: str) -> str:
    """The version without a local part: indexes call a build for the CPU by another name."""
    try:
        return metadata.version(name).partition("+")[0]
    except metadata.PackageNotFoundError:
        raise CourseError(
            f"{name} is not installed here, but the grader needs it for these exercises; install it, so "
            "that the package names the version that was tried"
        ) from None
