"""Loads what every request needs before the first one comes."""

from __future__ import annotations

import time
from threading import Thread

from kneewise import evidence, words
from kneewise.candidacy.intake import Intake
from kneewise.web.presenters.report import build
from kneewise.web.reading import grades


def warm_up() -> float:
    """Read dataset, catalogue and forecast model once; returns how long that took, in seconds.

    The reading grade of every page, which one page shows, is worked out meanwhile.
    """
    start = time.perf_counter()
    evidence.load()
    for language in words.LANGUAGES:
        build(Intake(), language)
    Thread(target=grades, name="reading grades", daemon=True).start()
    return time.perf_counter() - start
