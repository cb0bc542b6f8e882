"""Whatever is put in: no crash, no hang, offsets that hold, the same answer twice."""

import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kneewise.claims import RulesBackend, audit
from kneewise.claims.amounts import amounts_in
from kneewise.claims.model import STANCES, VERDICTS
from kneewise.claims.reading import decode, html_blocks, read_bytes, read_html, read_page
from kneewise.claims.rulebook import rulebook
from kneewise.claims.text import FoldedText, segments_of, tokens_of
from kneewise.errors import KneewiseError, TooLargeError

SENTENCES = [rule.finds[0] for rule in rulebook().rules]
WORDS = [
    "stem",
    "cells",
    "knee",
    "pain",
    "no",
    "not",
    "may",
    "up",
    "to",
    "80%",
    "of",
    "patients",
    "$3,500",
    "per",
    "–",
    "4–6",
    "weeks",
    "cure",
    "safe",
    "FDA",
    "approved",
    "never",
    "but",
    "severe",
    "arthritis",
    "?",
    ".",
    ",",
    ":",
    "|",
    "-",
    "#",
    "\n",
    "\u200b",
    "\u202e",
    "﷽",
    "🦵",
    "é",
    "İ",
    "½",
    "٣",
    "⅔",
    "²",
    "\x00",
    "\ufeff",
]
pages = st.lists(st.one_of(st.sampled_from(SENTENCES), st.sampled_from(WORDS), st.text(max_size=20)), max_size=30).map(
    " ".join
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(text):
    page = audit(text)
    for claim in page.claims:
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.text
        assert claim.stance in STANCES
        assert claim.verdict in VERDICTS
        assert claim.low is None or claim.high is None or claim.low <= claim.high
        assert claim.reason
    for item in page.omissions:
        assert not item.present or text[item.start : item.end] == item.evidence_text
    return page


@quick
@given(pages)
def test_any_mixture_of_sentences_and_signs_is_audited(text):
    if text.strip():
        assert check(text).to_dict() == check(text).to_dict()


@quick
@given(pages)
def test_segments_hold_every_word_once_and_in_order(text):
    page = FoldedText(text)
    segments = segments_of(page)
    ends = [(s.start, s.end) for s in segments]
    assert ends == sorted(ends)
    assert all(a[1] <= b[0] for a, b in pairwise(ends))
    covered = "".join(page.folded[a:b] for a, b in ends)
    assert {c for c in page.folded if c.isalpha()} == {c for c in covered if c.isalpha()}


@quick
@given(st.text(max_size=300))
def test_amounts_of_any_text_are_in_order(text):
    folded = FoldedText(text).folded
    tokens = tokens_of(folded, 0, len(folded))
    for amount, first, last in amounts_in(tokens):
        assert 0 <= first <= last < len(tokens)
        assert amount.start < amount.end
        assert amount.low is not None or amount.high is not None


@quick
@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused_in_words(content):
    try:
        text = read_bytes(content).text
    except KneewiseError as error:
        reason = str(error)
        text = ""
    else:
        reason = "read"
    assert reason
    if text.strip():
        check(text)


@quick
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<ul><li>",
                "</li>",
                "<table><tr><td>",
                "</td>",
                "<!--",
                "-->",
                "<script>",
                "</script>",
                "knee",
                "stem cells",
                "&amp;",
                "&#x;",
                "<",
                ">",
                "<a href='",
                "'",
                "\n",
            ]
        ),
        max_size=40,
    )
)
def test_any_heap_of_tags_gives_blocks(parts):
    for block in html_blocks("".join(parts)):
        assert block.strip()


@quick
@given(st.permutations(SENTENCES[:12]))
def test_order_of_paragraphs_changes_no_claim(order):
    backend = RulesBackend()

    def kinds(sentences):
        text = "\n\n".join(f"{s.replace(chr(10), ' ')} " for s in sentences) + "\n\nStem cells in the knee."
        return sorted((c.type, str(c.low), c.stance, c.text) for c in backend.extract(text))

    assert kinds(order) == kinds(SENTENCES[:12])


LONG = {
    "one line": "stem cell knee " * 20_000,
    "opening brackets": "[" * 100_000 + " stem cell knee",
    "no spaces": "stemcellsknee" * 100_000,
    "only digits": "1234567890" * 100_000 + " stem cells knee",
    "only quantities": "stem cells knee " + "$3,500 to $8,000 per knee and 80% of patients in 4-6 weeks " * 1_000,
    "many newlines": "stem cells knee\n" * 10_000,
    "pipes": "| stem | knee " * 20_000,
    "zero width": "s\u200bt\u200be\u200bm cells knee " * 5_000,
    "right to left": "תאי גזע בברך stem cells knee \u202e " * 5_000,
    "emoji": "🦵💉 stem cells knee 👍🏽 " * 5_000,
}


@pytest.mark.parametrize("name", LONG)
def test_long_and_odd_texts_end(name):
    audit(LONG[name])


def test_ten_megabytes_of_one_line_are_refused_at_once():
    with pytest.raises(TooLargeError, match="at most"):
        audit("stem cell knee " * 700_000)
    with pytest.raises(TooLargeError, match="larger than"):
        read_bytes_from(b"stem cell knee " * 2_000_000)


def read_bytes_from(content):
    return read_page(content, name="page.html")


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 100_000 + "stem cells for the knee" + "</div>" * 100_000,
        "<table><tr><td>" * 20_000 + "stem cells for the knee",
        "<!--" * 500_000 + "knee",
        "<a href='" * 200_000 + "knee",
        "<" * 500_000 + "knee",
        "<b>" * 50_000 + "stem cells for the knee",
        "<p>stem cells for the knee &nbsp;" * 20_000,
        "<ul>" + "<li>No side effects" * 20_000,
    ],
    ids=["divs", "tables", "comments", "attributes", "angles", "bold", "paragraphs", "items"],
)
def test_monstrous_pages_are_read_or_refused(source):
    try:
        read_html(source)
    except KneewiseError as error:
        reason = str(error)
    else:
        reason = "read"
    assert reason == "read" or "no text" in reason


def test_random_bytes_by_the_thousand():
    rng = random.Random(7)
    for _ in range(60):
        content = rng.randbytes(rng.randrange(1, 4_000))
        assert isinstance(decode(content), str)
        try:
            read_bytes(b"%PDF-1.4\n" + content)
        except KneewiseError as error:
            reason = str(error)
        else:
            reason = "the PDF"
        assert "PDF" in reason
