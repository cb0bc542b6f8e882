"""Option pages: structured content, rules, steps, results, risks, prices and law of one treatment, each from its one place."""

from __future__ import annotations

from typing import Any

import polars as pl

from kneewise import words
from kneewise.candidacy import treatments
from kneewise.candidacy.rules import load_rules
from kneewise.errors import NotFoundError
from kneewise.evidence import Dataset
from kneewise.pathway import blocks as pathway
from kneewise.web import content, explore
from kneewise.web.environment import address
from kneewise.web.presenters.explore import Z95, drawing, name_of
from kneewise.web.presenters.numbers import plain_number

# Kinds of rule that speak for a treatment, and those that speak against it, gravest first.
FOR = ("indication", "favourable")
AGAINST = ("absolute_contraindication", "relative_contraindication", "unfavourable", "caution", "needs_workup")
# Families of options, as the list of all treatments shows them.
FAMILIES = (
    ("cells", ("bmac", "bm_msc_auto", "mfat", "svf", "ad_msc_auto", "ad_msc_allo", "bm_msc_allo", "uc_msc", "amniotic", "exosomes")),
    ("injections", ("prp", "acs", "ha", "cs", "prolotherapy")),
    ("active", ("exercise", "weight_loss", "brace", "waiting")),
    ("medicines", ("nsaid_topical", "nsaid_oral", "paracetamol", "duloxetine", "glucosamine", "stem_cell_activator")),
    ("surgery", ("arthroscopy", "hto", "uka", "tka")),
)  # fmt: skip
# Rows of a table on the page; the explorer has all.
ROWS_SHOWN = 12
# What a page shows of "who it is not for" before a fold.
RULES_SHOWN = 8
PLAN_PARTS = ("preparation", "day", "aftercare")


def codes() -> tuple[str, ...]:
    """Every treatment with a page, in the order of the list."""
    return tuple(code for _, family in FAMILIES for code in family)


def listed(dataset: Dataset, language: str) -> list[dict[str, Any]]:
    """All options by family, each with its name and what it is."""
    return [
        {
            "key": key,
            "title": words.text(f"web-family-{key}", language),
            "options": [
                {
                    "code": code,
                    "name": name_of(code, language),
                    "what": content.in_words(_raw(code)["what"], language, dataset),
                    "href": address("option", language, code),
                }
                for code in family
            ],
        }
        for key, family in FAMILIES
    ]


def _raw(code: str) -> dict[str, Any]:
    """The content of an option, what it leaves out filled in from its group."""
    found = content.load_file("options", code)
    if found is None:
        near = ", ".join(codes())
        raise NotFoundError("treatment", f"“{code[:40]}” has no page", f"There are {near}.")
    group = (content.load_file("options", "_groups") or {})[found["group"]]
    return group | found


def option(dataset: Dataset, code: str, language: str) -> dict[str, Any]:
    """Everything that an option's page shows."""
    raw = _raw(code)
    shown = content.in_words({k: v for k, v in raw.items() if k not in ("group", "sources")}, language, dataset)
    family = next(key for key, members in FAMILIES if code in members)
    return {
        "code": code,
        "name": name_of(code, language),
        "family": words.text(f"web-family-{family}", language),
        "content": shown,
        "basis": [_fact(dataset, fact_id, language) for fact_id in raw["sources"]],
        "suits": _rules(code, FOR, language),
        "not_for": _rules(code, AGAINST, language),
        "steps": _steps(code, language),
        "results": _results(code, language),
        "trials": _trials(dataset, code, language),
        "risks": _facts(dataset, code, ("safety",), language),
        "harms": _harms(dataset, code, language),
        "prices": _facts(dataset, code, ("cost",), language),
        "law": _law(dataset, code),
        "guidelines": _guidelines(dataset, code, language),
        "plannable": code in pathway.load_plans(),
        "same_as": [s for s in _known(dataset, code).synonyms][:8] if _in_table(dataset, code) else [],
    }


def _in_table(dataset: Dataset, code: str) -> bool:
    return bool(dataset.raw("treatments").filter(pl.col("code") == code).height)


def _known(dataset: Dataset, code: str) -> Any:
    return dataset.treatment(code)


def _wider(dataset: Dataset, code: str) -> list[str]:
    """The code and the wider treatments it belongs to (``bmac`` → ``stem_cell_injection`` …)."""
    return [code, *(_known(dataset, code).broader if _in_table(dataset, code) else ())]


def _fact(dataset: Dataset, fact_id: str, language: str) -> dict[str, str]:
    fact = dataset.fact(fact_id)
    return {
        "words": f"{fact.quantity}: {plain_number(fact.value, language)} {fact.unit}",
        "who": ", ".join(str(part) for part in (fact.population, fact.country, fact.year) if part),
        "href": address("row", language, "facts", fact_id),
    }


def _facts(dataset: Dataset, code: str, topics: tuple[str, ...], language: str) -> list[dict[str, str]]:
    if not _in_table(dataset, code):
        return []
    found = [f for topic in topics for f in dataset.facts_about(topic, treatment=code, include_broader=True)]
    return [_fact(dataset, f.fact_id, language) for f in found][:ROWS_SHOWN]


def _rules(code: str, kinds: tuple[str, ...], language: str) -> list[dict[str, str]]:
    """The screening rules for this treatment in words, each once, with its source."""
    found: dict[str, dict[str, str]] = {}
    for kind in kinds:
        for rule in load_rules():
            if rule.kind == kind and code in rule.treatments:
                said = words.text(rule.words, language)
                href = rule.source.url or (address("row", language, "candidacy", rule.rule_id))
                found.setdefault(said, {"words": said, "kind": kind, "source": rule.source.title, "href": href})
    return list(found.values())


