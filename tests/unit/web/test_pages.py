"""What every page carries."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from kneewise import evidence
from kneewise.evidence.review import REVIEW_AFTER_DAYS
from kneewise.web import pages
from kneewise.web.assets import static, without_hash


def test_the_foot_names_versions_and_dates(site: Client) -> None:
    page = site.get("/").content.decode()
    found = pages.versions()
    assert found["dataset"] in page
    assert found["date"] in page
    assert found["due"] in page


def test_past_its_date_every_page_says_so(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    made = date.today() - timedelta(days=REVIEW_AFTER_DAYS + 1)
    monkeypatch.setitem(evidence.load().package, "created", made.isoformat())
    assert "A new search is overdue" in site.get("/about").content.decode()
    monkeypatch.setitem(evidence.load().package, "created", date.today().isoformat())
    assert "A new search is overdue" not in site.get("/about").content.decode()


@pytest.mark.parametrize("path", ["/", "/about", "/report", "/check"])
def test_each_page_has_its_twin_in_spanish(site: Client, path: str) -> None:
    english, spanish = site.get(path).content.decode(), site.get(f"/es{path}").content.decode()
    assert '<html lang="en"' in english
    assert '<html lang="es"' in spanish
    assert f'href="/es{path}" lang="es"' in english
    assert f'href="{path}" lang="en"' in spanish


@pytest.mark.django_db  # closing a streamed answer looks at the database's connection
def test_static_files_are_kept_for_ever_under_the_hash_of_their_content(site: Client) -> None:
    address = static("css/site.css")
    assert without_hash(address) == "/static/css/site.css"
    answer = site.get(address)
    assert b"--accent" in b"".join(answer.streaming_content)
    answer.close()
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]


def test_light_and_dark_take_turns(site: Client) -> None:
    themes = []
    for _ in range(3):
        site.get("/theme", {"back": "/about"})
        themes.append(site.cookies["kneewise_theme"].value)
    assert themes == ["dark", "light", ""]
    site.cookies["kneewise_theme"] = "dark"
    assert 'data-theme="dark"' in site.get("/").content.decode()


def test_every_figure_of_the_prose_is_filled_in_from_the_dataset(site: Client) -> None:
    for name in ("about", "methods", "policy", "funding", "privacy", "accessibility", "clinicians"):
        assert "{fact" not in site.get(f"/{name}").content.decode()
