"""Options in the order of what matters to a person: what counts for each thing, and what counts as unknown."""

from pathlib import Path

import pytest

from kneewise.candidacy.intake import Intake
from kneewise.errors import InputError
from kneewise.outlook import forecast, person_from_intake
from kneewise.outlook.values import CRITERIA, SURGERY, WITHOUT_RECOVERY, fit_values

EXAMPLE = Path(__file__).parents[3] / "examples" / "mild_oa_52.yaml"


@pytest.fixture(scope="module")
def outlook():
    return forecast(person_from_intake(Intake.from_yaml(EXAMPLE)))


@pytest.fixture(scope="module")
def fits(outlook):
    return {fit.treatment: fit for fit in fit_values(outlook, dict.fromkeys(CRITERIA, 1)).fits}


def test_nothing_done_to_the_knee_leaves_nothing_to_get_over(outlook, fits):
    quiet = [o.treatment for o in outlook.options if o.treatment_class in WITHOUT_RECOVERY and o.treatment in fits]
    assert {"exercise", "no_treatment", "nsaid_oral"} <= set(quiet)
    assert all(fits[code].by_criterion["recovery_time"] == 1 for code in quiet)
    assert fits["bmac"].by_criterion["recovery_time"] < 1


def test_waiting_costs_nothing_and_an_operation_sets_no_scale(outlook, fits):
    assert fits["no_treatment"].by_criterion["cost"] == 1
    prices = {o.treatment: o.price.typical or o.price.high for o in outlook.options if o.price and o.treatment in fits}
    others = {o.treatment for o in outlook.options if o.treatment_class != SURGERY}
    dearest = max((code for code in prices if code in others), key=lambda code: prices[code])
    assert fits[dearest].by_criterion["cost"] == 0
    assert prices["tka"] > prices[dearest]


def test_a_rate_for_any_injection_alone_is_not_safety(outlook, fits):
    severe = [h for h in outlook.option("prolotherapy").harms if h.seriousness == "serious"]
    assert severe
    assert not any(h.n_people for h in severe)
    assert fits["prolotherapy"].by_criterion["safety"] is None
    assert fits["bmac"].by_criterion["safety"] is not None


def test_the_order_mirrors_the_weights(outlook):
    cheap = fit_values(outlook, {"cost": 1}).fits
    known = [fit.by_criterion["cost"] for fit in cheap if fit.by_criterion["cost"] is not None]
    assert known == sorted(known, reverse=True)
    assert sum(fit.first_share for fit in cheap) == pytest.approx(1)


@pytest.mark.parametrize("weights", [{"cost": -1}, {"luck": 1}, {"cost": 0}])
def test_weights_that_cannot_be_used_are_refused(outlook, weights):
    with pytest.raises(InputError):
        fit_values(outlook, weights)
