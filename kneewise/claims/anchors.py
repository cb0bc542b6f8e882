"""What verdicts rest on: named queries of the evidence dataset (``data/anchors.yaml``), answered once per dataset."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from kneewise.claims.datafiles import DATA, read_yaml
from kneewise.claims.model import Anchor, Claim, EvidenceRow
from kneewise.claims.shares import CELL_CLASS, expected_shares, responders

if TYPE_CHECKING:
    from kneewise.evidence import Dataset, Fact

# Product words of the audit -> treatment codes of the evidence, the most specific first.
CODES = {
    "any": ["stem_cell_injection"],
    "marrow": ["bmac", "stem_cell_injection"],
    "fat": ["mfat", "svf", "stem_cell_injection"],
    "cord": ["uc_msc", "stem_cell_injection"],
    "expanded": ["expanded", "stem_cell_injection"],
    "prp": ["prp"],
    "amniotic": ["amniotic"],
    "exosome": ["exosomes"],
    "steroid": ["cs"],
    "ha": ["ha"],
    "knee_replacement": ["tka"],
    "surgery": ["tka"],
    "arthroscopy": ["arthroscopy"],
    "drugs": ["nsaid_oral"],
    "topical": ["nsaid_topical"],
    "exercise": ["exercise"],
    "weight_loss": ["weight_loss"],
    "brace": ["brace"],
    "supplement": ["glucosamine", "chondroitin"],
    "prolotherapy": ["prolotherapy"],
    "several": ["exercise", "nsaid_oral", "tka"],
}
# Regulation rows speak of these products; a claim on cells of any kind meets the rows on any stem cell product.
_LEGAL = {
    "exosome": ["exosomes"],
    "amniotic": ["amniotic", "stem_cell_any"],
    "cord": ["uc_msc", "stem_cell_any"],
    "fat": ["svf", "stem_cell_any"],
    "marrow": ["stem_cell_any", "bmac", "bm_msc_allo"],
    "expanded": ["stem_cell_any", "expanded", "bm_msc_allo"],
    "prp": ["prp"],
}
# The payers' rows speak of cells, blood and birth tissue, not of these.
_OTHER_CARE = frozenset(
    [
        "steroid",
        "ha",
        "knee_replacement",
        "surgery",
        "exercise",
        "weight_loss",
        "drugs",
        "topical",
        "brace",
        "serum",
        "arthroscopy",
    ]
)
PAYERS = ("insurer", "Medicare", "CMS")
MOST_ROWS = 4


class Anchors:
    """The anchors of one dataset for one page's country."""

    def __init__(self, dataset: Dataset, country: str | None) -> None:
        self.dataset = dataset
        self.country = country
        self._queries: dict[str, dict[str, Any]] = read_yaml(DATA / "anchors.yaml")
        self._answers: dict[tuple[str, str, str | None, str | None], Anchor] = {}

    def get(self, name: str, claim: Claim, country: str | None = None) -> Anchor:
        """The anchor of that name for a claim (its product and currency matter to some)."""
        query = self._queries[name]
        answer = _QUERIES[query["kind"]]
        place = country or self.country
        key = (name, claim.product, claim.currency, place)
        if key not in self._answers:
            self._answers[key] = answer(self, name, query, claim, place)
        return self._answers[key]

    def url(self, source_id: str) -> str:
        """Address of a source of the evidence."""
        return str(self.dataset.source(source_id).url)

    def fact_row(self, fact: Fact) -> EvidenceRow:
        """A fact as a row to show."""
        interval = (
            f" (95% CI {fact.ci_low:g} to {fact.ci_high:g})"
            if fact.ci_low is not None and fact.ci_high is not None
            else ""
        )
        where = f", {fact.country}" if fact.country else ""
        return EvidenceRow(
            f"facts:{fact.fact_id}",
            f"{fact.quantity}: {fact.value:g} {fact.unit}{interval}{where}",
            self.url(fact.source_id),
            str(fact.year or ""),
        )


def _facts(anchors: Anchors, name: str, query: dict[str, Any], claim: Claim, country: str | None) -> Anchor:
    facts = anchors.dataset.facts_about(
        query["topic"], query.get("subject"), query.get("quantity"), include_excluded=bool(query.get("shown_only"))
    )
    values = [f.value for f in facts if f.used]
    return Anchor(
        name,
        min(values, default=None),
        max(values, default=None),
        max((f.year for f in facts if f.year), default=None),
        tuple(anchors.fact_row(f) for f in facts[:MOST_ROWS]),
    )


