"""Loads what every request needs before the first one comes."""

from __future__ import annotations

import time

from kneewise import evidence, words


def warm_up() -> float:
    """Read dataset, catalogue and forecast model once; returns how long that took, in seconds."""
    start = time.perf_counter()
    evidence.load()
    for language in words.LANGUAGES:
        words.has("web-site-title", language)
    return time.perf_counter() - start
