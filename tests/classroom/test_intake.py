"""What instructors really have is taken in: every platform's layout, bad rosters, hostile archives."""

import io
import os
import struct
import zipfile
from pathlib import PurePosixPath

import pytest

from grader.classroom import archives
from grader.classroom.archives import HandedFile, expanded, read_tree
from grader.classroom.intake import Intake
from grader.classroom.roster import Learner, read_roster
from grader.course.exercises import load_exercise
from grader.errors import UsageError
from tests import ROOT
from tests.classroom import exports

GOLDEN = ROOT / "tests" / "golden"
SOURCE = (GOLDEN / "submissions" / "right" / "tiny.py").read_text()
TINY = "01_tiny/tiny.py"


@pytest.fixture(scope="module")
def exercise():
    return load_exercise(GOLDEN / "exercises" / "01_tiny")


@pytest.fixture
def roster(tmp_path):
    def roster(text, encoding="utf-8"):
        path = tmp_path / "roster.csv"
        path.write_bytes(text.encode(encoding))
        return read_roster(path)

    return roster


@pytest.fixture
def taken_in(exercise):
    def taken_in(place, learners=()):
        return {row.learner.key: row for row in Intake(place, learners, [exercise])}

    return taken_in


def test_canvas(tmp_path, roster, taken_in):
    learners, notes = roster(exports.CANVAS_ROSTER)
    assert [(learner.key, learner.name) for learner in learners] == [
        ("s1", "Doe, Jane"),
        ("s2", "张, 伟"),
        ("s3", "O'Brien, Siobhán"),
    ]
    assert notes == []
    rows = taken_in(exports.canvas(tmp_path / "export.zip", SOURCE), learners)
    assert {key: row.files[TINY].decode() for key, row in rows.items()} == dict.fromkeys(
        ("s1", "s2", "s3"), SOURCE
    )
    assert (rows["s1"].late, rows["s2"].late) == (True, False)
    assert rows["s1"].origin == "doejane_LATE_102_552_"
    assert "tiny-1.py was taken; tiny.py were not" in rows["s2"].notes[0]
    assert "my work.py was taken for tiny.py" in rows["s3"].notes[0]


def test_a_chosen_name_takes_nobody_elses_place(tmp_path, roster, taken_in):
    learners, _ = roster(exports.CANVAS_ROSTER)
    files = {"doejane_999_600_tiny.py": "mallory = 1", "doejane_102_601_tiny.py": SOURCE}
    rows = taken_in(exports.zipped(tmp_path / "x.zip", files), learners)
    assert rows["s1"].files == {TINY: SOURCE.encode()}
    assert rows["canvas-999"].files == {TINY: b"mallory = 1"}
    assert not rows["canvas-999"].learner.enrolled


def test_moodle(tmp_path, roster, taken_in):
    learners, _ = roster(exports.MOODLE_ROSTER)
    assert learners[0].aliases == {"moodle": "501", "worksheet": "Participant 501"}
    rows = taken_in(exports.moodle(tmp_path / "export.zip", SOURCE), learners)
    jane, wei = rows["s1@x.example"], rows["s2@x.example"]
    assert jane.files == {TINY: SOURCE.encode(), "01_tiny/answers.toml": b"[answers]\n"}
    assert jane.origin == "Jane Doe_501_assignsubmission_file_"
    assert (wei.files, wei.problem) == ({}, "no tiny.py was handed in")


def test_moodle_without_folders(tmp_path, roster, taken_in):
    learners, _ = roster(exports.MOODLE_ROSTER)
    name = "张 伟_502_assignsubmission_file_tiny.py"
    rows = taken_in(exports.zipped(tmp_path / "export.zip", {name: SOURCE}), learners)
    assert rows["s2@x.example"].files == {TINY: SOURCE.encode()}


def test_gradescope_with_a_group_and_a_later_hand_in(tmp_path, roster, taken_in):
    learners, _ = roster(exports.GRADESCOPE_ROSTER)
    rows = taken_in(exports.gradescope(tmp_path / "export.zip", SOURCE), learners)
    assert rows["s1"].files == {TINY: SOURCE.encode()}
    assert rows["s1"].submitted.isoformat() == "2026-10-02T08:00:00+00:00"
    assert "submission_11, submission_12" in rows["s1"].notes[0]
    assert rows["s2"].files == {TINY: b"group = 1\n"}
    assert rows["s2"].learner.name == "伟 张"


