"""What the outlook expects of a treatment: the shipped figures are its own, and a success rate is held against them."""

import pytest

from kneewise import evidence
from kneewise.claims import audit
from kneewise.claims.anchors import Anchors
from kneewise.claims.expected import SHIPPED, as_json, expected, worked_out
from kneewise.claims.model import Claim

PAGE = "\n\nStem cell injections for the knee"


def claim(**values):
    return Claim("c1", "success_rate", "", "x", 0, 1, "r", **values)


def test_what_ships_is_what_the_outlook_says():
    assert SHIPPED.read_text(encoding="utf-8") == as_json(evidence.load())


def test_other_evidence_is_worked_out_anew():
    class Other:
        version = "another"

        def __getattr__(self, name):
            return getattr(evidence.load(), name)

    other = Other()
    assert expected(other) == worked_out(evidence.load())


def test_shares_are_of_100_people_and_in_order():
    for row in expected(evidence.load()).values():
        for low, middle, high in (row.treated, row.control):
            assert 0 <= low <= middle <= high <= 100
        assert row.n_trials > 0
        assert row.n_people > 0
        assert row.source_id


def test_a_product_is_held_against_its_own_forecast_and_cells_against_all_cells():
    anchors = Anchors(evidence.load(), None)
    known = expected(evidence.load())
    marrow = anchors.get("expected_treated", claim(product="marrow"))
    assert (marrow.low, marrow.middle, marrow.high) == known["bmac"].treated
    cells = anchors.get("expected_treated", claim(product="any"))
    assert cells.low <= marrow.low
    assert cells.high >= marrow.high
    assert anchors.get("expected_control", claim(product="marrow")).middle < marrow.middle


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("In a randomised trial 50% of patients responded.", "supported"),
        ("In a randomised trial 85% of patients responded.", "overstated"),
        ("90% of our patients get better.", "overstated"),
    ],
)
def test_a_success_rate_is_judged_by_the_forecast_and_shows_it(sentence, verdict):
    (found,) = [c for c in audit(sentence + PAGE).claims if c.type == "success_rate"]
    assert found.verdict == verdict
    ids = [row.id for row in found.evidence]
    assert ids[0].startswith("outlook:")
    assert any(i.startswith("responders:") for i in ids)
    middle = Anchors(evidence.load(), None).get("expected_treated", found).middle
    assert f"{middle:.0f} of 100" in found.reason
