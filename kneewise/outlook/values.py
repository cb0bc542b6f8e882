"""What fits what a person says matters: weights in, order of options out, and how firm that order is.

Each option gets a score between 0 and 1 on each criterion; the weighted mean orders them. Nothing here says "best":
the order only mirrors the weights. Firmness is the share of weight sets near the person's that keep the order, drawn
from a Dirichlet distribution around them with a fixed seed, so the same answers give the same share.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from kneewise.errors import InputError
from kneewise.outlook.results import CertaintyLevel, OptionForecast, Outlook

CRITERIA = ("pain_relief", "function", "safety", "cost", "recovery_time", "avoiding_surgery", "evidence")

# Weight sets are drawn with this many pseudo-observations: a weight of 0.3 then varies with an SD of about 0.1, the
# spread people show when they answer the same weighing task twice (a choice; docs/methods/outlook.md).
CONCENTRATION = 20
WEIGHT_SETS = 512
CERTAINTY_SCORE: dict[CertaintyLevel, float] = {"high": 1.0, "moderate": 0.67, "low": 0.33, "very_low": 0.0}
DAYS_OF_LONGEST_RECOVERY = 180
SURGERY = "surgery"
# Nothing is done to the knee in these, so there is nothing to get over; waiting costs nothing.
WITHOUT_RECOVERY = frozenset({"physical", "lifestyle", "device", "oral_drug", "topical", "supplement", "control"})
WAITING = "control"


@dataclass(frozen=True, slots=True)
class Fit:
    """How one option fits: overall score, score per criterion (None: unknown), and how firm its place is."""

    treatment: str
    score: float
    by_criterion: dict[str, float | None]
    first_share: float
    """Share of nearby weight sets in which this option comes first."""


@dataclass(frozen=True, slots=True)
class ValuesResult:
    """Options in the order that fits; ``order_kept`` is the share of nearby weight sets with the same first three."""

    weights: dict[str, float]
    fits: tuple[Fit, ...]
    order_kept: float
    left_out: tuple[str, ...]
    """Options without a forecast: they cannot be placed."""


def _scaled(value: float, worst: float, best: float) -> float:
    return min(max((value - worst) / (best - worst), 0.0), 1.0)


def criterion_scores(option: OptionForecast, week: float, highest_price: float) -> dict[str, float | None]:
    """Scores 0 (least wanted) to 1 (most wanted) per criterion; None where nothing is known.

    Pain and function: people of 100 with a meaningful improvement. Safety: one minus the share with a serious harm at
    the upper end of its range, scaled so that 10 of 100 scores 0; unknown where nobody was counted. Cost: linear from
    nothing to the dearest option that is no operation (operations are mostly paid by insurers, and beside them all else
    would look cheap). Recovery: linear to 180 days; 1 where nothing is done to the knee. Avoiding surgery: 1 or 0.
    Evidence: the certainty of the pain result.
    """
    pain, function = option.benefit_at("pain", week), option.benefit_at("function", week)
    severe = [h for h in option.harms if h.seriousness == "serious"]
    # The general rate of infection after any injection alone says nothing of this option.
    counted = any(h.n_people for h in severe)
    serious = [h.with_option.high / h.with_option.of for h in severe] if counted else []
    recovery = [r.high_days for r in option.recovery]
    price = None if option.price is None else option.price.typical or option.price.high
    if option.treatment_class == WAITING:
        price = 0.0
    days = max(recovery, default=0.0 if option.treatment_class in WITHOUT_RECOVERY else None)
    certainty = option.certainty.get("pain")
    return {
        "pain_relief": pain.meaningful.count / pain.meaningful.of if pain else None,
        "function": function.meaningful.count / function.meaningful.of if function else None,
        "safety": _scaled(max(serious), 0.10, 0.0) if serious else None,
        "cost": _scaled(price, highest_price, 0.0) if price is not None and highest_price > 0 else None,
        "recovery_time": _scaled(days, DAYS_OF_LONGEST_RECOVERY, 0) if days is not None else None,
        "avoiding_surgery": 0.0 if option.treatment_class == SURGERY else 1.0,
        "evidence": CERTAINTY_SCORE[certainty.level] if certainty else None,
    }


def check_weights(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights, all criteria present, summing to 1. Raises InputError for an unknown name, a negative, all zeros."""
    unknown = sorted(set(weights) - set(CRITERIA))
    if unknown:
        raise InputError(f"values: {unknown[0]}", "is not something to weigh", f"Choose from {', '.join(CRITERIA)}.")
    for name, weight in weights.items():
        if not (0 <= weight < float("inf")):
            raise InputError(f"values: {name}", f"is {weight}; a weight is 0 or more", "Give 0 to 10.")
    total = sum(weights.values())
    if total <= 0:
        raise InputError("values", "are all 0", "Give at least one thing a weight above 0.")
    return {name: weights.get(name, 0.0) / total for name in CRITERIA}


def _nearby_weights(weights: np.ndarray) -> np.ndarray:
    """Weight sets around the person's, (WEIGHT_SETS, criteria), the same on every run."""
    shape = np.maximum(weights * CONCENTRATION, 1e-3)
    return np.random.default_rng(1).dirichlet(shape, WEIGHT_SETS)


def fit_values(outlook: Outlook, weights: Mapping[str, float], *, week: float = 26) -> ValuesResult:
    """Order the options by the person's weights.

    A criterion on which an option is unknown counts as the middle (0.5) and is shown as unknown, so that ignorance
    neither helps nor harms it. Options without any forecast are listed apart.
    """
    checked = check_weights(weights)
    placed = [o for o in outlook.options if o.benefits]
    prices = [o.price.typical or o.price.high for o in placed if o.price and o.treatment_class != SURGERY]
    highest = max(prices, default=0.0)
    scores = {o.treatment: criterion_scores(o, week, highest) for o in placed}
    table = np.array(
        [[0.5 if scores[o.treatment][c] is None else scores[o.treatment][c] for c in CRITERIA] for o in placed]
    )
    own = np.array([checked[c] for c in CRITERIA])
    if not placed:
        return ValuesResult(checked, (), 1.0, tuple(o.treatment for o in outlook.options))
    overall = table @ own
    order = np.argsort(-overall, kind="stable")
    nearby = _nearby_weights(own) @ table.T
    ranked = np.argsort(-nearby, axis=1, kind="stable")
    first = np.bincount(ranked[:, 0], minlength=len(placed)) / WEIGHT_SETS
    kept = float(np.mean(np.all(ranked[:, : min(3, len(placed))] == order[: min(3, len(placed))], axis=1)))
    fits = tuple(
        Fit(placed[i].treatment, float(overall[i]), scores[placed[i].treatment], float(first[i])) for i in order
    )
    left_out = tuple(o.treatment for o in outlook.options if not o.benefits)
    return ValuesResult(checked, fits, kept, left_out)
