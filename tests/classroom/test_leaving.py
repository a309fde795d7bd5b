"""What leaves a gradebook: tables that no spreadsheet runs, feedback that platforms take back, pages."""

import csv
import io
import re
import zipfile

import pytest

from grader.classroom import pages
from grader.classroom.exports import canvas_table, csv_bytes, defused, moodle_table, xlsx_bytes
from grader.classroom.feedback import write_feedback
from grader.classroom.intake import Intake
from grader.classroom.policy import ClassPolicy
from grader.classroom.reporting import ReportOptions, slug, write_pages
from grader.classroom.roster import Learner, read_roster
from grader.classroom.similarity import fingerprints, similar_pairs, without_words
from grader.classroom.standing import standings
from grader.classroom.statistics import correlation, distribution, item_statistics
from grader.classroom.store import Gradebook, Item
from grader.course.exercises import load_exercise
from grader.errors import UsageError
from grader.model import CheckResult, Counterexample, Report
from tests.classroom import exports
from tests.classroom.test_intake import GOLDEN, SOURCE

EVIL = '=HYPERLINK("http://x")<script>alert(1)</script>'


def report(exercise, passed, source="def double(x):\n    return x  # Jane's\n"):
    checks = [
        CheckResult(
            id=f"test_{number}",
            title=f"Check {number} <b>",
            status="passed" if number < passed else "failed",
            score=float(number < passed),
            max_score=1.0,
            functions=["double"],
            misconception=None if number < passed else "rounds up",
            counterexample=Counterexample(call="double(1)", expected="2", actual="1"),
            visibility="hidden" if number == 2 else "visible",
        )
        for number in range(3)
    ]
    return Report(
        exercise=exercise.id,
        title="Tiny",
        status="passed" if passed == 3 else "failed",
        score=float(passed),
        max_score=3.0,
        device="cpu",
        sandbox=[],
        started="",
        duration=0.1,
        checks=checks,
        source=source,
    )


@pytest.fixture(scope="module")
def exercise():
    return load_exercise(GOLDEN / "exercises" / "01_tiny")


@pytest.fixture
def graded(tmp_path, exercise):
    """Take in an export, and give everybody a report; returns the gradebook."""
    books = []

    def graded(place, roster):
        (tmp_path / "roster.csv").write_text(roster, encoding="utf-8")
        learners, _ = read_roster(tmp_path / "roster.csv")
        book = Gradebook(tmp_path / "class", write=True, author="me")
        books.append(book)
        book.know_exercises([exercise])
        for received in Intake(place, learners, [exercise]):
            book.receive(received)
        for number, attempt in enumerate(book.attempts()):
            book.record(attempt.id, "k", report(exercise, number % 4))
        return book

    yield graded
    for book in books:
        book.close()


def rows_of(data):
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        " =1",
        "\uff1d1+1",
        '"=1',
        "'=1",
        "%0A=1",
        "|calc",
    ],
)
def test_formulas_are_defused(cell):
    assert defused(cell).startswith("'")
    (row,) = rows_of(csv_bytes([[cell]]))
    assert row[0].startswith("'")


@pytest.mark.parametrize("cell", ["Jane", "-5", "+1.5", "王芳", "O'Brien", 3.5, ""])
def test_what_is_no_formula_stays(cell):
    assert defused(cell) == cell


def test_a_workbook_holds_texts_and_numbers(tmp_path):
    from openpyxl import load_workbook

    (tmp_path / "x.xlsx").write_bytes(xlsx_bytes([["=1+1", "王芳", 2.5], ["s007", "", 0.0]]))
    sheet = load_workbook(tmp_path / "x.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["'=1+1", "王芳", 2.5],
        ["s007", None, 0],
    ]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}


def test_canvas_takes_back_grades_and_feedback(tmp_path, graded):
    book = graded(exports.canvas(tmp_path / "x.zip", SOURCE), exports.CANVAS_ROSTER)
    rows = standings(book, ClassPolicy())
    table = canvas_table(rows, "01_tiny", "Convolution (77)")
    assert table[0] == [
        "Student",
        "ID",
        "SIS User ID",
        "SIS Login ID",
        "Section",
        "Convolution (77)",
    ]
    assert ["Doe, Jane", "102", "s1", "jane", "A", 0.0] in table
    names = feedback_names(book, rows, tmp_path)
    assert names == {
        "doejane_LATE_102_552_01_tiny-feedback.html",
        "张伟_103_553_01_tiny-feedback.html",
        "obriensiobhán_104_555_01_tiny-feedback.html",
    }


