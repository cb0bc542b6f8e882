"""`screen`: what follows from an intake, per treatment, with reasons and sources. Red flags come first.

A treatment is *not now* while something rules it out for the present, *discuss first* if something speaks against it or
should be looked into, and *possible* if nothing in the answers does. "Possible" is no advice to have it: how well it
works is another question (see the report).

Unknown answers. A rule that is unknown does not fire, but it is not passed over either: its question is listed under
"find this out first" with the reason, the treatments that hang on it are marked unsettled with every result they can
still come to, and one that may yet be ruled out is *discuss first* at best. Hence, with every further answer, the set
of results that a treatment can still come to only shrinks, and a red flag that is raised stays raised.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from kneewise import words
from kneewise.candidacy import logic, treatments
from kneewise.candidacy.facts import facts_of
from kneewise.candidacy.intake import Intake
from kneewise.candidacy.rules import KINDS, URGENCIES, Rule, load_rules
from kneewise.sources import Citation

RESULTS = ("possible", "discuss_first", "not_now")
POSSIBLE, DISCUSS, NOT_NOW = 0, 1, 2
# What a rule that holds does to a treatment. A red flag stops what goes into the knee; about the rest, speak first.
LEVEL_OF_KIND = {
    "absolute_contraindication": NOT_NOW,
    "relative_contraindication": DISCUSS,
    "caution": DISCUSS,
    "needs_workup": DISCUSS,
    "unfavourable": DISCUSS,
    "indication": POSSIBLE,
    "favourable": POSSIBLE,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a treatment has its result: one rule that holds."""

    rule_id: str
    kind: str
    factor: str
    words: str
    basis: str
    source_title: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A sign that needs help first, and how soon: ``now``, ``same_day`` or ``within_days``."""

    rule_id: str
    urgency: str
    words: str
    source_title: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something not known that matters: the field, the reasons (rule ids) and the treatments that hang on it.

    ``could_rule_out`` says whether an answer could make one of them *not now*, or raise a red flag.
    """

    field: str
    rule_ids: tuple[str, ...]
    treatments: tuple[str, ...]
    could_rule_out: bool


@dataclass(frozen=True, slots=True)
class TreatmentResult:
    treatment: str
    result: str
    could_become: tuple[str, ...]
    reasons: tuple[Reason, ...]
    find_out_first: tuple[str, ...]

    @property
    def settled(self) -> bool:
        """Whether no further answer can change the result."""
        return self.could_become == (self.result,)


