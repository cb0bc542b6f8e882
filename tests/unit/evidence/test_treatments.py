"""Treatments by every name people use."""

from __future__ import annotations

import pytest

from kneewise.errors import NotFoundError
from kneewise.evidence import Fact, Treatment, Trial, load
from kneewise.evidence.treatments import Treatments, simplified


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("BMAC", "bmac"), ("bone marrow concentrate", "bmac"), ("stem cell injection", "stem_cell_injection"),
        ("Regenokine", "acs"), ("cortisone", "cs"), ("cortisone shots", "cs"), ("gel shots", "ha"),
        ("U joint", "brace"), ("knee replacement", "tka"), ("partial knee replacement", "uka"),
        ("weight", "weight_loss"),
        ("stem cell activators", "stem_cell_activator"), ("Lipogems", "mfat"), ("PRP", "prp"),
        ("waiting", "no_treatment"),
        ("supplements", "supplements"), ("prolotherapy", "prolotherapy"),
        ("exosomes", "exosomes"),
        ("Inyección de suero salino", "saline"), ("genicular nerve ablation", "genicular_ablation"),
        ("osteotomy", "hto"), ("Acido hialuronico", "ha"),
    ],
)  # fmt: skip
def test_names_lead_to_codes(name, code):
    assert load().treatment(name).code == code


def test_a_combination_is_put_together():
    both = load().treatment("bmac+prp")

    assert both.components == ("bmac", "prp")
    assert both.treatment_class == "cell_therapy"
    assert both.cells_from == "own"
    assert not both.control


def test_a_combination_of_controls_is_a_control():
    assert load().treatment("oral_placebo+sham_acupuncture").control


def test_values_go_through_a_dictionary_and_back():
    data = load()
    for value, kind in (
        (data.treatment("bmac+prp"), Treatment),
        (data.trial("shapiro2017"), Trial),
        (data.fact("cost_001"), Fact),
    ):
        assert kind.from_dict(value.to_dict()) == value


def test_facts_by_use_treatment_and_country():
    data = load()

    prices = data.facts_about("cost", use="price", treatment="bmac", country="US", include_broader=True)

    assert [fact.fact_id for fact in prices] == ["cost_001"]
    assert prices[0].citation.row_id == "facts:cost_001"
    assert data.facts_about("cost", use="price", treatment="bmac", country="US") == []


def test_doubtful_facts_are_shown_but_not_used():
    data = load()

    assert not data.fact("cost_063").used
    assert "cost_063" not in {fact.fact_id for fact in data.facts_about("cost")}
    assert "cost_063" in {fact.fact_id for fact in data.facts_about("cost", include_excluded=True)}


@pytest.mark.parametrize(
    ("codes", "simple"),
    [
        (["cs+exercise", "saline+exercise"], ["cs", "saline"]),
        (["co_intervention+exercise", "co_intervention"], ["exercise", "no_treatment_or_usual_care"]),
        (["ha+cs", "ha"], ["ha+cs", "ha"]),
        (["prp_lp", "saline"], ["prp", "saline"]),
        (["tai_chi", "usual_care"], ["exercise", "no_treatment_or_usual_care"]),
        (["bmac"], ["bmac"]),
    ],
)
def test_what_all_groups_had_is_left_out(codes, simple):
    data = load()
    known = Treatments(data.raw("treatments"))

    assert list(simplified(codes, known).values()) == simple


def test_a_simplified_network_hangs_together_better():
    data = load()

    def parts(frame) -> int:
        groups: list[set[str]] = []
        for one, two in frame.select("treat1", "treat2").iter_rows():
            touching = [group for group in groups if one in group or two in group]
            groups = [group for group in groups if group not in touching]
            groups.append({one, two}.union(*touching))
        return len(groups)

    assert parts(data.network_data("pain", 13, simplify=True)) < parts(data.network_data("pain", 13))


@pytest.mark.parametrize(
    ("instrument", "kind", "value"),
    [("vas_pain", "mcid", 19.9), ("nrs_pain", "mcid", 20), ("vas_pain", "pass", 32.3), ("koos_pain", "mcid", 12),
     ("oxford_knee_score", "mcid", 6.1 / 48 * 100), ("womac_function", "pass", 31)],
)  # fmt: skip
def test_thresholds_are_points_on_0_100_with_their_source(instrument, kind, value):
    found = load().threshold(instrument, kind)

    assert found.value == pytest.approx(value)
    assert found.unit == "points on 0-100"
    assert load().fact(found.citations[0].row_id.removeprefix("facts:")).topic == "thresholds"


@pytest.mark.parametrize(
    ("instrument", "kind", "words"),
    [("womac_total", "mcid", "percent of baseline"), ("koos_ps", "mcid", "in doubt"),
     ("lequesne", "mcid", "not in the"), ("vas_pain", "best", "mcid and pass")],
)  # fmt: skip
def test_thresholds_that_cannot_be_used_say_why(instrument, kind, words):
    with pytest.raises(NotFoundError, match=words):
        load().threshold(instrument, kind)
