"""How numbers are said: one place for rounding, ranges, money and names, so that every view agrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kneewise import words
from kneewise.outlook.results import Difference, Harm, OptionForecast, Price
from kneewise.quantities import NaturalFrequency, whole

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

HEADLINE_WEEK = 26.0
WEEKS = (0, 6, 13, 26, 52, 104)


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
    """Speaks one language about one dataset."""

    language: str
    dataset: Dataset

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
            return f"{value:.1f}" if self.language == "en" else f"{value:.1f}".replace(".", ",")
        return str(people(value))

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
        """The count with what it counts, since options differ in what is known of them."""
        return f"{self.harm(harm)} · {self.t(f'harm-{harm.event}')}"

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