def test_metadata_that_is_none(tmp_path, taken_in):
    for number, text in enumerate(["[", "just text", "!!python/object:os.system {}"]):
        place = exports.zipped(
            tmp_path / f"{number}.zip", {"submission_metadata.yml": text, "submission_1/a.py": ""}
        )
        with pytest.raises(UsageError, match="not what Gradescope exports"):
            taken_in(place)


def test_github_classroom(tmp_path, roster, taken_in):
    learners, _ = roster(exports.GITHUB_ROSTER)
    rows = taken_in(exports.github(tmp_path / "clones", SOURCE), learners)
    assert {key: (row.platform, len(row.files)) for key, row in rows.items()} == {
        "s1": ("github", 1),
        "s2": ("github", 1),
    }


def test_folders_zips_and_files_without_a_roster(tmp_path, taken_in):
    place = exports.write(
        tmp_path / "in",
        {"王芳/tiny.py": SOURCE, "ada.py": SOURCE, "empty/readme.txt": "", "two/a.py": SOURCE},
    )
    (place / "two" / "b.py").write_text(SOURCE)
    exports.zipped(place / "zip.zip", {"work/01_tiny/tiny.ipynb": "{}"})
    rows = taken_in(place)
    assert {key for key, row in rows.items() if row.files} == {"王芳", "ada", "zip"}
    assert "01_tiny/tiny.ipynb" in rows["zip"].files
    assert rows["empty"].problem == "no tiny.py among what was handed in: readme.txt"
    assert "several files could be tiny.py: a.py, b.py" in rows["two"].problem


def test_a_learner_who_is_not_in_the_roster_has_a_row(tmp_path, roster, exercise):
    learners, _ = roster("id,name\ns1,Jane\n")
    place = exports.write(tmp_path / "in", {"s1/tiny.py": SOURCE, "guest/tiny.py": SOURCE})
    intake = Intake(place, learners, [exercise])
    enrolled = {row.learner.key: row.learner.enrolled for row in intake}
    assert enrolled == {"s1": True, "guest": False}
    assert intake.strangers == 1


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("\ufeffName;E-mail;Student ID\nJane;j@x.example;s1\n\n;;\n", "utf-8"),
        ("sep=;\nName;E-mail;Student ID\nJane;j@x.example;s1\n", "utf-16"),
        ("sid\tfull name\nS1\tJane\nS1\tjane\n", "utf-8"),
    ],
)
def test_rosters_that_can_be_read(roster, text, encoding):
    learners, notes = roster(text, encoding)
    assert [(learner.key.lower(), learner.name) for learner in learners] == [("s1", "Jane")]
    assert len(notes) == text.count("S1\tjane")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "names no learner"),
        ("id,name\n", "names no learner"),
        ("colour,size\nred,4\n", "Its columns are colour, size"),
        ("id,name\n1.0E+05,Jane\n", "line 2: the id 1.0E[+]05 was rounded"),
        ("id,name\ns1,Jane\ns1,Wei\n", "lines 2 and 3: the id s1 stands for Jane and for Wei"),
        ("id,name\n,Jane\n", "line 2: this learner has no id"),
        ("id,name\ns1,\0\n", "is no text"),
        ('id,name\n"' + "x" * 200_000 + '",a\n', "line 2: is not CSV"),
    ],
)
def test_rosters_that_cannot(roster, text, reason):
    with pytest.raises(UsageError, match=reason):
        roster(text)


def test_a_roster_in_an_old_encoding(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes(b"id,name\ns1,Jane\ns2,Jos\xe9\n")
    with pytest.raises(UsageError, match="line 3: is not UTF-8"):
        read_roster(path)


# --- hostile archives ---


def zip_of(files, method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def problem_of(rows):
    (row,) = rows.values()
    assert row.files == {}
    return " ".join([row.problem, *row.notes])


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"no zip", "is no zip"),
        (b"", "is no zip"),
        (zip_of({"tiny.py": "x"})[:-30], "is no zip"),
        (zip_of({"tiny.py": b"0" * 2**27}), "larger than 4 MiB|too large|4 MiB"),
        (zip_of({"tiny.py": "x"}, zipfile.ZIP_LZMA), "make an ordinary zip"),
        (b"PK" * 2**24, "16 MiB"),
    ],
)
def test_zips_that_are_none_or_bombs(tmp_path, taken_in, content, reason):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "jane.zip").write_bytes(content)
    problem = problem_of(taken_in(tmp_path / "in"))
    assert any(part in problem for part in reason.split("|")), problem


