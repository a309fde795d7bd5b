"""The gradebook: one writer, nothing lost, policies, overrides, extensions, and what is written when."""

import datetime
import random
import sqlite3
from functools import partial

import msgspec
import pytest

from grader.classroom import rulings
from grader.classroom.intake import Received
from grader.classroom.policy import ClassPolicy, LatePolicy, in_batch, read_policy
from grader.classroom.roster import Learner
from grader.classroom.schema import MIGRATIONS
from grader.classroom.standing import standings
from grader.classroom.store import Gradebook
from grader.errors import CourseError, UsageError
from grader.model import CheckResult, Limits, QuestionResult, Report
from tests.small_course import small_exercise

DUE = datetime.datetime(2026, 10, 1, tzinfo=datetime.UTC)
JANE, WEI = Learner(key="s1", name="Jane"), Learner(key="s2", name="伟")


@pytest.fixture
def exercise(tmp_path):
    return small_exercise(tmp_path, "def test_a(student): student.work()\n")


@pytest.fixture
def book(tmp_path, exercise):
    with Gradebook(tmp_path / "class", write=True, author="me") as book:
        book.know_exercises([exercise])
        yield book


def report(passed, quiz=None):
    checks = [
        CheckResult(
            id=f"test_{number}",
            title="A",
            status="passed" if number < passed else "failed",
            score=float(number < passed),
            max_score=1.0,
        )
        for number in range(4)
    ]
    questions = (
        []
        if quiz is None
        else [QuestionResult(id="q", status="partial", score=quiz, max_score=2.0)]
    )
    return Report(
        exercise="01_small",
        title="Small",
        status="passed" if passed == 4 else "failed",
        score=passed + (quiz or 0.0),
        max_score=4.0 + 2.0 * len(questions),
        device="cpu",
        sandbox=[],
        started="",
        duration=0.0,
        checks=checks,
        quiz=questions,
    )


def hand_in(book, learner, text, behind=None, *, late=False):
    """Receive a source text; returns its attempt."""
    book.receive(
        Received(
            learner=learner,
            exercise="01_small",
            files={"01_small/small.py": text.encode()},
            platform="canvas",
            origin="x_1_2_",
            submitted=None if behind is None else DUE + datetime.timedelta(hours=behind),
            late=late,
        )
    )
    return book.attempts()[-1].id


def scores(book, **policy):
    rows = standings(book, ClassPolicy(due={"01_small": DUE}, **policy))
    return {row.member.learner.key: row.standings[0].score for row in rows}


def test_the_same_again_is_the_same_attempt(book):
    first = hand_in(book, JANE, "a")
    assert hand_in(book, JANE, "a") == first
    second = hand_in(book, JANE, "b")
    assert [attempt.number for attempt in book.attempts()] == [1, 2]
    assert book.files(second) == {"01_small/small.py": b"b"}
    book.record(first, "k", report(4))
    book.record(second, "k", report(2))
    assert scores(book) == {"s1": 4.0}
    assert scores(book, attempt="latest") == {"s1": 2.0}
    hand_in(book, JANE, "a")
    assert [attempt.id for attempt in book.attempts()] == [second, first]
    assert scores(book, attempt="latest") == {"s1": 4.0}


def test_everybody_has_a_row(book):
    book.receive(Received(learner=WEI, exercise="01_small", problem="no small.py was handed in"))
    hand_in(book, JANE, "a")
    by_key = {row.member.learner.key: row.standings[0] for row in standings(book, ClassPolicy())}
    assert (by_key["s2"].status, by_key["s2"].problem) == ("missing", "no small.py was handed in")
    assert by_key["s1"].status == "waiting"
    hand_in(book, WEI, "a")
    assert book.gaps() == {}


@pytest.mark.parametrize(
    ("behind", "flagged", "score"),
    [
        (-1, False, 4.0),
        (0.2, False, 4.0),
        (1, False, 3.6),
        (25, False, 3.2),
        (24 * 9, False, 2.0),
        (None, True, 3.6),
        (None, False, 4.0),
    ],
)
def test_lateness(book, behind, flagged, score):
    attempt = hand_in(book, JANE, "a", behind, late=flagged)
    book.record(attempt, "k", report(4))
    late = LatePolicy(per_day=0.1, grace_minutes=15, at_most=0.5)
    assert scores(book, late=late) == {"s1": score}
    member = book.member("s1")
    rulings.extend(book, member, "01_small", DUE + datetime.timedelta(days=30), "ill")
    assert scores(book, late=late) == {"s1": 4.0}


def test_quiz_weight_and_required_checks(book):
    attempt = hand_in(book, JANE, "a")
    book.record(attempt, "k", report(4, quiz=1.0))
    assert scores(book) == {"s1": 5.0}
    assert scores(book, quiz_weight=0.5) == {"s1": 4.5}
    assert scores(book, required={"01_small": ["test_0"]}) == {"s1": 5.0}
    assert scores(book, required={"01_small": ["test_9"]}) == {"s1": 0.0}


def test_the_lowest_is_dropped_and_one_exercise_stays(book, tmp_path, exercise):
    other = msgspec.structs.replace(exercise, id="02_other")
    book.know_exercises([exercise, other])
    book.record(hand_in(book, JANE, "a"), "k", report(3))
    (row,) = standings(book, ClassPolicy(drop_lowest=1))
    assert [standing.dropped for standing in row.standings] == [False, True]
    assert (row.score, row.max_score) == (3.0, 4.0)
    (row,) = standings(book, ClassPolicy(drop_lowest=5))
    assert sum(standing.dropped for standing in row.standings) == 1


