"""Verdicts come from the evidence: each claim's verdict, its rows, and that other evidence gives another verdict."""

from dataclasses import replace

import polars as pl
import pytest

from kneewise import evidence
from kneewise.claims import audit
from kneewise.claims.anchors import Anchors, anchors_for
from kneewise.claims.datafiles import DATA
from kneewise.claims.extract import PageReading
from kneewise.claims.judge import page_country
from kneewise.claims.model import Claim
from kneewise.claims.rulebook import rulebook
from kneewise.yaml_files import read_yaml

PAGE = "\n\nStem cell injections for the knee"

VERDICTS = [
    ("It has no side effects.", "safety", "contradicted"),
    ("The injections are generally safe.", "safety", "overstated"),
    ("Swelling can occur after the injection.", "risk", "supported"),
    ("The treatment is FDA approved.", "regulation", "contradicted"),
    ("We are FDA registered and compliant.", "regulation", "overstated"),
    ("The FDA has not approved the injections.", "regulation", "supported"),
    ("Our success rate is 90%.", "success_rate", "overstated"),
    ("Our success rate is 100%.", "success_rate", "contradicted"),
    ("It cures arthritis.", "benefit", "contradicted"),
    ("It eliminates knee pain.", "benefit", "unsupported"),
    ("It relieves knee pain.", "benefit", "overstated"),
    ("It may reduce knee pain.", "benefit", "supported"),
    ("Cells turn into cartilage cells.", "mechanism", "contradicted"),
    ("It regrows cartilage.", "mechanism", "unsupported"),
    ("It may repair cartilage.", "mechanism", "overstated"),
    ("It does not regrow cartilage.", "mechanism", "supported"),
    ("It reverses arthritis.", "mechanism", "contradicted"),
    ("Improvement begins after 2 days.", "onset", "unsupported"),
    ("Improvement begins after 6 weeks.", "onset", "supported"),
    ("Relief lasts about 9 months.", "durability", "supported"),
    ("Relief lasts 3 years.", "durability", "overstated"),
    ("Relief lasts 10 years.", "durability", "unsupported"),
    ("Long-lasting relief of knee pain is usual.", "durability", "overstated"),
    ("In the USA it costs $4,000 per knee.", "price", "supported"),
    ("In the USA the average cost is $40,000 per knee.", "price", "contradicted"),
    ("Medicare covers it.", "insurance", "contradicted"),
    ("Medicare does not cover it.", "insurance", "supported"),
    ("It is better than a steroid injection.", "comparison", "contradicted"),
    ("It was no better than a steroid injection.", "comparison", "supported"),
    ("It avoids knee replacement.", "comparison", "unsupported"),
    ("Exercise reduces pain.", "alternative", "supported"),
    ("Arthroscopy is good for fixing knee arthritis.", "alternative", "contradicted"),
    ("A study in rats showed repair of cartilage.", "evidence", "unsupported"),
    ("Bone-on-bone arthritis? You are still a good candidate, even with severe arthritis.", "candidate", "unsupported"),
    ("We have treated 2,000 patients.", "numbers_treated", "cannot_be_checked"),
    ("More research is needed.", "uncertainty", "supported"),
]


@pytest.mark.parametrize(("sentence", "kind", "verdict"), VERDICTS, ids=[s for s, _, _ in VERDICTS])
def test_verdicts(sentence, kind, verdict):
    page = audit(sentence + PAGE)
    found = [c for c in page.claims if c.type == kind and c.start < len(sentence)]
    assert [c.verdict for c in found] == [verdict]
    assert found[0].reason
    assert found[0].verdict_rule


def test_a_verdict_shows_its_evidence_and_what_would_change_it():
    (claim,) = [c for c in audit("Our success rate is 90%." + PAGE).claims if c.type == "success_rate"]
    assert claim.evidence
    assert all(row.source_url.startswith("http") for row in claim.evidence)
    assert any(row.id.startswith("responders:") for row in claim.evidence)
    assert claim.would_change
    assert claim.to_dict()["evidence"][0].keys() >= {"id", "value", "source_url"}


def claim(**values):
    return Claim("c1", "price", "", "x", 0, 1, "r", **values)


def test_prices_are_those_of_country_currency_and_product():
    data = evidence.load()
    low = data.fact("cost_002").value
    us = anchors_for(data, "US").get("price_range", claim(currency="USD"))
    assert us.low == low
    assert anchors_for(data, "IN").get("price_range", claim(currency="INR")).low == data.fact("cost_036").value
    assert not anchors_for(data, "UK").get("price_range", claim(currency="GBP")).found
    prp = anchors_for(data, "US").get("price_range", claim(currency="USD", product="prp"))
    assert prp.high == data.fact("cost_052").value


def test_responders_are_arms_of_trials_that_had_both():
    anchors = Anchors(evidence.load(), None)
    treated, control = (anchors.get(f"responders_{side}", claim()) for side in ("treated", "control"))
    assert 0 < control.low < control.high < 100
    assert treated.low > control.low
    assert len(treated.rows) == len(control.rows)


class _Other:
    """The evidence with one table changed."""

    def __init__(self, dataset, **changed):
        self._dataset, self._changed = dataset, changed

    def __getattr__(self, name):
        return self._changed.get(name) or getattr(self._dataset, name)


def test_other_evidence_gives_another_verdict():
    data = evidence.load()
    later = data.syntheses.with_columns(
        week=pl.when(pl.col("synthesis_id") == "s0004").then(pl.lit("260")).otherwise(pl.col("week"))
    )
    assert data.syntheses.filter(synthesis_id="s0004")["comparison"][0] == "stem cell injection v placebo injection"
    sentence = "Relief lasts 3 years." + PAGE
    with_later = _Other(data)
    with_later._changed["syntheses"] = _Frame(later)
    (now,) = [c for c in audit(sentence).claims if c.type == "durability"]
    (then,) = [c for c in audit(sentence, dataset=with_later).claims if c.type == "durability"]
    assert (now.verdict, then.verdict) == ("overstated", "supported")


class _Frame:
    """A polars frame that is true (frames themselves refuse to be asked)."""

    def __init__(self, frame):
        self._frame = frame

    def __getattr__(self, name):
        return getattr(self._frame, name)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Medicare and the FDA", "US"),
        ("The NHS and NICE, £500", "UK"),
        ("Health Canada, Calgary", "CA"),
        ("Rs 2 lakh in Pune", "IN"),
        ("COFEPRIS, Tijuana", "MX"),
        ("Nothing to see", None),
    ],
)
def test_countries(text, country):
    assert page_country(PageReading(text, rulebook())) == country


def test_a_dollar_in_canada_is_canadian():
    page = audit("At our clinic in Calgary, Canada, it costs $4,000 per knee." + PAGE)
    (found,) = [c for c in page.claims if c.type == "price"]
    assert found.currency == "CAD"
    assert found.verdict == "cannot_be_checked"


# A claim's product and currency for which each anchor must find something; "any" in dollars where none is named.
ANCHORED = {"guideline_named": "exercise", "dead_cells": "amniotic"}


@pytest.mark.parametrize("name", sorted(read_yaml(DATA / "anchors.yaml")))
def test_every_anchor_finds_rows_in_the_evidence(name):
    claim = replace(audit("It relieves knee pain." + PAGE).claims[0], currency="USD")
    found = anchors_for(evidence.load(), "US").get(name, replace(claim, product=ANCHORED.get(name, claim.product)))
    assert found.found
    for row in found.rows:
        assert row.id
        assert row.source_url
