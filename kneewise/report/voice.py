"""How numbers are said: one place for rounding, ranges, money and names, so that every view agrees."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kneewise import words
from kneewise.errors import InputError
from kneewise.outlook.results import Difference, Harm, OptionForecast, Price
from kneewise.outlook.table import WINDOWS
from kneewise.quantities import NaturalFrequency, whole

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

# What a report speaks of where the person chose no other time.
HEADLINE_WEEK = 26.0
# The times that trials measure and the forecast knows; weeks with today before them.
TIMES = WINDOWS
WEEKS = (0, *(int(week) for week in TIMES))
WEEKS_PER_MONTH = 365.25 / 12 / 7


def week_of(given: float | str | None, language: str, field: str = "") -> float:
    """The time a person chose, in weeks; `HEADLINE_WEEK` where they chose none.

    Raises
    ------
    InputError
        For anything but one of `TIMES`; ``field`` is what the person knows it as.
    """
    if given is None or given == "":
        return HEADLINE_WEEK
    try:
        week = float(given)
    except ValueError:
        week = math.nan
    if week not in TIMES:
        offered = "; ".join(f"{t:g} ({words.text(f'report-time-{t:g}', language)})" for t in TIMES)
        raise InputError(
            field or words.text("report-week-field", language),
            words.text("report-week-problem", language, given=str(given)[:20]),
            words.text("report-week-remedy", language, offered=offered),
        )
    return week


def people(value: float) -> int:
    """A count of people as a whole number, halves up: the same everywhere a count is shown."""
    return whole(value)


@dataclass(frozen=True, slots=True)
class Quote:
    """What a clinic asked for one knee; the currency may be unknown."""

    price: float
    currency: str | None


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks one language about one dataset and one time, ``week`` weeks from now (one of `TIMES`)."""

    language: str
    dataset: Dataset
    week: float = HEADLINE_WEEK

    def t(self, message_id: str, **arguments: Any) -> str:
        return words.text(message_id, self.language, **arguments)

    def name(self, code: str) -> str:
        """The plain name of a treatment code in this language."""
        treatment = self.dataset.treatment(code)
        return treatment.name_es if self.language == "es" and treatment.name_es else treatment.name

    def inside(self, code: str) -> str:
        """The name for use inside a sentence: small first letter, unless it begins with an abbreviation."""
        name = self.name(code)
        return name if len(name) > 1 and (name[1].isupper() or name[1] == "-") else name[0].lower() + name[1:]

    def time(self, week: float) -> str:
        return self.t(f"report-time-{week:g}")

    @property
    def then(self) -> str:
        """The time that the report speaks of."""
        return self.time(self.week)

    def span(self, weeks: float) -> str:
        """A length of follow-up: ``12 weeks``, ``6 months``, ``2 years``."""
        if weeks in TIMES:
            return self.time(weeks)
        if weeks < 26:
            return self.t("report-span-weeks", count=round(weeks))
        if weeks < 104:
            return self.t("report-span-months", count=round(weeks / WEEKS_PER_MONTH))
        return self.t("report-span-years", count=round(weeks / WEEKS_PER_MONTH / 12))

    def level(self, certainty: Any) -> str:
        return self.t(f"report-certainty-{certainty.level}")

    def frequency(self, f: NaturalFrequency) -> str:
        """``46 (38 to 55)``; counts below one keep a decimal, and a range without width is left out."""
        count, low, high = (self.count(value) for value in (f.count, f.low, f.high))
        if low == high:
            return count
        return self.t("report-harms-count", count=count, low=low, high=high)

    def count(self, value: float) -> str:
        """Whole people; below one person a decimal, so that rare is not shown as never."""
        if 0 < value < 1:
            return self.points(value)
        return str(people(value))

    @property
    def decimal(self) -> str:
        """The decimal mark."""
        return "." if self.language == "en" else ","

    def points(self, value: float) -> str:
        """A number with one decimal."""
        return f"{value:.1f}".replace(".", self.decimal)

    def signed(self, count: int) -> str:
        """``5 more``, ``3 fewer``, ``none``."""
        if count == 0:
            return self.t("report-people-same")
        return self.t("report-people-more" if count > 0 else "report-people-fewer", count=abs(count))

    def difference_count(self, option: NaturalFrequency, sham: NaturalFrequency) -> int:
        """The difference as shown: of the two rounded counts, so that a reader's own subtraction agrees."""
        return people(option.count) - people(sham.count)

    def difference_range(self, d: Difference) -> str:
        low, high = sorted((d.low, d.high))
        return self.t("report-range-people", low=self.signed(whole(low)), high=self.signed(whole(high)))

    def difference_short(self, d: Difference) -> str:
        """The range alone, for a table: ``7 fewer to 39 more``."""
        low, high = sorted((d.low, d.high))
        return self.t("report-range-short", low=self.signed(whole(low)), high=self.signed(whole(high)))

    def harm(self, harm: Harm) -> str:
        if harm.zero_events:
            return self.t("report-harms-zero", n=harm.n_people, high=people(harm.with_option.high))
        return self.frequency(harm.with_option)

    def harm_named(self, harm: Harm) -> str:
        """The count with what it counts and over what time, since options differ in what is known of them."""
        said = f"{self.harm(harm)} · {self.t(f'harm-{harm.event}')}"
        return said if harm.followup_weeks is None else f"{said}, {self.harm_span(harm)}"

    def harm_span(self, harm: Harm) -> str:
        """Over what time a harm was counted; the names of harms known from registers say it themselves."""
        if harm.followup_weeks is None:
            return self.t("report-harms-span-named")
        return self.t("report-harms-span", time=self.span(harm.followup_weeks))

    def review(self) -> str:
        """When the evidence was last searched and by when it is due again."""
        from kneewise.evidence.review import last_review, next_review

        last, due = last_review(self.dataset), next_review(self.dataset)
        return self.t("report-review", date=last.isoformat(), due=due.isoformat())

    def place(self, jurisdiction: str) -> str:
        """A country's name; parts of one keep their name (``US-Florida``), what the catalogue lacks its code."""
        country, _, part = jurisdiction.partition("-")
        message = f"web-country-{country.lower()}"
        name = self.t(message) if words.has(message, self.language) else country
        return f"{name} ({part})" if part else name

    def unit(self, price: Price) -> str:
        """What a price is for, as published: ``per knee``, ``per visit``; empty where the source does not say."""
        words_after_currency = price.unit.split(" per ", 1)
        if len(words_after_currency) == 1:
            return ""
        what = words_after_currency[1].split()[0]
        return self.t(f"report-per-{what}") if words.has(f"report-per-{what}", self.language) else ""

    def money(self, value: float) -> str:
        return f"{value:,.0f}" if self.language == "en" else f"{value:,.0f}".replace(",", ".")

    def price(self, price: Price | None) -> str:
        if price is None:
            return self.t("report-unknown")
        amount = self.money(price.low)
        if price.low != price.high:
            amount += f"–{self.money(price.high)}"
        return f"{amount} {price.currency} {self.unit(price)}".strip()

    def why_not(self, option: OptionForecast) -> str:
        """The sentence that says why an option has no number."""
        return option.refusal or self.t("report-unknown")
