"""The quiz at the desk: who may see it, what it keeps, and the whole way in a real browser."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from grader.model import Exercise
from tests.chromium import CONTRAST, needs_chromium
from tests.desk.desks import HOST, QUIZ, Desktop, ask, enter, enter_client, running, send
from tests.pages import Page
from tests.processes import wait_until
from tests.quizzes import make_course, right_answer

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from playwright.sync_api import Browser, Page as BrowserPage


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADE_LEARNER", raising=False)
    monkeypatch.delenv("GRADE_SECRET", raising=False)


@pytest.fixture
def exercise(tmp_path: Path) -> Exercise:
    return make_course(tmp_path)


@pytest.fixture
def page(exercise: Exercise) -> Desktop:
    return Desktop(exercise)


@pytest.fixture
def client(page: Desktop) -> FlaskClient:
    return page.app.test_client()


@pytest.fixture
def inside(client: FlaskClient, page: Desktop) -> FlaskClient:
    return enter_client(client, page)


def test_without_the_token_there_is_nothing_to_see(client: FlaskClient, page: Desktop) -> None:
    for path in ("/", "/start", "/start?token=x", f"/start?token={page.token[:-1]}"):
        reply = ask(client, path)
        assert reply.status_code == 403
        assert "How many windows" not in reply.text
        assert page.csrf not in reply.text
    assert send(client, f"{QUIZ}/grade", {"csrf": page.csrf}).status_code == 403
    assert ask(client, "/nowhere").status_code in (403, 404)


def test_the_token_works_once_and_buys_a_cookie(client: FlaskClient, page: Desktop) -> None:
    reply = ask(client, f"/start?token={page.token}")
    cookie = reply.headers["Set-Cookie"]
    assert page.gate.cookie in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert page.token not in cookie + reply.text
    assert reply.headers["Refresh"] == "0; url=/"
    assert ask(client, "/").status_code == 200
    other = page.app.test_client()
    assert ask(other, f"/start?token={page.token}").status_code == 403
    assert ask(client, f"/start?token={page.token}").status_code == 303  # a reload of the address


@pytest.mark.parametrize("host", ["evil.example", "evil.example:5000", "127.0.0.1", "127.0.0.1:80"])
def test_another_host_is_refused(inside: FlaskClient, host: str) -> None:
    assert inside.get("/", headers={"Host": host}).status_code == 403


def test_a_form_from_elsewhere_is_refused(
    inside: FlaskClient, page: Desktop, exercise: Exercise
) -> None:
    right = {"csrf": page.csrf, "q:size": "1"}
    refused = [
        send(inside, f"{QUIZ}/save", {"q:size": "1"}),
        send(inside, f"{QUIZ}/save", {**right, "csrf": "x"}),
        send(inside, f"{QUIZ}/save", right, Origin="http://evil.example"),
        send(inside, f"{QUIZ}/grade", right, **{"Sec-Fetch-Site": "cross-site"}),
    ]
    assert [reply.status_code for reply in refused] == [403] * 4
    assert not (exercise.folder / "answers.toml").exists()
    assert send(inside, f"{QUIZ}/save", right, Origin=f"http://{HOST}").status_code == 303
    assert inside.get(f"{QUIZ}/grade", headers={"Host": HOST}).status_code == 405
    assert send(inside, f"{QUIZ}/save", {**right, "x": "y" * 600_000}).status_code == 413


def test_the_policy_allows_one_style_one_script_and_nobody_else(
    inside: FlaskClient, page: Desktop
) -> None:
    reply = ask(inside, QUIZ)
    policy = reply.headers["Content-Security-Policy"]
    nonce = re.search(r"script-src 'nonce-([^']+)'", policy)
    assert nonce
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    parsed = Page(reply.text)
    assert parsed.problems == []
    assert parsed.all("script") == [{"nonce": nonce[1]}]
    assert not re.search(r"(src|href|action)=\"(https?:)?//", reply.text)
    assert ask(inside, QUIZ).headers["Content-Security-Policy"] != policy  # a new nonce each time
    assert reply.headers["Cache-Control"] == "no-store"
    assert page.token not in reply.text


def test_no_key_is_in_the_page(inside: FlaskClient, page: Desktop) -> None:
    text = ask(inside, QUIZ).text
    for phrase in ("You rounded up", "It rounds down.", "Height first", page.sitting.secret):
        assert phrase not in text


def form_of(page: Desktop, **changes: str) -> dict[str, Any]:
    """The whole form, filled in rightly but for `changes`."""
    form: dict[str, Any] = {"csrf": page.csrf}
    for variant in page.sitting.variants:
        name, answer = f"q:{variant.id}", right_answer(variant)
        parts = answer if isinstance(answer, list) else answer.split()
        if variant.kind in ("table", "ordering"):
            form |= {f"{name}:{place}": part for place, part in enumerate(parts, 1)}
        elif variant.kind == "truefalse":
            form |= {f"{name}:verdict": parts[0], f"{name}:reason": parts[1]}
        else:
            form[name] = parts if variant.kind == "multiple" else answer
    return {**form, **changes}


def test_a_form_without_script_is_kept_and_graded(inside: FlaskClient, page: Desktop) -> None:
    assert send(inside, f"{QUIZ}/grade", form_of(page)).status_code == 303
    text = ask(inside, QUIZ).text
    assert "All questions are answered correctly" in text
    assert 'aria-label="12 of 12 points"' in text
    values = page.sitting.answers().values
    for variant in page.sitting.variants:
        assert values[variant.id], variant.id
    wrong = str(page.sitting.variants[0].wrongs[0].value)
    send(inside, f"{QUIZ}/grade", form_of(page, **{"q:size": wrong}))
    assert "solved and stays so" in ask(inside, QUIZ).text
    assert send(inside, f"{QUIZ}/reopen", form_of(page, reopen="size")).status_code == 303
    send(inside, f"{QUIZ}/grade", form_of(page, **{"q:size": wrong}))
    assert "You rounded up." in ask(inside, QUIZ).text
    assert send(inside, f"{QUIZ}/reopen", form_of(page, reopen="sise")).status_code == 409


def test_saving_does_not_grade_and_forgets_an_outdated_verdict(
    inside: FlaskClient, page: Desktop
) -> None:
    send(inside, f"{QUIZ}/grade", form_of(page))
    reply = send(inside, f"{QUIZ}/save", form_of(page, **{"q:size": "3"}), **{"X-Autosave": "1"})
    assert reply.json["conflicts"] == []
    assert "size" not in page.results
    assert page.sitting.attempts(page.sitting.variants[0]) == 1


def test_a_file_that_cannot_be_read_is_told_and_kept(
    inside: FlaskClient, page: Desktop, exercise: Exercise
) -> None:
    path = exercise.folder / "answers.toml"
    path.write_text("[answers\n", encoding="utf-8")
    reply = send(inside, f"{QUIZ}/save", form_of(page), **{"X-Autosave": "1"})
    assert reply.status_code == 409
    assert "not valid TOML" in reply.text
    reply = send(inside, f"{QUIZ}/grade", form_of(page, **{"q:size": "4711"}))
    assert reply.status_code == 409
    assert 'value="4711"' in reply.text  # what was typed stands in the form, which can be used
    assert "line 1" in reply.text
    reply = ask(inside, QUIZ)
    assert reply.status_code == 200
    assert "not valid TOML" in reply.text
    assert 'name="q:size"' in reply.text
    assert path.read_text(encoding="utf-8") == "[answers\n"


def base_in(text: str) -> str:
    (field,) = [tag for tag in Page(text).all("input") if tag.get("name") == "base"]
    return field["value"]


def test_two_pages_lose_nothing_of_one_another(
    inside: FlaskClient, page: Desktop, exercise: Exercise
) -> None:
    base = base_in(ask(inside, QUIZ).text)
    common = {"csrf": page.csrf, "base": base}
    assert send(inside, f"{QUIZ}/save", {**common, "q:size": "1"}).status_code == 303
    assert send(inside, f"{QUIZ}/save", {**common, "q:share": "2"}).status_code == 303
    values = page.sitting.answers().values
    assert (values["size"], values["share"]) == ("1", "2")
    reply = send(inside, f"{QUIZ}/grade", {**common, "q:size": "7", "q:share": "2"})
    assert reply.status_code == 409
    parsed = Page(reply.text)
    assert parsed.problems == []
    assert "Changed here and in the file" in parsed.words
    assert 'value="7"' in reply.text
    assert page.sitting.answers().values["size"] == "1"
    assert page.results == {}
    later = {"csrf": page.csrf, "base": base_in(reply.text), "q:size": "7", "q:share": "2"}
    assert send(inside, f"{QUIZ}/take", {**later, "take": "size"}).status_code == 303
    assert page.sitting.answers().values["size"] == "1"
    assert send(inside, f"{QUIZ}/grade", later).status_code == 303
    assert page.sitting.answers().values["size"] == "7"
    for broken in ("{", "[1]", '{"size": 3}', "[" * 4000):
        reply = send(inside, f"{QUIZ}/save", {**later, "base": broken})
        assert reply.status_code == 409
    assert page.sitting.answers().values["size"] == "7"


def test_a_full_disk_is_told_and_the_old_answers_stay(
    inside: FlaskClient, page: Desktop, exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(inside, f"{QUIZ}/save", {"csrf": page.csrf, "q:size": "1"})

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    form = {"csrf": page.csrf, "q:size": "2"}
    reply = send(inside, f"{QUIZ}/save", form, **{"X-Autosave": "1"})
    assert reply.status_code == 409
    assert "No space left" in reply.text
    reply = send(inside, f"{QUIZ}/grade", form)
    assert 'value="2"' in reply.text
    monkeypatch.undo()
    assert page.sitting.answers().values["size"] == "1"
    assert not list(exercise.folder.glob(".*.tmp"))


def test_new_numbers_are_drawn_from_the_page(
    inside: FlaskClient, page: Desktop, exercise: Exercise
) -> None:
    before = page.sitting.variants[0].stem
    form = {"csrf": page.csrf, "q:size": "1", "again": "1"}
    assert send(inside, f"{QUIZ}/again", form).status_code == 303
    assert page.sitting.variants[0].stem != before
    (earlier,) = (exercise.course / ".grade" / "quiz").glob("*-answers-1.toml")
    assert 'size = "1"' in earlier.read_text()


def test_wrong_cells_are_marked_in_the_table(inside: FlaskClient, page: Desktop) -> None:
    send(inside, f"{QUIZ}/grade", form_of(page, **{"q:net:2": "77"}))
    (marked,) = [tag for tag in Page(ask(inside, QUIZ).text).all("input") if "aria-invalid" in tag]
    assert marked["name"] == "q:net:2"
    assert marked["aria-label"].endswith("not right")


def test_what_is_typed_is_shown_as_text(inside: FlaskClient, page: Desktop) -> None:
    nasty = '"><script>alert(1)</script>\x1b[31m\u202e`*_$x$'
    names = ["q:size", "q:formula", "q:prints", "q:net:1", "q:why", "q:truth:reason", "q:order:1"]
    send(inside, f"{QUIZ}/grade", form_of(page, **dict.fromkeys(names, nasty)))
    text = ask(inside, QUIZ).text
    parsed = Page(text)
    assert parsed.problems == []
    assert len(parsed.all("script")) == 1
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "is not a number that can be read" in parsed.words


def test_flask_is_asked_for_when_it_is_missing(
    exercise: Exercise, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    from grader.errors import UsageError

    monkeypatch.setitem(sys.modules, "werkzeug.serving", None)
    with pytest.raises(UsageError, match=re.escape("pip install 'grader[desk]'")):
        Desktop(exercise).serve()


# The rest is in a real browser.


@pytest.fixture
def server(exercise: Exercise) -> Iterator[Desktop]:
    yield from running(exercise)


def fill(page: BrowserPage, server: Desktop) -> None:
    """Answer every question rightly, as a person does."""
    for variant in server.sitting.variants:
        answer = right_answer(variant)
        parts = answer if isinstance(answer, list) else answer.split()
        name = f"q:{variant.id}"
        if variant.kind == "table":
            for cell, part in enumerate(parts, 1):
                page.fill(f"[name='{name}:{cell}']", part)
        elif variant.kind == "ordering":
            for place, part in enumerate(parts, 1):
                page.select_option(f"[name='{name}:{place}']", part)
        elif variant.kind == "truefalse":
            page.check(f"[name='{name}:verdict'][value={parts[0]}]")
            page.check(f"[name='{name}:reason'][value={parts[1]}]")
        elif variant.kind in ("choice", "multiple"):
            for part in parts:
                page.check(f"[name='{name}'][value={part}]")
        else:
            page.fill(f"[name='{name}']", str(answer))


@needs_chromium
def test_from_the_first_question_to_the_graded_report(browser: Browser, server: Desktop) -> None:
    page, events = enter(browser, server.url, QUIZ)
    assert "token" not in page.url
    fill(page, server)
    page.get_by_text("Saved", exact=True).wait_for()
    assert page.inner_text("#count") == "10 of 10 answered"
    sitting = server.sitting
    wrong = str(sitting.variants[0].wrongs[0].value)
    with page.expect_response("**/quiz/save"):
        page.fill("#size", wrong)
    page.get_by_role("button", name="Grade my answers").click()
    page.wait_for_selector("div.ring")
    assert "You rounded up." in page.inner_text("#size-card")
    assert "Not right" in page.inner_text("#size-card")
    assert page.inner_text("#verdict") == "Graded"
    assert page.is_disabled("[name='q:share']")  # solved, and locked
    page.locator("#size").focus()
    page.mouse.wheel(0, 137)
    page.fill("#size", str(right_answer(sitting.variants[0])))
    page.get_by_role("button", name="Grade my answers").click()
    page.get_by_text("All questions are answered correctly").wait_for()
    assert page.evaluate("document.activeElement.textContent") == "Grade my answers"
    page.get_by_role("button", name="Reopen question 1", exact=True).click()
    page.wait_for_function("!document.querySelector('#size').disabled")
    assert [event for event in events if "409" not in event] == []
    page.context.close()

    from grader.quiz.grading import add_quiz
    from grader.report.pages import render_html
    from tests.samples import report

    graded = add_quiz(report("passed", []), sitting.exercise, sitting.exercise.stub)
    assert graded.score == 12
    assert "How many windows fit?" in render_html(graded)


@needs_chromium
def test_answers_are_saved_as_they_are_typed_and_come_back(
    browser: Browser, server: Desktop
) -> None:
    page, _ = enter(browser, server.url, QUIZ)
    page.locator("#size").press_sequentially("17")
    page.get_by_text("Saved", exact=True).wait_for()
    assert server.sitting.answers().values["size"] == "17"
    page.reload()
    assert page.input_value("#size") == "17"
    server.sitting.path.write_text("[answers\n", encoding="utf-8")
    page.fill("#size", "18")
    page.wait_for_selector("#saved.trouble")
    assert "not valid TOML" in page.inner_text("#saved")
    assert page.input_value("#size") == "18"
    page.context.close()


@needs_chromium
def test_a_hand_edited_file_and_the_page_are_both_shown(browser: Browser, server: Desktop) -> None:
    page, _ = enter(browser, server.url, QUIZ)
    page.fill("#size", "17")
    page.get_by_text("Saved", exact=True).wait_for()
    path = server.sitting.path
    path.write_text(path.read_text().replace('size = "17"', 'size = "<b>4</b>"'))
    page.fill("#size", "18")
    box = page.locator("#size-card .conflict")
    box.wait_for()
    assert box.locator(".in-file").inner_text() == "<b>4</b>"
    assert box.locator(".on-page").inner_text() == "18"
    page.fill("#share", "5")  # the rest goes on being saved
    wait_until(lambda: server.sitting.answers().values["share"] == "5", "share being saved")
    assert server.sitting.answers().values["size"] == "<b>4</b>"
    box.get_by_role("button", name="Keep this page’s").click()
    box.wait_for(state="detached")
    assert server.sitting.answers().values["size"] == "18"
    path.write_text(path.read_text().replace('size = "18"', 'size = "6"'))
    page.fill("#size", "19")
    box.get_by_role("button", name="Take the file’s").click()
    page.wait_for_function("document.querySelector('#size').value === '6'")
    page.context.close()


@needs_chromium
def test_it_works_without_script(browser: Browser, server: Desktop) -> None:
    page, _ = enter(browser, server.url, QUIZ, java_script_enabled=False)
    fill(page, server)
    page.get_by_role("button", name="Save without grading").click()
    assert page.input_value("#size")
    page.get_by_role("button", name="Grade my answers").click()
    page.get_by_text("All questions are answered correctly").wait_for()
    page.context.close()


@needs_chromium
def test_the_keyboard_alone_answers(browser: Browser, server: Desktop) -> None:
    page, _ = enter(browser, server.url, QUIZ)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "size"
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "share"
    assert page.locator("div.ring").count() == 0  # Enter does not grade
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.is_checked("[name='q:why'] >> nth=0")
    page.keyboard.press("ArrowDown")
    assert page.is_checked("[name='q:why'] >> nth=1")
    page.context.close()


@needs_chromium
def test_a_screen_reader_hears_each_question_with_its_field(
    browser: Browser, server: Desktop
) -> None:
    page, _ = enter(browser, server.url, QUIZ)
    tree = page.locator("body").aria_snapshot()
    for expected in [
        'heading "How many windows fit?" [level=2]',
        'textbox "A whole number"',
        'group "Choose all that are right"',
        'radio "a',
        'textbox "Cell 2: window 3, parameters"',
        'combobox "Place 1"',
        'navigation "Questions at a glance"',
        'progressbar "0 of 10 answered"',
        'button "Grade my answers"',
    ]:
        assert expected in tree
    unnamed = """[...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
        .filter(f => !f.labels?.length && !f.ariaLabel).length"""
    assert page.evaluate(unnamed) == 0
    page.context.close()


@needs_chromium
def test_all_text_of_the_page_is_readable(browser: Browser, server: Desktop) -> None:
    page, _ = enter(browser, server.url, QUIZ, reduced_motion="reduce")
    assert_readable(page)
    page.fill("#size", "1")
    page.fill("#formula", "(n")
    page.fill("#prints", "1")
    page.get_by_role("button", name="Grade my answers").click()
    page.wait_for_selector("div.ring")
    assert_readable(page)
    page.context.close()


def assert_readable(page: BrowserPage) -> None:
    page.emulate_media(color_scheme="light")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate(CONTRAST) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert page.evaluate(CONTRAST) == []


@needs_chromium
def test_nothing_scrolls_sideways(browser: Browser, server: Desktop) -> None:
    page, _ = enter(browser, server.url, QUIZ)
    inputs = """[...document.querySelectorAll('.card input, .card select, .card textarea')]
        .filter(f => f.getBoundingClientRect().right > innerWidth).length"""
    for width in (320, 390, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(inputs) == 0
    page.context.close()
