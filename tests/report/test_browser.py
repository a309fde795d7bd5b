"""The pages in a real browser: nothing fetched or run, all of it readable at any width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import pytest

from tests.chromium import CONTRAST, accessibility_problems, needs_chromium
from tests.samples import SAMPLES, write_pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium
PAGES = [*SAMPLES, "index"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_pages(folder)
    return folder


class Visit(NamedTuple):
    """An open page, the file it shows, and all that it says, asks for or opens."""

    page: Page
    path: Path
    events: list[str]


@pytest.fixture(scope="module", params=PAGES)
def visit(browser: Browser, folder: Path, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Each page, opened once with its details unfolded."""
    path = folder / f"{request.param}.html"
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    events: list[str] = []
    page.on("console", lambda said: events.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: events.append(f"error: {error}"))
    page.on("popup", lambda _: events.append("popup"))
    page.on("request", lambda asked: events.append(f"request: {asked.url[:200]}"))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    yield Visit(page, path, events)
    page.close()


def test_nothing_is_run_fetched_or_blocked(visit: Visit) -> None:
    page = visit.page
    page.wait_for_load_state("networkidle")
    own = (f"request: {visit.path.as_uri()}", "request: data:image/svg+xml")
    assert [event for event in visit.events if not event.startswith(own)] == []
    assert page.evaluate("document.querySelectorAll('script, [style]').length") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.page')).maxWidth") != "none"
    broken = "[...document.images].filter(image => !image.naturalWidth).length"
    assert page.evaluate(broken) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_is_readable(visit: Visit, scheme: Literal["light", "dark"]) -> None:
    visit.page.emulate_media(color_scheme=scheme)
    assert visit.page.evaluate(CONTRAST) == []
    background = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(part) for part in background[4:-1].split(",")) > 382) == (scheme == "light")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(visit: Visit, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_each_state_has_its_own_colour(browser: Browser, folder: Path) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto((folder / "failed.html").as_uri())
    color = "e => getComputedStyle(e).color"
    states = ("passed", "failed", "timeout", "error", "not_started")
    colors = {
        page.locator(f"{where} use[href='#i-{state}']").first.evaluate(color): state
        for where in (".strip", ".times")
        for state in states
    }
    assert sorted(colors.values()) == sorted(states)
    page.close()


def test_the_keyboard_reaches_the_next_step_and_the_finding(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto((folder / "failed.html").as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "next"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#check-1")
    page.locator("a[href='#check-7']").first.press("Enter")
    assert page.evaluate("document.querySelector('#check-7').parentElement.open")
    page.close()


def test_a_screen_reader_is_told_states_and_scores(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    page.goto((folder / "failed.html").as_uri())
    tree = page.locator("body").aria_snapshot()
    for expected in [
        "- main:",
        'heading "Not there yet" [level=1]',
        'img "Code: 4 of 19 points"',
        'img "Quiz: 1.5 of 4 points"',
        'navigation "Checks at a glance"',
        'link "The output size rounds down.: Failed"',
        'region "What to fix"',
    ]:
        assert expected in tree
    page.close()


def test_print_shows_what_is_folded(browser: Browser, folder: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto((folder / "failed.html").as_uri())
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 31, 35)"
    folded = page.locator("details.card .call").first
    assert folded.evaluate("element => element.getBoundingClientRect().height") > 10
    page.close()


def test_axe_finds_nothing(browser: Browser, folder: Path) -> None:
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    page = context.new_page()
    for name in ("failed", "passed", "not_started", "index"):
        page.goto((folder / f"{name}.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert accessibility_problems(page) == [], name
    context.close()
