"""Shares of 100 people who respond: in arms of trials, and as the outlook expects them for a typical person."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from kneewise.claims.expected import WEEK, expected
from kneewise.claims.model import Anchor, Claim, EvidenceRow

if TYPE_CHECKING:
    from kneewise.claims.anchors import Anchors

# Definitions of a response that are people who feel better (not scans, operations or failures).
_RESPONSES = ("mcid", "improved", "responder", "decrease")
CELL_CLASS = "cell_therapy"
# Arms of trials are to be shown beside a forecast: it takes no more than these of the rows.
MOST_FORECASTS = MOST_ARMS = 2
# Product words of the audit -> treatments that the outlook forecasts; others are held against all kinds of cells.
FORECAST = {
    "marrow": ["bmac"],
    "fat": ["mfat", "svf"],
    "cord": ["uc_msc"],
    "expanded": ["bm_msc_auto", "ad_msc_auto", "bm_msc_allo", "ad_msc_allo"],
    "prp": ["prp"],
    "steroid": ["cs"],
    "ha": ["ha"],
    "exercise": ["exercise"],
    "drugs": ["nsaid_oral"],
    "knee_replacement": ["tka"],
    "arthroscopy": ["arthroscopy"],
}


def responders(anchors: Anchors, name: str, query: dict[str, Any], claim: Claim, country: str | None) -> Anchor:
    """Share of people who responded in cell arms, or in the placebo arms of the same trials, in percent.

    Only trials with both arms count, one definition of a response each. ``low`` and ``high`` are the 95 % interval
    (Wilson 1927) of the share in all these arms together.
    """
    frame = anchors.dataset.responders()
    by_trial: dict[tuple[str, str], dict[str, tuple[int, int, str, str]]] = {}
    for row in frame.iter_rows(named=True):
        definition = row["definition"]
        if not any(word in definition for word in _RESPONSES) or row["events"] is None or not row["n"]:
            continue
        code = row["treatment"]
        side = "treated" if row["treatment_class"] == CELL_CLASS else "control" if code in ("saline", "sham") else ""
        if side:
            by_trial.setdefault((row["trial_id"], definition), {})[side] = (
                int(row["events"]),
                int(row["n"]),
                row["row_id"],
                row["source_id"],
            )
    rows: list[EvidenceRow] = []
    years, counted = [], set()
    all_events = all_n = 0
    for (trial_id, definition), sides in by_trial.items():
        if len(sides) < 2 or trial_id in counted:
            continue
        counted.add(trial_id)
        events, n, row_id, source = sides[query["side"]]
        trial = anchors.dataset.trial(trial_id)
        all_events, all_n = all_events + events, all_n + n
        years.append(trial.year or 0)
        rows.append(
            EvidenceRow(
                row_id,
                f"{trial.label}, {query['side']} arm: {events} of {n} people ({definition.replace('_', ' ')})",
                anchors.url(source),
                str(trial.year or ""),
            )
        )
    if not all_n:
        return Anchor(name, None, None, None, ())
    low, high = _wilson(all_events, all_n)
    return Anchor(name, 100 * low, 100 * high, max(years), tuple(rows[:MOST_ARMS]))


def expected_shares(anchors: Anchors, name: str, query: dict[str, Any], claim: Claim, country: str | None) -> Anchor:
    """Of 100 typical people of the trials, how many the outlook expects to be clearly better after half a year.

    With the product of the claim, or with its control. A product that stands for several treatments (cells of any kind)
    has the widest range of theirs and the mean of their middles.
    """
    known = expected(anchors.dataset)
    codes = [code for code in FORECAST.get(claim.product, ()) if code in known]
    codes = codes or [code for code, row in known.items() if row.treatment_class == CELL_CLASS]
    if not codes:
        return Anchor(name, None, None, None, ())
    found = [known[code] for code in codes]
    shares = [row.treated if query["side"] == "treated" else row.control for row in found]
    newest = max(found, key=lambda row: row.year or 0)
    rows = []
    for code, row in zip(codes, found, strict=True):
        (low, middle, high), (c_low, c_middle, c_high) = row.treated, row.control
        rows.append(
            EvidenceRow(
                f"outlook:{code}",
                f"Forecast for a typical person of the trials, {WEEK:g} weeks, {row.name}: clearly better are "
                f"{middle:.0f} of 100 people ({low:.0f} to {high:.0f}), with its control {c_middle:.0f} "
                f"({c_low:.0f} to {c_high:.0f}); {row.n_trials} trials, {row.n_people} people",
                anchors.url(row.source_id),
                str(row.year or ""),
            )
        )
    return Anchor(
        name,
        min(share[0] for share in shares),
        max(share[2] for share in shares),
        newest.year,
        tuple(rows[:MOST_FORECASTS]),
        sum(share[1] for share in shares) / len(shares),
    )


def _wilson(events: int, n: int) -> tuple[float, float]:
    """95 % interval of a share (Wilson 1927, J Am Stat Assoc 22:209)."""
    z = 1.959964
    share = events / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return centre - half, centre + half
