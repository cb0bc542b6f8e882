"""Lifetime costs and QALYs of the options: a cohort model with every parameter uncertain at once.

`evaluate_costs` is the door; `options` holds what goes in, `results` what comes out, `decision` the analyses, `markov`
a general cohort model. Formulas and sources: docs/methods/economics.md.
"""

from kneewise.economics.discounting import Discounting, discount_factor
from kneewise.economics.evaluate import evaluate_costs
from kneewise.economics.options import (
    OptionEffect,
    OptionHarm,
    PainEffect,
    effects_from_outlook,
    no_treatment,
    price_from_facts,
)
from kneewise.economics.results import EconomicsResult, OptionOutcome

__all__ = [
    "Discounting",
    "EconomicsResult",
    "OptionEffect",
    "OptionHarm",
    "OptionOutcome",
    "PainEffect",
    "discount_factor",
    "effects_from_outlook",
    "evaluate_costs",
    "no_treatment",
    "price_from_facts",
]
