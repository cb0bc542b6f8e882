"""Published networks: equal to metafor's rma.mv and to netmeta.

Figures are pinned in validation/network/reference.json by reference.R; its README says which versions made them, where
the packages differ from each other, and why.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from kneewise.synthesis.network import (
    NetworkData,
    additive_components,
    comparison_adjusted_funnel,
    contribution_matrix,
    decompose_q,
    design_interaction,
    detach_designs,
    network_meta_analysis,
    network_meta_regression,
)
from kneewise.synthesis.network.rows import log_likelihoods, whiten

PINNED = json.loads((Path(__file__).parents[2] / "validation/network/reference.json").read_text())
SETS = sorted(PINNED["sets"])

# Closed forms: only rounding separates the programs.
RTOL = 1e-6
# metafor's tau² is the root of a numerical derivative of its log likelihood; that costs digits.
RTOL_TAU2 = 1e-5
ATOL = 1e-9


def rows_of(table):
    columns = list(table)
    return [dict(zip(columns, values, strict=True)) for values in zip(*table.values(), strict=True)]


def load(name, *, contrasts=True):
    pinned = PINNED["sets"][name]
    if contrasts or pinned["kind"] == "contrasts":
        return pinned, NetworkData.from_contrasts(rows_of(pinned["contrasts"]))
    return pinned, NetworkData.from_arms(rows_of(pinned["rows"]), pinned["kind"], no_events="drop")


def matrix(result, what):
    names = result.data.treatments
    return np.array([[0.0 if a == b else what(result.effect(a, b)) for b in names] for a in names])


def numbers(table):
    return np.array(table, dtype=float)


def test_the_list_of_networks_cannot_shrink():
    assert {
        *(
            "baker2009",
            "dogliotti2014",
            "dong2013",
            "linde2016",
            "parkinson",
            "senn2013",
            "smoking",
            "stowe2010",
            "woods2010",
        ),
    } <= set(SETS)


@pytest.mark.parametrize("name", SETS)
def test_arm_rows_give_the_contrasts_of_r(name):
    _, from_contrasts = load(name)
    _, from_arms = load(name, contrasts=False)
    assert from_arms.treatments == from_contrasts.treatments
    for a, b in zip(from_arms.studies, from_contrasts.studies, strict=True):
        np.testing.assert_allclose(a.y, b.y, rtol=RTOL, atol=ATOL)
        np.testing.assert_allclose(a.v, b.v, rtol=RTOL, atol=ATOL)


@pytest.mark.parametrize("method", ["reml", "ml"])
@pytest.mark.parametrize("name", SETS)
def test_reml_and_ml_equal_rma_mv(name, method):
    pinned, data = load(name)
    theirs = pinned[f"metafor_{method}"]
    result = network_meta_analysis(data, tau2=method.upper(), reference=pinned["reference"])
    assert result.tau2 == pytest.approx(theirs["tau2"], rel=RTOL_TAU2, abs=1e-8)
    at_theirs = network_meta_analysis(data, tau2=float(theirs["tau2"]), reference=pinned["reference"])
    for e in at_theirs.effects():
        assert e.estimate == pytest.approx(theirs["estimate"][e.treatment], rel=RTOL, abs=1e-8)
        assert e.se == pytest.approx(theirs["se"][e.treatment], rel=RTOL)
    assert result.q.total.q == pytest.approx(theirs["qe"], rel=RTOL)
    rows = whiten(data)
    values = np.array([result.tau2, theirs["tau2"]])
    ours, reached = log_likelihoods(rows.y, rows.incidence[:, 1:], rows.lam, values, restricted=method == "reml")
    assert ours >= reached - 1e-10


@pytest.mark.parametrize("name", SETS)
def test_effects_at_a_fixed_tau2_equal_rma_mv(name):
    pinned, data = load(name)
    theirs = pinned["metafor_at"]
    result = network_meta_analysis(data, tau2=theirs["tau2"], reference=pinned["reference"])
    for e in result.effects():
        assert e.estimate == pytest.approx(theirs["estimate"][e.treatment], rel=RTOL, abs=1e-9)
        assert e.se == pytest.approx(theirs["se"][e.treatment], rel=RTOL)


@pytest.mark.parametrize("name", SETS)
def test_common_and_dl_equal_netmeta(name):
    pinned, data = load(name)
    theirs = pinned["netmeta"]
    assert list(data.treatments) == sorted(theirs["treatments"])
    # R sorts by locale, Python by code point
    order = [theirs["treatments"].index(t) for t in data.treatments]
    pick = np.ix_(order, order)
    common = network_meta_analysis(data, model="common")
    random = network_meta_analysis(data, tau2="DL")
    assert random.tau2 == pytest.approx(theirs["tau2"], rel=RTOL, abs=ATOL)
    assert random.q.total.q == pytest.approx(theirs["q"], rel=RTOL)
    assert random.df == theirs["df_q"]
    assert random.i2 == pytest.approx(100 * theirs["i2"], rel=RTOL, abs=1e-7)
    for result, kind in ((common, "common"), (random, "random")):
        estimate = matrix(result, lambda e: e.estimate)
        np.testing.assert_allclose(estimate, numbers(theirs[f"te_{kind}"])[pick], rtol=RTOL, atol=1e-8)
        np.testing.assert_allclose(
            matrix(result, lambda e: e.se), numbers(theirs[f"se_{kind}"])[pick], rtol=RTOL, atol=1e-9
        )
        small = {"desirable": "good", "undesirable": "bad"}[pinned["small"]]
        scores = network_meta_analysis(data, model=result.model, tau2="DL", small_values=small).p_scores
        for t, score in theirs[f"p_{kind}"].items():
            assert scores[t] == pytest.approx(score, rel=RTOL)


@pytest.mark.parametrize("name", SETS)
def test_prediction_intervals_equal_netmeta(name):
    pinned, data = load(name)
    theirs = pinned["netmeta"]
    order = [theirs["treatments"].index(t) for t in data.treatments]
    result = network_meta_analysis(data, tau2="DL")
    low = np.array(
        [
            [np.nan if a == b else getattr(result.effect(a, b).pi, "low", np.nan) for b in data.treatments]
            for a in data.treatments
        ]
    )
    expected = numbers(theirs["pi_low"])[np.ix_(order, order)]
    off = ~np.eye(len(order), dtype=bool)
    np.testing.assert_allclose(low[off], expected[off], rtol=RTOL, atol=1e-7)


@pytest.mark.parametrize("name", SETS)
def test_q_decomposition_and_interaction_equal_netmeta(name):
    pinned, data = load(name)
    theirs = pinned["netmeta"]
    parts = decompose_q(data)
    assert parts.within.q == pytest.approx(theirs["q_within"], rel=RTOL, abs=1e-7)
    assert parts.within.df == theirs["df_within"]
    assert parts.between.q == pytest.approx(theirs["q_between"], rel=RTOL, abs=1e-7)
    assert parts.between.df == theirs["df_between"]
    interaction = design_interaction(data, "DL")
    assert interaction.statistic == pytest.approx(theirs["interaction_q"], rel=RTOL, abs=1e-7)
    assert np.sqrt(interaction.tau2) == pytest.approx(theirs["interaction_tau"], rel=RTOL, abs=1e-7)


@pytest.mark.parametrize("name", SETS)
def test_detached_designs_equal_netmeta(name):
    pinned, data = load(name)
    table = pinned["netmeta"].get("detached")
    ours = {frozenset(k.split(":")): v for k, v in detach_designs(data).items()}
    expected = {}
    for row in rows_of(table) if table else []:
        if row["Q"] is not None:
            expected[frozenset(str(row["design"]).split(":"))] = row
    for design, row in expected.items():
        if design in ours:
            assert ours[design].q == pytest.approx(row["Q"], rel=RTOL, abs=1e-7)
            assert ours[design].df == row["df"]
    assert len(set(expected) & set(ours)) >= min(len(expected), 1)


@pytest.mark.parametrize("name", SETS)
def test_back_calculation_equals_netsplit(name):
    pinned, data = load(name)
    ours = {frozenset((s.treat1, s.treat2)): s for s in network_meta_analysis(data, tau2="DL").node_split()}
    compared = 0
    for row in rows_of(pinned["netmeta"]["split"]):
        first, second = row["comparison"].split(":")
        mine = ours[frozenset((first, second))]
        sign = 1 if mine.treat1 == first else -1
        assert mine.direct * sign == pytest.approx(row["direct"], rel=RTOL, abs=1e-8)
        assert mine.direct_se == pytest.approx(row["direct_se"], rel=RTOL)
        assert mine.share == pytest.approx(row["share"], rel=RTOL, abs=1e-7)
        # netmeta calls a comparison direct only from a share of 0.9995
        if row["indirect"] is not None and row["share"] < 0.999:
            compared += 1
            assert mine.indirect * sign == pytest.approx(row["indirect"], rel=RTOL, abs=1e-7)
            assert mine.indirect_se == pytest.approx(row["indirect_se"], rel=RTOL)
            assert mine.p == pytest.approx(row["p"], rel=1e-5, abs=1e-8)
    assert compared == sum(
        r["indirect"] is not None and r["share"] < 0.999 for r in rows_of(pinned["netmeta"]["split"])
    )


@pytest.mark.parametrize("name", [n for n in SETS if "contribution" in PINNED["sets"][n]["netmeta"]])
def test_contributions_equal_netcontrib(name):
    pinned, data = load(name)
    theirs = pinned["netmeta"]["contribution"]
    ours = contribution_matrix(data, network_meta_analysis(data, tau2="DL").tau2)
    rows = [ours.comparisons.index(tuple(sorted(r.split(":")))) for r in theirs["rows"]]
    columns = [ours.direct.index(tuple(sorted(c.split(":")))) for c in theirs["columns"]]
    np.testing.assert_allclose(ours.matrix[np.ix_(rows, columns)], numbers(theirs["matrix"]), atol=1e-6)


@pytest.mark.parametrize("name", [n for n in SETS if "funnel" in PINNED["sets"][n]["netmeta"]])
def test_the_funnel_equals_netmeta(name):
    pinned, data = load(name)
    ours = {
        (p.study, frozenset((p.treat1, p.treat2))): p
        for p in comparison_adjusted_funnel(data, list(data.treatments)).points
    }
    for row in rows_of(pinned["netmeta"]["funnel"]):
        mine = ours[str(row["study"]), frozenset((str(row["treat1"]), str(row["treat2"])))]
        assert abs(mine.adjusted) == pytest.approx(abs(row["adjusted"]), rel=RTOL, abs=1e-8)
        assert mine.se == pytest.approx(row["se"], rel=RTOL)


@pytest.mark.parametrize("name", [n for n in SETS if "regression" in PINNED["sets"][n]])
def test_meta_regression_equals_rma_mv(name):
    """The covariate is made up: place of the study in the alphabet over the number of studies."""
    pinned, data = load(name)
    theirs = pinned["regression"]
    x = {s.name: (i + 1) / data.k for i, s in enumerate(data.studies)}
    fit = {"reference": pinned["reference"]}
    ours = network_meta_regression(data, {"x": x}, tau2=float(theirs["tau2"]), **fit)
    assert ours.slopes[0].estimate == pytest.approx(theirs["estimate"]["slope"], rel=RTOL, abs=1e-8)
    assert ours.slopes[0].se == pytest.approx(theirs["se"]["slope"], rel=RTOL)
    again = network_meta_regression(data, {"x": x}, **fit)
    assert again.tau2 == pytest.approx(theirs["tau2"], rel=RTOL_TAU2, abs=1e-8)


def test_tau2_with_the_full_covariance_of_multi_arm_trials_and_exactly_zero_at_the_boundary():
    """Traps (a) and (c): netmeta's REML from contrasts gives 0.0307 on linde2016, and 1e-10 instead of 0."""
    _, linde = load("linde2016")
    assert network_meta_analysis(linde).tau2 == pytest.approx(0.0183, abs=5e-5)
    assert network_meta_analysis(linde, tau2="ML").tau2 == 0.0


