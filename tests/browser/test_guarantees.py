"""No request to another site, a strict policy that nothing breaks, light pages, nothing that jumps."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Fill = Callable[[Page], None]
FIRST_PAGE_BYTES = 150_000
SHIFT = """() => new Promise(done => { let sum = 0;
  const watch = new PerformanceObserver(list => { for (const e of list.getEntries()) sum += e.value; });
  watch.observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 400); })"""


def test_no_page_asks_another_site_for_anything_or_breaks_its_own_policy(
    open_page: Open, short_path: Fill, pages: tuple[str, ...], site: str
) -> None:
    page = open_page("/")
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on(
        "console", lambda message: complaints.append(f"{page.url} {message.text}") if message.type == "error" else None
    )
    page.on("pageerror", lambda error: complaints.append(f"{page.url} {error}"))
    short_path(page)
    for path in pages[:-1]:
        page.goto(path)
    own = urlsplit(site).netloc
    assert {urlsplit(url).netloc for url in asked} == {own}
    assert not complaints, "\n".join(complaints)


def test_the_first_page_weighs_little_and_nothing_jumps(open_page: Open) -> None:
    page = open_page("about:blank")
    sizes = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto("/", wait_until="networkidle")
    assert 0 < sum(sizes) <= FIRST_PAGE_BYTES
    assert page.evaluate(SHIFT) == 0


def test_the_report_reads_in_greyscale(open_page: Open, short_path: Fill) -> None:
    """Solid, striped and empty figures differ by pattern, the comparison's line by dashes."""
    page = open_page("/")
    short_path(page)
    assert page.locator("#icons svg pattern").count() >= 1
    assert page.locator("#course svg [stroke-dasharray]").count() >= 1
