"""Which country a page speaks to and which money it quotes, by its words (``data/countries.yaml``)."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

from kneewise.claims.datafiles import DATA, read_yaml

if TYPE_CHECKING:
    from kneewise.claims.extract import PageReading


@cache
def read_countries() -> dict[str, dict[str, Any]]:
    """``data/countries.yaml``."""
    found: dict[str, dict[str, Any]] = read_yaml(DATA / "countries.yaml")
    return found


def page_country(page: PageReading) -> str | None:
    """The country a page speaks to, by its regulators, payers, places and money, or ``None``.

    Of two that are named equally often, the one whose money stands on the page.
    """
    money = Counter(a.currency for r in page.readings for a, _, _ in r.amounts if a.kind == "money" and a.currency)
    best: tuple[float, str] | None = None
    for country, entry in read_countries().items():
        hits = sum(len(r.hits.get(f"@in_{country}", ())) for r in page.readings)
        own = {entry.get("currency"), "USD" if entry.get("dollar") else None} - {None}
        score = hits + 0.5 * any(currency in money for currency in own)
        if hits and (best is None or score > best[0]):
            best = (score, country)
    return best[1] if best else None


def page_currency(page: PageReading) -> str | None:
    """The money most prices of a page are in, else that of its country, else ``None``."""
    counts = Counter(a.currency for r in page.readings for a, _, _ in r.amounts if a.kind == "money" and a.currency)
    if counts:
        return counts.most_common(1)[0][0]
    entry = read_countries().get(page_country(page) or "", {})
    currency = entry.get("currency") or entry.get("dollar")
    return str(currency) if currency else None
