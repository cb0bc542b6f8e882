"""The interview as data: the questions of ``interview.yaml``, read once; the terminal and the site ask from it.

Answers are a plain dictionary in the form that `Intake.read` takes. `put` gives a new one with one question answered,
so that going back is keeping the earlier dictionary.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kneewise.candidacy import logic, treatments
from kneewise.candidacy.facts import GROUPS, facts_of
from kneewise.candidacy.fields import UNKNOWN, Choice, Number, Text
from kneewise.candidacy.intake import Intake, Values
from kneewise.candidacy.vocabulary import CURRENCIES, GOALS
from kneewise.yaml_files import read_yaml

_FILE = Path(__file__).parent / "interview.yaml"
KINDS = ("ticks", "number", "choice", "yes_no", "text", "code", "several", "tried", "offer", "weights")
PATHS = ("short", "long")
_MODELS: dict[str, type[BaseModel]] = GROUPS | {"values": Values}


@dataclass(frozen=True, slots=True)
class Question:
    """One screen of the interview.

    ``options`` are the allowed words (for ``ticks`` and ``weights`` the fields of the group; for ``tried`` and
    ``offer`` treatment codes); ``low``, ``high`` and ``whole`` limit a number; ``never``: "never" answers it too.
    """

    key: str
    section: str
    kind: str
    field: str
    short: bool = False
    when: Mapping[str, Any] | None = None
    options: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    whole: bool = False
    never: bool = False

    @property
    def words(self) -> str:
        """Message id of the question."""
        return f"question-{self.key}"

    @property
    def help(self) -> str:
        """Message id of the sentence of help."""
        return f"help-{self.key}"

    def option_words(self, option: str) -> str:
        """Message id of one option; treatment codes have none here (see `treatments.name`)."""
        if self.kind in {"ticks", "weights"}:
            return f"ask-{self.field}-{option}".replace("_", "-").replace(".", "-")
        return f"option-{self.field}-{option}".replace("_", "-").replace(".", "-").lower()


@cache
def load_interview() -> tuple[Question, ...]:
    """Every question, in order. The file is ours: a mistake in it asserts."""
    data = read_yaml(_FILE)
    return tuple(_question(row, part["key"]) for part in data["sections"] for row in part["questions"])


def _question(row: dict[str, Any], section: str) -> Question:
    kind, field = row["kind"], row["field"]
    assert kind in KINDS, f"interview.yaml, {row['key']}: no kind {kind!r}"
    assert "when" not in row or not logic.problems_of(row["when"]), f"interview.yaml, {row['key']}: bad 'when'"
    limits: dict[str, Any] = {}
    answer = _answer_kind(field) if kind in {"number", "choice", "code", "text"} else None
    if isinstance(answer, Number):
        limits = {"low": answer.low, "high": answer.high, "whole": answer.whole, "never": answer.never}
    elif isinstance(answer, Choice):
        limits = {"options": answer.options}
    elif isinstance(answer, Text):
        limits = {"high": answer.longest}
    elif kind in {"ticks", "weights"}:
        limits = {"options": tuple(row.get("items") or _MODELS[field].model_fields)}
    elif kind == "several":
        limits = {"options": GOALS}
    elif kind in {"tried", "offer"}:
        limits = {"options": treatments.CODES}
    return Question(row["key"], section, kind, field, row.get("short", False), row.get("when"), **limits)


def _answer_kind(field: str) -> Any:
    """The kind of answer (`fields`) behind a top-level field of the intake."""
    return next(m for m in Intake.model_fields[field].metadata if isinstance(m, Number | Choice | Text))


def questions(path: str = "long") -> tuple[Question, ...]:
    """The questions of the ``short`` or the ``long`` path, in order."""
    assert path in PATHS
    return tuple(q for q in load_interview() if path == "long" or q.short)


def applies(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether the question is to be asked after these answers: unless its condition is known to be false."""
    if question.when is None:
        return True
    return logic.evaluate(question.when, facts_of(Intake.read(dict(answers)))) is not False


def put(answers: Mapping[str, Any], question: Question, value: Any) -> dict[str, Any]:
    """New answers with this question answered; the old ones stay as they are.

    ``value`` is `UNKNOWN`, or for ``ticks`` the list of items that apply (the other items become no), for
    ``tried`` and ``offer`` a list of entries, for ``weights`` a dictionary, else the answer itself. None removes it.
    """
    changed = dict(answers)
    group, _, item = question.field.partition(".")
    if question.kind == "ticks":
        items = {o: UNKNOWN if value == UNKNOWN else o in (value or ()) for o in question.options}
        kept = dict(changed.get(group) or {})
        changed[group] = {k: v for k, v in kept.items() if k not in items} | ({} if value is None else items)
    elif item:
        changed[group] = dict(changed.get(group) or {}) | {item: value}
    elif question.kind == "weights" and value == UNKNOWN:
        changed[group] = dict.fromkeys(question.options, UNKNOWN)
    else:
        changed[group] = value
    if changed[group] is None or changed[group] == {}:
        del changed[group]
    return changed


def default_currency(country: Any) -> str:
    """The currency of a country for the price question; US dollars where it is not known."""
    euro = {"DE", "ES", "IE", "FR", "IT", "PT", "NL", "BE", "AT", "FI", "GR"}
    own = {"UK": "GBP", "AU": "AUD", "CA": "CAD", "NZ": "NZD", "CH": "CHF", "MX": "MXN", "IN": "INR", "BR": "BRL"}
    found = "EUR" if country in euro else own.get(country, "USD")
    assert found in CURRENCIES
    return found
