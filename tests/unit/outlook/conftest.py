"""A source with fixed curves, so that what the forecast does with them can be computed by hand."""

from typing import ClassVar

import numpy as np
import pytest

from kneewise.outlook.effects import ContextCurve, EffectCurve


class FixedSource:
    """Every linked option lowers pain by 10 points from week 2 on; every control by 12."""

    versions: ClassVar = {"model": "fixed"}
    unlinked = ("amniotic", "exosomes")

    def effect(self, treatment, control, outcome, weeks, person):
        if treatment in self.unlinked:
            return None
        started = np.asarray(weeks) > 0
        return EffectCurve(-10.0 * started, 3.0 * started, 4.0 * started, "trials", 5, 400, 52.0, ())

    def context(self, control, outcome, baseline, weeks):
        started = np.asarray(weeks) > 0
        return ContextCurve(-12.0 * started, 2.0 * started, 4.0 * started, 20.0 * started)

    def typical_baseline(self, outcome):
        return 55.0

    def shifts(self, treatment, control, person):
        return ()

    def beside(self, treatment, control):
        return ()

    def certainty(self, treatment, control, outcome, language):
        return None

    def track_record(self, outcome):
        return None


@pytest.fixture(scope="session")
def dataset():
    from kneewise import evidence

    return evidence.load()


@pytest.fixture
def source():
    return FixedSource()
