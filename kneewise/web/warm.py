"""Loads what every request needs before the first one comes."""

from __future__ import annotations

import gc
import time
from threading import Thread

from kneewise import evidence, words
from kneewise.candidacy.intake import Intake
from kneewise.outlook import Person, forecast
from kneewise.web.explorer import pooling
from kneewise.web.ipdas import proofs
from kneewise.web.presenters.report import build, fragments
from kneewise.web.reading import grades

# Objects made, young collections, middle collections before the next of each kind (Python's own: 700, 10, 10).
COLLECT_AFTER = (100_000, 20, 20)


def _meanwhile() -> None:
    """What single pages show and takes a second at first.

    The explorer's trials, option pages' forecasts, the checklist, reading grades.
    """
    pooling.warm_up()
    forecast(Person())
    proofs()
    grades()
    _set_aside()


def _set_aside() -> None:
    """Take what is now in memory out of garbage collection: it stays as long as the process.

    Looking through dataset, rules and words again and again stops a request for a tenth of a second each time. A
    report makes some ten thousand objects and hardly a cycle among them, so the rest is looked through less often too.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)


def warm_up() -> float:
    """Read dataset, catalogue and forecast model once; returns how long that took, in seconds.

    What only single pages need is worked out meanwhile.
    """
    start = time.perf_counter()
    evidence.load()
    for language in words.LANGUAGES:
        fragments(build(Intake(), language))
    _set_aside()
    Thread(target=_meanwhile, name="warm up", daemon=True).start()
    return time.perf_counter() - start
