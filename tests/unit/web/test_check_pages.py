"""Check a page: by paste, file and address; several at once; everything that cannot be read is said and kept."""

from __future__ import annotations

import html
import io
import re
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from kneewise import evidence
from kneewise.claims import audit
from kneewise.claims import fetch as fetching
from kneewise.claims.rulebook import rulebook
from kneewise.web import checks, saved
from kneewise.web.checks import LONGEST_PASTE
from kneewise.web.models import SavedCheck, SavedReport
from kneewise.web.page_text import running_text
from kneewise.web.presenters.check import pieces
from kneewise.web.reading import PERSONS_MEAN
from kneewise.words.readability import reading_grade

OTHER = "Stem cell therapy for the knee costs $9,000. It helps 70% of patients. Risks include infection."
PAGE = (
    "Our stem cell injections for knee arthritis work for 95% of patients. There are no side effects. "
    "The treatment costs $5,000 per knee. It is not approved by the FDA."
)


def _encrypted_pdf() -> bytes:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pieces_put_together_are_the_text() -> None:
    found = audit(PAGE)
    assert "".join(text for text, _ in pieces(found)) == found.text
    assert all(text == claim.text for text, claim in pieces(found) if claim is not None)


def test_each_marked_claim_has_its_verdict_reason_and_place(site: Client) -> None:
    page = site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode()
    for claim in audit(PAGE).claims:
        if claim.verdict != "descriptive":
            assert f'id="p0-{claim.id}"' in page


def test_the_same_audit_downloads_as_json(site: Client) -> None:
    found = site.post("/check", {"pages": "1", "text-0": PAGE, "form": "json"}).json()
    assert found["claims"] == audit(PAGE).to_dict()["claims"]


def test_a_file_is_read_too(site: Client) -> None:
    file = SimpleUploadedFile("page.html", f"<html><body><h1>Knees</h1><p>{PAGE}</p></body></html>".encode())
    page = site.post("/check", {"pages": "1", "file-0": file}).content.decode()
    assert "What the page claims" in page


def test_several_pages_stand_side_by_side(site: Client) -> None:
    page = site.post("/check", {"pages": "3", "text-0": PAGE, "text-1": OTHER, "text-2": ""}).content.decode()
    assert "The pages side by side" in page
    assert 'id="page-1"' in page
    assert 'id="page-2"' not in page


@pytest.mark.parametrize(("pages", "shown"), [("2", 2), ("99", 3), ("0", 1), ("²", 1), ("9" * 5000, 1), ("x", 1)])
def test_the_form_has_one_to_three_pages(site: Client, pages: str, shown: int) -> None:
    assert site.get("/check", {"pages": pages}).content.decode().count("<textarea") == shown


def test_the_site_answers_in_spanish(site: Client) -> None:
    assert "Qué afirma la página" in site.post("/es/check", {"pages": "1", "text-0": PAGE}).content.decode()


def test_nothing_is_kept(site: Client) -> None:
    assert "kneewise" not in site.post("/check", {"pages": "1", "text-0": PAGE}).cookies


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 422),
        ({"text-0": "x" * (LONGEST_PASTE + 1)}, 413),
        ({"text-0": "knee " * 200_000}, 413),
        ({"address-0": "not an address"}, 422),
        ({"address-0": "http://127.0.0.1:1/"}, 422),
        ({"address-0": "file:///etc/passwd"}, 422),
        ({"file-0": SimpleUploadedFile("a.pdf", _encrypted_pdf())}, 422),
        ({"file-0": SimpleUploadedFile("a.pdf", b"not a pdf")}, 422),
        ({"file-0": SimpleUploadedFile("a.html", b"")}, 422),
        ({"file-0": SimpleUploadedFile("a.txt", b"")}, 422),
        ({"file-0": SimpleUploadedFile("a.html", b"<script>alert(1)</script>")}, 422),
        ({"file-0": SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9)}, 422),
        ({"file-0": SimpleUploadedFile("a.docx", b"PK\x03\x04" + bytes(range(1, 256)) * 9)}, 422),
        ({"address-0": "https://me:secret@clinic.example/"}, 422),
        ({"address-0": "https://clinic.example:22/"}, 422),
        ({"address-0": "<script>alert(1)</script>"}, 422),
    ],
)
def test_what_cannot_be_read_is_said_at_the_field_and_in_the_summary(
    site: Client, sent: dict[str, object], status: int
) -> None:
    for value in sent.values():
        if isinstance(value, SimpleUploadedFile):
            value.seek(0)
    response = site.post("/check", {"pages": "1"} | sent)
    page = response.content.decode()
    assert response.status_code == status
    assert 'id="slot-0-error"' in page
    at_field = page.split('id="slot-0-error">')[1].split("<")[0]
    assert page.count(at_field) == 2
    assert "Traceback" not in page


