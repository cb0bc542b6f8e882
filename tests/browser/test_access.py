"""Every page: no violation that axe-core finds, in either theme; nothing wider than a phone; targets large enough."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Fill = Callable[[Page], None]

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# axe passes over what is folded.
UNFOLD = "document.querySelectorAll('details').forEach(d => d.open = true)"
# Links within sentences and marks of sources are exempt (WCAG 2.5.8); all else is at least this high.
TARGET_PX = 44
SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, .button, input:not([type=hidden]), select, summary, nav a, label.choice')]
  .filter(e => e.getClientRects().length && !e.closest('[hidden]') && !e.closest('label.choice input'))
  .filter(e => !(e.matches('input') && e.closest('label')))
  .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
  .filter(([, height]) => height > 0 && height < %d - 0.5)"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(open_page: Open, short_path: Fill, pages: tuple[str, ...], theme: str) -> None:
    page = open_page("/", color_scheme=theme)
    short_path(page)
    found = []
    for path in pages:
        page.goto(path)
        page.evaluate(UNFOLD)
        result = Axe().run(page, options=WCAG)
        for violation in result.response["violations"]:
            nodes = [n["html"][:160] for n in violation["nodes"][:3]]
            found.append(f"{path} {violation['id']}: {violation['help']} {nodes}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [320, 768])
def test_no_page_is_wider_than_the_screen(
    open_page: Open, short_path: Fill, pages: tuple[str, ...], width: int
) -> None:
    page = open_page("/", width=width, height=740)
    short_path(page)
    wide = []
    for path in pages:
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            wide.append(f"{path}: {over} px")
    assert not wide, wide


@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_head_of_a_page_takes_two_rows_on_a_phone(open_page: Open, width: int) -> None:
    for path in ("/report", "/es/report"):
        page = open_page(path, width=width, height=740)
        assert page.locator(".site-head").evaluate("e => e.getBoundingClientRect().height") < 110, path


def test_what_is_pressed_is_at_least_44_pixels_high(open_page: Open, short_path: Fill, pages: tuple[str, ...]) -> None:
    page = open_page("/", width=360, height=740)
    short_path(page)
    small = []
    for path in pages:
        page.goto(path)
        small += [f"{path} {html} {height:.0f}" for html, height in page.evaluate(SMALL_TARGETS % TARGET_PX)]
    assert not small, "\n".join(small[:30])


def test_a_question_fills_the_screen_of_a_phone(open_page: Open) -> None:
    page = open_page("/interview/short", width=360, height=740)
    heights = page.evaluate(
        "[...document.querySelectorAll('.question-block')].map(e => e.getBoundingClientRect().height)"
    )
    assert all(height >= 740 for height in heights[:-1])
    page.locator(".phone-next a").nth(1).click()
    page.wait_for_function("Math.abs(document.getElementById('f-xray-words-q').getBoundingClientRect().top) < 30")
