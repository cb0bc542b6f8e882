"""The audit against pages annotated by hand: on dev what is trained on, on the held-out sets what was reached.

The floors are what is reached less a margin, so that it does not get worse unseen. What was reached at the first
reading of each held-out set, and on real pages, stands in docs/methods/page_audit.md.
"""

import os
import warnings

import pytest

from kneewise.claims.evaluate import evaluate, seeds_folder

LEAST_F1 = 0.80
LEAST_VERDICTS = 0.80
# (F1, values, verdicts, omissions): reached less 0.02 to 0.05
FLOORS = {
    ("dev", ""): (0.94, 0.87, 0.85, 0.90),
    ("heldout", "heldout3_"): (0.83, 0.94, 0.88, 0.91),
    ("heldout", "heldout4_"): (0.83, 0.93, 0.88, 0.91),
    ("heldout", "heldout5_"): (0.87, 0.92, 0.89, 0.95),
}


@pytest.fixture(scope="module", params=FLOORS, ids=["dev", "heldout 3", "heldout 4", "heldout 5"])
def figures(request):
    split, prefix = request.param
    return evaluate(split, resamples=20, prefix=prefix), FLOORS[request.param]


def test_claims_are_found(figures):
    found, (least, _, _, _) = figures
    assert found["relaxed"]["f1"] >= least


def test_values_are_right(figures):
    found, (_, least, _, _) = figures
    assert found["value_accuracy"] >= least


def test_verdicts_are_right_and_none_is_dangerous(figures):
    found, (_, _, least, _) = figures
    assert found["verdict_accuracy"] >= least
    assert found["contradicted_called_supported"] == 0


def test_omissions_are_right(figures):
    found, (_, _, _, least) = figures
    assert found["omissions"]["accuracy"] >= least


def test_pages_without_claims_stay_quiet(figures):
    found, _ = figures
    assert found["quiet_pages"] > 0
    assert found["claims_on_quiet_pages"] <= found["quiet_pages"]


@pytest.mark.seeds
def test_the_seed_pages(capsys):
    folder = seeds_folder()
    if folder is None:
        with capsys.disabled():
            print("\n!! The seed pages were NOT found (KNEEWISE_SEEDS): nothing was measured on them.")
        if os.environ.get("CI") == "true":
            return
        warnings.simplefilter("default")
        warnings.warn("the seed pages were not found; nothing was measured on them", stacklevel=1)
        return
    found = evaluate("seeds", folder, resamples=20)
    assert found["relaxed"]["f1"] >= LEAST_F1
    assert found["value_accuracy"] >= 0.9  # thirteen values in all: one is 0.08
    assert found["verdict_accuracy"] >= LEAST_VERDICTS
    assert found["contradicted_called_supported"] == 0
