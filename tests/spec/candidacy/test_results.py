"""The table ``results.yaml``: a person, a treatment, what follows."""

from pathlib import Path

import pytest
import yaml

from kneewise.candidacy.intake import Intake
from kneewise.candidacy.screen import screen

ROWS = yaml.safe_load((Path(__file__).parent / "results.yaml").read_text(encoding="utf-8"))
KNOWN = {"red_flags": "none", "conditions": "none", "medicines": "none", "allergies": "none"}


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['treatment']}-{i}" for i, r in enumerate(ROWS)])
def test_result(row):
    answers = (KNOWN if row.get("known") else {}) | row["answers"]
    found = screen(Intake.read(answers)).result(row["treatment"])
    assert found.result == row["result"]
    if "could_become" in row:
        assert list(found.could_become) == row["could_become"]