def test_reml_converges_where_netmeta_stops():
    """Trap (b)."""
    pinned, baker = load("baker2009")
    assert isinstance(pinned["netmeta_reml_tau2"], str)
    assert network_meta_analysis(baker).tau2 == pytest.approx(pinned["metafor_reml"]["tau2"], rel=RTOL_TAU2)


@pytest.mark.parametrize("model", ["common", "random"])
def test_additive_components_equal_netcomb(model):
    theirs = PINNED["additive"]
    _, data = load("linde2016")
    ours = additive_components(
        data, inactive=theirs["inactive"], model=model, tau2=float(theirs["tau2"]), separator="+"
    )
    assert set(ours.names) == {c.strip() for c in theirs["components"]}
    by_name = dict(zip(ours.names, ours.components, strict=True))
    for name, estimate, se in zip(theirs["components"], theirs[model], theirs[f"{model}_se"], strict=True):
        assert by_name[name.strip()].estimate == pytest.approx(estimate, rel=RTOL, abs=1e-8)
        assert by_name[name.strip()].se == pytest.approx(se, rel=RTOL)
    assert ours.q_additive.q == pytest.approx(theirs["q_additive"], rel=RTOL)
    assert ours.q_additive.df == theirs["df_additive"]
    assert ours.q_difference.q == pytest.approx(theirs["q_diff"], rel=1e-5)
    assert ours.q_difference.df == theirs["df_diff"]


