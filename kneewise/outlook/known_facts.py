"""What single facts say of an option: price, recovery, regulation, guidelines, knee replacement in the years ahead.

Each function takes the dataset and returns values of `results`; no number is written here.
"""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist
from typing import TYPE_CHECKING, Any

from kneewise import words
from kneewise.evidence.wording import as_sentence, in_language
from kneewise.outlook.options import OptionSpec, PriceFacts, replacement_facts
from kneewise.outlook.results import GuidelineVerdict, KneeReplacement, Person, Price, Recovery, RegulatoryStatus
from kneewise.quantities import Estimate, Interval, NaturalFrequency
from kneewise.sources import Citation

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

DAYS = {"days": 1, "day": 1, "weeks": 7, "week": 7, "months": 30.4375, "month": 30.4375}
# Codes under which regulators and guidelines speak of a whole group of products.
REGULATED_AS = {
    "cell_therapy": ("stem_cell_any", "cell_therapy_any"),
    "blood_product": (),
}
CULTURED = ("ad_msc_auto", "bm_msc_auto", "ad_msc_allo", "bm_msc_allo", "uc_msc", "placenta_msc")
# People search by their own country; the EU's rules hold in each member state asked for in the interview.
EU_MEMBERS = frozenset(
    {"AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE"}
    | {"IT", "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE"}
)


def citation_of(fact: Any) -> Citation:
    """The citation of a fact."""
    return Citation(fact.source_id, fact.source_location or "", row_id=f"facts:{fact.fact_id}")


def threshold(dataset: Dataset, fact_id: str) -> Estimate:
    """A threshold as a positive number of points on 0–100."""
    fact = dataset.fact(fact_id)
    n = None if fact.n is None else int(fact.n)
    return Estimate(abs(fact.value), "points on 0-100", n=n, citations=(citation_of(fact),), rule=fact.quantity)


@lru_cache(maxsize=1024)
def price(dataset: Dataset, spec: OptionSpec, country: str | None) -> Price | None:
    """The surveyed price in the person's country; where none is known there, that of the first country with one."""
    if not spec.price:
        return None
    prices = dict(spec.price)
    where = country if country in prices else spec.price[0][0]
    ids: PriceFacts = prices[where]
    facts = {name: dataset.fact(i) for name, i in (("low", ids.low), ("typical", ids.typical), ("high", ids.high)) if i}
    main = facts.get("typical") or facts.get("low") or facts["high"]
    values = [f.value for f in facts.values()]
    years = [f.year for f in facts.values() if f.year]
    return Price(
        low=min(values),
        typical=facts["typical"].value if "typical" in facts else None,
        high=max(values),
        currency=main.currency or main.unit.split()[0],
        unit=main.unit,
        country=where,
        year=max(years) if years else None,
        basis=main.quality,
        citations=tuple(dict.fromkeys(citation_of(f) for f in facts.values())),
    )


@lru_cache(maxsize=1024)
def recovery(dataset: Dataset, spec: OptionSpec) -> tuple[Recovery, ...]:
    """Published times to a milestone, in days."""
    found = []
    for item in spec.recovery:
        low, high = dataset.fact(item.low), dataset.fact(item.high)
        found.append(
            Recovery(
                item.milestone,
                low.value * DAYS[low.unit],
                high.value * DAYS[high.unit],
                tuple(dict.fromkeys((citation_of(low), citation_of(high)))),
            )
        )
    return tuple(found)


@lru_cache(maxsize=1024)
def regulation(
    dataset: Dataset, code: str, treatment_class: str, country: str | None, language: str = "en"
) -> tuple[RegulatoryStatus, ...]:
    """What regulators say of the product: the person's country first, then the others, newest first."""
    products = {code, *REGULATED_AS.get(treatment_class, ())}
    if code in CULTURED:
        products.add("expanded")
    here = {country, "EU"} if country in EU_MEMBERS else {country}
    rows = [r for r in dataset.regulation.iter_rows(named=True) if r["product"] in products]
    rows.sort(key=lambda r: r["effective_date"] or "", reverse=True)
    rows.sort(key=lambda r: r["jurisdiction"] not in here)
    return tuple(
        RegulatoryStatus(
            r["jurisdiction"],
            in_language(r, "body", language),
            as_sentence(in_language(r, "status", language)),
            as_sentence(in_language(r, "basis", language)),
            str(r["effective_date"] or ""),
            Citation(r["source"], r["location"] or "", row_id=f"regulation:{r['regulation_id']}"),
        )
        for r in rows
    )


@lru_cache(maxsize=1024)
def guidelines(
    dataset: Dataset, code: str, components: tuple[str, ...] = (), language: str = "en"
) -> tuple[GuidelineVerdict, ...]:
    """What guidelines say of the option, newest first; where the strength of advice was not seen, that is said."""
    wanted = {code, *components}
    rows = [r for r in dataset.guidelines.iter_rows(named=True) if r["treatment"] in wanted]
    rows.sort(key=lambda r: -(r["year"] or 0))
    return tuple(
        GuidelineVerdict(
            in_language(r, "body", language),
            r["year"],
            r["direction"],
            _wording(r, language),
            Citation(r["source"], r["location"] or "", row_id=f"guidelines:{r['guideline_id']}"),
        )
        for r in rows
    )


def _wording(row: dict[str, Any], language: str) -> str:
    said = as_sentence(in_language(row, "wording_summary", language))
    return said if row["strength_seen"] else f"{said}. {words.text('guideline-strength-unseen', language)}"


def _share_after(share: float, over_years: float, years: float) -> float:
    """The share after another span at a constant yearly rate: 1 − (1 − p)^(years / over_years)."""
    return 1 - math.pow(1 - share, years / over_years)


def knee_replacement(dataset: Dataset, person: Person) -> tuple[KneeReplacement, ...]:
    """Chance of a knee replacement, of 100 people, by group. The range is the fact's, or a Wilson interval of its n."""
    found = []
    for item in replacement_facts():
        if item.only_if_kl is not None and person.kl_grade != item.only_if_kl:
            continue
        fact = dataset.fact(item.fact)
        share = fact.value / 100
        low, high = _range_of_share(share, fact)
        for years in item.years:
            at = [100 * _share_after(s, item.over_years, years) for s in (low, share, high)]
            found.append(KneeReplacement(years, NaturalFrequency(at[1], at[0], at[2]), item.who, (citation_of(fact),)))
    return tuple(found)


def _range_of_share(share: float, fact: Any) -> tuple[float, float]:
    if fact.ci_low is not None and fact.ci_high is not None:
        return fact.ci_low / 100, fact.ci_high / 100
    if fact.n:
        interval = wilson(share * fact.n, fact.n)
        return interval.low, interval.high
    return share, share


def wilson(events: float, n: float, level: float = 0.95) -> Interval:
    """Wilson's score interval of a proportion (Wilson 1927), as shares 0–1; right for 0 events too."""
    z = NormalDist().inv_cdf(0.5 + level / 2)
    p = events / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    # At 0 and at n events the formula's end is 0 and 1 exactly, but for rounding.
    low = 0.0 if events <= 0 else max(middle - half, 0.0)
    return Interval(low, 1.0 if events >= n else min(middle + half, 1.0), level)
