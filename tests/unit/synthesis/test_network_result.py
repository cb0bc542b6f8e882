"""The result of a network: its parts agree with each other and with its JSON."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
from scipy import stats

from kneewise.errors import InputError
from kneewise.synthesis.network import (
    NetworkData,
    additive_components,
    comparison_adjusted_funnel,
    contribution_matrix,
    decompose_q,
    detach_designs,
    net_heat,
    network_meta_analysis,
    network_meta_regression,
)


@pytest.fixture(scope="module")
def data():
    generator = np.random.default_rng(7)
    true = {"a": 0.0, "b": -1.0, "c": 0.5, "d": 0.2, "a+c": 0.7}
    designs = [("a", "b"), ("b", "c"), ("a", "c", "d"), ("c", "d"), ("a", "a+c"), ("a", "b", "c", "d")] * 3
    rows = [
        {"study": f"s{i:02d}", "treatment": t, "n": 40, "mean": true[t] + generator.normal(0, 0.3), "sd": 1.0}
        for i, arms in enumerate(designs)
        for t in arms
    ]
    return NetworkData.from_arms(rows, "MD")


def test_json_has_the_keys_of_the_issue(data):
    written = json.loads(json.dumps(network_meta_analysis(data).to_dict(node_split=True), allow_nan=False))
    assert {
        *("kind", "model", "k", "tau2", "tau2_method", "tau2_ci", "i2", "q", "reference", "effects"),
        *("p_scores", "sucra", "rank_probabilities", "league", "node_split"),
    } <= set(written)
    assert written["kind"] == "network"
    assert {"total", "within", "between", "df", "p"} <= set(written["q"])
    assert {"treatment", "reference", "estimate", "se", "ci", "pi", "p"} <= set(written["effects"][0])
    assert {
        *("treat1", "treat2", "direct", "direct_se", "indirect", "indirect_se", "difference", "p"),
    } <= set(written["node_split"][0])
    assert "netmeta" in written["pi_convention"]


def test_ranks_add_up_and_agree_with_sucra(data):
    result = network_meta_analysis(data)
    table = result.ranks.table
    np.testing.assert_allclose(table.sum(axis=0), 1)
    np.testing.assert_allclose(table.sum(axis=1), 1)
    n = len(data.treatments)
    sucra_of_ranks = (n - result.ranks.mean_rank) / (n - 1)
    # the exact value lies within the stated error of an entry times the number of ranks
    np.testing.assert_allclose(sucra_of_ranks, list(result.sucra.values()), atol=4 * n * result.ranks.error)
    assert sum(result.p_scores.values()) == pytest.approx(n / 2)
    again = network_meta_analysis(data)
    assert again.rank_probabilities == result.rank_probabilities


def test_bad_small_values_turn_the_ranking_round(data):
    good = network_meta_analysis(data, small_values="good").p_scores
    bad = network_meta_analysis(data, small_values="bad").p_scores
    for t in good:
        assert good[t] == pytest.approx(1 - bad[t])


def test_league_has_one_orientation(data):
    result = network_meta_analysis(data)
    league = result.league()
    for i, row in enumerate(league.cells):
        assert row[i] is None
        for j, cell in enumerate(row):
            if cell is not None:
                assert (cell.treatment, cell.reference) == (league.treatments[i], league.treatments[j])
                assert cell.estimate == pytest.approx(-league.cells[j][i].estimate)
                assert cell.estimate == pytest.approx(result.effect(cell.treatment, cell.reference).estimate)


def test_prediction_conventions_are_what_they_say(data):
    for convention, quantile in {
        "t(df)": stats.t(network_meta_analysis(data).df).ppf(0.975),
        "t(df-1)": stats.t(network_meta_analysis(data).df - 1).ppf(0.975),
        "normal": stats.norm.ppf(0.975),
    }.items():
        result = network_meta_analysis(data, pi=convention)
        e = result.effect("b", "a")
        assert e.pi.high - e.estimate == pytest.approx(quantile * math.sqrt(e.se**2 + result.tau2), rel=1e-12)
    assert network_meta_analysis(data, model="common").effect("b", "a").pi is None


def test_tau2_interval_holds_the_estimate_and_ends_on_the_q_profile(data):
    result = network_meta_analysis(data, tau2="PM")
    low, high = result.tau2_ci
    assert low <= result.tau2 <= high


def test_nothing_repeated_means_tau2_is_zero_and_says_so():
    rows = [
        {"study": "s1", "treat1": "a", "treat2": "b", "te": 1, "se": 1},
        {"study": "s2", "treat1": "b", "treat2": "c", "te": 1, "se": 1},
    ]
    result = network_meta_analysis(NetworkData.from_contrasts(rows))
    assert result.tau2 == 0.0
    assert result.notes
    assert result.effect("a", "b").pi is None
    assert all(s.indirect is None for s in result.node_split())
    json.dumps(result.to_dict(node_split=True), allow_nan=False)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"model": "mixed"}, "model is 'mixed'"),
        ({"tau2": "XX"}, "tau2 is 'XX'"),
        ({"tau2": -1.0}, "tau2 is -1"),
        ({"reference": "z"}, "treatment 'z' is not in this network"),
        ({"small_values": "up"}, "small_values is 'up'"),
        ({"level": 95}, "level is 95"),
        ({"pi": "x"}, "pi is 'x'"),
    ],
)
def test_wrong_options_are_named(data, options, words):
    with pytest.raises(InputError) as caught:
        network_meta_analysis(data, **options)
    assert words in str(caught.value)


def test_contributions_are_shares_and_direct_only_comparisons_stand_alone(data):
    shares = contribution_matrix(data, 0.1)
    np.testing.assert_allclose(shares.matrix.sum(axis=1), 1)
    assert shares.matrix.min() >= 0
    row = shares.comparisons.index(("a", "a+c"))
    assert shares.matrix[row, shares.direct.index(("a", "a+c"))] == pytest.approx(1)


def test_the_funnel_needs_a_full_order_and_centres_every_comparison(data):
    with pytest.raises(InputError, match="must name every treatment once"):
        comparison_adjusted_funnel(data, ["a", "b"])
    points = comparison_adjusted_funnel(data, ["d", "c", "b", "a", "a+c"]).points
    groups = {}
    for p in points:
        groups.setdefault((p.treat1, p.treat2), []).append(p)
    for group in groups.values():
        assert sum(p.adjusted / p.se**2 for p in group) == pytest.approx(0, abs=1e-9)


def test_regression_recovers_a_slope_that_was_put_in(data):
    x = {s.name: float(i) for i, s in enumerate(data.studies)}
    plain = network_meta_analysis(data, model="common", reference="a")
    shifted = NetworkData(
        data.treatments,
        tuple(
            type(s)(s.name, s.arms, s.y + 0.25 * x[s.name] * (s.arms[0] == data.index("a")), s.v) for s in data.studies
        ),
    )
    before = network_meta_regression(data, {"x": x}, model="common", reference="a")
    after = network_meta_regression(shifted, {"x": x}, model="common", reference="a")
    assert after.slopes[0].estimate - before.slopes[0].estimate == pytest.approx(0.25, rel=1e-9)
    assert set(after.effects_at({"x": 0})) == set(data.treatments) - {"a"}
    assert plain.df == before.df + 1


def test_regression_refuses_what_the_data_do_not_determine(data):
    constant = {s.name: 1.0 for s in data.studies}
    with pytest.raises(InputError, match="do not determine every slope"):
        network_meta_regression(data, {"x": constant})
    with pytest.raises(InputError, match="has no value for any study"):
        network_meta_regression(data, {"x": {}})
    with pytest.raises(InputError, match="covariates are empty"):
        network_meta_regression(data, {})
    some = {s.name: float(i) for i, s in enumerate(data.studies) if i}
    assert network_meta_regression(data, {"x": some}).left_out == (data.studies[0].name,)


def test_additive_model_joins_disconnected_networks_through_components():
    def rows(study, one, other, te):
        return {"study": study, "treat1": one, "treat2": other, "te": te, "se": 0.5}

    data = NetworkData.from_contrasts(
        [
            rows("s1", "p", "x", -1.0),
            rows("s2", "p", "x", -1.0),
            rows("s3", "y", "x+y", -1.0),
            rows("s4", "y+z", "y", 2.0),
            rows("s5", "q", "r", 4.0),
        ]
    )
    result = additive_components(data, inactive="p", tau2="DL")
    assert not result.connected
    by_name = dict(zip(result.names, result.components, strict=True))
    assert by_name["x"].estimate == pytest.approx(1.0)
    assert by_name["z"].estimate == pytest.approx(2.0)
    assert by_name["y"] is None
    assert result.effect("x+z", "p").estimate == pytest.approx(3.0)
    assert result.effect("y", "p") is None
    assert result.effect("q", "r").estimate == pytest.approx(4.0)
    with pytest.raises(InputError, match="is in no treatment"):
        additive_components(data, inactive="nobody")


def test_net_heat_adds_up_to_the_q_that_detaching_removes(data):
    heat = net_heat(data)
    between, detached = decompose_q(data).between, detach_designs(data)
    removed = {d: heat.q_change[:, j].sum() for j, d in enumerate(heat.designs) if d in detached}
    assert removed
    for design, change in removed.items():
        assert change == pytest.approx(between.q - detached[design].q, rel=1e-8, abs=1e-9)
    alone = heat.designs.index("a:a+c")
    assert heat.hat[alone, alone] == pytest.approx(1)
    assert np.isnan(heat.q_change[:, alone]).all()
    assert network_meta_analysis(data).net_heat().tau2 > 0
