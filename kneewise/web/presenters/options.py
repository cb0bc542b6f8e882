"""Option pages: structured content, rules, steps, results, risks, prices and law of one treatment, each from its one
place. The parts are made in `option_content`, `option_results` and `option_facts`; here they come together."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any

from kneewise import words
from kneewise.candidacy import treatments
from kneewise.candidacy.intake import Intake
from kneewise.evidence import Dataset
from kneewise.pathway.plan import Plan, plan, plannable
from kneewise.report.voice import Voice
from kneewise.web import content
from kneewise.web.environment import address
from kneewise.web.presenters import option_facts, option_results
from kneewise.web.presenters.option_content import FIELDS, codes, data_code, families, family_of, raw
from kneewise.web.presenters.option_links import links

# Long lists that the plan shows with dates; here they are folded.
FOLDED = ("preparation", "ladder")
STEP_PARTS = ("preparation", "day")
RECOVERY_PARTS = ("aftercare", "ladder")
SYNONYMS_SHOWN = 6
# Sections of the page, in order; the list at its side.
SECTIONS = ("balance", "results", "who", "steps", "living", "recovery", "risks", "price", "law", "faq")


def listed(dataset: Dataset, language: str) -> list[dict[str, Any]]:
    """All options by family, each with its name and what it is."""
    return [
        {
            "key": family,
            "title": words.text(f"option-family-{family}", language),
            "options": [
                {
                    "code": code,
                    "name": treatments.name(data_code(code), language),
                    "what": content.in_words(raw(code)["what"], language, dataset).text,
                    "href": address("option", language, code),
                }
                for code in members
            ],
        }
        for family, members in families().items()
    ]


@lru_cache(maxsize=128)
def option(dataset: Dataset, code: str, language: str) -> dict[str, Any]:
    """Everything that an option's page shows. NotFoundError for a code without a page."""
    family, known_as = family_of(code), data_code(code)
    voice = Voice(language, dataset)
    found = option_results.option_forecast(dataset, known_as, language)
    made = _plan(code, language)
    names = option_facts.other_names(dataset, known_as, language)[:SYNONYMS_SHOWN]
    return {
        "code": code,
        "name": treatments.name(known_as, language),
        "family": words.text(f"option-family-{family}", language),
        "content": content.in_words({k: v for k, v in raw(code).items() if k in FIELDS}, language, dataset),
        "same_as": names,
        "suits": option_facts.suits(dataset, code, option_facts.FOR, language),
        "not_for": option_facts.suits(dataset, code, option_facts.AGAINST, language),
        "steps": _parts(made, STEP_PARTS, language),
        "recovery": _parts(made, RECOVERY_PARTS, language),
        "milestones": [
            {
                "words": voice.t(
                    f"report-recovery-{r.milestone}", low=round(r.low_days / 7), high=round(r.high_days / 7)
                ),
                "links": links(r.citations, language),
            }
            for r in (found.recovery if found else ())
        ],
        "undone": "" if found is None else voice.t(f"report-undone-{found.cannot_be_undone}"),
        "forecast": option_results.forecast_of(dataset, known_as, language),
        "refusal": "" if found is None else found.refusal,
        "forest": option_results.forest(dataset, known_as, language),
        "trials": option_results.trials(dataset, known_as, language),
        "harms": option_facts.harms(dataset, known_as, language),
        "prices": option_facts.prices(dataset, known_as, language),
        "law": option_facts.law(dataset, known_as, language),
        "guidelines": option_facts.guidelines(dataset, known_as, language),
        "figures": option_facts.figures(dataset, known_as, language),
        "plannable": made is not None,
        "sections": SECTIONS,
    }


def _plan(code: str, language: str) -> Plan | None:
    """The plan for nobody in particular; its dates are not shown here."""
    return plan(code, date.today(), Intake(), language=language) if code in plannable() else None


def _parts(made: Plan | None, parts: tuple[str, ...], language: str) -> list[dict[str, Any]]:
    if made is None:
        return []
    return [
        {
            "title": words.text(f"plan-part-{part}", language),
            "folded": part in FOLDED,
            "items": [
                {"title": i.title, "text": i.text, "certain": i.certain, "links": links(i.citations, language)}
                for i in made.part(part)
            ],
        }
        for part in parts
        if made.part(part)
    ]


__all__ = ["codes", "listed", "option", "raw"]
