"""Each check of the dataset is seen to bite: one defect per case, in an otherwise sound dataset."""

from __future__ import annotations

import pytest

from kneewise.evidence import load
from kneewise.evidence.checks import KINDS, ON_READING, check, check_folder
from kneewise.evidence.schema import DATA

# (check that must find it, table, row number, field, value)
DEFECTS = [
    ("values_typed", "outcomes", 1, "sd", "two"),
    ("required_present", "treatments", 0, "what_it_is", ""),
    ("values_allowed", "outcomes", 1, "higher_is", "up"),
    ("keys_unique", "arms", 1, "arm_id", "one2020-1"),
    ("references_found", "arms", 0, "treatment", "unicorn_cells"),
    ("references_found", "arms", 0, "trial_id", "nobody1999"),
    ("references_found", "facts", 0, "source", "s99"),
    ("figures_have_source", "outcomes", 1, "source", ""),
    ("rows_not_repeated", "outcomes", 0, "week", "26"),
    ("spread_positive", "outcomes", 1, "sd", "-2"),
    ("spread_positive", "contrasts", 0, "se", "0"),
    ("interval_ordered", "contrasts", 0, "ci_low", "7"),
    ("value_in_scale", "outcomes", 1, "estimate", "11"),
    ("scale_ordered", "outcomes", 1, "scale_max", "0"),
    ("events_within_n", "responders", 0, "events", "11"),
    ("events_within_n", "harms", 0, "events", "-1"),
    ("arm_of_trial", "outcomes", 3, "trial_id", "one2020"),
    ("arms_sum_to_trial", "trials", 0, "n_randomised", "39"),
    ("years_plausible", "trials", 0, "year", "1020"),
    ("percent_plausible", "trials", 0, "female_pct", "150"),
    ("grades_plausible", "trials", 0, "kl_min", "4"),
    ("synonyms_unique", "treatments", 1, "synonyms", "BMAC"),
    ("synonyms_unique", "treatments", 1, "synonyms_es", "Médula"),
    ("spanish_beside", "regulation", 0, "body_es", ""),
    ("spanish_beside", "facts", 0, "unit_es", "USD por rodilla"),
    ("numbers_agree", "guidelines", 0, "wording_summary_es", "3 meses"),
    ("effects_agree", "contrasts", 0, "estimate", "3"),
    ("n_within_arm", "outcomes", 1, "n", "21"),
    ("codes_known", "candidacy", 0, "applies_to", "bmac;unicorn_cells"),
    ("exclusions_match", "exclusions", 0, "key", "nobody1999"),
]


def test_the_small_dataset_is_sound(small):
    assert check_folder(small) == []


@pytest.mark.parametrize(("name", "table", "row", "field", "value"), DEFECTS)
def test_each_defect_is_found(tmp_path, rows, write, name, table, row, field, value):
    rows[table][row][field] = value

    found = check_folder(write(tmp_path / "bad", rows))

    assert name in {finding.check for finding in found}


def test_every_check_has_a_defect_and_a_function():
    named = load().raw("checks")

    assert set(named["kind"]) == set(KINDS) | set(ON_READING)
    assert set(named["check"]) - {"columns_known"} == {defect[0] for defect in DEFECTS}


def test_a_missing_column_is_named(tmp_path, rows, write):
    folder = write(tmp_path / "bad", rows)
    path = folder / "arms.csv"
    path.write_text(path.read_text().replace("treatment,", "treatmen,", 1))

    (finding,) = check_folder(folder)

    assert "lacks treatment" in finding.sentence
    assert "treatmen" in finding.sentence


def test_the_projects_own_dataset_has_no_contradiction():
    assert [f for f in check(load(DATA)) if f.severity == "contradiction"] == []
