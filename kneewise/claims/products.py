"""Which treatment a sentence is about: the product of the page, or another treatment offered beside it."""

from __future__ import annotations

from collections import Counter

from kneewise.claims.matcher import Reading

# Word class -> product, the most specific first.
_PRODUCTS = {
    "EXOSOME": "exosome",
    "AMNIOTIC": "amniotic",
    "CORD": "cord",
    "EXPANDED": "expanded",
    "MARROW": "marrow",
    "FAT": "fat",
    "PRP": "prp",
}
_ALTERNATIVES = {
    "EXERCISE": "exercise",
    "WEIGHT": "weight_loss",
    "STEROID": "steroid",
    "HA": "ha",
    "DRUGS": "drugs",
    "TOPICAL": "topical",
    "TKR": "knee_replacement",
    "ARTHROSCOPY": "arthroscopy",
    "BRACE": "brace",
    "PROLO": "prolotherapy",
    "SUPPLEMENT": "supplement",
    "SERUM": "serum",
    "LIFESTYLE": "other",
}
_COMPARATORS = {
    "TKR": "knee_replacement",
    "SURGERY": "surgery",
    "STEROID": "steroid",
    "HA": "ha",
    "PRP": "prp",
    "DRUGS": "drugs",
    "EXERCISE": "exercise",
    "PLACEBO": "placebo",
}
# A page is about one product if that product has at least this share of all its product words.
ONE_PRODUCT_SHARE = 0.6


def page_product(readings: list[Reading]) -> str:
    """The page's single product, or ``"any"``."""
    counts: Counter[str] = Counter()
    cells = 0
    for reading in readings:
        cells += len(reading.hits.get("CELL", ()))
        for name, product in _PRODUCTS.items():
            if reading.hits.get(name):
                counts[product] += 1
    if not counts:
        return "any"
    product, count = counts.most_common(1)[0]
    if product == "prp" and cells > count:
        counts.pop("prp")
        if not counts:
            return "any"
        product, count = counts.most_common(1)[0]
    others = sum(n for p, n in counts.items() if p not in (product, "prp"))
    return product if count >= ONE_PRODUCT_SHARE * (count + others) else "any"


def product_of(reading: Reading, lead: Reading | None, heading: Reading | None, page: str) -> str:
    """The product a claim is about: the sentence's own word, else the page's single product."""
    named = [product for name, product in _PRODUCTS.items() if reading.hits.get(name)]
    if page != "any" and (page in named or page == "expanded"):
        return page
    return named[0] if len(named) == 1 else page


def named_alternatives(reading: Reading) -> list[str]:
    """The other treatments a sentence names."""
    return [product for name, product in _ALTERNATIVES.items() if reading.hits.get(name)]


# Further words, only for which treatment a sentence on another treatment is about.
_ALSO = {
    "ALSO_EXERCISE": "exercise",
    "ALSO_WEIGHT": "weight_loss",
    "ALSO_TKR": "knee_replacement",
    "ALSO_TOPICAL": "topical",
    "ALSO_SURGERY": "surgery",
    "ALSO_ARTHROSCOPY": "arthroscopy",
}


def alternative_of(reading: Reading, heading: Reading | None) -> str | None:
    """Which other treatment a sentence is about; ``"several"`` for more than one."""
    named = named_alternatives(reading)
    also = {product for name, product in _ALSO.items() if reading.hits.get(name)}
    named += sorted(also.difference(named))
    if "topical" in named and "drugs" in named and reading.hits.get("ALSO_TOPICAL"):
        named.remove("drugs")  # "anti-inflammatory gel"
    if reading.hits.get("PRP") and not reading.hits.get("CELL"):
        named.append("prp")
    if not named and reading.hits.get("SURGERY"):
        named = ["surgery"]
    if not named and heading is not None:
        named = named_alternatives(heading) or (["prp"] if heading.hits.get("PRP") else [])
    if not named:
        return None
    return named[0] if len(named) == 1 else "several"


def comparator_of(reading: Reading, default: str) -> str | None:
    """What the treatment is compared with."""
    named = [c for name, c in _COMPARATORS.items() if reading.hits.get(name)]
    if "knee_replacement" in named and "surgery" in named:
        first = reading.hits["SURGERY"][0][0] < reading.hits["TKR"][0][0]
        named.remove("knee_replacement" if first else "surgery")
    if not named:
        if "traditional" in reading.words:
            return "several"
        own = sum(1 for name in _PRODUCTS if reading.hits.get(name)) + bool(reading.hits.get("CELL"))
        return default or ("other_cells" if own >= 2 else None)
    return named[0] if len(named) == 1 else "several"


# Another treatment named this early in a sentence is what the sentence is about.
SUBJECT_WORDS = 5
LONGEST_TOPIC_HEADING = 6
_CONTRASTS = ("AVOID", "WITHOUT_SURGERY", "ALTERNATIVE_TO", "BETTERTHAN")


def names_alternative(reading: Reading, lead: Reading | None, heading: Reading | None, page: str) -> bool:
    """Whether a sentence speaks of another treatment, by name or under its heading, and not of the page's own."""
    if _own(reading, page):
        return False
    if named_alternatives(reading) or (page != "prp" and reading.hits.get("PRP")):
        return True
    return (lead is None or not lead.hits.get("CELL")) and _topic_is_alternative(heading, page)


def subject_is_alternative(reading: Reading, lead: Reading | None, heading: Reading | None, page: str) -> bool:
    """Whether another treatment is what a sentence is about, so that its benefits and harms are not the page's own."""
    if not names_alternative(reading, lead, heading, page) or any(reading.hits.get(name) for name in _CONTRASTS):
        return False
    if _topic_is_alternative(heading, page):
        return True
    starts = [hit[0] for name in (*_ALTERNATIVES, "PRP") for hit in reading.hits.get(name, ())]
    return bool(starts) and min(starts) < SUBJECT_WORDS


def _own(reading: Reading, page: str) -> bool:
    return bool(reading.hits.get("CELL")) or (page == "prp" and bool(reading.hits.get("PRP")))


def _topic_is_alternative(heading: Reading | None, page: str) -> bool:
    """Whether a heading is the name of another treatment ("Knee replacement"), not a promise to avoid it."""
    if heading is None or heading.segment.index == 0 or len(heading.words) > LONGEST_TOPIC_HEADING:
        return False
    if _own(heading, page) or any(heading.hits.get(name) for name in _CONTRASTS):
        return False
    return bool(named_alternatives(heading)) or (page != "prp" and bool(heading.hits.get("PRP")))
