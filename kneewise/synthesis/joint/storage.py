"""Keeping a fitted model: one small compressed file that loads in a fraction of a second.

The covariance of the coefficients is held as standard deviations and a correlation matrix in steps of 1/32,767 (lower
triangle, high and low bytes apart, which compresses to about half): the standard deviation of an effect read back
differs by less than 0.2 % (tests/unit/synthesis/test_joint_storage.py). Files are written under another name and moved
into place.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kneewise.synthesis.joint.coefficients import Layout
from kneewise.synthesis.joint.design import Labels, Vocabulary
from kneewise.synthesis.joint.posterior import TimecourseFit, TreatmentBasis
from kneewise.synthesis.joint.priors import ModelPrior
from kneewise.synthesis.joint.reading import Finding

Array = NDArray[np.float64]

# Raised whenever the model's formulas change, so that older files are not taken for current ones.
MODEL_VERSION = 5
_STEPS = 32767
FITTED = Path(__file__).parent / "fitted" / "timecourse.npz"


def cache_folder() -> Path:
    """Where fits are kept between runs: ``$KNEEWISE_CACHE``, else ``$XDG_CACHE_HOME/kneewise``, else
    ``~/.cache/kneewise``."""
    own = os.environ.get("KNEEWISE_CACHE")
    if own:
        return Path(own)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "kneewise"


def fit_key(dataset_version: str, prior: ModelPrior, variant: str = "") -> str:
    """Names a fit by all that it depends on: dataset, model, priors, and which trials were kept."""
    priors = repr((sorted((k, v) for k, v in prior.hyper.items()), sorted(prior.fixed.items()), prior.modifiers))
    rest = repr(
        (prior.active_sd, prior.interaction_share, prior.modifier_outcome_cor, sorted(prior.wide_classes.items()))
    )
    digest = hashlib.sha256((priors + rest).encode()).hexdigest()[:8]
    return "_".join(part for part in (dataset_version, f"m{MODEL_VERSION}", digest, variant) if part)


def _packed(correlation: Array) -> NDArray[np.uint8]:
    lower = correlation[np.tril_indices(len(correlation), -1)]
    steps = np.round(np.clip(lower, -1, 1) * _STEPS).astype("<i2")
    return np.ascontiguousarray(steps.view(np.uint8).reshape(-1, 2).T)


def _unpacked(packed: NDArray[np.uint8], size: int) -> Array:
    steps = np.ascontiguousarray(packed.T).view("<i2").ravel()
    out = np.eye(size)
    rows, cols = np.tril_indices(size, -1)
    out[rows, cols] = steps / _STEPS
    out[cols, rows] = out[rows, cols]
    return out


def _names(fit: TimecourseFit) -> dict[str, Any]:
    """Everything of a fit that is not an array."""
    return {
        "version": fit.version,
        "labels": asdict(fit.layout.labels),
        "modifiers": fit.layout.modifiers,
        "classes": dict(fit.vocabulary.classes),
        "components": {k: list(v) for k, v in fit.vocabulary.components.items()},
        "support": {o: {t: asdict(b) for t, b in by.items()} for o, by in fit.support.items()},
        "parameters": list(fit.parameters),
        "n_trials": fit.n_trials,
        "n_rows": fit.n_rows,
        "log_evidence": fit.log_evidence,
        "findings": [asdict(f) for f in fit.findings],
    }


def save_fit(fit: TimecourseFit, path: Path) -> None:
    """Write a fit; an earlier file of that name is replaced only once the new one is complete."""
    sd = np.sqrt(np.maximum(np.diag(fit.within), 1e-12))
    arrays: dict[str, Any] = {
        "names": np.frombuffer(json.dumps(_names(fit)).encode(), dtype=np.uint8),
        "weight": fit.weight,
        "parameters": np.array([fit.parameters[name] for name in fit.parameters]),
        "node_mean": fit.node_mean.astype(np.float32),
        "sd": sd,
        "correlation": _packed(fit.within / np.outer(sd, sd)),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(file, **arrays)
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def saved_version(path: Path) -> str | None:
    """The key a file was saved under; None where there is no such file."""
    if not path.exists():
        return None
    with np.load(path) as archive:
        return str(json.loads(archive["names"].tobytes())["version"])


def load_fit(path: Path, prior: ModelPrior) -> TimecourseFit:
    """Read a fit back; ``prior`` is the one it was made with (its key says so). The rows themselves are not kept."""
    with np.load(path) as archive:
        names = json.loads(archive["names"].tobytes())
        sd = archive["sd"]
        correlation = _unpacked(archive["correlation"], len(sd))
        weight, parameters, node_mean = archive["weight"], archive["parameters"], archive["node_mean"]
    correlation *= sd
    correlation *= sd[:, None]
    return TimecourseFit(
        vocabulary=Vocabulary(names["classes"], {k: tuple(v) for k, v in names["components"].items()}),
        layout=Layout(Labels(**{k: tuple(v) for k, v in names["labels"].items()}), tuple(names["modifiers"])),
        prior=prior,
        weight=weight,
        parameters=dict(zip(names["parameters"], parameters, strict=True)),
        node_mean=node_mean.astype(float),
        within=correlation,
        support={o: {t: TreatmentBasis(**b) for t, b in by.items()} for o, by in names["support"].items()},
        n_trials=names["n_trials"],
        n_rows=names["n_rows"],
        log_evidence=names["log_evidence"],
        version=names["version"],
        findings=tuple(Finding(**f) for f in names["findings"]),
    )
