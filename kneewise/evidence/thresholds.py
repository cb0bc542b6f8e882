"""Thresholds (MCID, PASS) of a scale in points on 0-100, from the facts that the scale names."""

from __future__ import annotations

import re

from kneewise.errors import NotFoundError
from kneewise.evidence.objects import Fact
from kneewise.instruments import scale
from kneewise.quantities import Estimate, Interval

KINDS = ("mcid", "pass")
# The range that a fact's unit names, as in "cm on 0-10 cm VAS", "points 0-48" or "mm on 0-100 VAS".
RANGE = re.compile(r"0-(\d+)")


def threshold(fact: Fact, instrument: str, kind: str) -> Estimate:
    """The fact as points on 0-100.

    A minimal important change is a size, always positive, whatever sign the source prints. An acceptable state is a
    place on the scale, higher worse. Raises NotFoundError if the unit is relative to the baseline, or if the fact is
    kept out of calculations.
    """
    found = RANGE.search(fact.unit)
    if found is None or not fact.used:
        raise NotFoundError(
            f"{kind} of {instrument}",
            f"is known only as {fact.value:g} {fact.unit}" if fact.used else f"is in doubt ({fact.exclusion})",
            "Use a threshold of another scale.",
        )
    top = float(found[1])

    def moved(value: float) -> float:
        share = abs(value) / top * 100
        turned = kind == "pass" and scale(instrument).higher_is == "better"
        return 100 - share if turned else share

    ci = None
    if fact.ci_low is not None and fact.ci_high is not None:
        ci = Interval(*sorted((moved(fact.ci_low), moved(fact.ci_high))))
    return Estimate(
        value=moved(fact.value),
        unit="points on 0-100",
        ci=ci,
        n=None if fact.n is None else int(fact.n),
        citations=(fact.citation,),
        rule="scale_by_range",
    )
