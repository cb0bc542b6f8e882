"""Texts in the reader's language, and the names of sources without a title."""

from __future__ import annotations

import re

import pytest

from kneewise import evidence
from kneewise.evidence.wording import as_sentence, in_language, source_label
from kneewise.words import LANGUAGES

DATA = evidence.load()
ARTICLE = {"source_id": "s", "kind": "journal article", "title": None, "journal": None, "doi": None, "url": ""}


def test_spanish_where_there_is_some_else_english():
    row = {"status": "not approved", "status_es": "no aprobado", "basis": "law", "basis_es": None, "body": None}
    assert in_language(row, "status", "en") == "not approved"
    assert in_language(row, "status", "es") == "no aprobado"
    assert in_language(row, "basis", "es") == "law"
    assert in_language(row, "body", "es") == ""


def test_a_sentence_begins_with_a_capital_letter():
    assert [as_sentence(text) for text in ("not approved", "SVF is a drug", "21 CFR", "")] == [
        "Not approved", "SVF is a drug", "21 CFR", "",
    ]  # fmt: skip


def test_a_title_stays_as_printed_in_every_language():
    titled = ARTICLE | {"title": "On knees"}
    assert source_label(titled, ["One 2020"], "es") == "On knees"


@pytest.mark.parametrize(
    ("known", "trials", "english", "spanish"),
    [
        ({"doi": "10.1/x", "journal": "Knee"}, [], "Article, Knee, doi 10.1/x", "Artículo, Knee, doi 10.1/x"),
        (
            {"url": "https://pmc.ncbi.nlm.nih.gov/articles/PMC123/table/t1"}, [],
            "Article, PMC123", "Artículo, PMC123",
        ),
        ({"url": "https://pubmed.ncbi.nlm.nih.gov/123/"}, [], "Article, PubMed 123", "Artículo, PubMed 123"),
        (
            {"kind": "web page", "url": "https://www.site.org/a"}, ["One 2020"],
            "Web page with figures of the trial One 2020, site.org",
            "Página web con cifras del ensayo One 2020, site.org",
        ),
        ({"kind": "web page", "url": "https://www.site.org/a"}, ["One 2020", "Two 2021"], "Web page, site.org",
         "Página web, site.org"),
    ],
)  # fmt: skip
def test_without_a_title_what_is_known_is_put_together(known, trials, english, spanish):
    row = ARTICLE | known
    assert source_label(row, trials, "en") == english
    assert source_label(row, trials, "es") == spanish


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_source_has_a_readable_name_and_no_placeholder(language):
    for source_id in DATA.sources["source_id"]:
        title = DATA.source(source_id, language).title
        assert title.strip()
        assert not re.match(r"(Article|Page|Registry record|Data repository) (at|of) http", title), source_id
        assert not title.endswith(","), source_id


def test_no_source_without_a_title_claims_an_author_it_does_not_know():
    for row in DATA.sources.filter(DATA.sources["title"].is_null()).iter_rows(named=True):
        if row["first_author"]:
            assert row["first_author"] not in source_label(row, [], "en")


@pytest.mark.parametrize(
    ("table", "fields"),
    [
        ("regulation", ("body", "status", "basis")),
        ("guidelines", ("body", "wording_summary")),
        ("rules", ("sentence",)),
    ],
)
def test_every_rule_and_recommendation_stands_in_both_languages(table, fields):
    for row in DATA.raw(table).iter_rows(named=True):
        for field in fields:
            assert bool(row[field]) == bool(row[f"{field}_es"]), row


def test_no_note_of_the_reader_is_left_in_a_text_that_people_see():
    """Brackets, ``v`` for against and letters for diseases are the shorthand of whoever read the source."""
    shorthand = re.compile(r"\[|\]|\bv\b|\bincl\b|\bOA\b|\bKL\b|\bTJA\b|\bNSAIDs?\b|\bHA\b|\bAE\b")
    for row in DATA.guidelines.iter_rows(named=True):
        assert not shorthand.search(row["wording_summary"]), row["guideline_id"]
    for row in DATA.regulation.iter_rows(named=True):
        assert not shorthand.search(f"{row['status']} {row['basis']}"), row["regulation_id"]
    for row in DATA.facts.iter_rows(named=True):
        if row["quantity_es"]:
            assert not shorthand.search(f"{row['quantity']} {row['population'] or ''}"), row["fact_id"]