def test_the_tau2_of_the_additive_model_equals_netcomb():
    _, data = load("linde2016")
    ours = additive_components(data, inactive="Placebo", tau2="DL")
    assert ours.tau2 == pytest.approx(PINNED["additive"]["tau2"], rel=RTOL)


def test_additive_components_equal_discomb():
    theirs = PINNED["discomb"]
    _, data = load("linde2016")
    ours = additive_components(data, inactive="Placebo", model="common")
    by_name = dict(zip(ours.names, ours.components, strict=True))
    for name, estimate, se in zip(theirs["components"], theirs["common"], theirs["common_se"], strict=True):
        assert by_name[name].estimate == pytest.approx(estimate, rel=RTOL, abs=1e-8)
        assert by_name[name].se == pytest.approx(se, rel=RTOL)


def test_stowe2010_equals_the_printed_analysis():
    """Balduzzi 2023, J Stat Softw 106(2) (doi:10.18637/jss.v106.i02), section 5.1: k, tau², Q parts and P-scores."""
    _, data = load("stowe2010")
    result = network_meta_analysis(data, tau2="DL", reference="Placebo")
    assert (data.k, data.treatments) == (29, ("COMTI", "Dopamine Agonist", "MAOBI", "Placebo"))
    assert round(result.tau2, 4) == 0.1518
    assert round(result.i2, 1) == 43.9
    assert (round(result.q.total.q, 2), result.df, round(result.q.total.p, 4)) == (48.15, 27, 0.0074)
    assert (round(result.q.within.q, 2), result.q.within.df) == (46.91, 25)
    assert (round(result.q.between.q, 2), result.q.between.df, round(result.q.between.p, 4)) == (1.24, 2, 0.5376)
    printed = {"Dopamine Agonist": 0.9677, "MAOBI": 0.5664, "COMTI": 0.4659, "Placebo": 0.0}
    assert {t: round(p, 4) for t, p in result.p_scores.items()} == printed
