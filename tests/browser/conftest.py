"""One site for all browser tests, started as people start it, and the system's Chromium."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


# One page per template; pages that differ only in content are covered by their like.
PAGES = (
    "/", "/es/", "/help-now", "/your-knee", "/interview/short", "/interview/health", "/interview/tried", "/answers",
    "/report", "/report?week=104", "/es/report", "/es/report?week=6", "/values", "/check", "/check?pages=3",
    "/options", "/options/bmac", "/plan", "/plan/bmac",
    "/quiz", "/ipdas", "/about", "/methods", "/privacy", "/clinicians", "/evidence", "/evidence/row/facts/cost_001",
    "/evidence/trial/mautner2023", "/source/cochrane-cd013342-pub2", "/evidence/rules", "/style", "/no-such-page",
)  # fmt: skip


@pytest.fixture(scope="session")
def pages() -> tuple[str, ...]:
    return PAGES


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of its own, served by ``kneewise serve --demo`` on a free port."""
    data = tmp_path_factory.mktemp("site")
    environment = os.environ | {"KNEEWISE_DATA": str(data), "KNEEWISE_RATE_SCALE": "1000", "PYTHONUNBUFFERED": "1"}
    log = (data / "log").open("w")
    server = subprocess.Popen(
        [sys.executable, "-m", "kneewise.cli.main", "serve", "--demo", "--port", "0"],
        stdout=subprocess.PIPE, stderr=log, text=True, env=environment,
    )  # fmt: skip
    assert server.stdout is not None
    line = server.stdout.readline()
    found = re.search(r"http://localhost:(\d+)/", line)
    assert found, f"no address in {line!r}: {(data / 'log').read_text()}"
    yield f"http://127.0.0.1:{found[1]}"
    server.terminate()
    server.wait(timeout=10)
    server.stdout.close()
    log.close()
    said = Path(data / "log").read_text()
    assert "Traceback" not in said, said


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a page in a fresh context. Keywords go to the context: ``java_script_enabled``, ``color_scheme`` …"""
    contexts = []

    def opened(path: str = "/", *, width: int = 1280, height: int = 900, **options: object) -> Page:
        still = {"reduced_motion": "reduce"} | options
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=site, **still)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


def answer_short_path(page: Page) -> None:
    """Fill the short path and ask for the report."""
    page.goto("/interview/short")
    page.locator('input[name="red-flags__none"]').check()
    page.locator('input[name="age"]').fill("61")
    page.locator('input[name="xray_words"][value="moderate"]').check()
    page.locator('input[name="pain_now"][value="6"]').check()
    page.locator('select[name="offers.0.treatment"]').select_option("bmac")
    page.locator('input[name="offers.0.price"]').fill("5000")
    page.locator('button[name="go"][value="report"]').click()
    page.wait_for_url("**/report")


@pytest.fixture
def short_path() -> Callable[[Page], None]:
    return answer_short_path