def test_an_address_that_does_not_answer_is_said_at_the_field(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(host: str, port: int) -> list[str]:
        raise OSError("no such host")

    monkeypatch.setattr(fetching.fetch, "__kwdefaults__", {**fetching.fetch.__kwdefaults__, "resolver": silent})
    for path, said in (("/check", "was not found"), ("/es/check", "No se encontró")):
        response = site.post(path, {"pages": "2", "address-0": "clinic.example/knees", "text-1": PAGE})
        page = response.content.decode()
        assert response.status_code == 422
        assert page.count(said) == 2, "at the field and in the summary"
        assert 'value="clinic.example/knees"' in page
        assert "work for 95% of patients" in page


@pytest.mark.parametrize(
    "sent",
    [
        {"address-0": "nonsense"},
        {"file-0": ("a.pdf", _encrypted_pdf())},
        {"file-0": ("a.pdf", b"no pdf")},
        {"file-0": ("a.html", b"")},
        {"file-0": ("a.png", b"\x89PNG" + bytes(range(256)) * 9)},
    ],
    ids=["address", "locked PDF", "no PDF", "empty page", "picture"],
)
def test_the_spanish_page_refuses_in_spanish(site: Client, sent: dict[str, Any]) -> None:
    form = {k: SimpleUploadedFile(*v) if isinstance(v, tuple) else v for k, v in sent.items()}
    page = site.post("/es/check", {"pages": "1"} | form).content.decode()
    at_field = page.split('id="slot-0-error">')[1].split("<")[0]
    assert at_field.startswith(("La ", "El "))


def test_the_problem_of_one_page_keeps_the_others(site: Client) -> None:
    page = site.post("/check", {"pages": "3", "text-0": PAGE, "address-1": "nowhere"}).content.decode()
    assert "work for 95% of patients" in page
    assert 'value="nowhere"' in page


def test_a_script_in_a_page_stays_text(site: Client) -> None:
    page = site.post(
        "/check", {"pages": "1", "text-0": PAGE + " Stem cells cure <b onclick=x>knees</b>."}
    ).content.decode()
    assert "<b onclick" not in page


def test_the_summary_counts_what_is_shown(site: Client) -> None:
    page = site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode()
    found = audit(PAGE)
    weighed = [c for c in found.claims if c.verdict != "descriptive"]
    assert f"We found {len(weighed)} claims to weigh" in page
    assert len(re.findall('class="card claim-card"', page)) == len(weighed)
    missing = [o for o in found.omissions if not o.present]
    assert f"It leaves out {len(missing)} of {len(found.omissions)} things" in page
    assert page.index("In short") < page.index("What the page leaves out") < page.index("The text with its claims")


@pytest.mark.parametrize("text", [PAGE, OTHER])
def test_the_result_is_plain_to_read(site: Client, text: str) -> None:
    """Its own words: the page that was checked is quoted in its language, and quotations are left out."""
    page = site.post("/check", {"pages": "1", "text-0": text}).content.decode()
    own = running_text(page)
    assert "work for 95% of patients" not in own
    grade = reading_grade(own)
    assert grade is not None
    assert grade <= PERSONS_MEAN


def test_every_mark_leads_to_its_claim_and_every_link_has_its_goal(site: Client) -> None:
    page = site.post("/check", {"pages": "3", "text-0": PAGE, "text-1": OTHER}).content.decode()
    goals = set(re.findall(r' id="([^"]+)"', page))
    assert set(re.findall(r' href="#([^"]+)"', page)) <= goals


def _carried(page: str) -> str:
    return html.unescape(re.search(r'name="carried" value="([^"]+)"', page)[1])


def _save(site: Client, page: str, days: str = "30") -> str:
    made = site.post("/check/save", {"carried": _carried(page), "days": days}).content.decode()
    return re.search(r'value="http://localhost(/[^"]+)"', made)[1]


def _result(page: str) -> str:
    """What the page says of the check itself, without what only one of the two views has."""
    body = page.split("<h1>")[1].split('<section id="keep"')[0]
    return re.sub(r'<div class="callout">.*?</div>', "", body, count=1, flags=re.S) if "/delete" in body else body


@pytest.mark.django_db
class TestPrivateLink:
    @pytest.mark.parametrize(
        "sent",
        [
            {"text-0": PAGE},
            {"file-0": PAGE},
            {"pages": "3", "text-0": PAGE, "text-1": OTHER},
            {"pages": "3", "file-0": PAGE, "text-1": OTHER},
        ],
        ids=["pasted", "uploaded", "compared", "uploaded and pasted"],
    )
    def test_the_link_opens_the_same_view_for_anyone(self, site: Client, sent: dict[str, str]) -> None:
        form = {k: SimpleUploadedFile("a.txt", v.encode()) if k.startswith("file") else v for k, v in sent.items()}
        page = site.post("/check", {"pages": "1"} | form).content.decode()
        link = _save(site, page)
        seen = Client(headers={"host": "localhost"}).get(link).content.decode()
        assert _result(seen).split() == _result(page).split()
        assert rulebook().version in seen
        assert evidence.load().version in seen

    def test_nothing_is_stored_unless_asked(self, site: Client) -> None:
        page = site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode()
        assert not SavedCheck.objects.exists()
        _save(site, page)
        assert SavedCheck.objects.count() == 1

    def test_neither_token_nor_page_can_be_read_in_the_database(self, site: Client) -> None:
        link = _save(site, site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode())
        row = SavedCheck.objects.get()
        token = link.rsplit("/", 1)[1]
        assert token not in row.token_hash
        assert b"stem cell" not in bytes(row.content)
        assert saved.look_up(saved.REPORTS, token) is None

    def test_a_form_that_was_changed_or_is_too_old_saves_nothing(
        self, site: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        carried = _carried(site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode())
        for bad in ("", "nonsense", carried[:-8] + "AAAAAAAA", "é"):
            response = site.post("/check/save", {"carried": bad, "days": "30"})
            assert response.status_code == 422
            assert "Check the page again" in response.content.decode()
        for days in ("3650", "²", "9" * 5000, "-7", ""):
            refused = site.post("/check/save", {"carried": carried, "days": days})
            assert refused.status_code == 422
            assert "Choose one of 7, 30, 90 days" in refused.content.decode()
        monkeypatch.setattr(checks, "CARRIED_SECONDS", -1)
        assert site.post("/check/save", {"carried": carried, "days": "30"}).status_code == 422
        assert not SavedCheck.objects.exists()

    def test_a_page_that_is_too_long_to_keep_says_so(self, site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(checks, "LONGEST_KEPT", 100)
        page = site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode()
        assert "too long to be saved" in page
        assert "formaction" not in page
        assert site.post("/check/save", {"carried": _carried(page), "days": "30"}).status_code == 413

    def test_files_of_the_kept_check_are_the_kept_check(self, site: Client) -> None:
        link = _save(site, site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode())
        assert site.get(f"{link}/kneewise-page-audit.json").json() == audit(PAGE).to_dict()
        assert site.get(f"{link}/kneewise-page-audit.pdf").content.startswith(b"%PDF")
        assert site.get(f"{link}/kneewise-page-audit.docx").status_code == 404

    def test_after_a_change_of_rules_it_shows_what_was_found_and_says_so(
        self, site: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        link = _save(site, site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode())
        before = site.get(link).content.decode()
        assert "have changed since" not in before
        old = {"rules": "old-rules", "evidence": "old-evidence"}
        found = saved.look_up(saved.CHECKS, link.rsplit("/", 1)[1])
        found.content["audits"][0]["versions"] |= old
        monkeypatch.setattr(saved, "look_up", lambda shelf, token: found)
        page = site.get(link).content.decode()
        assert "have changed since" in page
        assert "rules old-rules and evidence old-evidence" in page
        anew = site.post("/check", {"carried": _carried(page)}).content.decode()
        assert rulebook().version in anew

    def test_in_the_other_language_it_is_made_anew_from_the_same_text(self, site: Client) -> None:
        link = _save(site, site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode())
        page = site.get("/es" + link).content.decode()
        assert "Qué afirma la página" in page
        assert words_of(audit(PAGE, language="es").claims[0].reason) in words_of(page)

    def test_what_was_kept_in_another_form_is_made_anew(self, site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        link = _save(site, site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode())
        found = saved.look_up(saved.CHECKS, link.rsplit("/", 1)[1])
        found.content["audits"][0]["claims"] = "of another time"
        monkeypatch.setattr(saved, "look_up", lambda shelf, token: found)
        assert "work for 95% of patients" in site.get(link).content.decode()

    def test_it_ends_on_its_date_and_when_deleted(self, site: Client) -> None:
        page = site.post("/check", {"pages": "1", "text-0": PAGE}).content.decode()
        first, second = _save(site, page), _save(site, page)
        assert site.post(f"{first}/delete").status_code == 302
        gone = site.get(first)
        assert gone.status_code == 404
        assert "has run out or was deleted" in gone.content.decode()
        SavedCheck.objects.update(expires=timezone.now() - timedelta(days=1))
        assert site.get(second).status_code == 404
        saved.save(answers={"intake": {}}, language="en", days=7)
        assert not SavedCheck.objects.exists(), "saving anything deletes all that is past its date"
        assert SavedReport.objects.count() == 1


def words_of(text: str) -> str:
    return " ".join(html.unescape(text).split())