@dataclass(frozen=True, slots=True)
class Screening:
    language: str
    red_flags: tuple[RedFlag, ...]
    find_out_first: tuple[OpenQuestion, ...]
    treatments: tuple[TreatmentResult, ...]
    rules_read: int

    def result(self, treatment: str) -> TreatmentResult:
        """The result for one treatment code. KeyError for a treatment that is not screened."""
        found = {r.treatment: r for r in self.treatments}
        return found[treatment]

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; the keys are the field names of the dataclasses here."""
        return {
            "language": self.language,
            "red_flags": [
                {
                    "rule_id": f.rule_id,
                    "urgency": f.urgency,
                    "urgency_words": words.text(f"urgency-{f.urgency}".replace("_", "-"), self.language),
                    "words": f.words,
                    "source": _source(f.source_title, f.citation),
                }
                for f in self.red_flags
            ],
            "find_out_first": [
                {
                    "field": q.field,
                    "ask": ask(q.field, self.language),
                    "rule_ids": list(q.rule_ids),
                    "treatments": list(q.treatments),
                    "could_rule_out": q.could_rule_out,
                }
                for q in self.find_out_first
            ],
            "treatments": [
                {
                    "treatment": r.treatment,
                    "result": r.result,
                    "result_words": words.text(f"result-{r.result}".replace("_", "-"), self.language),
                    "could_become": list(r.could_become),
                    "settled": r.settled,
                    "find_out_first": list(r.find_out_first),
                    "reasons": [_reason(reason) for reason in r.reasons],
                }
                for r in self.treatments
            ],
            "rules_read": self.rules_read,
        }


def _source(title: str, citation: Citation) -> dict[str, str]:
    return {
        "source_id": citation.source_id,
        "title": title,
        "location": citation.location,
        "url": citation.url,
        "row_id": citation.row_id,
    }


def _reason(reason: Reason) -> dict[str, Any]:
    return {
        "rule_id": reason.rule_id,
        "kind": reason.kind,
        "factor": reason.factor,
        "words": reason.words,
        "basis": reason.basis,
        "source": _source(reason.source_title, reason.citation),
    }


def ask(field: str, language: str) -> str:
    """What to find out about a field, in words."""
    return words.text("ask-" + field.replace("_", "-").replace(".", "-"), language)


def level(rule: Rule, treatment: str) -> int:
    """What the rule does to the treatment if it holds: an index into `RESULTS`."""
    if rule.kind == "red_flag":
        return NOT_NOW if treatment in treatments.GROUPS["invasive"] else DISCUSS
    return LEVEL_OF_KIND[rule.kind]


def screen(intake: Intake, dataset: object | None = None, *, language: str | None = None) -> Screening:
    """What follows from the intake for every screened treatment.

    Parameters
    ----------
    intake
        What the person told us; may be empty.
    dataset
        Accepted so that all domain entry points look alike. The rules carry their own sources, so that screening works
        without the evidence; nothing is read from it.
    language
        Of the sentences in the result: ``"en"`` or ``"es"``; by default the intake's, else English.
    """
    del dataset
    language = language or intake.language or "en"
    facts = facts_of(intake)
    rules = load_rules()
    known = frozenset(name for name, possible in facts.items() if possible is not None)
    found: list[tuple[logic.Truth, tuple[str, ...]]] = []
    for rule, untouched in zip(rules, _untouched(), strict=True):
        if known.isdisjoint(untouched.fields):
            found.append((untouched.truth, untouched.open_fields))
        else:
            truth = logic.evaluate(rule.condition, facts)
            found.append((truth, logic.open_fields(rule.condition, facts) if truth is None else ()))
    return _follows(tuple(found), language)


@lru_cache(maxsize=256)
def _follows(found: tuple[tuple[logic.Truth, tuple[str, ...]], ...], language: str) -> Screening:
    """What follows from the truth of every rule and the fields on which it hangs, in the rules' order.

    Nothing else of a person enters, and many people share it; that is why it is kept.
    """
    rules = load_rules()
    truths = {rule.rule_id: truth for rule, (truth, _) in zip(rules, found, strict=True)}
    open_fields = {rule.rule_id: fields for rule, (_, fields) in zip(rules, found, strict=True)}
    flags = [_red_flag(rule, language) for rule in rules if rule.kind == "red_flag" and truths[rule.rule_id]]
    results, matters = [], []
    for treatment in treatments.SCREENED:
        mine = _rules_of(treatment)
        low, possible, opened = _possible_results(mine, treatment, truths)
        fields = [f for rule in opened for f in open_fields[rule.rule_id]]
        matters += [(rule, treatment) for rule in opened]
        reasons = sorted(
            (rule for rule in mine if truths[rule.rule_id]), key=lambda r: (-level(r, treatment), KINDS.index(r.kind))
        )
        results.append(
            TreatmentResult(
                treatment,
                RESULTS[low],
                tuple(RESULTS[i] for i in possible),
                tuple(_reason_of(rule, language) for rule in reasons),
                tuple(dict.fromkeys(fields)),
            )
        )
    flags.sort(key=lambda f: URGENCIES.index(f.urgency))
    return Screening(language, tuple(flags), _open_questions(matters, open_fields), tuple(results), len(rules))


@dataclass(frozen=True, slots=True)
class _Untouched:
    """What a rule says of somebody of whom none of its fields is known."""

    fields: frozenset[str]
    truth: logic.Truth
    open_fields: tuple[str, ...]


@cache
def _untouched() -> tuple[_Untouched, ...]:
    """One per rule, in their order. Most people answer a part of the questions, so this holds for most rules."""
    return tuple(
        _Untouched(
            logic.fields_of(rule.condition), logic.evaluate(rule.condition, {}), logic.open_fields(rule.condition, {})
        )
        for rule in load_rules()
    )


@cache
def _rules_of(treatment: str) -> tuple[Rule, ...]:
    """The rules that speak of a treatment, in the order of the files."""
    return tuple(rule for rule in load_rules() if treatment in rule.treatments)


@cache
def _levels_of(treatment: str) -> dict[str, int]:
    """`level` of each of them, by its id."""
    return {rule.rule_id: level(rule, treatment) for rule in _rules_of(treatment)}


def _possible_results(
    rules: tuple[Rule, ...], treatment: str, truths: dict[str, logic.Truth]
) -> tuple[int, tuple[int, ...], list[Rule]]:
    """The result now, every result that further answers can lead to, and the unknown rules that decide between them."""
    levels_of = _levels_of(treatment)
    fired = max((levels_of[r.rule_id] for r in rules if truths[r.rule_id]), default=POSSIBLE)
    opened = [r for r in rules if truths[r.rule_id] is None and levels_of[r.rule_id] > fired]
    levels = {fired} | {levels_of[r.rule_id] for r in opened}
    if NOT_NOW in levels and fired < NOT_NOW:
        # It may yet be ruled out: until that is known, speak first.
        levels.add(DISCUSS)
        return max(fired, DISCUSS), tuple(sorted(levels)), opened
    return fired, tuple(sorted(levels)), opened


def _open_questions(
    matters: list[tuple[Rule, str]], open_fields: dict[str, tuple[str, ...]]
) -> tuple[OpenQuestion, ...]:
    """Open questions, those that could rule something out first, then those on which most treatments hang."""
    found: dict[str, tuple[dict[str, None], dict[str, None], list[bool]]] = {}
    for rule, treatment in matters:
        rules_out = _levels_of(treatment)[rule.rule_id] == NOT_NOW
        for field in open_fields[rule.rule_id]:
            ids, codes, outs = found.setdefault(field, ({}, {}, []))
            ids[rule.rule_id] = None
            codes[treatment] = None
            outs.append(rules_out)
    questions = [OpenQuestion(f, tuple(ids), tuple(codes), any(outs)) for f, (ids, codes, outs) in found.items()]
    return tuple(sorted(questions, key=lambda q: (not q.could_rule_out, -len(q.treatments), q.field)))


def _red_flag(rule: Rule, language: str) -> RedFlag:
    return RedFlag(rule.rule_id, rule.urgency, words.text(rule.words, language), rule.source.title, rule.citation)


def _reason_of(rule: Rule, language: str) -> Reason:
    said = words.text(rule.words, language)
    return Reason(rule.rule_id, rule.kind, rule.factor, said, rule.basis, rule.source.title, rule.citation)
