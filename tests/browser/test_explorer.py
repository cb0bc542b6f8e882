"""The explorer and the page for programs in Chromium: with a script, without one, in both themes, on a phone."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

VIEWS = ("trials", "network", "effects", "compare", "league", "funnel", "course", "bias", "certainty")
OWN = (
    # Few studies are enough to see every part of a view, and axe is slow on long tables.
    *(f"/evidence?view={view}&subset=large" for view in VIEWS),
    "/evidence?text=zzzz&bias=low",
    "/es/evidence?view=effects",
    "/api",
)
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def test_a_choice_changes_the_result_and_the_address_without_a_new_page(open_page: Open) -> None:
    page = open_page("/evidence?view=effects")
    page.evaluate("window.stays = true")
    before = page.locator("#result svg.kw-chart").inner_html()
    page.get_by_label("Count", exact=True).select_option("placebo")
    expect(page).to_have_url(re.compile(r"/evidence\?view=effects&subset=placebo$"))
    page.wait_for_function("old => document.querySelector('#result svg.kw-chart').innerHTML !== old", arg=before)
    assert page.evaluate("window.stays")
    shown = page.locator("#result").inner_text()
    page.goto(page.url)
    assert page.locator("#result").inner_text() == shown
    expect(page.get_by_label("Count", exact=True)).to_have_value("placebo")


def test_the_reference_changes_live_and_the_tabs_keep_it(open_page: Open) -> None:
    page = open_page("/evidence?view=effects&subset=placebo")
    page.get_by_label("Against", exact=True).select_option("ha")
    expect(page).to_have_url(re.compile("reference=ha"))
    expect(page.locator("#result")).to_contain_text("against Hyaluronic acid")
    page.get_by_role("link", name="Each against each").click()
    expect(page).to_have_url(re.compile(r"view=league.*subset=placebo.*reference=ha"))


def test_the_same_journey_without_a_script(open_page: Open) -> None:
    page = open_page("/evidence", java_script_enabled=False)
    page.get_by_label("Outcome", exact=True).select_option("function")
    page.get_by_role("button", name="Show").first.click()
    page.get_by_role("link", name="Two treatments").click()
    page.get_by_label("This treatment").select_option("prp")
    page.get_by_label("against this one").select_option("ha")
    page.locator("#result").get_by_role("button", name="Show").click()
    assert "outcome=function" in page.url
    assert "a=prp" in page.url
    expect(page.get_by_role("heading", level=2).first).to_have_text("Platelet-rich plasma (PRP) – Hyaluronic acid")
    page.get_by_role("link", name="Link to this view").click()
    expect(page.get_by_label("against this one")).to_have_value("ha")


def test_a_study_is_three_clicks_from_the_network(open_page: Open) -> None:
    page = open_page("/evidence?view=network")
    page.locator("table.names tbody a").first.click()
    expect(page).to_have_url(re.compile("view=compare"))
    page.locator("#result tbody th a").first.click()
    expect(page).to_have_url(re.compile("/evidence/trial/"))


def test_downloads_are_of_this_state(open_page: Open) -> None:
    page = open_page("/evidence?view=compare&a=prp&b=saline")
    for form in ("CSV", "JSON", "SVG", "PNG"):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=form, exact=True).click()
        assert waiting.value.suggested_filename == f"kneewise-compare-pain-26.{form.lower()}"
        assert "a=prp" in waiting.value.url


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_view(open_page: Open, theme: str) -> None:
    page = open_page("/evidence", color_scheme=theme)
    found = []
    for path in OWN:
        page.goto(path)
        for details in page.locator("details").all()[:3]:
            details.evaluate("e => { e.open = true; }")
        for violation in Axe().run(page, options=WCAG).response["violations"]:
            nodes = [n["html"][:160] for n in violation["nodes"][:3]]
            found.append(f"{path} {violation['id']}: {violation['help']} {nodes}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_is_wider_than_the_screen(open_page: Open, width: int) -> None:
    page = open_page("/evidence", width=width, height=740)
    for path in OWN:
        page.goto(path)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, path


def test_no_view_breaks_the_policy_or_asks_another_site(open_page: Open, site: str) -> None:
    page = open_page("/evidence")
    complaints, asked = [], []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    for path in OWN:
        page.goto(path)
    assert not complaints
    assert all(url.startswith(site) for url in asked)