def _price(anchors: Anchors, name: str, query: dict[str, Any], claim: Claim, country: str | None) -> Anchor:
    """Surveyed and published prices of the product in the page's country and currency.

    One treatment of one knee: packages are left out. The most specific treatment that has prices is taken.
    """
    place = country or "US"
    codes = CODES.get(claim.product, ())
    # prices are surveyed for cells as such; a product's own price only widens that range
    facts = [
        f
        for f in anchors.dataset.facts_about("cost", country=place)
        if f.treatment in codes
        and f.use in ("price", "price_low", "price_high", "hospital_cost")
        and (claim.currency is None or f.currency == claim.currency)
        and "package" not in f.unit
        and not f.unit.startswith("INR per QALY")
    ]
    values = [f.value for f in facts]
    return Anchor(
        name,
        min(values, default=None),
        max(values, default=None),
        max((f.year for f in facts if f.year), default=None),
        tuple(anchors.fact_row(f) for f in facts[:MOST_ROWS]),
    )


def _synthesis(anchors: Anchors, name: str, query: dict[str, Any], claim: Claim, country: str | None) -> Anchor:
    rows: list[EvidenceRow] = []
    low: float | None = None
    high: float | None = None
    year: int | None = None
    for row in anchors.dataset.syntheses.iter_rows(named=True):
        same = (
            row["comparison"].startswith(query["comparison"])
            if query.get("prefix")
            else row["comparison"] == query["comparison"]
        )
        if row["review_id"] != query["review"] or not same:
            continue
        if row["outcome"] != query["outcome"] or ("week" in query and row["week"] != query["week"]):
            continue
        if query.get("with_ci") and row["ci_low"] is None:
            continue
        low = row["ci_low"] if low is None else min(low, row["ci_low"])
        high = row["ci_high"] if high is None else max(high, row["ci_high"])
        year = row["year"]
        trials = f"{row['n_trials']} trials" if row["n_trials"] not in (None, "1") else "1 trial"
        at = f" at {row['week']} weeks" if row["week"] else ""
        rows.append(
            EvidenceRow(
                f"syntheses:{row['synthesis_id']}",
                f"{row['first_author']} {row['year']}, {row['comparison']}, {row['outcome']}{at}: "
                f"{row['effect_measure']} "
                f"{row['estimate']} (95% CI {row['ci_low']:g} to {row['ci_high']:g}), {trials}",
                anchors.url(row["source"]),
                str(row["year"]),
            )
        )
    return Anchor(name, low, high, year, tuple(rows[:MOST_ROWS]))


def _followup(anchors: Anchors, name: str, query: dict[str, Any], claim: Claim, country: str | None) -> Anchor:
    """Longest time at which cells were still compared with a control group, in weeks (``high``)."""
    rows, weeks, year = [], [], None
    for row in anchors.dataset.syntheses.iter_rows(named=True):
        comparison = str(row["comparison"])
        if row["review_id"] != "whittle2025" or "stem cell" not in comparison or not str(row["week"] or "").isdigit():
            continue
        if query["against"] == "placebo" and "placebo" not in comparison:
            continue
        weeks.append((int(row["week"]), row))
    if weeks:
        week, row = max(weeks, key=lambda pair: pair[0])
        year = row["year"]
        rows.append(
            EvidenceRow(
                f"syntheses:{row['synthesis_id']}",
                f"Longest controlled follow-up in {row['first_author']} {row['year']}: {week} weeks "
                f"({row['comparison']})",
                anchors.url(row["source"]),
                str(row["year"]),
            )
        )
        return Anchor(name, 0.0, float(week), year, tuple(rows))
    return Anchor(name, None, None, None, ())


def _earliest(anchors: Anchors, name: str, query: dict[str, Any], claim: Claim, country: str | None) -> Anchor:
    """Earliest week at which trials of cells (two or more) measured pain: nothing sooner has been looked at."""
    frame = anchors.dataset.outcomes("pain")
    by_week: dict[float, set[str]] = {}
    sources: dict[float, tuple[str, str]] = {}
    for row in frame.iter_rows(named=True):
        if row["treatment_class"] == CELL_CLASS and row["week"] and row["week"] >= 4:
            by_week.setdefault(row["week"], set()).add(row["trial_id"])
            sources[row["week"]] = (row["row_id"], row["source_id"])
    if not by_week:
        return Anchor(name, None, None, None, ())
    first = min(by_week)
    row_id, source = sources[first]
    shown = EvidenceRow(row_id, f"Pain in trials of cells was first measured at {first:g} weeks", anchors.url(source))
    return Anchor(name, first, max(by_week), None, (shown,))


