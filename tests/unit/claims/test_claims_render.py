"""The three views of an audit, and `kneewise check-page` and `kneewise claims` as a person uses them."""

import io
import json
import re

import pypdf
import pytest
from click.testing import CliRunner
from rich.console import Console

from kneewise.claims import audit, compare_pages
from kneewise.claims.render import pieces, print_audit, print_comparison, to_html, to_pdf
from kneewise.cli.check_page import command as check_page
from kneewise.cli.claims import command as claims
from kneewise.errors import InputError

TEXT = (
    "Stem cells <for> knees & joints\n\nOur injections have no side effects and cure arthritis.\n"
    "Infection is possible. It is not a cure.\n"
)


@pytest.fixture(scope="module")
def page():
    return audit(TEXT, url="https://clinic.example/<x>")


def test_pieces_are_the_text(page):
    assert "".join(text for text, _ in pieces(page)) == TEXT
    marked = {c.id for _, found in pieces(page) for c in found}
    assert marked == {c.id for c in page.claims}


@pytest.mark.parametrize("language", ["en", "es"])
def test_html_is_one_file_without_script_or_anything_from_elsewhere(page, language):
    source = to_html(page, language)
    assert "<script" not in source
    assert "<for>" not in source
    assert "&lt;for&gt;" in source
    assert not re.search(r"\ssrc=|@import|url\(|<link", source)
    assert not re.search(r"\son[a-z]+=", source)
    assert "default-src 'none'" in source
    for found in page.claims:
        assert found.verdict == "descriptive" or f'id="{found.id}"' in source


def test_pdf_holds_reasons(page):
    text = "\n".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(to_pdf(page))).pages)
    assert "Questions to ask" in text
    assert "contradicted" in text


def test_terminal_view_underlines_claims(page):
    console = Console(record=True, width=100, force_terminal=True, file=io.StringIO())
    print_audit(page, console)
    shown = console.export_text(styles=True)
    assert "\x1b[4" in shown
    assert "contradicted" in shown
    assert "left out" in shown


def test_terminal_comparison(page):
    console = Console(record=True, width=140, file=io.StringIO())
    print_comparison(compare_pages([page, audit("Stem cells for knees cost $5,000 per knee.")]), console)
    shown = console.export_text()
    assert "$5,000" in shown
    assert "says nothing" in shown


def run(command, *arguments, **options):
    return CliRunner().invoke(command, [str(a) for a in arguments], catch_exceptions=True, **options)


@pytest.fixture
def files(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.html").write_text("<html><p>Stem cells for knees cost $5,000 per knee.</p></html>")
    return tmp_path


def test_check_page_as_json(files):
    done = run(check_page, files / "a.txt", "--json")
    assert done.exit_code == 0
    data = json.loads(done.output)
    assert {c["verdict"] for c in data["claims"]} >= {"contradicted", "supported"}


def test_check_page_from_paste_and_as_files(files, monkeypatch):
    done = run(check_page, "-", "--html", files / "out.html", "--pdf", files / "out.pdf", input=TEXT)
    assert done.exit_code == 0, done.output
    assert (files / "out.html").read_text().startswith("<!doctype html>")
    assert (files / "out.pdf").read_bytes().startswith(b"%PDF")


def test_check_page_on_the_terminal(files):
    done = run(check_page, files / "b.html")
    assert done.exit_code == 0
    assert "$5,000" in done.output


def test_check_page_compares(files):
    done = run(check_page, files / "a.txt", files / "b.html", "--compare", "--json")
    assert set(json.loads(done.output)["topics"]) == {"price", "success", "candidates", "risks", "timeline"}
    assert "$5,000" in run(check_page, files / "a.txt", files / "b.html", "--compare").output


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["a.txt", "b.html"], "one page at a time"),
        (["a.txt", "--compare"], "two or more"),
        (["a.txt", "b.html", "--compare", "--html", "x.html"], "no HTML"),
        (["-", "-", "--compare"], "twice"),
        (["missing.txt"], "is not there"),
        (["http://127.0.0.1/"], "not a public page"),
        (["a.txt", "--html", "no/such/folder/x.html"], "cannot be written"),
    ],
)
def test_mistakes_are_named(files, monkeypatch, arguments, problem):
    monkeypatch.chdir(files)
    done = run(check_page, *arguments)
    assert isinstance(done.exception, InputError)
    assert problem in str(done.exception)
    assert sorted(p.name for p in files.iterdir()) == ["a.txt", "b.html"]


def test_rules_are_tested_and_listed():
    done = run(claims, "rules", "test")
    assert done.exit_code == 0, done.output
    assert " 0 wrong" in done.output
    assert "price-amount" in run(claims, "rules", "list", "--type", "price").output
    assert len(run(claims, "rules", "list").output.splitlines()) > 40
    assert isinstance(run(claims, "rules", "list", "--type", "x").exception, InputError)


def test_broken_rules_are_named(tmp_path):
    (tmp_path / "lexicon.yaml").write_text("A: [no]\n")
    done = run(claims, "rules", "test", "--folder", tmp_path)
    assert isinstance(done.exception, InputError)
    assert "cannot be used" in str(done.exception)


def test_evaluate_prints_figures():
    done = run(claims, "evaluate", "--split", "dev")
    assert done.exit_code == 0
    assert "ALL, any overlap" in done.output
    assert "contradicted claims called supported: 0" in done.output
    assert json.loads(run(claims, "evaluate", "--json").output)["split"] == "dev"


def test_absent_seeds_are_said_loudly(monkeypatch, tmp_path):
    monkeypatch.setattr("kneewise.claims.evaluate.seeds_folder", lambda given: None)
    done = run(claims, "evaluate", "--split", "seeds")
    assert done.exit_code == 2
    assert "NOTHING was measured" in done.output
    monkeypatch.undo()
    assert isinstance(run(claims, "evaluate", "--split", "seeds", "--seeds", tmp_path / "none").exception, InputError)
