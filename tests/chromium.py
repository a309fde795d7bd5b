"""The system's Chromium, for the tests of pages: where it is, how it starts, and what is asked of a page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

import pytest

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
needs_chromium = pytest.mark.skipif(
    shutil.which(CHROMIUM) is None, reason=f"Chromium is not installed as {CHROMIUM}"
)

# The texts of a page whose contrast with what is behind them is less than WCAG asks for.
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


def accessibility_problems(page: Page) -> list[str]:
    """What axe-core finds on an open page, light and, of its contrast, dark: the rule, and an element that breaks it."""
    import axe_playwright_python.base

    if not page.evaluate("'axe' in window"):
        page.evaluate(axe_playwright_python.base.AXE_FILE_PATH.read_text(encoding="utf-8"))
    problems = []
    schemes: dict[Literal["light", "dark"], dict[str, list[str]]] = {
        "light": {},
        "dark": {"runOnly": ["color-contrast"]},
    }
    for scheme, options in schemes.items():
        page.emulate_media(color_scheme=scheme)
        results = page.evaluate("options => axe.run(options)", options)
        problems += [
            f"{violation['id']}, {scheme}: {violation['nodes'][0]['html'][:200]}"
            for violation in results["violations"]
        ]
    return problems


def started() -> Iterator[Browser]:
    """The body of the fixture `browser`."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()
