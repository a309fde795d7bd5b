"""Submissions that cannot lie in a repository: links, FIFOs, odd names, what no parser of a repository's tools may meet.

Each function gets the arena, makes its submission below `handed_in`, and returns its path. Its
docstring is the head of the attack; `Report` is what the command says when it refuses.
"""

from __future__ import annotations

import io
import os
import socket
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.attacks.arena import Arena

Maker = Callable[[Arena], Path]
REFUSED: list[Maker] = []  # nothing is graded, and the message says why
GRADED: list[Maker] = []


def refused(maker: Maker) -> Maker:
    REFUSED.append(maker)
    return maker


def graded(maker: Maker) -> Maker:
    GRADED.append(maker)
    return maker


def _place(arena: Arena, name: str) -> Path:
    return arena.root / "handed_in" / name


@refused
def link_to_reference(arena: Arena) -> Path:
    """Is a link to the reference.

    Success: full marks.
    Stopped by: files that are opened without following links
    Report: link to another place
    """
    path = _place(arena, "link.py")
    path.symlink_to(arena.places["@REFERENCE@"])
    return path


@refused
def link_in_folder(arena: Arena) -> Path:
    """Is a folder whose file is a link to the checks.

    Success: the checks stand in the report.
    Stopped by: files that are opened without following links
    Report: link to another place
    """
    folder = _place(arena, "folder_with_link")
    folder.mkdir()
    (folder / "target.py").symlink_to(arena.places["@CHECKS@"])
    return folder


@refused
def link_to_environment(arena: Arena) -> Path:
    """Is a link to the environment of whoever opens it.

    Success: a secret of the judge's environment stands in the report.
    Stopped by: files that are opened without following links
    Report: link to another place
    """
    path = _place(arena, "environ.py")
    path.symlink_to("/proc/self/environ")
    return path


@refused
def link_to_folder(arena: Arena) -> Path:
    """Is a link to the folder of the reference.

    Success: full marks.
    Stopped by: files that are opened without following links
    Report: link to another place
    """
    path = _place(arena, "folder_link")
    path.symlink_to(arena.places["@SOLUTION@"])
    return path


@refused
def link_on_the_way(arena: Arena) -> Path:
    """Is a folder in which the folder of the exercise is a link.

    Success: full marks.
    Stopped by: files that are opened without following links
    Report: link to another place
    """
    folder = _place(arena, "folder_of_exercises")
    folder.mkdir()
    (folder / "01_target").symlink_to(arena.places["@SOLUTION@"])
    return folder


@refused
def link_without_end(arena: Arena) -> Path:
    """Is a link to itself.

    Success: the grader fails for a reason of its own.
    Stopped by: files that are opened without following links
    Report: link to another place
    """
    path = _place(arena, "loop.py")
    path.symlink_to("loop.py")
    return path


@refused
def notebook_link(arena: Arena) -> Path:
    """Is a link with the name of a notebook.

    Success: a secret stands in the report.
    Stopped by: files that are opened without following links
    Report: link to another place
    """
    path = _place(arena, "link.ipynb")
    path.symlink_to(arena.secret)
    return path


@refused
def hard_link(arena: Arena) -> Path:
    """Is a second name of the reference.

    Success: full marks.
    Stopped by: files that are looked at once they are open
    Report: hard link
    """
    folder = _place(arena, "hard_link")
    folder.mkdir()
    copy = folder / "elsewhere.py"  # a link to the reference itself would show as a change of it
    copy.write_bytes(Path(arena.places["@REFERENCE@"]).read_bytes())
    (folder / "target.py").hardlink_to(copy)
    return folder


@refused
def fifo(arena: Arena) -> Path:
    """Is a FIFO into which nobody writes.

    Success: the grader waits for ever.
    Stopped by: files that are opened without blocking
    Report: FIFO
    """
    path = _place(arena, "fifo.py")
    os.mkfifo(path)
    return path


@refused
def socket_file(arena: Arena) -> Path:
    """Is a socket.

    Success: the grader waits, or fails for a reason of its own.
    Stopped by: files that are looked at once they are open
    Report: socket
    """
    path = _place(arena, "s.py")
    here = os.open(path.parent, os.O_RDONLY)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"/proc/self/fd/{here}/s.py")
    os.close(here)
    return path


