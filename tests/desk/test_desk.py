"""The desk: its map and tabs, a report that follows the file, and who may ask for what."""

from __future__ import annotations

import http.client
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from grader.course.progress import remember_report
from grader.desk.command import write_way_in
from grader.desk.editor import editor_link
from grader.desk.live import MOST_STREAMS, State
from grader.desk.server import DeskServer
from grader.errors import UsageError
from grader.model import Exercise
from tests.chromium import accessibility_problems, needs_chromium
from tests.desk.desks import HOST, QUIZ, Desktop, ask, enter, enter_client, running, send, started
from tests.pages import Page
from tests.processes import PATIENCE, wait_until
from tests.quizzes import REFERENCE, make_course
from tests.samples import FAILED, PASSED

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser

REPORT, STATEMENT = "/01_sizes/report", "/01_sizes/statement"
WRONG = REFERENCE.replace("// s + 1", "// s")


@pytest.fixture
def exercise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Exercise:
    for name in ("GRADE_LEARNER", "GRADE_SECRET", "GRADE_EDITOR"):
        monkeypatch.delenv(name, raising=False)
    exercise = make_course(tmp_path)
    (exercise.folder / "README.md").write_text(
        "# Sizes\n\nWrite `size`: $\\lfloor n/s \\rfloor$.\n"
    )
    shutil.copytree(exercise.folder, exercise.folder.with_name("02_none"))
    return exercise


@pytest.fixture
def desktop(exercise: Exercise) -> Desktop:
    return Desktop(exercise)


@pytest.fixture
def inside(desktop: Desktop) -> FlaskClient:
    return enter_client(desktop.app.test_client(), desktop)


def test_every_page_is_well_formed_and_leads_on(inside: FlaskClient, exercise: Exercise) -> None:
    remember_report(exercise, FAILED)
    for path in ("/", STATEMENT, REPORT, QUIZ, "/02_none/quiz"):
        reply = ask(inside, path)
        assert reply.status_code == 200, path
        page = Page(reply.text)
        assert page.problems == []
        assert len(page.all("main")) == len(page.all("h1")) == 1
        ids = page.values("id")
        assert len(ids) == len(set(ids))
        for link in page.values("href"):
            if not link.startswith("#"):
                assert ask(inside, link).status_code in (200, 303), link
    map_page = Page(ask(inside, "/").text)
    assert "Code 4/19 · Quiz 1.5/4" in map_page.words
    assert "Go on with: Sizes." in map_page.words
    assert ask(inside, "/01_sizes").headers["Location"] == STATEMENT
    assert "<math" in ask(inside, STATEMENT).text


def test_what_was_graded_stands_in_the_page_without_a_script(
    inside: FlaskClient, desktop: Desktop
) -> None:
    assert "Checking for the first time" in ask(inside, REPORT).text
    desktop.live.states["01_sizes"] = State(version=1, report=FAILED)
    page = Page(ask(inside, REPORT).text)
    assert page.problems == []
    assert "Not there yet" in page.words


@pytest.mark.parametrize(
    "path",
    [
        "/../solutions/01_sizes/quiz.toml",
        "/01_sizes/../../solutions/course.toml",
        "/%2e%2e/solutions/report",
        "/solutions/report",
        "/01_sizes%00/report",
        "/01_sizes/quiz.toml",
        "/01_sizes/answers.toml",
        "/.grade/quiz",
        "/" + "x" * 5000,
        "//evil.example/report",
        "/01_sizes/events/..",
    ],
)
def test_no_address_leads_to_a_file(inside: FlaskClient, desktop: Desktop, path: str) -> None:
    reply = ask(inside, path)
    assert reply.status_code in (303, 308, 404)
    assert "evil" not in reply.headers.get("Location", "").partition("/")[0]
    for secret in ("a secret of the tests", "[[question]]", "test_size(student)"):
        assert secret not in reply.text


POSTS = (
    "/01_sizes/check",
    *(f"{QUIZ}/{name}" for name in ("save", "grade", "reopen", "take", "again")),
)


