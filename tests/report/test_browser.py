"""The pages in a real browser: nothing fetched or run, all of it readable at any width."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.samples import SAMPLES, write_pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
pytestmark = pytest.mark.skipif(
    shutil.which(CHROMIUM) is None, reason=f"Chromium is not installed as {CHROMIUM}"
)
PAGES = [*SAMPLES, "index"]

CONTRAST = """() => {
  const channel = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
  const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
  const parse = s => s.match(/[\\d.]+/g).map(Number);
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = parse(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] === 1) return c;
    }
    return [255, 255, 255];
  };
  const poor = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n; (n = walk.nextNode());) {
    const e = n.parentElement, style = getComputedStyle(e);
    if (!n.data.trim() || !e.getClientRects().length || e.closest('.vh, .skip')) continue;
    const [a, b] = [light(parse(style.color)), light(behind(e))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize), bold = +style.fontWeight >= 700;
    const need = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5;
    const ratio = (a + .05) / (b + .05);
    if (ratio < need) poor.push(`${ratio.toFixed(2)} ${e.className} ${n.data.trim().slice(0, 40)}`);
  }
  return [...new Set(poor)];
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write_pages(folder)
    return folder


def visit(browser: Browser, path: Path, *, width: int, scheme: str) -> tuple[Page, list[str]]:
    """Open a page with its details unfolded; also all that it says, asks for or opens."""
    page = browser.new_page(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    events: list[str] = []
    page.on("console", lambda said: events.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: events.append(f"error: {error}"))
    page.on("popup", lambda _: events.append("popup"))
    page.on("request", lambda asked: events.append(f"request: {asked.url[:200]}"))
    page.goto(path.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    return page, events


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_run_fetched_or_blocked(browser: Browser, folder: Path, name: str) -> None:
    path = folder / f"{name}.html"
    page, events = visit(browser, path, width=1280, scheme="light")
    page.wait_for_load_state("networkidle")
    own = (f"request: {path.as_uri()}", "request: data:image/svg+xml")
    assert [event for event in events if not event.startswith(own)] == []
    assert page.evaluate("document.querySelectorAll('script, [style]').length") == 0
    assert page.evaluate("getComputedStyle(document.querySelector('.page')).maxWidth") != "none"
    broken = "[...document.images].filter(image => !image.naturalWidth).length"
    assert page.evaluate(broken) == 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_all_text_is_readable(browser: Browser, folder: Path, name: str, scheme: str) -> None:
    page, _ = visit(browser, folder / f"{name}.html", width=1280, scheme=scheme)
    assert page.evaluate(CONTRAST) == []
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (sum(int(part) for part in background[4:-1].split(",")) > 382) == (scheme == "light")
    page.close()


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways(browser: Browser, folder: Path, name: str, width: int) -> None:
    page, _ = visit(browser, folder / f"{name}.html", width=width, scheme="light")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_each_state_has_its_own_colour(browser: Browser, folder: Path) -> None:
    page, _ = visit(browser, folder / "failed.html", width=1280, scheme="light")
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
        'img "5.5 of 23 points"',
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
