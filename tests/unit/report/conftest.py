"""Example people, and their reports, built once."""

from pathlib import Path

import pytest

from kneewise import evidence
from kneewise.candidacy.intake import Intake
from kneewise.report import build

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="session")
def dataset():
    return evidence.load()


@pytest.fixture(scope="session")
def reports(dataset):
    """Reports of all example people in both languages, by (file stem, language)."""
    people = {path.stem: Intake.from_yaml(path) for path in sorted(EXAMPLES.glob("*.yaml"))}
    return {
        (name, language): build(intake, dataset, language=language)
        for name, intake in people.items()
        for language in ("en", "es")
    }
