"""Loads what every request needs before the first one comes."""

from __future__ import annotations

import time
from threading import Thread

from kneewise import evidence, words
from kneewise.candidacy.intake import Intake
from kneewise.outlook import Person, forecast
from kneewise.web.ipdas import proofs
from kneewise.web.presenters.report import build
from kneewise.web.reading import grades


def _meanwhile() -> None:
    """What single pages show and takes a second at first: option pages' forecasts, the checklist, reading grades."""
    forecast(Person())
    proofs()
    grades()


def warm_up() -> float:
    """Read dataset, catalogue and forecast model once; returns how long that took, in seconds.

    What only single pages need is worked out meanwhile.
    """
    start = time.perf_counter()
    evidence.load()
    for language in words.LANGUAGES:
        build(Intake(), language)
    Thread(target=_meanwhile, name="warm up", daemon=True).start()
    return time.perf_counter() - start