@pytest.mark.parametrize("path", POSTS)
def test_every_form_must_come_from_our_page(
    inside: FlaskClient, desktop: Desktop, exercise: Exercise, path: str
) -> None:
    right = {"csrf": desktop.csrf, "q:size": "1"}
    forged: list[tuple[dict[str, str], dict[str, str]]] = [
        ({"q:size": "1"}, {}),
        ({**right, "csrf": "x" * 43}, {}),
        (right, {"Origin": "http://evil.example"}),
        (right, {"Origin": f"https://{HOST}"}),
        (right, {"Sec-Fetch-Site": "same-site"}),  # another port of this machine
        (right, {"Host": "evil.example:5000"}),
    ]
    for form, headers in forged:
        assert send(inside, path, form, **headers).status_code == 403
    outsider = desktop.app.test_client()
    assert send(outsider, path, right).status_code == 403
    assert ask(inside, path).status_code == 405
    assert send(inside, path, {**right, "x": "y" * 600_000}).status_code == 413
    assert not (exercise.folder / "answers.toml").exists()
    assert desktop.live.wishes.empty()


def test_no_page_and_no_stream_for_other_sites_and_users(desktop: Desktop) -> None:
    outsider = desktop.app.test_client()
    for path in ("/", STATEMENT, REPORT, QUIZ, "/01_sizes/events", "/favicon.ico", "/nowhere"):
        reply = ask(outsider, path)
        assert reply.status_code == 403
        assert "Sizes" not in reply.text
        assert desktop.csrf not in reply.text
        assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'")
    inside = enter_client(outsider, desktop)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}):
        assert ask(inside, "/01_sizes/events", headers=headers).status_code == 403
    assert sum(desktop.live.streams.values()) == 0


def test_two_desks_keep_two_cookies(exercise: Exercise) -> None:
    one, other = Desktop(exercise), Desktop(exercise)
    other.gate.open_at(5001)
    assert one.gate.cookie != other.gate.cookie
    assert one.token != other.token


def test_the_way_in_is_for_one_user(tmp_path: Path) -> None:
    path = tmp_path / ".grade" / "desk-1.html"
    for url in ("http://127.0.0.1:1/start?token=a", "http://127.0.0.1:1/start?token=b"):
        write_way_in(url, path)
        assert path.stat().st_mode & 0o777 == 0o600
        assert f"url={url}" in path.read_text()


def test_streams_are_few_and_given_back(inside: FlaskClient, desktop: Desktop) -> None:
    streams = [desktop.live.stream(desktop.exercise) for _ in range(MOST_STREAMS)]
    first, *_ = [next(stream) for stream in streams]
    assert first == State()
    reply = ask(inside, "/01_sizes/events")
    assert reply.status_code == 503
    for stream in streams:
        stream.close()  # type: ignore[attr-defined]  # a generator, as when a browser is closed
    assert desktop.live.streams["01_sizes"] == 0


@pytest.mark.parametrize(
    ("wish", "link"),
    [
        ("vscode", "vscode://file/a%20b/x%22%3E.py:7"),
        ("PyCharm", "pycharm://open?file=/a%20b/x%22%3E.py&line=7"),
        ("my-editor://{path}#{line}", "my-editor:///a%20b/x%22%3E.py#7"),
        ("", ""),
        ("notepad", ""),
        ("javascript://{path}", ""),
        ("https://evil.example/{path}", ""),
        ("vscode://nowhere", ""),
    ],
)
def test_an_editor_is_opened_by_its_own_kind_of_link(
    monkeypatch: pytest.MonkeyPatch, wish: str, link: str
) -> None:
    monkeypatch.setenv("GRADE_EDITOR", wish)
    assert editor_link(Path('/a b/x">.py'), 7) == link


# The rest is served for real.


@pytest.fixture
def served(exercise: Exercise) -> Iterator[Desktop]:
    yield from running(exercise)


@pytest.fixture
def url(exercise: Exercise) -> Iterator[str]:
    yield from started(exercise)


