"""The ways people go through the site, each from its first page to its end."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Fill = Callable[[Page], None]


def test_from_the_front_page_to_a_report_without_a_script(open_page: Open, short_path: Fill) -> None:
    page = open_page("/", java_script_enabled=False)
    page.locator("a.door").first.click()
    short_path(page)
    expect(page.locator("#summary")).to_contain_text("100")
    page.locator(".report a[href='/values']").click()
    before = page.locator("#v-safety").input_value()
    page.locator('button[name="step"][value="safety:+1"]').click()
    assert int(page.locator("#v-safety").input_value()) == int(before) + 1
    page.locator("form[action='/values'] button:not([name])").click()
    expect(page.locator("#values")).to_be_visible()


def test_every_section_of_the_interview_goes_forward_and_back_without_a_script(open_page: Open) -> None:
    page = open_page("/interview/short", java_script_enabled=False)
    seen = ["short"]
    while (forward := page.locator('.actions button[name="go"]:not([value="report"])')).count():
        targets = [b.get_attribute("value") or "" for b in forward.all()]
        ahead = [t for t in targets if t not in seen]
        if not ahead:
            break
        page.locator(f'.actions button[value="{ahead[0]}"]').first.click()
        page.wait_for_url(f"**/interview/{ahead[0]}")
        seen.append(ahead[0])
    assert len(seen) == 8
    page.locator(f'.actions button[value="{seen[-2]}"]').click()
    page.wait_for_url(f"**/interview/{seen[-2]}")


def test_the_keyboard_alone_reaches_the_report(open_page: Open) -> None:
    page = open_page("/interview/short")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    wanted = {"age": "61", "xray_words": " ", "pain_now": " "}
    done: set[str] = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name || ''")
        if name in wanted and name not in done:
            page.keyboard.type(wanted[name])
            done.add(name)
        if page.evaluate("document.activeElement.value") == "report":
            page.keyboard.press("Enter")
            break
    page.wait_for_url("**/report")
    assert done == set(wanted)
    expect(page.locator("#summary")).to_be_visible()


def test_what_cannot_be_used_is_said_at_the_field_and_in_the_summary_and_kept(open_page: Open) -> None:
    page = open_page("/interview/short")
    page.locator('input[name="age"]').fill("150")
    page.locator('input[name="pain_now"][value="7"]').check()
    page.locator('button[value="report"]').click()
    at_field = page.locator("#f-age-error").inner_text()
    assert "18" in at_field
    assert at_field in page.locator("#errors").inner_text()
    assert page.locator('input[name="age"]').input_value() == "150"
    assert page.locator('input[name="pain_now"][value="7"]').is_checked()
    page.locator("#errors a").click()
    assert "f-age" in page.url


def test_the_whole_way_in_spanish(open_page: Open) -> None:
    page = open_page("/es/")
    assert page.locator("html").get_attribute("lang") == "es"
    page.locator("a.door").first.click()
    page.locator('input[name="age"]').fill("61")
    page.locator('input[name="pain_now"][value="6"]').check()
    page.locator('button[value="report"]').click()
    page.wait_for_url("**/es/report")
    assert "De 100 personas" in page.locator("#summary").inner_text()
    page.locator('.tools a[hreflang="en"]').click()
    page.wait_for_url("**/report")
    assert "Of 100 people" in page.locator("#summary").inner_text()


def test_the_report_prints_as_pdf_without_the_site_around_it(open_page: Open, short_path: Fill) -> None:
    page = open_page("/")
    short_path(page)
    printed = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = "\n".join(p.extract_text() for p in printed.pages)
    assert "Your knee" in text
    assert "Light or dark" not in text
    assert "Make a private link" not in text
    assert 2 <= len(printed.pages) <= 30


FOLDED = ("involved", "rules", "certainty", "sharpness", "sources")


def test_a_phone_folds_long_parts_and_a_link_opens_them(open_page: Open, short_path: Fill) -> None:
    page = open_page("/", width=360, height=740, java_script_enabled=False)
    short_path(page)
    for part in ("summary", "candidacy", "options", "icons", "harms", "cost", "questions", "next"):
        assert page.locator(f"#{part} h2").is_visible(), part
    for part in FOLDED:
        assert page.locator(f"#{part}-fold").get_attribute("open") is None, part
    page.goto("/report#certainty")
    assert page.locator("#certainty-fold").get_attribute("open") is not None


def test_paper_and_wide_screens_show_the_folded_parts(open_page: Open, short_path: Fill) -> None:
    page = open_page("/", width=1280, java_script_enabled=False)
    short_path(page)
    height = "e => e.checkVisibility({contentVisibilityAuto: true}) && e.getBoundingClientRect().height"
    for part in FOLDED:
        assert page.locator(f"#{part}").evaluate(height) > 150, part
        assert not page.locator(f"#{part}-fold > summary").is_visible()
    page.set_viewport_size({"width": 360, "height": 740})
    page.emulate_media(media="print")
    for part in (*FOLDED, "options-all", "candidacy-rest"):
        assert page.locator(f"#{part}").evaluate(height) > 150, part
        assert page.locator(f"#{part} h2").evaluate("e => e.getBoundingClientRect().height") > 5, part


def test_a_private_link_shows_the_same_report_and_can_be_deleted(open_page: Open, short_path: Fill) -> None:
    page = open_page("/")
    short_path(page)
    said = page.locator("#summary").inner_text()
    page.locator("form[action='/saved'] button").click()
    link = page.locator("#link").input_value()
    other = open_page(link)
    assert other.locator("#summary").inner_text() == said
    other.locator("form[action$='/delete'] button").click()
    assert other.goto(link).status == 404


def test_answers_are_downloaded_forgotten_and_opened_again(open_page: Open, short_path: Fill, tmp_path: object) -> None:
    page = open_page("/")
    short_path(page)
    page.goto("/answers")
    with page.expect_download() as started:
        page.locator("a[href$='.yaml']").click()
    file = started.value.path()
    page.locator("form[action='/answers/forget'] button").click()
    page.goto("/answers")
    assert page.locator("pre").count() == 0
    page.locator("#file").set_input_files(
        {"name": "a.yaml", "mimeType": "application/yaml", "buffer": file.read_bytes()}
    )
    page.locator("form[action='/answers/open'] button").click()
    page.wait_for_url("**/report")
    page.goto("/interview/short")
    assert page.locator('input[name="age"]').input_value() == "61"


def test_a_pasted_page_is_marked_claim_by_claim(open_page: Open) -> None:
    page = open_page("/check", java_script_enabled=False)
    page.locator("#text-0").fill(
        "Our stem cell injections for knee arthritis work for 95% of patients. There are no side effects."
    )
    page.locator("form[action='/check'] button").click()
    expect(page.locator(".page-text a.claim").first).to_be_attached()
    target = page.locator(".page-text a.claim").first.get_attribute("href")
    assert page.locator(target or "none").count() == 1


def test_moving_a_slider_shows_the_order_at_once(open_page: Open, short_path: Fill) -> None:
    page = open_page("/")
    short_path(page)
    page.goto("/values")
    page.locator('button[data-for="v-cost"][data-step="up"]').click()
    expect(page.locator("#order ol li").first).to_be_visible()
    assert page.url.endswith("/values")
