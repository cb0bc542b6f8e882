"""The learned proposer: it finds what no rule knows, can be overruled by none, and says which words spoke."""

import json

from kneewise.claims import audit
from kneewise.claims.extract import PageReading, find_claims
from kneewise.claims.features import page_features, stem
from kneewise.claims.learned import WEIGHTS, Proposer, proposal_rule, proposer
from kneewise.claims.rulebook import rulebook

PAGE = "Stem cell injections for the knee\n\n"


def test_words_of_one_family_share_a_stem():
    assert stem("injections") == stem("injection")
    assert stem("repairs") == stem("repairing") == stem("repaired")
    assert stem("12") == "#"
    assert stem("as") == "as"


def test_features_name_words_classes_form_and_context():
    page = PageReading("# Costs of stem cells\n\n- $5,000 per knee\n- Who pays?", rulebook())
    heading, price, question = page_features(page)
    assert "k:heading" in heading
    assert {"c:MONEY", "k:item", "aw:cost", "u:per knee"} <= set(price)
    assert "k:question" in question


def test_weights_add_up_and_a_rule_counts_as_evidence():
    small = Proposer(("price", "risk"), (-50, -50), (60, 0), (0, 0), {"w:bill": [0, 70], "w:sore": [1, 10]})
    assert small.margins(["w:bill", "w:unknown"], set()) == {"price": 20, "risk": -50}
    assert small.margins([], {"price"}) == {"price": 10, "risk": -50}


def test_a_proposed_claim_names_its_words_and_is_in_the_text():
    text = PAGE + "My aunt forked out a small fortune and her joint still throbs.\n"
    rules = find_claims(PageReading(text, rulebook()))
    both = [claim for claim, _ in find_claims(PageReading(text, rulebook()), proposer())]
    proposed = [claim for claim in both if claim.rule.startswith("learned/")]
    assert proposed, [claim.type for claim, _ in rules]
    for claim in proposed:
        assert text[claim.start : claim.end] == claim.text
        assert claim.cues
        assert all(cue.split()[0] in claim.text.lower() for cue in claim.cues)
    found = audit(text).to_dict()["claims"]
    assert {c["found_by"] for c in found if c["cues"]} == {claim.rule for claim in proposed}


def test_weights_that_speak_against_a_rule_drop_its_claim():
    text = PAGE + "It relieves knee pain."
    kinds = proposer().kinds
    silent = Proposer(kinds, (-1,) * len(kinds), (0,) * len(kinds), (0,) * len(kinds), {})
    assert find_claims(PageReading(text, rulebook()))
    assert find_claims(PageReading(text, rulebook()), silent) == []


def test_every_kind_has_a_way_to_be_read():
    for kind in proposer().kinds:
        rule = proposal_rule(kind, rulebook())
        assert rule.id == f"learned/{kind}"
    assert proposal_rule("price", rulebook()).value == ("money",)
    assert proposal_rule("safety", rulebook()).absorb


def test_weights_are_small_and_hold_no_text():
    assert WEIGHTS.stat().st_size < 300_000
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"]
    longest = max(name.split(":", 1)[1].count("_") for name in weights if name.startswith("b:"))
    assert longest <= 2  # pairs of words at most ("^" and "$" mark the ends)