def _regulation(anchors: Anchors, name: str, query: dict[str, Any], claim: Claim, country: str | None) -> Anchor:
    """What the law (or who pays) says of the product in the page's country."""
    if query["payers"] and claim.product in _OTHER_CARE:
        return Anchor(name, None, None, None, ())
    products = _LEGAL.get(claim.product, ["stem_cell_any", "expanded", "bmac"])
    place = country or "US"
    rows = []
    for row in anchors.dataset.regulation.iter_rows(named=True):
        is_payer = any(word in str(row["body"]) for word in PAYERS)
        if is_payer != bool(query["payers"]) or row["jurisdiction"].split("-")[0] != place:
            continue
        if row["product"] in products or row["product"] == "stem_cell_any" or is_payer:
            rows.append((row["product"] not in products, row))
    rows.sort(key=lambda pair: pair[0])
    shown = tuple(
        EvidenceRow(
            f"regulation:{row['regulation_id']}",
            f"{row['body']} ({row['jurisdiction']}): {row['status']}",
            anchors.url(row["source"]),
            str(row["effective_date"] or ""),
        )
        for _, row in rows[:MOST_ROWS]
    )
    return Anchor(name, None, None, None, shown)


def _guidelines(anchors: Anchors, name: str, query: dict[str, Any], claim: Claim, country: str | None) -> Anchor:
    """What guidelines recommend: ``low`` is the share against, ``high`` the share for (of those that take a side)."""
    codes = query["treatments"] or CODES.get(claim.product, [])
    rows, for_, against = [], 0, 0
    for row in anchors.dataset.guidelines.iter_rows(named=True):
        if row["treatment"] not in codes:
            continue
        for_ += row["direction"].endswith("_for")
        against += row["direction"].endswith("_against")
        rows.append(
            EvidenceRow(
                f"guidelines:{row['guideline_id']}",
                f"{row['body']} {row['year'] or ''}, {row['treatment']}: {row['direction'].replace('_', ' ')}".replace(
                    "  ", " "
                ),
                anchors.url(row["source"]),
                str(row["year"] or ""),
            )
        )
    sided = for_ + against
    rows.sort(key=lambda r: r.date, reverse=True)
    return Anchor(
        name, against / sided if sided else None, for_ / sided if sided else None, None, tuple(rows[:MOST_ROWS])
    )


def _candidacy(anchors: Anchors, name: str, query: dict[str, Any], claim: Claim, country: str | None) -> Anchor:
    rows = []
    for row in anchors.dataset.candidacy.iter_rows(named=True):
        if not row["kind"].endswith(query["rule_kind"]) or row["basis"] == "seed_document":
            continue
        words = f"{row['factor']} {row['condition_in_words']}".lower()
        if any(word.lower() in words for word in query["words"]):
            rows.append(
                EvidenceRow(
                    f"candidacy:{row['rule_id']}",
                    f"{row['factor']}: {row['condition_in_words']} ({row['basis'].replace('_', ' ')})",
                    anchors.url(row["source"]),
                )
            )
    return Anchor(name, None, None, None, tuple(rows[:MOST_ROWS]))


_QUERIES: dict[str, Callable[[Anchors, str, dict[str, Any], Claim, str | None], Anchor]] = {
    "facts": _facts,
    "price": _price,
    "synthesis": _synthesis,
    "responders": responders,
    "expected": expected_shares,
    "followup": _followup,
    "earliest": _earliest,
    "regulation": _regulation,
    "guidelines": _guidelines,
    "candidacy": _candidacy,
}
_BY_DATASET: WeakKeyDictionary[Any, dict[str | None, Anchors]] = WeakKeyDictionary()


def anchors_for(dataset: Dataset, country: str | None) -> Anchors:
    """The anchors of a dataset for a country, kept as long as the dataset is."""
    return _BY_DATASET.setdefault(dataset, {}).setdefault(country, Anchors(dataset, country))
