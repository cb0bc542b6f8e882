"""Option pages, plans, quiz and score in Chromium: both themes, phone, no script, Spanish, print."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import icalendar
import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
Open = Callable[..., Page]

PAGES = (
    "/options", "/options/bmac", "/options/exosomes", "/options/waiting", "/es/options/tka",
    "/plan/bmac", "/plan/exercise?start=never", "/quiz", "/ipdas",
)  # fmt: skip
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# Everything that is folded is opened, so that its contents are looked at too.
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_with_everything_unfolded(open_page: Open, theme: str) -> None:
    page = open_page("/options", color_scheme=theme)
    found = []
    for path in PAGES:
        page.goto(path)
        page.evaluate(OPEN_ALL)
        for violation in Axe().run(page, options=WCAG).response["violations"]:
            found.append(f"{path} {violation['id']}: {[n['html'][:160] for n in violation['nodes'][:3]]}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize("width", [360, 768])
def test_nothing_is_wider_than_the_screen(open_page: Open, width: int) -> None:
    page = open_page("/options", width=width)
    wide = {}
    for path in PAGES:
        page.goto(path)
        page.evaluate(OPEN_ALL)
        wide[path] = page.evaluate(WIDER)
    assert {path: over for path, over in wide.items() if over > 0} == {}


def test_from_an_option_to_its_plan_and_calendar_without_a_script(open_page: Open) -> None:
    page = open_page("/options", java_script_enabled=False, width=360)
    page.get_by_role("link", name="Bone marrow concentrate", exact=True).click()
    expect(page.locator("#results")).to_contain_text("Take 100 people")
    page.locator("#results summary").first.click()
    page.locator("a.button[href='/plan/bmac']").click()
    page.locator("#start").fill("2027-03-31")
    page.locator("form button").first.click()
    first = page.locator(".plan-part").first
    expect(first).to_have_attribute("id", "warning")
    expect(page.locator("main")).to_contain_text("31 March 2027")
    with page.expect_download() as started:
        page.locator("a[href*='kneewise-plan.ics']").click()
    events = icalendar.Calendar.from_ical(started.value.path().read_bytes()).walk("VEVENT")
    assert any(event["dtstart"].dt.isoformat() == "2027-03-31" for event in events)
    assert len({str(event["uid"]) for event in events}) == len(events)


def test_the_quiz_answers_at_once_without_a_script(open_page: Open) -> None:
    page = open_page("/quiz", java_script_enabled=False, width=360)
    question = page.locator("#q-price")
    question.locator("input").first.check()
    question.locator("button").click()
    expect(page).to_have_url(re.compile(r"/quiz#q-price$"))
    expect(question.locator(".callout")).to_contain_text("Not quite.")
    expect(question.locator("input").first).to_be_checked()
    question.locator(".callout a:not(.cite)").click()
    expect(page.locator("h1")).to_have_text("Bone marrow concentrate")
    assert page.url.endswith("#price")


def test_the_quiz_can_be_done_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page("/quiz")
    page.locator("#q-gain input").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#q-gain .callout-credit")).to_contain_text("Right.")


def test_spanish_pages_stay_spanish(open_page: Open) -> None:
    page = open_page("/es/options/tka")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("#results h2")).to_have_text("Qué hace con el dolor")
    expect(page.locator("#results")).to_contain_text("Piense en 100 personas")
    page.locator("a.button[href='/es/plan/tka']").click()
    expect(page.locator("#warning h2")).to_have_text("Señales de alarma y a quién llamar")


@pytest.mark.parametrize("path", ["/options/bmac", "/plan/tka"])
def test_a_page_prints_whole_and_without_what_only_a_screen_needs(open_page: Open, path: str) -> None:
    page = open_page(path)
    text = " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(page.pdf())).pages)
    heading = page.locator("h2").last.inner_text()
    assert heading in " ".join(text.split())
    assert "Español" not in text


def test_the_score_page_tells_what_is_open(open_page: Open) -> None:
    page = open_page("/ipdas")
    expect(page.locator("tbody tr[id]")).to_have_count(35)
    expect(page.locator(".state", has_text="not yet tested")).to_have_count(8)