def test_moodle_takes_back_grades_and_feedback(tmp_path, graded):
    book = graded(exports.moodle(tmp_path / "x.zip", SOURCE), exports.MOODLE_ROSTER)
    rows = standings(book, ClassPolicy())
    table = moodle_table(rows, "01_tiny", "")
    assert table[1][:5] == ["Participant 501", "Jane Doe", "s1@x.example", 0.0, "3"]
    assert table[2][0] == "Participant 502"
    names = feedback_names(book, rows, tmp_path)
    assert names == {"Jane Doe_501_assignsubmission_file_/01_tiny-feedback.html"}


def test_gradescope_and_github_take_back_feedback(tmp_path, graded):
    book = graded(exports.gradescope(tmp_path / "x.zip", SOURCE), exports.GRADESCOPE_ROSTER)
    names = feedback_names(book, standings(book, ClassPolicy()), tmp_path)
    assert names == {
        f"submission_{number}/{file}"
        for number in (11, 12)
        for file in ("feedback.html", "results.json")
    }


def test_github_takes_back_feedback(tmp_path, graded):
    book = graded(exports.github(tmp_path / "x", SOURCE), exports.GITHUB_ROSTER)
    names = feedback_names(book, standings(book, ClassPolicy()), tmp_path)
    assert names == {"conv-jane-doe/FEEDBACK.md", "conv-wei/FEEDBACK.md"}


def feedback_names(book, rows, tmp_path):
    write_feedback(book, rows, None, tmp_path / "feedback.zip")
    with zipfile.ZipFile(tmp_path / "feedback.zip") as archive:
        for name in archive.namelist():
            assert "Check 2 &lt;b&gt;" not in archive.read(name).decode(), (
                "a hidden check stays hidden"
            )
        return set(archive.namelist())


# --- pages ---


@pytest.fixture
def written(tmp_path, graded):
    """The pages of a small class with a hostile name in it."""
    names = {"jane": "Jane Doe", "wei": "张伟", "evil": EVIL}
    place = exports.write(tmp_path / "in", {f"{key}/tiny.py": f"{SOURCE}# {key}" for key in names})
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["id", "name"], *names.items(), ["gone", "Nobody Here"]])
    book = graded(place, buffer.getvalue())
    rows = standings(book, ClassPolicy())

    def written(**options):
        options = ReportOptions(folder=tmp_path / "class", course=GOLDEN / "exercises", **options)
        index = write_pages(book, rows, options)
        return {
            path.relative_to(index.parent).as_posix(): path.read_text()
            for path in index.parent.rglob("*.html")
        }

    return written


def test_pages_for_instructors(written):
    texts = written()
    index = texts["index.html"]
    assert "张伟" in index
    assert "<script>alert" not in "".join(texts.values())
    assert "Nobody Here" in index
    assert "missing" in index
    for href in re.findall(r'href="([^"#]+)"', index):
        from urllib.parse import unquote

        assert unquote(href) in texts, href
    check = texts["checks/01_tiny-test_2.html"]
    assert "rounds up" in check
    assert "Jane&#39;s" in check
    assert "learners/张伟" in "".join(texts)


def test_names_can_be_hidden(written):
    texts = written(hide_names=True)
    everything = "".join([*texts, *texts.values()])
    for name in ("张伟", "Jane", "HYPERLINK", "Nobody Here"):
        assert name not in everything
    assert "Learner 1" in texts["index.html"]
    assert "return x" in texts["index.html"]


def test_the_policy_of_the_overview_allows_its_own_script_and_no_other(written):
    index = written()["index.html"]
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', index)[1].replace(
        "&#39;", "'"
    )
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert pages._script()[1] in policy
    assert index.count("<script>") == 1


def test_the_table_filters_and_sorts_without_a_server(written, tmp_path, browser):
    written()
    page = browser.new_page()
    page.goto((tmp_path / "class" / "pages" / "index.html").as_uri())
    shown = lambda: page.locator("#learners tbody tr:visible").count()  # noqa: E731
    assert shown() == 4
    page.fill("#filter", "张")
    assert shown() == 1
    assert page.inner_text("#shown") == "1 / 4"
    page.fill("#filter", "")
    page.select_option("#status", "idle")
    assert shown() == 1
    page.select_option("#status", "")
    page.click("#learners thead th:nth-last-child(2) button")
    totals = page.locator("#learners tbody tr td:nth-last-child(2)").all_inner_texts()
    assert totals == sorted(totals, key=lambda text: float(text.rstrip("%")))
    page.close()


