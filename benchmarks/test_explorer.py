"""How long the site takes for a state of the explorer; run with

    .venv/bin/pytest benchmarks/test_explorer.py --benchmark-only

"new state": nothing of this state has been worked out before, the dataset is loaded; "again": the same state a second
time; "picture": the PNG of a new state. Through the whole stack of the site in one process. Target: 100 ms for a state.
Figures stand in benchmarks/README.md, "explorer".
"""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as `kneewise serve` does

import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kneewise.web.settings")
os.environ.setdefault("KNEEWISE_DATA", tempfile.mkdtemp(prefix="kneewise-bench-"))

import django

django.setup()

VIEWS = ("trials", "network", "effects", "compare", "league", "funnel", "course", "bias", "certainty")


@pytest.fixture
def client():
    from django.test import Client

    found = Client(headers={"host": "localhost"})
    for view in VIEWS:
        assert found.get(f"/evidence?view={view}").status_code == 200
    return found


def forget() -> None:
    """Empties everything that is kept by state; what is kept by dataset (its rows by window, labels) stays."""
    from kneewise.web.explorer import downloads, pooling, trials
    from kneewise.web.presenters import explorer

    for kept in (
        trials._chosen, pooling._contrasts, pooling._pairs, pooling._direct, pooling._data, pooling._parts,
        pooling._pooled, pooling._funnel, pooling._curve, pooling._pair_then, pooling._sure, explorer._shown,
        downloads._picture,
    ):  # fmt: skip
        kept.cache_clear()


@pytest.mark.parametrize("view", VIEWS)
def test_new_state(benchmark, client, view):
    def fetch() -> None:
        assert client.get(f"/evidence?view={view}").status_code == 200

    benchmark.pedantic(fetch, setup=forget, rounds=7)


@pytest.mark.parametrize("view", VIEWS)
def test_again(benchmark, client, view):
    benchmark(client.get, f"/evidence?view={view}")


def test_picture(benchmark, client):
    def fetch() -> None:
        assert client.get("/evidence/kneewise-evidence.png?view=network").status_code == 200

    benchmark.pedantic(fetch, setup=forget, rounds=5)
