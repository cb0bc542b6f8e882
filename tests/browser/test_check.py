"""The page check in Chromium: summary, marks, private link; in both themes, on a phone, without a script, on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

TEXT = (
    "Our stem cell injections for knee arthritis work for 95% of patients. There are no side effects. "
    "Your cartilage regrows within weeks. The treatment costs $5,000 per knee. It is not approved by the FDA. "
    "It costs $7,500 for both knees."
)
OTHER = "Stem cell therapy for the knee costs $9,000. It helps 70% of patients. Risks include infection."
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def check(page: Page, *texts: str) -> None:
    page.goto(f"/check?pages={3 if len(texts) > 1 else 1}")
    for i, text in enumerate(texts):
        page.locator(f"#text-{i}").fill(text)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".summary-box").first).to_be_visible()


def open_details(page: Page) -> None:
    for details in page.locator("details").all():
        details.evaluate("e => { e.open = true; }")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("texts", [(TEXT,), (TEXT, OTHER)], ids=["one page", "two pages"])
def test_axe_finds_nothing(open_page: Open, theme: str, texts: tuple[str, ...]) -> None:
    page = open_page("/check", color_scheme=theme)
    check(page, *texts)
    open_details(page)
    found = Axe().run(page, options=WCAG).response["violations"]
    assert not [(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found]


@pytest.mark.parametrize("width", [320, 768])
def test_nothing_is_wider_than_the_screen(open_page: Open, width: int) -> None:
    page = open_page("/check", width=width, height=740)
    check(page, TEXT, OTHER)
    open_details(page)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def test_a_mark_leads_to_its_reason_and_back(open_page: Open) -> None:
    page = open_page("/check")
    check(page, TEXT)
    mark = page.locator(".page-text .claim.contradicted").first
    mark.click()
    card = page.locator(".claim-card:target")
    expect(card).to_be_in_viewport()
    card.get_by_role("link", name="Show it in the text").click()
    expect(page.locator(".page-text .claim:target")).to_be_in_viewport()


@pytest.mark.parametrize("script", [True, False])
def test_a_mark_unfolds_the_claim_it_leads_to(open_page: Open, script: bool) -> None:
    page = open_page("/check", java_script_enabled=script)
    check(page, "\n".join(f"The stem cell treatment costs ${price},000 per knee." for price in range(3, 23)))
    folded = page.locator("details .claim-card").last
    expect(folded).to_be_hidden()
    page.locator(f'.page-text a[href="#{folded.get_attribute("id")}"]').click()
    expect(folded).to_be_in_viewport()


def test_a_private_link_opens_the_same_check_for_someone_else_until_it_is_deleted(open_page: Open) -> None:
    mine = open_page("/check", java_script_enabled=False)
    check(mine, TEXT, OTHER)
    counts = mine.locator(".verdict-counts").all_inner_texts()
    mine.get_by_role("button", name="Save this check").click()
    link = mine.locator("#link").input_value()
    theirs = open_page(link, java_script_enabled=False)
    assert theirs.locator(".verdict-counts").all_inner_texts() == counts
    expect(theirs.get_by_text("saved under a private link")).to_be_visible()
    expect(theirs.get_by_text(re.compile("Checked on .* with rules .* and evidence"))).to_be_visible()
    theirs.get_by_role("button", name="Delete it now").click()
    expect(theirs.get_by_text("The saved check is gone")).to_be_visible()
    assert mine.goto(link).status == 404


def test_files_are_those_of_the_check(open_page: Open) -> None:
    page = open_page("/check")
    check(page, TEXT)
    for form in ("PDF", "JSON"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=form, exact=True).click()
        assert waiting.value.suggested_filename == f"kneewise-page-audit.{form.lower()}"


def test_on_paper_every_reason_stands_open(open_page: Open) -> None:
    page = open_page("/check")
    check(page, TEXT)
    evidence = page.locator(".claim-card details li").first
    expect(evidence).to_be_hidden()
    page.emulate_media(media="print")
    assert evidence.evaluate("e => e.getBoundingClientRect().height") > 0
    expect(page.locator("#keep")).to_be_hidden()