def test_a_browser_closed_in_the_middle_gives_its_stream_back(served: Desktop) -> None:
    host, _, port = served.url.removeprefix("http://").partition("/")[0].partition(":")
    connection = http.client.HTTPConnection(host, int(port))
    cookie = {"Cookie": f"{served.gate.cookie}={served.gate.session}"}
    connection.request("GET", "/01_sizes/events", headers=cookie)
    wait_until(lambda: served.live.streams.get("01_sizes") == 1, "the stream")
    served.live._tell(served.exercise, done=1, total=2, title="</script>")
    reply = connection.getresponse()
    assert reply.headers["Content-Type"].startswith("text/event-stream")
    assert b'event: progress\ndata: {"done":1,"total":2,' in reply.read1(10_000)
    reply.close()
    connection.close()

    def given_back() -> bool:
        served.live._tell(served.exercise)  # writing to it shows that nobody reads
        return not served.live.streams["01_sizes"]

    wait_until(given_back, "the end of the stream")


def test_a_port_that_is_taken_is_named(served: Desktop) -> None:
    taken = served.server.server.port if served.server else 0
    exercise = served.exercise
    with pytest.raises(UsageError, match=f"port {taken} is in use"):
        DeskServer(exercise.folder.parent, private=exercise.private.parent, port=taken)


@needs_chromium
def test_the_report_follows_the_file(browser: Browser, url: str, exercise: Exercise) -> None:
    stub = exercise.stub
    page, events = enter(browser, url, REPORT, viewport={"width": 1000, "height": 500})
    page.set_default_timeout(1000 * PATIENCE)
    page.get_by_role("heading", name="Ready when you are").wait_for()
    stub.write_text(WRONG)
    page.get_by_role("heading", name="Not there yet").wait_for()
    assert "Code 0/2" in page.inner_text("#live-state")
    fold = page.locator("details.plain", has_text="Every check")
    fold.locator("summary").click()
    page.evaluate("scrollTo(0, 150)")
    before = page.evaluate("scrollY")
    watch = """new MutationObserver(() => document.body.dataset.shown = 1)
        .observe(document.querySelector('[data-events]'), {childList: true})"""
    page.evaluate(watch)
    draft = stub.with_name("draft.py")
    draft.write_text(WRONG.replace("// s", "// s - 1"))
    os.replace(draft, stub)
    page.wait_for_selector("body[data-shown]")
    assert page.evaluate("scrollY") == before
    assert fold.evaluate("fold => fold.open")
    stub.unlink()
    page.locator("#trouble", has_text="holds no sizes.py").wait_for()
    stub.write_text(REFERENCE)
    page.get_by_role("heading", name="Everything passes").wait_for()
    assert page.is_hidden("#trouble")
    page.get_by_role("button", name="Check everything again").click()
    page.get_by_role("heading", name="Everything passes").wait_for()
    assert events == []
    page.context.close()


@needs_chromium
def test_axe_finds_nothing_on_any_page(browser: Browser, url: str, exercise: Exercise) -> None:
    remember_report(exercise, PASSED)
    exercise.stub.write_text(WRONG)
    page, _ = enter(browser, url, "/", bypass_csp=True, reduced_motion="reduce")
    page.set_default_timeout(1000 * PATIENCE)
    here = url.partition("/start")[0]
    for path in ("/", STATEMENT, REPORT, QUIZ, "/02_none/quiz"):
        page.goto(f"{here}{path}")
        if path == REPORT:
            page.get_by_role("heading", name="Not there yet").wait_for()
        if path == QUIZ:
            page.fill("#size", "1")
            page.fill("[name='q:net:2']", "1")
            page.get_by_role("button", name="Grade my answers").click()
            page.wait_for_selector("div.ring")
        page.evaluate("document.querySelectorAll('details').forEach(fold => fold.open = true)")
        assert accessibility_problems(page) == [], path
        for width in (320, 1000):
            page.set_viewport_size({"width": width, "height": 700})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.context.close()


@needs_chromium
def test_the_keyboard_reaches_every_tab(browser: Browser, served: Desktop) -> None:
    page, _ = enter(browser, served.url, STATEMENT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    for tab in ("Report", "Quiz"):
        page.get_by_role("link", name=tab, exact=True).press("Enter")
        page.wait_for_url(f"**/{tab.lower()}")
        assert (
            page.get_by_role("link", name=tab, exact=True).get_attribute("aria-current") == "page"
        )
    page.context.close()
