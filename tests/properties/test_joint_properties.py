"""What must hold of the joint model whatever the trials are."""

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from kneewise.synthesis.joint import ModelPrior
from kneewise.synthesis.joint.design import Vocabulary, build_design
from kneewise.synthesis.joint.fit import fit_design
from kneewise.synthesis.joint.likelihood import Workspace, covariance, log_posterior
from kneewise.synthesis.joint.reading import read_frames

CLASSES = {"p": "control", "q": "control", "a": "x", "b": "x", "c": "y"}
CODES = ("p", "q", "a", "b", "c")
FEW = settings(max_examples=25, deadline=None)


@st.composite
def trials(draw):
    """Four to seven trials of two to four arms at one or two times, one outcome or both."""
    rows = [("t9", arm, "pain", 13.0, mean, 20.0, 50) for arm, mean in (("p", 50.0), ("a", 44.0))]  # a meets p
    for i in range(draw(st.integers(3, 6))):
        arms = draw(st.lists(st.sampled_from(CODES), min_size=2, max_size=4, unique=True))
        for outcome in draw(st.sampled_from((("pain",), ("pain", "function")))):
            for week in draw(st.sampled_from(((13.0,), (6.0, 52.0)))):
                for arm in arms:
                    mean = draw(st.floats(10, 80))
                    n = draw(st.integers(10, 200))
                    sd = draw(st.floats(8, 30))
                    rows.append((f"t{i}", arm, outcome, week, mean, sd, n))
    frame = pl.DataFrame(rows, schema=["trial_id", "treatment", "outcome", "week", "mean", "sd", "n"], orient="row")
    return frame.with_columns(pl.col("n").cast(pl.Float64))


def design_of(frame):
    return build_design(read_frames(frame, None), Vocabulary(CLASSES), {})


def effects(frame):
    fit = fit_design(design_of(frame), ModelPrior(modifiers=()), at_mode=True)[0]
    return fit.effects([("a", "p", w, o) for w in (13, 52) for o in ("pain", "function")])


@FEW
@given(trials(), st.floats(-0.5, 0.5), st.integers(0, 11))
def test_covariance_is_positive_definite_everywhere(frame, shift, index):
    prior = ModelPrior(modifiers=())
    phi = prior.start()
    phi[index] += 4 * shift
    k = covariance(Workspace.of(design_of(frame), prior), prior.natural(phi))
    np.testing.assert_allclose(k, k.T, atol=1e-9)
    assert np.linalg.eigvalsh(k).min() > 0


@FEW
@given(trials())
def test_reference_arm_does_not_matter(frame):
    """Renaming the codes turns other arms into references; the likelihood of every trial's contrasts moves by the same
    constant whatever the parameters are, so differences of the log posterior stay.
    """
    swap = {"p": "q", "q": "p", "a": "a", "b": "b", "c": "c"}
    prior = ModelPrior(modifiers=())
    one, two = (
        Workspace.of(design_of(f), prior) for f in (frame, frame.with_columns(pl.col("treatment").replace_strict(swap)))
    )
    start = prior.start()
    other = start + 0.2
    difference = [log_posterior(w, other) - log_posterior(w, start) for w in (one, two)]
    np.testing.assert_allclose(difference[0], difference[1], atol=1e-6)


@FEW
@given(trials(), st.randoms())
def test_order_of_rows_does_not_matter(frame, random):
    order = list(range(frame.height))
    random.shuffle(order)
    one, two = effects(frame), effects(frame[order])
    np.testing.assert_allclose(one.mean, two.mean, atol=1e-4)
    np.testing.assert_allclose(one.sd, two.sd, rtol=1e-4)


@FEW
@given(trials(), st.floats(-10, 20))  # so that no mean of 10 to 80 leaves the scale, where rows are refused
def test_a_trial_s_own_level_does_not_matter(frame, shift):
    """Adding a constant to every arm of a trial changes nothing: control courses are free."""
    moved = frame.with_columns(
        pl.when(pl.col("trial_id") == "t0").then(pl.col("mean") + shift).otherwise(pl.col("mean")).alias("mean")
    )
    np.testing.assert_allclose(effects(frame).mean, effects(moved).mean, atol=1e-4)


@FEW
@given(trials())
def test_mirrored_outcomes_mirror_the_effects(frame):
    mirrored = frame.with_columns((100 - pl.col("mean")).alias("mean"))
    one, two = effects(frame), effects(mirrored)
    np.testing.assert_allclose(one.mean, -two.mean, atol=1e-4)
    np.testing.assert_allclose(one.predictive_sd, two.predictive_sd, rtol=1e-4)