def test_the_overview_of_two_thousand_is_small(exercise):
    from grader.classroom.pages import Handed, Overview, overview_page
    from grader.classroom.standing import Row, Standing
    from grader.classroom.store import Member

    rows = [
        Row(
            member=Member(
                id=number, learner=Learner(key=f"s{number:06}", name=f"学生 Student {number}")
            ),
            standings=[Standing(exercise="01_tiny", score=2.0, max_score=3.0, status="missing")],
        )
        for number in range(2000)
    ]
    people = [
        Handed(
            name=row.member.learner.name, slug=slug(row.member.learner.name, row.member.learner.key)
        )
        for row in rows
    ]
    part = {
        "id": "01_tiny",
        "title": "Tiny",
        "count": 0,
        "missing": 0,
        "items": [],
        "mistakes": [],
        "distribution": [0] * 10,
        "days": [],
        "slowest": [],
        "similar": 0,
    }
    page = overview_page(Overview(rows=rows, people=people, exercises=[part], hidden=False))
    assert len(page.encode()) < 2 * 10**6


def test_file_names_stay_readable_and_apart():
    assert slug("张伟", "s1") == "张伟-s1"
    assert slug("../../etc/passwd", "s1") == "etc-passwd-s1"
    names = {slug("Jane", key) for key in ("s1", "S1", "s-1", "../s1", "s1 ")}
    assert len(names) == 5
    assert len(slug("张" * 500, "x" * 500).encode()) < 200


# --- statistics and similarity ---


def test_items_have_difficulty_and_discrimination():
    results = [
        [
            Item("good", "passed" if able else "failed", float(able), 1.0, False),
            Item("easy", "passed", 1.0, 1.0, False),
            Item("rest", "passed", 3.0 * able, 3.0, True),
        ]
        for able in (True, True, False, False)
    ]
    good, easy, rest = item_statistics(results, {"good": "Good"})
    assert (good.title, good.difficulty, good.full) == ("Good", 0.5, 0.5)
    assert good.discrimination == pytest.approx(1.0)
    assert not good.never_discriminates
    assert easy.never_discriminates
    assert rest.quiz
    assert correlation([(0, 1), (1, 0)]) == pytest.approx(-1)
    assert distribution([0, 0.05, 0.5, 1.0, 0.3]) == [2, 0, 0, 1, 0, 1, 0, 0, 0, 1]


OWN = """
def mean_of_rows(table):
    total = 0
    for row in table:
        for value in row:
            total += value * value - 3
            if value > total and value != 7:
                total = total // 2 + value % 5
    return [total / len(table), max(map(len, table)), {"a": total}]


def another(values, limit):
    while values and limit > 0:
        first, *values = values
        limit -= first if first > 2 else -first
        yield (first, limit) if limit % 2 else (limit, first)
"""


def renamed(source):
    return re.sub(r"\b(total|value|table|row)\b", r"my_\1", source).replace(
        "\n\n\n", "\n# mine\n\n"
    )


def test_pairs_are_found_whatever_the_names_are():
    other = "def f(x):\n" + "".join(f"    x = x + {n} if x else [x, -x][{n}:]\n" for n in range(20))
    sources = {1: OWN, 2: other, 3: renamed(OWN)}
    (pair,) = similar_pairs(sources, [])
    assert (pair.first, pair.second) == (1, 3)
    assert pair.share > 0.8
    assert set(pair.first_lines) <= set(range(1, OWN.count("\n") + 2))
    assert similar_pairs(sources, [OWN]) == [], "what everybody was given counts for nobody"


def test_what_many_write_is_no_resemblance():
    sources = {
        number: OWN + f"\ndef own_{number}(a):\n    return a" + f" + a[{number}:]" * number
        for number in range(40)
    }
    assert all(pair.share < 1 for pair in similar_pairs(sources, []))


def test_fingerprints_of_anything():
    for text in ("", "\0" * 100, "'''", '"' * 999, "((((" * 999, "\ud800", "\\\n" * 99):
        fingerprints(text)
    assert without_words("x = 'Jane'  # Jane\n") == "x = …  \n"


def test_feedback_is_for_one_exercise(tmp_path, graded, exercise):
    import msgspec

    book = graded(exports.github(tmp_path / "x", SOURCE), exports.GITHUB_ROSTER)
    book.know_exercises([msgspec.structs.replace(exercise, id="02_other")])
    with pytest.raises(UsageError, match="one exercise at a time"):
        write_feedback(book, standings(book, ClassPolicy()), None, tmp_path / "x.zip")
