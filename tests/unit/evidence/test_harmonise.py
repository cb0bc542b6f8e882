"""From published rows to 0-100, by hand-worked examples on the small dataset."""

from __future__ import annotations

import math

import polars as pl
import pytest

from kneewise.evidence import load


def row(frame: pl.DataFrame, **wanted: object) -> dict[str, object]:
    (found,) = frame.filter(**wanted).to_dicts()
    return found


def test_a_final_value_is_moved_to_0_100_with_its_baseline(small):
    found = row(load(small).outcomes(), row_id="outcomes:o1")

    assert found["mean"] == 30
    assert found["sd"] == 20
    assert found["baseline_mean"] == 60
    assert (found["mean_rule"], found["sd_rule"], found["n_rule"]) == ("as_published", "sd_reported", "n_reported")
    assert (found["window"], found["value_type"], found["preferred"]) == (26, "final", True)


def test_excluded_rows_come_only_on_request_and_say_why(small):
    data = load(small)

    assert "two2021" not in data.outcomes()["trial_id"]
    found = row(data.outcomes(include_excluded=True), trial_id="two2021")
    assert found["used"] is False
    assert found["exclusion"] == "suspect_value: made up"


def test_baseline_rows_come_only_on_request(small):
    data = load(small)

    assert 0 not in data.outcomes()["week"].to_list()
    assert 0 in data.outcomes(include_baseline=True)["week"].to_list()


def test_higher_better_is_turned_round(tmp_path, rows, write):
    for one in rows["outcomes"]:
        one["higher_is"] = "better"

    found = row(load(write(tmp_path / "d", rows)).outcomes(), row_id="outcomes:o1")

    assert found["mean"] == 70


def test_a_change_keeps_its_sign_as_improvement(tmp_path, rows, write):
    rows["outcomes"][1] |= {"value_type": "change_from_baseline", "estimate": "3", "higher_is": "better"}

    found = row(load(write(tmp_path / "d", rows)).outcomes(), row_id="outcomes:o1")

    assert found["mean"] == -30
    assert found["value_type"] == "change"


@pytest.mark.parametrize(
    ("given", "sd", "rule"),
    [
        ({"sd": "", "se": "0.5"}, 0.5 * math.sqrt(10) * 10, "sd_from_se"),
        ({"sd": "", "ci_low": "2", "ci_high": "4"}, math.sqrt(10) * 2 / (2 * 2.262157) * 10, "sd_from_ci"),
    ],
)
def test_sd_from_what_was_published(tmp_path, rows, write, given, sd, rule):
    rows["outcomes"][1] |= given

    found = row(load(write(tmp_path / "d", rows)).outcomes(), row_id="outcomes:o1")

    assert found["sd"] == pytest.approx(sd, rel=1e-4)
    assert found["sd_rule"] == rule


def test_a_missing_sd_is_predicted_from_the_others(tmp_path, rows, write):
    rows["outcomes"][1]["sd"] = ""

    found = row(load(write(tmp_path / "d", rows)).outcomes(), row_id="outcomes:o1")

    # All other rows have SD 20 on 0-100.
    assert found["sd"] == pytest.approx(20)
    assert found["sd_rule"] == "sd_predicted"


def test_numbers_come_from_arm_and_trial_if_the_row_has_none(tmp_path, rows, write):
    rows["outcomes"][1]["n"] = ""
    rows["outcomes"][2]["n"] = ""
    rows["arms"][1]["n_randomised"] = ""

    frame = load(write(tmp_path / "d", rows)).outcomes()

    assert row(frame, row_id="outcomes:o1")["n_rule"] == "n_from_arm_randomised"
    split = row(frame, row_id="outcomes:o2")
    assert (split["n"], split["n_rule"]) == (20, "n_split_equally")
    assert "n_split_equally" in str(split["flag"])


def test_an_unknown_scale_is_kept_out_and_named(tmp_path, rows, write):
    for one in rows["outcomes"]:
        one["scale_max"] = ""

    frame = load(write(tmp_path / "d", rows)).outcomes(include_excluded=True)

    assert row(frame, row_id="outcomes:o1")["exclusion"] == "scale_unknown"


def test_koos_has_one_range_so_none_is_needed(tmp_path, rows, write):
    for one in rows["outcomes"]:
        one |= {"instrument": "koos_pain", "scale_min": "", "scale_max": "", "higher_is": "better", "estimate": "60"}

    found = row(load(write(tmp_path / "d", rows)).outcomes(), row_id="outcomes:o1")

    assert found["mean"] == 40


def test_contrast_is_rescaled_and_kept_beside_the_arms(small):
    data = load(small)
    found = row(data.contrasts(), row_id="contrasts:c1")

    assert (found["md"], found["md_se"], found["md_rule"]) == (-15, 8, "md_rescaled")
    network = row(data.network_data("pain", 26), study="one2020")
    assert (network["treat1"], network["treat2"], network["te"]) == ("bmac", "saline", -15)
    assert network["se"] == pytest.approx(math.sqrt(20**2 / 10 * 2))
    assert network["rule"] == "md_from_arms"


def test_a_standardised_difference_becomes_points_by_the_pooled_sd(tmp_path, rows, write):
    rows["contrasts"][0] |= {
        "effect_measure": "SMD", "estimate": "0.5", "se": "0.2", "negative_favours": "treatment_2", "higher_is": "",
    }  # fmt: skip

    data = load(write(tmp_path / "d", rows))
    found = row(data.contrasts(), row_id="contrasts:c1")

    assert data.reference_sd["pain"] == pytest.approx(20)
    assert (found["smd"], found["smd_se"]) == (-0.5, 0.2)
    assert (found["md"], found["md_se"]) == (pytest.approx(-10), pytest.approx(4))


def test_published_contrast_comes_before_predicted_sds(tmp_path, rows, write):
    rows["outcomes"][1]["sd"] = ""
    rows["contrasts"][0]["estimate"] = "-1.4"

    found = row(load(write(tmp_path / "d", rows)).network_data("pain", 26), study="one2020")

    assert (found["te"], found["rule"]) == (pytest.approx(-14), "md_rescaled")


def test_dose_groups_are_taken_together(tmp_path, rows, write):
    rows["arms"].append(dict(rows["arms"][0], arm_id="one2020-3"))
    rows["trials"][0]["n_randomised"] = "60"
    rows["outcomes"].append(dict(rows["outcomes"][1], outcome_id="o9", arm_id="one2020-3", estimate="5"))

    found = row(load(write(tmp_path / "d", rows)).pairs("pain", 26), treatment="bmac")

    assert (found["n"], found["mean"]) == (20, 40)
    # (9 x 20^2 x 2 + 10 x 10 / 20 x 20^2) / 19
    assert found["sd"] == pytest.approx(math.sqrt((9 * 400 * 2 + 5 * 400) / 19))


def test_two_groups_of_one_code_against_one_comparator_are_averaged_not_dropped(tmp_path, rows, write):
    rows["outcomes"] = rows["outcomes"][3:]
    rows["contrasts"].append(dict(rows["contrasts"][0], contrast_id="c2", estimate="-0.5", arm_id_1="", arm_id_2=""))

    found = row(load(write(tmp_path / "d", rows)).network_data("pain", 26), study="one2020")

    assert found["te"] == pytest.approx(-10)
    assert found["se"] == pytest.approx(8)
    assert found["row_ids"] == ["contrasts:c1", "contrasts:c2"]
