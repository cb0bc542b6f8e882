"""Tables and lists: what a number in a cell is by the header of its column, and what a price in a row is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kneewise.claims.amounts import Default, amounts_in
from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.model import Amount
from kneewise.claims.numerals import COUNTED, TIMES
from kneewise.claims.prices import price_unit, unit_of_words
from kneewise.claims.text import Token

if TYPE_CHECKING:
    from kneewise.claims.extract import PageReading
    from kneewise.claims.matcher import Reading
    from kneewise.claims.rulebook import Rule

_DATA = read_yaml(DATA / "values.yaml")
_AMOUNTS = read_yaml(DATA / "amounts.yaml")
_CURRENCIES: dict[str, str] = {**_AMOUNTS["symbols"], **_AMOUNTS["currency_words"]}
_MONEY_HEADERS = frozenset(_DATA["money_headers"])
_NOT_IN_HEADERS = frozenset({"money", "percent", "dose"})
_PACKAGES = frozenset({"package", "packages", "programme", "programmes", "programs", "bundle", "bundles", "plans"})


def with_default(tokens: list[Token], default: Default) -> list[Amount]:
    """The amounts of the default's kind, numbers without a unit counted among them."""
    return [a for a, _, _ in amounts_in(tokens, default) if a.kind == default.kind and a.unit is not None]


def with_unit(amount: Amount, reading: Reading, page: PageReading, above: Reading | None) -> Amount:
    """A price whose own words do not say what it is for: the column's header, or the line that leads the list."""
    if amount.unit or amount.kind != "money":
        return amount
    column = column_of(reading, page)
    unit = ""
    if column:
        cell = cell_at(reading.segment.tokens, amount.start)
        unit = unit_of_words(column[cell]) if cell < len(column) else ""
    if not unit and above is not None and reading.segment.kind in ("item", "row"):
        unit = unit_of_words(above.words)
    if not unit and reading.segment.kind in ("item", "row"):
        heading = page.heading(reading)
        around = {*(word for cell in column for word in cell), *(heading.words if heading is not None else ())}
        unit = "per course" if not _PACKAGES.isdisjoint(around) else ""
    if not unit:
        return amount
    return Amount(amount.kind, amount.low, amount.high, unit, amount.currency, amount.start, amount.end)


def is_header(reading: Reading) -> bool:
    """Whether the first row of a table may be its header: no money, share or dose stands in it ("One knee" may)."""
    return not any(amount.kind in _NOT_IN_HEADERS for amount, _, _ in reading.amounts)


def column_of(reading: Reading, page: PageReading) -> list[list[str]]:
    """The words of the header of each column of the table that a row stands in; empty outside tables."""
    segment = reading.segment
    if segment.kind != "row":
        return []
    first = page.table_starts[segment.index]
    if first == segment.index or not is_header(page.readings[first]):
        return []
    header: list[list[str]] = []
    for cell in _cells(page.readings[first].segment.tokens):
        header.append([t.text for t in cell])
    return header


def _cells(tokens: list[Token]) -> list[list[Token]]:
    """The cells of a row: what stands between the bars."""
    out: list[list[Token]] = [[]]
    for token in tokens:
        if token.text == "|":
            out.append([])
        else:
            out[-1].append(token)
    if out and not out[0]:
        out.pop(0)
    return out


def cell_at(tokens: list[Token], start: int) -> int:
    """In which cell an offset lies."""
    bars = [t for t in tokens if t.text == "|" and t.start < start]
    return len(bars) - (bool(tokens) and tokens[0].text == "|")


def in_columns(rule: Rule, tokens: list[Token], header: list[list[str]], page: PageReading) -> list[Amount]:
    """Bare numbers of a row, read by their column's header."""
    for words, cell in zip(header, _cells(tokens), strict=False):
        default = _default_of(words, page)
        if default is None or default.kind not in rule.value:
            continue
        found = with_default(cell, default)
        if found:
            return [_unit_in_row(amount, tokens) for amount in found]
    return []


def _unit_in_row(amount: Amount, tokens: list[Token]) -> Amount:
    """A price in a column, with what it is for by the other cells of its row."""
    at = next((i for i, t in enumerate(tokens) if t.start >= amount.start), 0)
    unit = amount.unit or (price_unit(tokens, at, at) if amount.kind == "money" else "")
    return Amount(amount.kind, amount.low, amount.high, unit, amount.currency, amount.start, amount.end)


def _default_of(words: list[str], page: PageReading) -> Default | None:
    """What the numbers under a header are."""
    if not _MONEY_HEADERS.isdisjoint(words):
        named = next((_CURRENCIES[w] for w in words if w in _CURRENCIES), None)
        return Default("money", "", named or page.currency or "USD", 1, 9e7, sure=True)
    for word in words:
        if word in TIMES:
            return Default("duration", TIMES[word], None, 0, 1_000, sure=True)
        if word in ("%", "percent"):
            return Default("percent", "percent", None, 0, 100, sure=True)
        if COUNTED.get(word) == "sessions":
            return Default("count", "sessions", None, 1, 50, sure=True)
        if COUNTED.get(word) == "patients":
            return Default("count", "patients", None, 1, 1e6, sure=True)
    return None
