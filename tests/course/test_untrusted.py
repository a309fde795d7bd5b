"""Only regular files below a root are read: no link on the way, no second name, nothing that blocks."""

import contextlib
import os
import socket

import pytest

from grader.course.submissions import read_submission
from grader.errors import UsageError
from grader.untrusted import NotRegular, open_regular, read_regular
from tests.small_course import small_exercise

CHECKS = "def test_work(student):\n    assert student.work() == 1\n"


def bind(path):
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)


@pytest.fixture
def root(tmp_path):
    (tmp_path / "secret.py").write_text("KEY = 1")
    (tmp_path / "below" / "inner").mkdir(parents=True)
    (tmp_path / "below" / "plain.py").write_text("x = 1")
    (tmp_path / "below" / "inner" / "plain.py").write_text("y = 2")
    return tmp_path / "below"


def test_regular_files_are_read(root):
    assert read_regular(root, "plain.py", 100) == b"x = 1"
    assert read_regular(root, "inner/plain.py", 100) == b"y = 2"
    with pytest.raises(UsageError, match="larger than"):
        read_regular(root, "plain.py", 4)
    with pytest.raises(FileNotFoundError):
        read_regular(root, "none.py", 100)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.symlink_to("../secret.py"), "link"),
        (lambda path: path.symlink_to("nowhere"), "link"),
        (lambda path: path.symlink_to(path.name), "link"),
        (lambda path: path.hardlink_to(path.parent.parent / "secret.py"), "hard link"),
        (lambda path: os.mkfifo(path), "FIFO"),
        (lambda path: path.mkdir(), "folder"),
        (lambda path: bind(path), "socket"),
    ],
    ids=["link", "dangling", "loop", "hard link", "fifo", "folder", "socket"],
)
def test_nothing_else_is(root, make, words, monkeypatch):
    monkeypatch.chdir(root)  # a socket's name must be short
    make(root / "odd.py")
    with pytest.raises(NotRegular, match=words):
        read_regular(root, "odd.py", 100)


def test_a_folder_on_the_way_may_not_be_a_link(root):
    (root / "away").symlink_to(root / "inner")
    with pytest.raises(NotRegular, match=r"away is a link"):
        read_regular(root, "away/plain.py", 100)
    with pytest.raises(NotRegular, match=r"away is a link"):
        read_regular(root / "away", "plain.py", 100)


@pytest.mark.parametrize("name", ["../secret.py", "/etc/passwd", "inner/../../secret.py", ""])
def test_a_path_may_not_leave_its_root(root, name):
    with pytest.raises(NotRegular, match="does not lie below"):
        open_regular(root, name)


def test_descriptors_are_closed(root):
    (root / "link.py").symlink_to("plain.py")
    before = len(os.listdir("/dev/fd"))
    for name in ("link.py", "inner", "inner/none.py", "plain.py"):
        with contextlib.suppress(OSError, UsageError):
            read_regular(root, name, 2)
    assert len(os.listdir("/dev/fd")) == before


def test_a_submission_that_is_a_link_to_the_reference_is_not_graded(tmp_path):
    exercise = small_exercise(tmp_path, CHECKS)
    handed_in = tmp_path / "handed_in"
    handed_in.mkdir()
    (handed_in / "small.py").symlink_to(exercise.reference)
    for path in (handed_in, handed_in / "small.py"):
        with pytest.raises(UsageError, match="link"):
            read_submission(exercise, path)


def test_siblings_are_read_without_following_links(tmp_path):
    exercise = small_exercise(tmp_path, CHECKS)
    folder = exercise.folder.parent / "02_next"
    folder.mkdir()
    (folder / "exercise.toml").write_text(
        'title = "Next"\nfile = "next.py"\norder = 2\nprerequisites = ["01_small"]\n'
    )
    from grader.course import load_exercise

    following = load_exercise(folder)
    mine = tmp_path / "mine"
    for name in ("01_small/small.py", "02_next/next.py"):
        (mine / name).parent.mkdir(parents=True)
        (mine / name).write_text("mine = 1\n")
    for path in (mine, mine / "02_next", mine / "02_next" / "next.py"):
        assert read_submission(following, path).siblings == {"small": "mine = 1\n"}
    (mine / "01_small" / "small.py").unlink()
    (mine / "01_small" / "small.py").symlink_to(exercise.reference)
    with pytest.raises(UsageError, match="link"):
        read_submission(following, mine)
