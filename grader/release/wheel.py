"""The grader as it is installed here -> a wheel of it, so that learners install the version that was tried.

The layout: https://packaging.python.org/en/latest/specifications/binary-distribution-format/.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import io
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import grader
from grader.files import installed
from grader.release.requirements import PROJECT
from grader.release.tree import MOMENT, files_below

WHEEL = "Wheel-Version: 1.0\nGenerator: grade release\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@functools.cache
def grader_wheel() -> tuple[str, bytes]:
    """The wheel's name and content; the same grader gives the same wheel."""
    own = metadata.distribution(PROJECT)
    info = f"{PROJECT}-{own.version}.dist-info"
    members = dict(package_files("grader"))
    described = (
        own.read_text("METADATA") or own.read_text("PKG-INFO") or ""
    )  # the latter: not yet a wheel
    members[f"{info}/METADATA"] = described.encode()
    members[f"{info}/entry_points.txt"] = (own.read_text("entry_points.txt") or "").encode()
    members[f"{info}/WHEEL"] = WHEEL.encode()
    rows = [f"{name},sha256={_digest(content)},{len(content)}" for name, content in members.items()]
    members[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""]).encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return f"{PROJECT}-{own.version}-py3-none-any.whl", stream.getvalue()


def package_files(name: str) -> Iterator[tuple[str, bytes]]:
    """The files of the grader's package, under the name that it has elsewhere, with what ships beside it."""
    package = Path(grader.__file__).parent
    yield from files_below(package, name)
    for part, place in (("templates", "templates"), ("data", "exercises/data")):
        if not (package / part).is_dir():
            yield from files_below(installed(part, place), f"{name}/{part}")


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
