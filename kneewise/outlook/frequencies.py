"""From a mean course and its spreads to natural frequencies: meaningful improvement, acceptable state, getting worse.

With baseline b, expected change m at a time (negative is better), setting variance V (uncertainty of the averages
plus trial-to-trial spread) and person-to-person standard deviation s, the share of people like this one who end at or
below a level L is Phi((L − b − m) / sqrt(V + s²)); its range comes from moving m by ±1.96 sqrt(V) with s held
(docs/methods/outlook.md). Person spread is spread of outcomes, not of treatment effects.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from kneewise.outlook.results import Difference
from kneewise.quantities import NaturalFrequency

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Expectation:
    """Change from baseline at one time: mean (points), variance between settings, person-to-person SD (points)."""

    change: float
    setting_variance: float
    person_sd: float


def normal_cdf(x: float) -> float:
    """Φ(x). The standard library's: a scalar call of SciPy's costs ten times as much, and thousands are made."""
    return 0.5 * math.erfc(-x / math.sqrt(2))


def _share(limit: float, baseline: float, change: float, spread: float) -> float:
    """Share ending at or below ``limit``; the scale ends at 0, so nobody ends below it."""
    if limit < 0:
        return 0.0
    return normal_cdf((limit - baseline - change) / spread)


def _frequency(limit: float, baseline: float, e: Expectation, at_or_below: bool) -> NaturalFrequency:
    middle = one = other = 0.0
    if limit >= 0:  # the scale ends at 0, so nobody ends below it
        way, half = limit - baseline - e.change, Z95 * math.sqrt(e.setting_variance)
        middle = normal_cdf(way / math.sqrt(e.setting_variance + e.person_sd**2))
        one, other = normal_cdf((way + half) / e.person_sd), normal_cdf((way - half) / e.person_sd)
    if not at_or_below:
        middle, one, other = 1 - middle, 1 - one, 1 - other
    return NaturalFrequency(100 * middle, 100 * min(one, other, middle), 100 * max(one, other, middle))


def meaningful(baseline: float, mcid: float, e: Expectation) -> NaturalFrequency:
    """Of 100 people like you, how many end at least ``mcid`` points better than they began."""
    return _frequency(baseline - mcid, baseline, e, True)


def acceptable(baseline: float, pass_threshold: float, e: Expectation) -> NaturalFrequency:
    """Of 100 people like you, how many end at or below the acceptable state."""
    return _frequency(pass_threshold, baseline, e, True)


def worse(baseline: float, mcid: float, e: Expectation) -> NaturalFrequency:
    """Of 100 people like you, how many end at least ``mcid`` points worse; none where the scale leaves no room."""
    if baseline + mcid > 100:
        return NaturalFrequency(0.0, 0.0, 0.0)
    return _frequency(baseline + mcid, baseline, e, False)


def difference(baseline: float, mcid: float, sham: Expectation, effect: float, effect_variance: float) -> Difference:
    """How many more of 100 improve with the option than with its sham, for the same people in the same setting.

    ``effect``: option minus sham (points, negative better); ``effect_variance``: its uncertainty plus trial-to-trial
    spread. Context cancels, so only the effect's own spread makes the range.
    """

    def more(shift: float) -> float:
        spread = math.sqrt(sham.setting_variance + sham.person_sd**2)
        limit = baseline - mcid
        return 100 * (
            _share(limit, baseline, sham.change + shift, spread) - _share(limit, baseline, sham.change, spread)
        )

    half = Z95 * math.sqrt(effect_variance)
    return Difference(more(effect), more(effect + half), more(effect - half))