def test_a_link_in_a_zip_is_not_followed(tmp_path, taken_in):
    entry = zipfile.ZipInfo("tiny.py")
    entry.external_attr = 0o120777 << 16
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "jane.zip").write_bytes(zip_of({entry: "/etc/passwd"}))
    assert "is a link or a device" in problem_of(taken_in(tmp_path / "in"))


def test_names_in_a_zip_lead_nowhere(tmp_path, taken_in):
    files = {"../../../outside/tiny.py": SOURCE, "/etc/answers.toml": "", "C:\\..\\x.txt": ""}
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "jane.zip").write_bytes(zip_of(files))
    (row,) = taken_in(tmp_path / "in").values()
    assert row.files == {TINY: SOURCE.encode()}
    assert list(tmp_path.iterdir()) == [tmp_path / "in"]


def test_a_password_is_named(tmp_path, taken_in):
    data = bytearray(zip_of({"tiny.py": "x"}))
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + place] |= 1
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "jane.zip").write_bytes(bytes(data))
    assert "is encrypted" in problem_of(taken_in(tmp_path / "in"))


def test_zips_in_zips_end(tmp_path, taken_in):
    data = zip_of({"tiny.py": SOURCE})
    for _ in range(archives.NESTED - 1):
        data = zip_of({"inner.zip": data})
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "jane.zip").write_bytes(data)
    (row,) = taken_in(tmp_path / "in").values()
    assert row.files == {TINY: SOURCE.encode()}
    (tmp_path / "in" / "jane.zip").write_bytes(zip_of({"inner.zip": data}))
    assert "was not opened" in problem_of(taken_in(tmp_path / "in"))


def test_a_zip_that_lists_a_million_files_is_not_listed():
    data = bytearray(zip_of({"tiny.py": "x"}))
    struct.pack_into("<I", data, data.rfind(b"PK\x05\x06") + 12, 2**30)
    file = HandedFile(PurePosixPath("a.zip"), lambda limit: bytes(data))
    files, notes = expanded([file])
    assert files == []
    assert "too many files" in notes[0]


def test_a_folder_of_too_many_files_costs_only_its_own(tmp_path, taken_in, monkeypatch):
    monkeypatch.setattr(archives, "FILES", 20)
    place = exports.write(tmp_path / "in", {"jane/tiny.py": SOURCE})
    exports.write(place, {f"wei/deep/{number}.txt": "" for number in range(50)})
    exports.write(place, {"wei/tiny.py": SOURCE})
    rows = taken_in(place)
    assert rows["jane"].files == rows["wei"].files == {TINY: SOURCE.encode()}
    assert rows["jane"].notes == []
    assert "too many files" in rows["wei"].notes[0]
    assert len(read_tree(place).files) <= 22


def test_links_fifos_and_folders_in_a_folder(tmp_path, taken_in):
    secret = tmp_path / "secret.py"
    secret.write_text(SOURCE)
    place = exports.write(tmp_path / "in", {"folder/tiny.py/x.txt": ""})
    for name in ("link", "fifo", "hard"):
        (place / name).mkdir()
    (place / "link" / "tiny.py").symlink_to(secret)
    os.mkfifo(place / "fifo" / "tiny.py")
    os.link(secret, place / "hard" / "tiny.py")
    (place / "whole").symlink_to(tmp_path)
    rows = taken_in(place)
    assert {key: row.files for key, row in rows.items()} == {key: {} for key in rows}
    assert set(rows) == {"link", "fifo", "hard", "folder", "whole"}
    assert "is a folder, and should be a file" in rows["folder"].problem
    assert all(row.problem for row in rows.values())


def test_names_that_are_no_text(tmp_path, taken_in):
    place = tmp_path / "in"
    place.mkdir()
    folder = os.fsencode(place) + b"/bad\xff\x1b[31m"
    os.mkdir(folder)
    with open(folder + b"/tiny.py", "w") as file:
        file.write(SOURCE)
    (row,) = taken_in(place).values()
    assert row.files
    assert row.learner.name.isprintable()
    row.learner.key.encode()
    row.origin.encode()


def test_a_roster_alone_is_a_class(tmp_path, exercise):
    (tmp_path / "in").mkdir()
    learners = [Learner(key="s1", name="Jane")]
    (row,) = Intake(tmp_path / "in", learners, [exercise])
    assert row.problem == "no tiny.py was handed in"
    with pytest.raises(UsageError, match="nothing that was handed in"):
        Intake(tmp_path / "in", [], [exercise])
