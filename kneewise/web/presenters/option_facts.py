"""What single rows of the evidence say of an option: harms, prices, rules of countries, guidelines, figures."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from kneewise import words
from kneewise.candidacy.rules import Rule, load_rules
from kneewise.evidence import Dataset
from kneewise.outlook import known_facts
from kneewise.outlook.options import option_specs
from kneewise.report.voice import Voice
from kneewise.web.environment import address
from kneewise.web.presenters.numbers import plain_number
from kneewise.web.presenters.option_links import link, links
from kneewise.web.presenters.option_results import option_forecast

# Kinds of rule that speak for a treatment, and those that speak against it, gravest first.
FOR = ("indication", "favourable")
AGAINST = ("absolute_contraindication", "relative_contraindication", "unfavourable", "caution", "needs_workup")
# Rules for this many treatments or more are about health in general; what is special to the option comes first.
BROAD_RULE = 10
# Units of facts that compare two risks.
RATIOS = ("odds ratio", "hazard ratio", "relative risk", "rate ratio")
PERCENT = "%"
FIGURE_TOPICS = ("procedure", "safety", "timeline", "tkr", "cost")


def in_table(dataset: Dataset, code: str) -> bool:
    """Whether the evidence knows the code as a treatment."""
    return code in dataset.raw("treatments")["code"]


def other_names(dataset: Dataset, code: str, language: str) -> list[str]:
    """What else people call the treatment in that language; the name itself is left out."""
    if not in_table(dataset, code):
        return []
    found = dataset.treatment(code)
    name, others = (found.name_es, found.synonyms_es) if language == "es" else (found.name, found.synonyms)
    return [other for other in others if other.lower() != name.lower()]


def suits(dataset: Dataset, code: str, kinds: tuple[str, ...], language: str) -> list[dict[str, str]]:
    """The screening rules of these kinds for the treatment in words, each once, what is special to it first."""
    found: dict[str, dict[str, str]] = {}
    chosen = [r for kind in kinds for r in load_rules() if r.kind == kind and code in r.treatments]
    for rule in sorted(chosen, key=lambda r: len(r.treatments) >= BROAD_RULE):
        said = words.text(rule.words, language)
        found.setdefault(
            said, {"words": said, "source": rule.source.title, "href": _rule_href(dataset, rule, language)}
        )
    return list(found.values())


def _rule_href(dataset: Dataset, rule: Rule, language: str) -> str:
    """Where a rule comes from: the page itself, else its source or row in the evidence."""
    if rule.source.url:
        return rule.source.url
    if rule.source.evidence:
        return address("source", language, rule.source.evidence)
    return address("row", language, "candidacy", rule.rule_id) if rule.rule_id in _rule_rows(dataset) else ""


@lru_cache(maxsize=2)
def _rule_rows(dataset: Dataset) -> frozenset[str]:
    return frozenset(dataset.candidacy["rule_id"])


def harms(dataset: Dataset, code: str, language: str) -> list[dict[str, Any]]:
    """Harms of 1,000 (serious) or 100 (common) people, with the option and with the comparison."""
    option = option_forecast(dataset, code, language)
    if option is None:
        return []
    voice = Voice(language, dataset)
    return [
        {
            "event": voice.t(f"harm-{h.event}"),
            "serious": h.seriousness == "serious",
            "of": plain_number(h.with_option.of, language),
            "with": voice.harm(h),
            "without": "–" if h.without is None else voice.frequency(h.without),
            "links": links(h.citations, language),
        }
        for h in option.harms
    ]


def prices(dataset: Dataset, code: str, language: str) -> list[dict[str, Any]]:
    """The surveyed price in every country where one is known."""
    spec = option_specs().get(code)
    if spec is None:
        return []
    voice = Voice(language, dataset)
    found = []
    for country, _ in spec.price:
        price = known_facts.price(dataset, spec, country)
        assert price is not None
        found.append({
            "country": words.text(f"web-country-{country.lower()}", language),
            "range": voice.price(price),
            "typical": "–" if price.typical is None else f"{voice.money(price.typical)} {price.currency}",
            "year": str(price.year or "–"),
            "links": links(price.citations, language),
        })  # fmt: skip
    return found


def law(dataset: Dataset, code: str, language: str) -> list[dict[str, Any]]:
    """What regulators and payers say of the product or of the group it belongs to, by country."""
    treatment_class = dataset.treatment(code).treatment_class if in_table(dataset, code) else ""
    voice = Voice(language, dataset)
    rows = known_facts.regulation(dataset, code, treatment_class, None, language)
    return [
        {
            "where": voice.place(r.jurisdiction),
            "body": r.body,
            "status": r.status,
            "basis": r.basis,
            "since": r.effective_date,
            "href": link(r.citation, language),
        }
        for r in sorted(rows, key=lambda r: r.jurisdiction)
    ]


def guidelines(dataset: Dataset, code: str, language: str) -> list[dict[str, Any]]:
    """What guidelines say of the option, newest first."""
    return [
        {
            "body": f"{g.body} {g.year or ''}".strip(),
            "direction": words.text(f"report-direction-{g.direction}", language),
            "summary": g.wording_summary,
            "href": link(g.citation, language),
        }
        for g in known_facts.guidelines(dataset, code, language=language)
    ]


def figures(dataset: Dataset, code: str, language: str) -> list[dict[str, str]]:
    """Further figures that the evidence holds of exactly this treatment, each once, with a link to its row.

    Ratios of risks are left to the studies: without the risk they start from they mislead.
    """
    if not in_table(dataset, code):
        return []
    found = [f for topic in FIGURE_TOPICS for f in dataset.facts_about(topic, treatment=code)]
    shown: dict[tuple[str, float, str | None], dict[str, str]] = {}
    for f in found:
        if f.unit.startswith(RATIOS):
            continue
        quantity, unit, who = (f.said(field, language) for field in ("quantity", "unit", "population"))
        value = plain_number(f.value, language)
        shown.setdefault(
            (f.quantity, f.value, f.population),
            {
                "words": f"{quantity}: {value} {PERCENT if unit == 'percent' else unit}",
                "who": ", ".join(str(part) for part in (who, f.year) if part),
                "href": address("row", language, "facts", f.fact_id),
            },
        )
    return list(shown.values())
