"""Harms of an option as natural frequencies: from trial arms, with the control arms of the same trials, and from facts.

Trial arms are pooled as total events over total people. Where the arms differ more than chance (Pearson's chi-squared
per degree of freedom above 1), events and people are divided by that factor before the interval is taken, as in
quasi-binomial regression (McCullagh & Nelder 1989, section 4.5). The interval is Jeffreys' (Brown, Cai & DasGupta
2001), which for zero events gives 0 and an upper bound: nothing seen is not nothing possible.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import polars as pl

from kneewise.errors import DataError
from kneewise.outlook.known_facts import citation_of, wilson
from kneewise.outlook.options import HarmFact, OptionSpec
from kneewise.outlook.results import Harm
from kneewise.quantities import NaturalFrequency
from kneewise.sources import Citation

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

# Events that trials report in the same sense across treatments; others stay on the option's evidence page.
EVENTS: dict[str, Literal["serious", "common"]] = {
    "serious_ae": "serious",
    "related_sae": "serious",
    "any_ae": "common",
    "withdrawal_due_to_ae": "common",
}
DENOMINATOR = {"serious": 1000, "common": 100}


def jeffreys(events: float, n: float) -> tuple[float, float]:
    """Jeffreys' 95 % interval of a proportion; its lower end is 0 for zero events and its upper end 1 for all."""
    from scipy.special import betaincinv

    low = 0.0 if events <= 0 else float(betaincinv(events + 0.5, n - events + 0.5, 0.025))
    high = 1.0 if events >= n else float(betaincinv(events + 0.5, n - events + 0.5, 0.975))
    return low, high


def overdispersion(events: np.ndarray, n: np.ndarray) -> float:
    """Pearson's chi-squared per degree of freedom of equal proportions, at least 1. Shapes (arms,)."""
    share = events.sum() / n.sum()
    if len(n) < 2 or share in (0.0, 1.0):
        return 1.0
    chi2 = float(np.sum((events - n * share) ** 2 / (n * share * (1 - share))))
    return max(1.0, chi2 / (len(n) - 1))


def pooled_frequency(events: np.ndarray, n: np.ndarray, of: int) -> NaturalFrequency:
    """Events over people across arms with the interval described above, per ``of`` people."""
    factor = overdispersion(events, n)
    low, high = jeffreys(float(events.sum()) / factor, float(n.sum()) / factor)
    share = float(events.sum() / n.sum())
    return NaturalFrequency(of * share, of * min(low, share), of * max(high, share), of)


def _citations(rows: pl.DataFrame) -> tuple[Citation, ...]:
    return tuple(
        Citation(r["source_id"], r["source_location"] or "", row_id=f"harms:{r['row_id']}")
        for r in rows.unique(subset="source_id", keep="first", maintain_order=True).iter_rows(named=True)
    )


def _from_trials(frame: pl.DataFrame, code: str, event: str, controls: frozenset[str]) -> Harm | None:
    """One harm pooled over the arms of trials; None where no arm counted it.

    Common harms depend on how closely people are asked, so the option's arms of randomised trials are used where there
    are any: they stand beside a control that was asked the same. Serious harms are rare, and registers count too.
    """
    rows = frame.filter((pl.col("event") == event) & (pl.col("n") > 0) & pl.col("events").is_not_null())
    treated = rows.filter(pl.col("treatment") == code)
    if EVENTS[event] == "common" and treated["randomised"].any():
        treated = treated.filter(pl.col("randomised"))
    if treated.is_empty():
        return None
    control = rows.filter(pl.col("treatment").is_in(controls) & pl.col("trial_id").is_in(treated["trial_id"].to_list()))
    of = DENOMINATOR[EVENTS[event]]
    counts = [(f["events"].to_numpy().astype(float), f["n"].to_numpy().astype(float)) for f in (treated, control)]
    weeks = treated["week"].drop_nulls().max()
    return Harm(
        event=event,
        seriousness=EVENTS[event],
        with_option=pooled_frequency(*counts[0], of),
        without=pooled_frequency(*counts[1], of) if len(counts[1][0]) else None,
        followup_weeks=float(weeks) if isinstance(weeks, (int, float)) else None,
        n_people=int(counts[0][1].sum()),
        zero_events=bool(counts[0][0].sum() == 0),
        citations=_citations(pl.concat([treated, control])),
    )


def share_of_unit(fact: Any) -> float:
    """A fact's value as a share 0–1, read from its unit. Raises DataError for a unit that is no frequency."""
    unit = fact.unit.lower()
    for words, per in (("per 100000", 1e5), ("per 1000", 1e3), ("percent", 1e2)):
        if unit.startswith(words):
            return float(fact.value) / per
    raise DataError(f"fact {fact.fact_id} is used as a frequency but its unit is {fact.unit!r}")


def _from_fact(dataset: Dataset, item: HarmFact) -> Harm:
    fact = dataset.fact(item.fact)
    of = DENOMINATOR[item.seriousness]
    share = share_of_unit(fact)
    cited = [fact]
    if item.low and item.high:
        ends = [dataset.fact(item.low), dataset.fact(item.high)]
        cited += ends
        low, high = share_of_unit(ends[0]), share_of_unit(ends[1])
    elif fact.ci_low is not None and fact.ci_high is not None:
        low, high = fact.ci_low / 100, fact.ci_high / 100
    elif fact.n:
        interval = wilson(share * fact.n, fact.n)
        low, high = interval.low, interval.high
    else:
        low = high = share
    if item.complement:
        share, low, high = 1 - share, 1 - high, 1 - low
    return Harm(
        event=item.event,
        seriousness=item.seriousness,
        with_option=NaturalFrequency(of * share, of * min(low, share), of * max(high, share), of),
        without=None,
        followup_weeks=None,
        n_people=int(fact.n or 0),
        zero_events=False,
        citations=tuple(citation_of(f) for f in cited),
    )


def harms(dataset: Dataset, spec: OptionSpec, controls: frozenset[str]) -> tuple[Harm, ...]:
    """All harms of an option: serious first, trials before facts.

    ``controls``: codes of control treatments; only their arms in the same trials stand beside the option.
    """
    frame = dataset.harms()
    found = [h for event in EVENTS if (h := _from_trials(frame, spec.code, event, controls)) is not None]
    found += [_from_fact(dataset, item) for item in spec.harms]
    return tuple(sorted(found, key=lambda h: h.seriousness != "serious"))
