"""Harms of an option as natural frequencies: from trial arms, with the control arms of the same trials, and from facts.

Trial arms are pooled as total events over total people. Where the arms differ more than chance (Pearson's chi-squared
per degree of freedom above 1), events and people are divided by that factor before the interval is taken, as in
quasi-binomial regression (McCullagh & Nelder 1989, section 4.5). The interval is Wilson's (1927; Newcombe 1998), which
for zero events gives 0 and an upper bound: nothing seen is not nothing possible.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

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
    share = float(events.sum() / n.sum())
    interval = wilson(float(events.sum()) / factor, float(n.sum()) / factor)
    return NaturalFrequency(of * share, of * min(interval.low, share), of * max(interval.high, share), of)


Row = dict[str, Any]


@lru_cache(maxsize=2)
def _rows(dataset: Dataset) -> dict[tuple[str, str], list[Row]]:
    """Counted harms of every trial arm by treatment and event."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in dataset.harms().iter_rows(named=True):
        if row["event"] in EVENTS and row["n"] and row["events"] is not None:
            found.setdefault((row["treatment"], row["event"]), []).append(row)
    return found


def _citations(rows: list[Row]) -> tuple[Citation, ...]:
    first = {r["source_id"]: r for r in reversed(rows)}
    return tuple(
        Citation(r["source_id"], r["source_location"] or "", row_id=r["row_id"])
        for r in rows
        if first[r["source_id"]] is r
    )


def _counts(rows: list[Row]) -> tuple[np.ndarray, np.ndarray]:
    return np.array([float(r["events"]) for r in rows]), np.array([float(r["n"]) for r in rows])


def _from_trials(
    rows: dict[tuple[str, str], list[Row]], code: str, event: str, controls: frozenset[str]
) -> Harm | None:
    """One harm pooled over the arms of trials; None where no arm counted it.

    Common harms depend on how closely people are asked, so the option's arms of randomised trials are used where there
    are any: they stand beside a control that was asked the same. Serious harms are rare, and registers count too.
    """
    treated = rows.get((code, event), [])
    if EVENTS[event] == "common" and any(r["randomised"] for r in treated):
        treated = [r for r in treated if r["randomised"]]
    if not treated:
        return None
    trials = {r["trial_id"] for r in treated}
    control = [r for c in sorted(controls) for r in rows.get((c, event), []) if r["trial_id"] in trials]
    of = DENOMINATOR[EVENTS[event]]
    events, n = _counts(treated)
    weeks = [r["week"] for r in treated if r["week"] is not None]
    return Harm(
        event=event,
        seriousness=EVENTS[event],
        with_option=pooled_frequency(events, n, of),
        without=pooled_frequency(*_counts(control), of) if control else None,
        followup_weeks=float(max(weeks)) if weeks else None,
        n_people=int(n.sum()),
        zero_events=bool(events.sum() == 0),
        citations=_citations(treated + control),
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


@lru_cache(maxsize=256)
def harms(dataset: Dataset, spec: OptionSpec, controls: frozenset[str]) -> tuple[Harm, ...]:
    """All harms of an option: serious first, trials before facts. The same for everyone, so kept per dataset.

    ``controls``: codes of control treatments; only their arms in the same trials stand beside the option.
    """
    rows = _rows(dataset)
    found = [h for event in EVENTS if (h := _from_trials(rows, spec.code, event, controls)) is not None]
    found += [_from_fact(dataset, item) for item in spec.harms]
    return tuple(sorted(found, key=lambda h: h.seriousness != "serious"))
