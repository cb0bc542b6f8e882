"""How a claim is meant: stance, source, scope. One table; each row is a sentence and what is found in it."""

import pytest

from kneewise.claims import RulesBackend

PAGE = "\n\nStem cell injections for the knee"


def claims_of(sentence):
    return [c for c in RulesBackend().extract(sentence + PAGE) if c.start < len(sentence)]


STANCES = [
    ("Stem cells regrow cartilage.", "mechanism", "asserted"),
    ("Stem cells may regrow cartilage.", "mechanism", "hedged"),
    ("The treatment aims to repair cartilage.", "mechanism", "hedged"),
    ("Stem cells do not regrow cartilage.", "mechanism", "denied"),
    ("There is no evidence that stem cells regrow cartilage.", "mechanism", "denied"),
    ("Stem cells not only reduce pain, they repair cartilage.", "mechanism", "asserted"),
    ("Insurance does not cover it.", "insurance", "denied"),
    ("Insurance may cover it.", "insurance", "hedged"),
    ("Medicare covers it.", "insurance", "asserted"),
    ("Studies show that stem cells reduce pain.", "benefit", "reported"),
    ("According to the FDA, the treatment is investigational.", "regulation", "reported"),
    ("The FDA has not approved the injections.", "regulation", "denied"),
    ("Why live in pain when stem cells can eliminate your knee pain?", "benefit", "question"),
    ("It has no side effects.", "safety", "asserted"),
    ("It is not a cure.", "uncertainty", "asserted"),
    ("People with active infection should not have it.", "contraindication", "asserted"),
]


@pytest.mark.parametrize(("sentence", "kind", "stance"), STANCES, ids=[s for s, _, _ in STANCES])
def test_stances(sentence, kind, stance):
    assert [c.stance for c in claims_of(sentence) if c.type == kind] == [stance]


def test_a_turning_word_ends_the_scope_of_a_denial():
    found = [c for c in claims_of("It does not cure arthritis but it reduces pain.") if c.type == "benefit"]
    assert {c.stance for c in found} == {"asserted"}


def test_a_plain_question_is_no_claim():
    assert claims_of("Does it work?") == []
    assert claims_of("How much does stem cell therapy cost?") == []


@pytest.mark.parametrize(
    ("sentence", "kind", "product"),
    [
        ("Cord cells reduce knee pain.", "benefit", "cord"),
        ("Exosomes reduce knee pain.", "benefit", "exosome"),
        ("Fat-derived cells reduce knee pain.", "benefit", "fat"),
        ("Stem cells reduce knee pain.", "benefit", "any"),
        ("Exercise reduces knee pain.", "alternative", "exercise"),
        ("Hyaluronic acid shots help the knee.", "alternative", "ha"),
    ],
)
def test_products(sentence, kind, product):
    assert [c.product for c in claims_of(sentence) if c.type == kind] == [product]


def test_another_treatment_is_not_taken_for_this_one():
    kinds = {c.type for c in claims_of("Physiotherapy reduces pain and improves movement.")}
    assert kinds == {"alternative"}


def test_items_take_hedge_and_source_from_their_lead():
    page = "Studies suggest that stem cells may:\n- Reduce pain\n- Slow degeneration\n" + PAGE
    found = {c.type: c for c in RulesBackend().extract(page) if c.start > 30}
    assert found["benefit"].stance == "hedged"
    assert found["benefit"].attribution == "study"


def test_comparators():
    (claim,) = [c for c in claims_of("It is safer than knee replacement.") if c.type == "comparison"]
    assert claim.comparator == "knee_replacement"


@pytest.mark.parametrize(
    "text",
    [
        "Lentil soup. Simmer for 25 minutes. Nine out of ten testers were happy. It costs less than £3.",
        "The knee is the largest joint. Cartilage covers the bones. Pain often comes and goes.",
        "The council approved a footbridge for £2.4 million; work will last nine months.",
        "Stem cells from cord blood are used to treat leukaemia in children.",
    ],
)
def test_pages_about_something_else_make_no_claims(text):
    assert RulesBackend().extract(text) == []