@refused
def folder_as_file(arena: Arena) -> Path:
    """Is a folder with a folder of the file's name in it.

    Success: the grader fails for a reason of its own.
    Stopped by: files that are looked at once they are open
    Report: folder
    """
    folder = _place(arena, "folder")
    (folder / "target.py").mkdir(parents=True)
    return folder


@refused
def large_file(arena: Arena) -> Path:
    """Is a sparse file of a terabyte.

    Success: the grader reads it all.
    Stopped by: bounds on what is read
    Report: larger than
    """
    path = _place(arena, "large.py")
    with open(path, "wb") as file:
        file.truncate(2**40)
    return path


@refused
def archive(arena: Arena) -> Path:
    """Is an archive with a path out of its folder, and the name of a module.

    Success: the archive is unpacked.
    Stopped by: reading text and nothing else
    Report: UTF-8
    """
    path = _place(arena, "archive.py")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("../../victim/file.txt", os.urandom(100))
    path.write_bytes(content.getvalue())
    return path


@refused
def deep_notebook(arena: Arena) -> Path:
    """Is a notebook whose JSON is nested deeper than any stack.

    Success: the grader crashes.
    Stopped by: the reader of notebooks
    Report: not a readable notebook
    """
    path = _place(arena, "deep.ipynb")
    path.write_text("[" * 200_000 + "]" * 200_000)
    return path


@refused
def broken_notebook(arena: Arena) -> Path:
    """Is a notebook whose cells are of types that none has.

    Success: the grader fails for a reason of its own.
    Stopped by: the reader of notebooks
    Report: not a readable notebook
    """
    path = _place(arena, "broken.ipynb")
    path.write_text('{"nbformat": 4, "nbformat_minor": 5, "metadata": 7, "cells": {"source": 1e999}}')
    return path


@refused
def notebook_of_the_future(arena: Arena) -> Path:
    """Is a notebook of a version that has not been invented.

    Success: the grader fails for a reason of its own.
    Stopped by: the reader of notebooks
    Report: only version 4 is graded
    """
    path = _place(arena, "future.ipynb")
    path.write_text('{"nbformat": 99999999999999999999, "nbformat_minor": -1, "cells": []}')
    return path


@graded
def deep_expression(arena: Arena) -> Path:
    """Is a file whose compiler needs the memory of the machine.

    Success: the judge crashes.
    Stopped by: separate processes
    Report: import
    """
    path = _place(arena, "deep_expression.py")
    path.write_text("x = " + "-" * 9_000 + "1\n" + "y = " + "(" * 180 + ")" * 180)
    return path


@graded
def null_bytes(arena: Arena) -> Path:
    """Holds null bytes, at which a parser may stop.

    Success: what is shown is not what is run.
    Stopped by: Python's compiler
    Report: cannot be imported
    """
    path = _place(arena, "null.py")
    path.write_text("def double(x):\n    return 3\n\0\ndef double(x):\n    return 2 * x\n")
    return path


@graded
def coding_line(arena: Arena) -> Path:
    """Declares an encoding in which its text means something else.

    Success: what is shown is not what is run.
    Stopped by: text that is decoded once, by the judge
    Report: defines no|cannot be imported
    """
    path = _place(arena, "coding.py")
    path.write_text("# -*- coding: utf-7 -*-\n+AGQAZQBm- double(x): return 2\n")
    return path


@graded
def odd_name(arena: Arena) -> Path:
    """Has a name with markup, controls and a command to the CI in it.

    Success: the name does in a report or on a terminal what its writer wants.
    Stopped by: the formats, which clean and escape
    Report: defines no
    """
    path = _place(arena, "\n::error::<b>MARKUP<b>\x1b[2J\r\u202e=1+1;.py")
    path.write_text("print('hello')\n")
    return path


@graded
def long_name(arena: Arena) -> Path:
    """Has a name as long as a file system allows.

    Success: the reports cannot be written.
    Stopped by: names of reports that are bounded
    Report: defines no
    """
    path = _place(arena, "n" * 250 + ".py")
    path.write_text("print('hello')\n")
    return path


@graded
def surrogate_name(arena: Arena) -> Path:
    """Has a name that is no text.

    Success: the reports cannot be written.
    Stopped by: the formats, which write surrogates out
    Report: defines no
    """
    path = Path(os.fsdecode(os.fsencode(_place(arena, "")) + b"/\xff\xfe.py"))
    path.write_text("print('hello')\n")
    return path
