"""The scan before a release: whatever of the private half is seeded into the public one is found."""

import base64
import gzip
import io
import json
import lzma
import shutil
import zipfile
import zlib

import pytest

from grader.course.exercises import find_exercises
from grader.errors import CourseError
from grader.release.contents import learners_course
from grader.release.leaks import find_leaks
from grader.release.public_record import Published
from grader.release.publishing import ReleaseOptions, run_release
from grader.scaffold.course import new_course
from tests import ROOT

SECRET = "correct horse battery staple"
LINE = "return np.clip(values, low, high) * scale"

CHECKS = """\
def test_relu(student, reference):
    assert student.relu([-3.0, 17.5]) == reference.relu([-3.0, 17.5]), "look at 17.5"
"""
WRONG = '''"""keeps the sign

What is below the axis is folded up, as in a mirror.
"""
'''
QUIZ = """\
[[question]]
id = "q"
type = "number"
stem = "How much is $3 + <<a>>$, with a long enough question?"
draw = { a = "1..9" }
key = "sum([3, a]) + 0 * len(str(a))"
[[question.distractor]]
value = "3 * a"
feedback = "That is what a product would come to."
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A new course whose solution is longer than a sample's, with a secret that is known here."""
    folder = tmp_path_factory.mktemp("leaks") / "course"
    new_course(folder)
    private = folder / "solutions" / "01_first"
    reference = private / "first.py"
    text = reference.read_text()
    block = f"### BEGIN SOLUTION\n    values = np.asarray(x)\n    {LINE}\n    ### END SOLUTION"
    reference.write_text(text[: text.index("### BEGIN")] + block + "\n")
    (private / "test_first.py").write_text(CHECKS)
    (private / "wrong" / "absolute_value.py").write_text(WRONG)
    (private / "quiz.toml").write_text(QUIZ)
    (folder / "solutions" / "course.toml").write_text(f'secret = "{SECRET}"\n')
    return folder


@pytest.fixture(scope="module")
def exercises(course):
    return find_exercises(course / "exercises")


def zipped(text, depth=1):
    content = text.encode()
    for _ in range(depth):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("a.txt", content)
        content = stream.getvalue()
    return content


SEEDS = {
    "a line of the reference": f"Hint: {LINE}".encode(),
    "in other white space": LINE.replace(" ", "\n\t").encode(),
    "a line of a check": CHECKS.splitlines()[1].encode(),
    "a wrong file": b"What is below the axis is folded up, as in a mirror.",
    "feedback of a quiz": b"<p>That is what a product would come to.</p>",
    "a key": b"key: sum([3, a]) + 0 * len(str(a))",
    "the name of a check": b"look at test_relu",
    "the secret": f"secret = {SECRET!r}".encode(),
    "in Base64": base64.b64encode(f"padding {SECRET}!".encode()),
    "in a data URL": b'<img src="data:text/plain;base64,' + base64.b64encode(LINE.encode()) + b'">',
    "in a zip": zipped(LINE),
    "in a zip of zips": zipped(LINE, 3),
    "in gzip": gzip.compress(LINE.encode()),
    "in zlib": zlib.compress(LINE.encode()),
    "in UTF-16": LINE.encode("utf-16"),
    "in a notebook": json.dumps({"source": ["def f():\n", '\t"""a"""\n', f"\t{LINE}\n"]}).encode(),
    "in JSON's escapes": json.dumps({"a": "".join(f"{c}" for c in LINE)})
    .replace("c", "\\u0063")
    .encode(),
    "a private key": b"-----BEGIN RSA PRIVATE KEY-----",
    "a token": b"ghp_" + b"a1B2" * 9,
}


@pytest.mark.parametrize("seed", SEEDS.values(), ids=SEEDS)
def test_a_seeded_leak_is_found(exercises, seed):
    files = {
        "exercises/01_first/README.md": b"# Fine\n",
        "exercises/01_first/x.bin": b"\n" + seed + b"\n",
    }
    assert {leak.file for leak in find_leaks(files, exercises)} == {"exercises/01_first/x.bin"}


def test_a_file_s_name_is_read_too(exercises):
    files = {"exercises/01_first/test_relu.svg": b"look at 17.5"}
    assert ["hidden check" in leak.what for leak in find_leaks(files, exercises)] == [True]


def test_what_a_public_record_gives_away_is_no_leak(exercises):
    files = {"a": CHECKS.encode(), "b": WRONG.encode(), "c": LINE.encode()}
    texts = CHECKS + " " + " ".join(WRONG.split()).strip('" ')
    record = Published(b"", frozenset({"test_relu"}), texts)
    leaking = {leak.file for leak in find_leaks(files, exercises, {"01_first": record})}
    assert leaking == {"c"}, "the reference is published by no record"


def test_a_record_is_looked_into(exercises):
    packed = lzma.compress(b"x" * 100 + LINE.encode())
    assert find_leaks({"practice.record": b"grade/practice/v1\n" + b"0" * 32 + packed}, exercises)


def test_the_secret_of_the_environment_is_looked_for(exercises, monkeypatch):
    monkeypatch.setenv("GRADE_SECRET", "from the environment")
    assert find_leaks({"a": b"from the\nenvironment"}, exercises)


def test_what_learners_get_is_no_leak(exercises):
    files = learners_course(exercises, "Course")
    assert len(files) > 7
    question = b"How much is 3 + 4, with a long enough question?"
    authored = {name: content for name, content in files.items() if not name.endswith(".whl")}
    assert find_leaks({**authored, "question.html": question}, exercises) == []


def test_what_is_found_is_not_quoted(exercises):
    for seed in SEEDS.values():
        for leak in find_leaks({"x": seed}, exercises):
            assert LINE not in leak.what
            assert SECRET not in leak.what


def test_damaged_archives_end_no_scan(exercises):
    whole = zipped("nothing " * 100)
    for content in (
        whole[:-5],
        whole[:40] + b"\0" * 20 + whole[60:],
        b"\x1f\x8b\x08" + b"\xff" * 50,
    ):
        assert find_leaks({"x": content}, exercises) == []


def test_a_leak_stops_the_release_and_names_its_file(course, tmp_path):
    root = tmp_path / "leaky"
    shutil.copytree(course, root)
    statement = root / "exercises" / "01_first" / "README.md"
    statement.write_text(f"{statement.read_text()}\n    {LINE}\n")
    options = ReleaseOptions(exercises=(root / "exercises",))
    with pytest.raises(
        CourseError, match=r"exercises/01_first/README.md: what 01_first/first.py:\d+"
    ):
        run_release(tmp_path / "out", options)
    assert not (tmp_path / "out").exists()
    settings = root / "solutions" / "course.toml"
    settings.write_text(f'{settings.read_text()}\n[release]\nboth_halves = ["{LINE}"]\n')
    run_release(tmp_path / "out", options)
    settings.write_text(f'secret = "{SECRET}"\n[release]\nboth_halves = 3\n')
    with pytest.raises(CourseError, match="both_halves must be a list"):
        run_release(tmp_path / "out", options)


def test_this_course_publishes_nothing_private():
    exercises = find_exercises(ROOT / "exercises" / "00_foundations")
    exercises += find_exercises(ROOT / "exercises" / "01_softmax")
    files = learners_course(exercises, "Deep learning")
    authored = {name: content for name, content in files.items() if not name.endswith(".whl")}
    assert find_leaks(authored, exercises) == []
