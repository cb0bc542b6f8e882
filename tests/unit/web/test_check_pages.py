"""Check a page: by paste, file and address; several at once; everything that cannot be read is said and kept."""

from __future__ import annotations

import io

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kneewise.claims import audit
from kneewise.web.presenters.check import LONGEST_PASTE, pieces

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
    other = "Stem cell therapy for the knee costs $9,000. It helps 70% of patients. Risks include infection."
    page = site.post("/check", {"pages": "3", "text-0": PAGE, "text-1": other, "text-2": ""}).content.decode()
    assert "The pages side by side" in page
    assert 'id="page-1"' in page
    assert 'id="page-2"' not in page


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


def test_the_problem_of_one_page_keeps_the_others(site: Client) -> None:
    page = site.post("/check", {"pages": "3", "text-0": PAGE, "address-1": "nowhere"}).content.decode()
    assert "work for 95% of patients" in page
    assert 'value="nowhere"' in page


def test_a_script_in_a_page_stays_text(site: Client) -> None:
    page = site.post(
        "/check", {"pages": "1", "text-0": PAGE + " Stem cells cure <b onclick=x>knees</b>."}
    ).content.decode()
    assert "<b onclick" not in page