def _steps(code: str, language: str) -> list[dict[str, Any]]:
    """Preparation, the day and aftercare as the plan has them, without dates and for nobody in particular."""
    if code not in pathway.load_plans():
        return []
    from datetime import date

    from kneewise.candidacy.intake import Intake
    from kneewise.pathway.plan import plan

    made = plan(code, date.today(), Intake(), language=language)
    return [
        {
            "part": part,
            "title": words.text(f"plan-part-{part}", language),
            "items": [{"title": item.title, "text": item.text, "sources": _links(item.citations, language)} for item in made.part(part)],
        }
        for part in PLAN_PARTS
        if made.part(part)
    ]


def _links(citations: Any, language: str) -> list[str]:
    found = []
    for c in citations:
        table, _, key = c.row_id.partition(":")
        if key:
            found.append(address("row", language, table, key))
        elif c.url:
            found.append(c.url)
    return list(dict.fromkeys(found))


def _results(code: str, language: str) -> dict[str, Any] | None:
    """Every trial that compares the treatment in pain, near six months or else when most trials measured."""
    best: tuple[int, list[dict[str, Any]]] | None = None
    for window in (26, 13, 52, 6, 104):
        rows = _against_anything(code, window)
        if rows and (best is None or len(rows) > len(best[1])):
            best = (window, rows)
        if rows and window == 26:
            break
    if best is None:
        return None
    window, rows = best
    labels = explore.labels()
    drawn = [
        (
            words.text("web-option-versus", language, trial=labels.get(r["study"], r["study"]), other=name_of(r["other"], language)),
            r["te"],
            [r["te"] - Z95 * r["se"], r["te"] + Z95 * r["se"]],
            None,
        )
        for r in rows[:ROWS_SHOWN]
    ]
    when = words.text(f"web-explore-window-{window}", language)
    about = words.text("web-option-forest-alt", language, name=name_of(code, language), count=len(drawn), when=when)
    return {
        "when": when,
        "drawing": drawing(drawn, language, about),
        "count": len(rows),
        "href": f"{address('explore', language)}?view=compare&window={window}&a={code}&b={rows[0]['other']}",
    }


def _against_anything(code: str, window: int) -> list[dict[str, Any]]:
    """Contrasts of the treatment with anything, as treatment minus other, most precise first."""
    rows = explore.contrasts(explore.State(window=window))
    found = []
    for r in rows.iter_rows(named=True):
        if r["treat1"] == code:
            found.append({"study": r["study"], "te": r["te"], "se": r["se"], "other": r["treat2"]})
        elif r["treat2"] == code:
            found.append({"study": r["study"], "te": -r["te"], "se": r["se"], "other": r["treat1"]})
    return sorted(found, key=lambda r: r["se"])


def _trials(dataset: Dataset, code: str, language: str) -> list[dict[str, Any]]:
    with_it = dataset.arms.filter(pl.col("treatment").str.split("+").list.contains(code))["trial_id"].unique()
    rows = dataset.trials.filter(pl.col("trial_id").is_in(with_it.to_list()))
    return [
        {
            "label": t["label"],
            "href": address("trial", language, t["trial_id"]),
            "n": t["n_randomised"] or "",
            "weeks": "" if t["max_followup_weeks"] is None else f"{t['max_followup_weeks']:g}",
            "bias": words.text(f"web-bias-{t['risk_of_bias'] or 'unknown'}", language),
        }
        for t in rows.sort("n_randomised", descending=True, nulls_last=True).iter_rows(named=True)
    ]


def _harms(dataset: Dataset, code: str, language: str) -> list[dict[str, Any]]:
    """Counts of harms in the groups that got the treatment, largest groups first."""
    if not _in_table(dataset, code):
        return []
    rows = dataset.harms(treatments=[code]).filter(pl.col("events").is_not_null() & pl.col("n").is_not_null())
    labels = explore.labels()
    return [
        {
            "trial": labels.get(r["trial_id"], r["trial_id"]),
            "event": r["event"],
            "count": f"{r['events']:g} / {r['n']:g}",
            "href": address("trial", language, r["trial_id"]),
        }
        for r in rows.sort("n", descending=True).head(ROWS_SHOWN).iter_rows(named=True)
    ]


def _law(dataset: Dataset, code: str) -> list[dict[str, Any]]:
    """What regulators and payers say of the product or of the wider group it belongs to."""
    wider = _wider(dataset, code)
    rows = dataset.regulation.filter(pl.col("product").is_in(wider)).sort("jurisdiction")
    return list(rows.iter_rows(named=True))


def _guidelines(dataset: Dataset, code: str, language: str) -> list[dict[str, Any]]:
    rows = dataset.guidelines.filter(pl.col("treatment") == code).sort("year", descending=True)
    return [
        {
            "body": f"{g['body']} {g['year'] or ''}".strip(),
            "direction": words.text(f"web-direction-{g['direction'].replace('_', '-')}", language),
            "summary": g["wording_summary"],
            "href": address("row", language, "guidelines", g["guideline_id"]),
        }
        for g in rows.iter_rows(named=True)
    ]


def name(code: str, language: str) -> str:
    """The plain name of a treatment that has a page or a plan."""
    return treatments.name(code, language)
