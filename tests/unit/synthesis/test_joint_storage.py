"""A kept fit says what the fresh one said."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest

from kneewise.synthesis.joint import ModelPrior, fit_timecourse
from kneewise.synthesis.joint.storage import cache_folder, fit_key, load_fit, save_fit, saved_version

_spec = importlib.util.spec_from_file_location("joint_fit_tests", Path(__file__).with_name("test_joint_fit.py"))
_shared = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_shared)


@pytest.fixture(scope="module")
def fresh():
    return fit_timecourse(_shared.many_trials(), classes=_shared.CLASSES, modifiers=("year",), version="v1")


def test_round_trip(fresh, tmp_path):
    path = tmp_path / "deep" / "fit.npz"
    save_fit(fresh, path)
    kept = load_fit(path, fresh.prior)
    assert saved_version(path) == "v1"
    assert list(path.parent.iterdir()) == [path]
    assert (kept.support, kept.findings, kept.layout) == (fresh.support, fresh.findings, fresh.layout)
    queries = [(t, "salt", w, o) for t in fresh.treatments for w in (6, 26, 104) for o in ("pain", "function")]
    one, two = fresh.effects(queries), kept.effects(queries)
    np.testing.assert_allclose(two.mean, one.mean, atol=1e-5)
    np.testing.assert_allclose(two.sd, one.sd, rtol=2e-3)
    np.testing.assert_allclose(two.predictive_sd, one.predictive_sd, rtol=2e-3)
    assert kept.to_dict() == fresh.to_dict()


def test_a_failed_write_leaves_the_old_file(fresh, tmp_path, monkeypatch):
    path = tmp_path / "fit.npz"
    save_fit(fresh, path)
    before = path.read_bytes()

    def fail(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(np, "savez_compressed", fail)
    with pytest.raises(OSError, match="disk full"):
        save_fit(fresh, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_key_names_everything_a_fit_depends_on():
    base = fit_key("1.0", ModelPrior())
    assert base != fit_key("1.1", ModelPrior())
    assert base != fit_key("1.0", ModelPrior(active_sd=7.0))
    assert base != fit_key("1.0", ModelPrior().scaled(2, ("tau",)))
    assert base != fit_key("1.0", ModelPrior(), "low_risk")
    assert saved_version(Path("nowhere.npz")) is None


def test_cache_folder_follows_the_environment(monkeypatch):
    monkeypatch.setenv("KNEEWISE_CACHE", "/x/y")
    assert cache_folder() == Path("/x/y")
    monkeypatch.delenv("KNEEWISE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/z")
    assert cache_folder() == Path("/z/kneewise")
