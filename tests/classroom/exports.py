"""What platforms export, made for tests: each function writes one layout, as folder or zip."""

from __future__ import annotations

import zipfile
from pathlib import Path

CANVAS_ROSTER = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Convolution (77)\r\n"
    "    Points Possible,,,,,40\r\n"
    '"Doe, Jane",102,s1,jane,A,\r\n'
    '"张, 伟",103,s2,zhang,A,\r\n'
    '"O\'Brien, Siobhán",104,s3,siob,B,\r\n'
    '"Student, Test",,,,,\r\n'
)
MOODLE_ROSTER = (
    "\ufeffIdentifier,Full name,Email address,Status,Grade,Maximum Grade,Grade can be changed,"
    "Last modified (grade),Feedback comments\r\n"
    "Participant 501,Jane Doe,s1@x.example,Submitted for grading,,40.00,Yes,-,\r\n"
    "Participant 502,张 伟,s2@x.example,No submission,,40.00,Yes,-,\r\n"
)
GRADESCOPE_ROSTER = (
    "First Name,Last Name,SID,Email,Sections\nJane,Doe,s1,s1@x.example,A\n伟,张,s2,s2@x.example,A\n"
)
GITHUB_ROSTER = (
    '"identifier","github_username","github_id","name"\n'
    '"s1","jane-doe","1","Jane Doe"\n"s2","wei","2","张伟"\n'
)
GRADESCOPE_METADATA = """---
submission_11:
  :submitters:
  - :name: Jane Doe
    :sid: s1
    :email: s1@x.example
  - :name: 张 伟
    :sid: s2
    :email: s2@x.example
  :created_at: 2026-09-30 19:06:57.000000000 Z
  :score: 0.0
  :status: processed
submission_12:
  :submitters:
  - :name: Jane Doe
    :sid: s1
    :email: s1@x.example
  :created_at: 2026-10-02 08:00:00.000000000 Z
  :score: 0.0
"""


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def zipped(place: Path, files: dict[str, str | bytes]) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return place


def canvas(place: Path, source: str) -> Path:
    """Three learners: one late, one with a second hand-in, one with a wrong name."""
    files = {
        "doejane_LATE_102_552_tiny.py": source,
        "张伟_103_553_tiny.py": "old = 1\n",
        "张伟_103_554_tiny-1.py": source,
        "obriensiobhán_104_555_my work.py": source,
    }
    return zipped(place, files)


def moodle(place: Path, source: str) -> Path:
    return zipped(
        place,
        {
            "Jane Doe_501_assignsubmission_file_/tiny.py": source,
            "Jane Doe_501_assignsubmission_file_/answers.toml": "[answers]\n",
            "Jane Doe_501_assignsubmission_onlinetext_/onlinetext.html": "<p>hello</p>",
        },
    )


def gradescope(place: Path, source: str) -> Path:
    start = "assignment_9100_export"
    return zipped(
        place,
        {
            f"{start}/submission_metadata.yml": GRADESCOPE_METADATA,
            f"{start}/submission_11/tiny.py": "group = 1\n",
            f"{start}/submission_12/tiny.py": source,
        },
    )


def github(place: Path, source: str) -> Path:
    files = {
        "conv-jane-doe/01_tiny/tiny.py": source,
        "conv-jane-doe/.git/config": "[core]\n",
        "conv-wei/tiny.py": source,
        "conv-wei/.git/config": "[core]\n",
    }
    return write(place, files)
