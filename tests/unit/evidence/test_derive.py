"""The rules of derivation against worked values, scipy, and samples."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from scipy import stats

from kneewise.evidence import derive


@pytest.mark.parametrize("df", [5, 9, 19, 49, 200])
def test_t_quantile_equals_scipy(df):
    assert derive.t_quantile(0.975, df) == pytest.approx(stats.t.ppf(0.975, df), rel=5e-4)


def test_sd_from_se():
    assert derive.sd_from_se(0.5, 16) == 2


def test_sd_from_ci_equals_the_exact_t_formula():
    exact = np.sqrt(25) * (34.2 - 30.0) / (2 * stats.t.ppf(0.975, 24))

    assert derive.sd_from_ci(30.0, 34.2, 25) == pytest.approx(exact, rel=1e-3)


def test_se_from_ci_and_from_p_agree():
    # A difference of 10 with P = 0.05 has an interval that just touches 0.
    assert derive.se_from_ci(0, 20) == pytest.approx(derive.se_from_p(10, 0.05), rel=1e-9)


def test_quartiles_of_a_normal_sample_give_its_moments_back():
    sample = stats.norm.ppf((np.arange(1, 401) - 0.5) / 400, loc=50, scale=20)
    q1, median, q3 = np.percentile(sample, [25, 50, 75])

    assert derive.mean_from_quartiles(q1, median, q3) == pytest.approx(50, abs=0.1)
    assert derive.sd_from_quartiles(q1, q3, 400) == pytest.approx(20, rel=0.01)


def test_range_of_normal_samples_gives_their_sd_on_average():
    rng = np.random.default_rng(7)
    samples = rng.normal(0, 10, size=(4000, 30))
    sds = [derive.sd_from_range(low, high, 30) for low, high in zip(samples.min(1), samples.max(1), strict=True)]

    assert np.mean(sds) == pytest.approx(10, rel=0.02)


def test_sd_of_change_at_the_ends_of_the_correlation():
    assert derive.sd_of_change(3, 4, 0) == 5
    assert derive.sd_of_change(4, 4, 1) == 0


def test_combined_groups_equal_the_pooled_sample():
    rng = np.random.default_rng(3)
    parts = [rng.normal(m, 9, size=n) for m, n in ((20, 12), (35, 30), (5, 7))]
    groups = [(len(part), part.mean(), part.std(ddof=1)) for part in parts]
    together = np.concatenate(parts)

    n, mean, sd = derive.combine_groups(groups)

    assert (n, mean, sd) == pytest.approx((49, together.mean(), together.std(ddof=1)), rel=1e-12)


@pytest.mark.parametrize(
    ("week", "window"),
    [(2, None), (3, 6), (8, 6), (8.5, None), (9, 13), (17, 13), (18, 26), (35, 26), (36, 52), (65, 52), (66, 104),
     (130, 104), (131, None), (0, None)],
)  # fmt: skip
def test_windows(week, window):
    found = pl.DataFrame({"week": [float(week)]}).select(derive.window_of(pl.col("week")))

    assert found.item() == window
