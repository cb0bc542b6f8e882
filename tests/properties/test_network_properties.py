"""What must hold for every network, whatever the numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kneewise.synthesis.network import NetworkData, network_meta_analysis
from kneewise.synthesis.network.heterogeneity import METHODS
from kneewise.synthesis.pairwise import pairwise

# Rounding of the linear algebra; effects are of order 1.
ATOL = 1e-8


@st.composite
def networks(draw, sizes=(2, 3, 4)):
    """Arm-level rows of a connected network of 3 to 6 treatments."""
    n = draw(st.integers(3, 6))
    chain = [(i, i + 1) for i in range(n - 1)]
    extra = draw(
        st.lists(
            st.sampled_from(sizes).flatmap(
                lambda k: st.lists(st.integers(0, n - 1), min_size=min(k, n), max_size=min(k, n), unique=True)
            ),
            min_size=2,
            max_size=6,
        )
    )
    number = st.floats(-3, 3).map(lambda v: round(v, 3))
    return [
        {
            "study": f"s{i:02d}",
            "treatment": "abcdef"[t],
            "n": draw(st.integers(10, 80)),
            "mean": draw(number),
            "sd": draw(st.sampled_from([0.5, 1.0, 2.0])),
        }
        for i, arms in enumerate([*chain, *extra])
        for t in arms
    ]


def fit(rows, **options):
    return network_meta_analysis(NetworkData.from_arms(rows, "MD"), **options)


def contrasts_of(rows):
    """All contrasts of every trial with their own standard errors."""
    by_study = {}
    for row in rows:
        by_study.setdefault(row["study"], []).append(row)
    return [
        {
            "study": study,
            "treat1": a["treatment"],
            "treat2": b["treatment"],
            "te": a["mean"] - b["mean"],
            "se": (a["sd"] ** 2 / a["n"] + b["sd"] ** 2 / b["n"]) ** 0.5,
        }
        for study, arms in by_study.items()
        for i, a in enumerate(arms)
        for b in arms[i + 1 :]
    ]


@settings(max_examples=25, deadline=None)
@given(networks(), st.randoms(use_true_random=False), st.sampled_from(METHODS))
def test_order_reference_and_names_do_not_matter(rows, random, method):
    first = fit(rows, tau2=method, reference="a")
    shuffled = list(rows)
    random.shuffle(shuffled)
    rename = dict(zip("abcdef", random.sample("uvwxyz", 6), strict=True))
    renamed = [
        {**row, "treatment": rename[row["treatment"]], "study": f"{97 - int(row['study'][1:])}-{row['study']}"}
        for row in shuffled
    ]
    second = fit(renamed, tau2=method, reference=rename["b"])
    assert second.tau2 == pytest.approx(first.tau2, abs=1e-7)
    for e in first.effects():
        other = second.effect(rename[e.treatment], rename["a"])
        assert other.estimate == pytest.approx(e.estimate, abs=1e-6)
        assert other.se == pytest.approx(e.se, abs=1e-6)
        assert second.p_scores[rename[e.treatment]] == pytest.approx(first.p_scores[e.treatment], abs=1e-6)


@settings(max_examples=20, deadline=None)
@given(networks())
def test_contrasts_alone_carry_as_much_as_arms(rows):
    from_arms = fit(rows, reference="a")
    from_contrasts = network_meta_analysis(NetworkData.from_contrasts(contrasts_of(rows)), reference="a")
    np.testing.assert_allclose(from_contrasts.d, from_arms.d, atol=1e-6)
    np.testing.assert_allclose(from_contrasts.cov, from_arms.cov, atol=1e-6)


@settings(max_examples=20, deadline=None)
@given(networks(), st.sampled_from([0.1, 10.0, 100.0]), st.sampled_from(METHODS))
def test_scaling_by_c_scales_tau2_by_c_squared(rows, c, method):
    scaled = [{**row, "mean": row["mean"] * c, "sd": row["sd"] * c} for row in rows]
    one, other = fit(rows, tau2=method), fit(scaled, tau2=method)
    assert other.tau2 == pytest.approx(one.tau2 * c**2, rel=1e-6, abs=1e-9 * c**2)
    np.testing.assert_allclose(other.d, one.d * c, atol=1e-6 * c)


@settings(max_examples=20, deadline=None)
@given(networks())
def test_common_is_random_at_tau2_zero(rows):
    common, random = fit(rows, model="common"), fit(rows, tau2=0.0)
    np.testing.assert_allclose(common.d, random.d, atol=1e-12)
    np.testing.assert_allclose(common.cov, random.cov, atol=1e-12)


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-2, 2), st.floats(0.2, 2)), min_size=3, max_size=8),
    st.sampled_from(["DL", "PM", "REML", "ML", "EB", "HE", "HS"]),
    st.booleans(),
)
def test_two_treatments_are_the_pairwise_result(trials, method, hartung_knapp):
    """SJ is left out: its start differs on purpose (docs/methods/network.md)."""
    te, se = (np.array(v) for v in zip(*trials, strict=True))
    rows = [
        {"study": f"s{i:02d}", "treat1": "a", "treat2": "b", "te": t, "se": s}
        for i, (t, s) in enumerate(zip(te, se, strict=True))
    ]
    network = network_meta_analysis(
        NetworkData.from_contrasts(rows), tau2=method, reference="b", hartung_knapp=hartung_knapp
    )
    pair = pairwise(te, se**2, tau2_method=method, hartung_knapp="standard" if hartung_knapp else "none")
    effect = network.effect("a", "b")
    assert network.tau2 == pytest.approx(pair.tau2, rel=1e-6, abs=1e-8)
    assert effect.estimate == pytest.approx(pair.estimate, abs=1e-6)
    assert effect.se == pytest.approx(pair.se, abs=1e-6)
    assert network.q.total.q == pytest.approx(pair.q.total, abs=ATOL)


@settings(max_examples=20, deadline=None)
@given(networks(sizes=(2,)))
def test_node_splits_agree_with_each_other_and_with_the_network(rows):
    """With two-arm trials only, the ways to split are one, and direct and indirect give back the network estimate."""
    result = fit(rows, tau2=0.1)
    ways = [result.node_split(m) for m in ("back-calculation", "parameter")]
    for back, parameter in zip(*ways, strict=True):
        if back.indirect is None or back.share > 0.999:
            continue
        assert parameter.indirect == pytest.approx(back.indirect, abs=1e-6)
        assert parameter.difference_se == pytest.approx(back.difference_se, rel=1e-5)
        pooled = back.share * back.direct + (1 - back.share) * back.indirect
        assert pooled == pytest.approx(back.network, abs=1e-8)


@settings(max_examples=20, deadline=None)
@given(networks())
def test_the_common_effect_network_is_plain_generalised_least_squares(rows):
    """The slow, obvious judge: one free mean per trial, all arms, ordinary weighted least squares."""
    treatments = sorted({r["treatment"] for r in rows})
    studies = sorted({r["study"] for r in rows})
    x = np.zeros((len(rows), len(studies) + len(treatments)))
    for i, row in enumerate(rows):
        x[i, studies.index(row["study"])] = 1
        x[i, len(studies) + treatments.index(row["treatment"])] = 1
    x = np.delete(x, len(studies), axis=1)  # the first treatment is the reference
    weight = np.array([r["n"] / r["sd"] ** 2 for r in rows])
    y = np.array([r["mean"] for r in rows])
    cov = np.linalg.inv(x.T @ (weight[:, None] * x))
    beta = cov @ (x.T @ (weight * y))
    result = fit(rows, model="common", reference=treatments[0])
    np.testing.assert_allclose(result.d[1:], beta[len(studies) :], atol=ATOL)
    np.testing.assert_allclose(result.cov[1:, 1:], cov[len(studies) :, len(studies) :], atol=ATOL)
    residual = y - x @ beta
    assert result.q.total.q == pytest.approx(float(residual @ (weight * residual)), rel=1e-8, abs=1e-7)
    parts = result.q
    assert parts.within.q + parts.between.q == pytest.approx(parts.total.q, rel=1e-9, abs=1e-7)
    assert parts.within.df + parts.between.df == parts.total.df


@settings(max_examples=15, deadline=None)
@given(networks(), st.sampled_from(["REML", "ML"]))
def test_no_tau2_has_a_higher_likelihood(rows, method):
    from kneewise.synthesis.network.rows import log_likelihoods, whiten

    result = fit(rows, tau2=method)
    r = whiten(result.data)
    x = r.incidence[:, 1:]
    grid = np.concatenate([[result.tau2], np.linspace(0, 20, 200), np.geomspace(1e-6, 100, 200)])
    values = log_likelihoods(r.y, x, r.lam, grid, restricted=method == "REML")
    assert values[0] >= values.max() - 1e-9
