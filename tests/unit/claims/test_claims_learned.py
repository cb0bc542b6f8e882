"""The learned proposer: it finds what no rule knows, can be overruled by none, and says which words spoke."""

import numpy as np
import pytest

from kneewise.claims import audit
from kneewise.claims.extract import PageReading, find_claims
from kneewise.claims.features import page_features, stem
from kneewise.claims.learned import LOT, WEIGHTS, Proposer, proposal_rule, proposer
from kneewise.claims.rulebook import rulebook

PAGE = "Stem cell injections for the knee\n\n"


def network(kinds, rows, rule=1.0):
    """A network whose hidden units are the kinds themselves."""
    size = len(kinds)
    return Proposer(
        kinds,
        {name: i for i, name in enumerate(rows)},
        np.array(list(rows.values()), np.float32).reshape(len(rows), size),
        np.zeros(size, np.float32),
        np.eye(size, dtype=np.float32),
        np.zeros(size, np.float32),
        rule,
        np.full(size, 0.5, np.float32),
    )


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
    small = network(("price", "risk"), {"w:bill": [1.0, 0.0], "w:sore": [0.0, 1.0]})
    bill, nothing = small.logits(small.hidden([["w:bill", "w:unknown"], []]))
    assert small.margins(bill, set()) == pytest.approx({"price": np.tanh(1) - 0.5, "risk": -0.5})
    assert small.margins(nothing, {"price"}) == pytest.approx({"price": 0.5, "risk": -0.5})


def test_a_segment_is_weighed_alike_alone_and_among_many():
    texts = [f"It costs ${n},000 per knee and stem cells ease the pain." for n in range(1, 600)]
    features = page_features(PageReading("\n\n".join(texts), rulebook()))
    assert len(features) > LOT
    together = proposer().hidden(features)
    alone = np.concatenate([proposer().hidden([features[i]]) for i in (0, -1)])
    assert np.allclose(together[[0, -1]], alone, atol=1e-5)
    assert proposer().hidden([]).shape == (0, together.shape[1])


def test_a_proposed_claim_names_its_words_and_is_in_the_text():
    text = PAGE + "Before long you could be striding up the stairs again.\n"
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
    silent = network(proposer().kinds, {}, rule=0.0)
    assert find_claims(PageReading(text, rulebook()))
    assert find_claims(PageReading(text, rulebook()), silent) == []


def test_every_kind_has_a_way_to_be_read():
    for kind in proposer().kinds:
        rule = proposal_rule(kind, rulebook())
        assert rule.id == f"learned/{kind}"
    assert proposal_rule("price", rulebook()).value == ("money",)
    assert proposal_rule("safety", rulebook()).absorb


def test_weights_are_small_and_hold_no_text():
    assert WEIGHTS.stat().st_size < 3_000_000
    longest = max(name.split(":", 1)[1].count("_") for name in proposer().index if name.startswith("b:"))
    assert longest <= 2  # pairs of words at most ("^" and "$" mark the ends)


def test_rows_of_a_table_know_their_columns():
    table = "| Treatment | Price | How long it lasts |\n| Stem cells for the knee | $5,000 | 12 months |\n"
    *_, row = page_features(PageReading(table, rulebook()))
    assert {"th:pric", "tx:last+months"} <= set(row)