def test_an_override_stands_until_it_is_taken_back(book):
    book.record(hand_in(book, JANE, "a"), "k", report(1))
    member = book.member("Jane")
    rulings.override(book, member, "01_small", 3.5, "oral exam")
    assert scores(book) == {"s1": 3.5}
    rulings.override(book, member, "01_small", None, "mistake")
    assert scores(book) == {"s1": 1.0}
    assert [(row["author"], row["action"]) for row in rulings.audit(book)] == [
        ("me", "override")
    ] * 2


def test_a_regrade_waits_and_then_counts(book):
    attempt = hand_in(book, JANE, "a")
    assert book.record(attempt, "old", report(1)) == "current"
    assert book.record(attempt, "new", report(3)) == "proposed"
    assert book.record(attempt, "newer", report(2)) == "proposed"
    assert scores(book) == {"s1": 1.0}
    assert book.graded({"01_small": "newer"}) == {attempt}
    assert book.graded({"01_small": "new"}) == set(), "what was only proposed is gone"
    before, after = book.results()[attempt], book.results("proposed")[attempt]
    rulings.accept(book, [(before, after)], "a check was wrong")
    assert scores(book) == {"s1": 2.0}
    assert book.results("proposed") == {}
    assert book.results("superseded")[attempt].key == "old"
    assert "a check was wrong" in rulings.audit(book)[-1]["detail"]


def test_the_audit_trail_stays(book):
    hand_in(book, JANE, "a")
    rulings.override(book, book.member("s1"), "01_small", 1, "because")
    for query in ("DELETE FROM audit", "UPDATE audit SET author = 'x'"):
        with pytest.raises(sqlite3.IntegrityError, match="audit trail"):
            book.base.execute(query)


def test_foreign_keys_hold(book):
    with pytest.raises(UsageError, match="FOREIGN KEY"), book.change():
        book.base.execute("INSERT INTO gaps VALUES (99, '01_small', '', '')")


def test_two_commands_on_one_gradebook(book, tmp_path):
    with pytest.raises(UsageError, match=r"another command \(process \d+\) writes"):
        Gradebook(tmp_path / "class", write=True)
    with Gradebook(tmp_path / "class") as reader:
        assert reader.members() == []
        with pytest.raises(UsageError, match="readonly"), reader.change():
            reader.note("x")


def test_a_newer_gradebook_is_left_alone(book, tmp_path):
    book.base.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    book.close()
    content = book.path.read_bytes()
    for write in (False, True):
        with pytest.raises(UsageError, match="newer version"):
            Gradebook(tmp_path / "class", write=write)
    assert book.path.read_bytes() == content


def test_what_is_no_gradebook(tmp_path):
    with pytest.raises(UsageError, match="does not exist"):
        Gradebook(tmp_path)
    (tmp_path / "gradebook.sqlite").write_text("hello, this is no database" * 100)
    with pytest.raises(UsageError, match="not a database"):
        Gradebook(tmp_path, write=True)
    (tmp_path / "gradebook.sqlite").unlink()
    with sqlite3.connect(tmp_path / "gradebook.sqlite") as base:
        base.execute("PRAGMA user_version = 1")
    with pytest.raises(UsageError, match="no gradebook of this program"):
        Gradebook(tmp_path, write=True)


def test_a_full_disk_loses_nothing(book):
    attempt = hand_in(book, JANE, "a")
    pages = book.base.execute("PRAGMA page_count").fetchone()[0]
    book.base.execute(f"PRAGMA max_page_count = {pages + 2}")
    texts = [random.Random(seed).randbytes(9000).hex() for seed in range(20)]
    with pytest.raises(UsageError, match=r"full.*What was written before is safe"):
        list(map(partial(hand_in, book, JANE), texts))
    book.base.execute("PRAGMA max_page_count = 100000")
    assert book.files(attempt) == {"01_small/small.py": b"a"}
    assert hand_in(book, JANE, "later")


def test_the_policy_of_a_course(tmp_path):
    assert read_policy(tmp_path) == ClassPolicy()
    settings = tmp_path / "course.toml"
    settings.write_text(
        'secret = "x"\n[quiz]\ndraws = 2\n[class.due]\n01_small = 2026-10-01T00:00:00Z\n'
    )
    assert read_policy(tmp_path).due == {"01_small": DUE}
    for bad, reason in (
        ("[class]\ndrop_lowest = -1", "counts from 0"),
        ("[class]\nquiz_weight = 2.0", "from 0 to 1"),
        ("[class.late]\nper_day = 3.0", "shares from 0 to 1"),
        ("[class.limits]\ncall_seconds = 0", "seconds above 0"),
        ("[class.due]\n01_small = 2026-10-01T00:00:00", "no time zone"),
        ("[class]\nattempts = 1", "unknown key 'attempts'"),
    ):
        settings.write_text(bad)
        with pytest.raises(CourseError, match=reason):
            read_policy(tmp_path)


def test_time_limits_of_a_batch(exercise):
    quick = in_batch(exercise, ClassPolicy()).limits
    assert quick.check_seconds < Limits().check_seconds
    assert quick.call_seconds < Limits().call_seconds
    heavy = msgspec.structs.replace(exercise, libraries=("torch",))
    assert in_batch(heavy, ClassPolicy()).limits == Limits()
