"""The annotated pages keep to their own guide, and the held-out part shares nothing with the rest."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

import kneewise.claims

CORPUS = Path(kneewise.claims.__file__).parent / "corpus"
FOLDERS = {"dev": "dev", "train": "train", "heldout": "heldout", "seed": "seeds"}
PAGES = [json.loads(p.read_text(encoding="utf-8")) for p in sorted(CORPUS.glob("*/*.json"))]
OWN = [p for p in PAGES if p["split"] != "seed"]
SEEDS = [p for p in PAGES if p["split"] == "seed"]
KINDS = {"clinic", "hospital", "news", "forum", "benign", "seed"}
TYPES = {
    "price",
    "insurance",
    "success_rate",
    "benefit",
    "onset",
    "durability",
    "recovery_time",
    "mechanism",
    "cell_source",
    "cell_dose",
    "candidate",
    "contraindication",
    "safety",
    "risk",
    "regulation",
    "comparison",
    "alternative",
    "evidence",
    "numbers_treated",
    "testimonial",
    "condition_scope",
    "promotion",
    "uncertainty",
    "procedure",
    "aftercare",
    "inclusions",
}
SUBTYPES = {
    "mechanism": {"regrowth", "differentiate", "modify", "paracrine"},
    "numbers_treated": {"count", "credential"},
}
STANCES = {"asserted", "hedged", "denied", "reported", "question"}
POLARITIES = {"promote", "caution", "neutral"}
ATTRIBUTIONS = {"self", "study", "regulator", "patient", "expert"}
CELLS = {"any", "marrow", "fat", "cord", "amniotic", "exosome", "expanded", "prp"}
OTHERS = {
    "steroid",
    "ha",
    "surgery",
    "knee_replacement",
    "arthroscopy",
    "drugs",
    "exercise",
    "weight_loss",
    "brace",
    "prolotherapy",
    "supplement",
    "topical",
    "serum",
    "several",
    "other",
}
COMPARATORS = {
    "surgery",
    "knee_replacement",
    "steroid",
    "ha",
    "prp",
    "drugs",
    "exercise",
    "placebo",
    "other_cells",
    "other_clinics",
    "several",
}
VERDICTS = {"supported", "overstated", "unsupported", "contradicted", "not_checkable", "descriptive"}
DURATIONS = {"minutes", "hours", "days", "weeks", "months", "years"}
PRICES = {"per knee", "both knees", "per injection", "per session", "per treatment", "per course", "per visit", None}
UNITS = {
    "price": PRICES,
    "success_rate": {"percent"},
    "risk": {"percent"},
    "benefit": {"percent", "points"},
    "onset": DURATIONS,
    "durability": DURATIONS,
    "recovery_time": DURATIONS,
    "aftercare": DURATIONS,
    "procedure": DURATIONS | {"sessions", "ml"},
    "cell_dose": {"cells", "times"},
    "candidate": {"years", "bmi", "kl_grade"},
    "contraindication": {"years", "bmi", "kl_grade"},
    "evidence": {"participants", "studies"},
    "numbers_treated": {"patients", "procedures", "knees", "years"},
    "promotion": {"percent", None},
}
OMISSIONS = {
    "placebo",
    "harms",
    "price",
    "regulation",
    "uncertainty",
    "alternatives",
    "doing_nothing",
    "sources",
    "date",
    "ownership",
    "if_it_fails",
}
# Types that the guide judges the same way wherever they stand.
FIXED_VERDICTS = {
    "testimonial": {"not_checkable"},
    "numbers_treated": {"not_checkable"},
    "condition_scope": {"unsupported"},
    "uncertainty": {"supported"},
    "promotion": {"descriptive"},
    "aftercare": {"descriptive"},
    "inclusions": {"descriptive"},
}
WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "hundred": 100, "ninety-five": 95, "forties": 40, "second": 2, "third": 3,
    "single": 1, "a": 1, "an": 1, "half": 0.5, "fortnight": 2, "decade": 10,
}  # fmt: skip
SCALES = {
    "k": 1e3, "grand": 1e3, "thousand": 1e3, "million": 1e6, "billion": 1e9, "lakh": 1e5, "hundred": 100,
}  # fmt: skip
FRACTIONS = {"two thirds": 66.7, "a third": 33.3, "three quarters": 75, "half": 50, "halved": 50, "two in three": 66.7}
COUNT = r"(\d[\d,]*|[a-z]+)"


def ids(page):
    return page["page_id"]


def words_to_number(word):
    word = word.replace(",", "")
    return float(word) if word.isdigit() else WORDS.get(word)


def written_numbers(span):
    """Every number that a span can be said to state: digits, words, scales, shares ("nine in ten", "1 in 1,000")."""
    text = span.lower()
    found = {value for phrase, value in FRACTIONS.items() if phrase in text}
    scale = r"\s?(k|grand|thousand|million|billion|lakh|hundred)?(?:st|nd|rd|th)?(?![a-z])"
    for number, factor in re.findall(r"(\d[\d,]*(?:\.\d+)?)" + scale, text):
        value = float(number.replace(",", ""))
        found |= {value, round(value * SCALES.get(factor, 1), 6)}
    # "50 to 100 million" and "500 to 1,000 thousand": the scale belongs to both ends.
    for low, factor in re.findall(r"(\d+)\s?(?:to|-|–)\s?\d+ (million|thousand|lakh)", text):
        found.add(float(low) * SCALES[factor])
    for word, factor in re.findall(r"\b([a-z-]+)" + r"\b(?: (hundred|thousand|million)\b)?", text):
        if word in WORDS:
            found |= {float(WORDS[word]), WORDS[word] * SCALES.get(factor, 1)}
    for tens, unit in re.findall(r"\b(twenty|thirty|forty)-([a-z]+)\b", text):
        found |= {float(WORDS[tens] + WORDS.get(unit, 0)), (WORDS[tens] + WORDS.get(unit, 0)) * 100}
    for part, whole in re.findall(r"(?=\b" + COUNT + r" (?:in|out of|of) " + COUNT + ")", text):
        top, bottom = words_to_number(part), words_to_number(whole)
        if top and bottom:
            found.add(round(100 * top / bottom, 3))
    if "points" in text or "pain scale" in text:
        digits = [float(d) for d in re.findall(r"\d+", text)]
        found |= {a - b for a in digits for b in digits}
    if "year" in text and "month" in text:
        found.add(12.0)
    return found


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_page_has_the_form_of_the_guide(page):
    assert page["kind"] in KINDS
    assert (CORPUS / FOLDERS[page["split"]] / f"{page['page_id']}.json").is_file()
    assert page["country"] is None or re.fullmatch("[A-Z]{2}", page["country"])
    if page["kind"] == "benign":
        assert page["claims"] == []
        assert page["omissions"] == {}
    else:
        assert set(page["omissions"]) == OMISSIONS
        assert all(isinstance(present, bool) for present in page["omissions"].values())


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_claims_use_the_words_of_the_guide(page):
    for claim in page["claims"]:
        assert claim["type"] in TYPES
        assert claim["subtype"] in SUBTYPES.get(claim["type"], {None})
        assert claim["stance"] in STANCES
        assert claim["polarity"] in POLARITIES
        assert claim["attribution"] in ATTRIBUTIONS
        assert claim["product"] in CELLS | OTHERS
        assert claim["verdict"] in FIXED_VERDICTS.get(claim["type"], VERDICTS)
        assert claim["comparator"] in (COMPARATORS if claim["type"] == "comparison" else {None})
        assert len(claim["reason"].split()) >= 3
        assert claim["stance"] != "reported" or claim["attribution"] != "self"


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_values_have_order_unit_and_currency(page):
    for claim in page["claims"]:
        low, high = claim["low"], claim["high"]
        stated = [v for v in (low, high) if v is not None]
        assert all(isinstance(v, int | float) and v >= 0 for v in stated)
        if low is not None and high is not None:
            assert low <= high
        if stated:
            assert claim["unit"] in UNITS[claim["type"]]
            assert claim["currency"] is None or re.fullmatch("[A-Z]{3}", claim["currency"])
        else:
            assert claim["unit"] is None
            assert claim["currency"] is None
        if claim["type"] == "price" and stated:
            assert claim["currency"]
        if claim["unit"] == "percent" and claim["type"] != "benefit":
            assert all(v <= 100 for v in stated)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_claims_of_one_type_do_not_overlap(page):
    end_of_last = {}
    for claim in sorted(page["claims"], key=lambda c: c["start"]):
        kind = claim["type"], claim["subtype"]
        assert 0 <= claim["start"] < claim["end"]
        assert claim["start"] >= end_of_last.get(kind, 0), kind
        end_of_last[kind] = claim["end"]


@pytest.mark.parametrize("page", OWN, ids=ids)
def test_span_is_a_trimmed_piece_of_one_line(page):
    for claim in page["claims"]:
        span = page["text"][claim["start"] : claim["end"]]
        assert len(span) == claim["end"] - claim["start"]
        assert span == span.strip()
        assert "\n" not in span
        assert not re.match(r"[•#|>✓*]", span)
        # No span begins or ends in the middle of a word.
        assert claim["start"] == 0 or not page["text"][claim["start"] - 1].isalnum()
        assert not page["text"][claim["end"]].isalnum()


@pytest.mark.parametrize("page", OWN, ids=ids)
def test_value_is_written_in_its_span(page):
    for claim in page["claims"]:
        span = page["text"][claim["start"] : claim["end"]]
        written = written_numbers(span)
        for value in (claim["low"], claim["high"]):
            assert value is None or any(
                abs(value - w) < 0.05 or (value < 1 and abs(value - w) < 0.001) for w in written
            ), (
                span,
                value,
            )


def test_value_check_bites():
    assert 4900 in written_numbers("$4,900 per knee")
    assert 8000 in written_numbers("$3.5k–$8k")
    assert 3500 in written_numbers("$3.5k–$8k")
    assert 80 in written_numbers("four out of five")
    assert 5000 not in written_numbers("$4,900 per knee for four weeks")


@pytest.mark.parametrize("page", SEEDS, ids=ids)
def test_seed_pages_carry_no_text_but_its_fingerprint(page):
    assert "text" not in page
    assert re.fullmatch("[0-9a-f]{64}", page["sha256"])
    assert all(claim["end"] <= page["chars"] for claim in page["claims"])
    assert "quote" not in json.dumps(page)


def test_corpus_is_large_and_mixed_enough():
    assert len(SEEDS) == 5
    for split in ("dev", "heldout"):
        pages = [p for p in OWN if p["split"] == split]
        kinds = Counter(p["kind"] for p in pages)
        assert len(pages) >= 24
        assert kinds["benign"] >= 5
        assert kinds["clinic"] >= 10
        assert min(kinds[k] for k in KINDS - {"seed"}) >= 2
        assert all(80 <= len(p["text"].split()) <= 350 for p in pages)
        assert {c["type"] for p in pages for c in p["claims"]} == TYPES
        assert {c["verdict"] for p in pages for c in p["claims"]} == VERDICTS
        assert {c["stance"] for p in pages for c in p["claims"]} == STANCES


# Turns of speech that many pages share.
STOCK = (
    "these statements have not been evaluated by the food and drug administration",
    "a steroid injection can settle a flare for a few weeks",
)
LONGEST_SHARED = 9


def test_heldout_shares_no_page_and_no_long_phrase_with_the_rest():
    assert len({p["page_id"] for p in PAGES}) == len(PAGES)

    def phrases(split):
        for page in (p for p in OWN if p["split"] == split):
            words = re.findall(r"\w+", page["text"].lower())
            runs = (" ".join(words[i : i + LONGEST_SHARED + 1]) for i in range(len(words) - LONGEST_SHARED))
            yield from (run for run in runs if not any(run in stock or stock in run for stock in STOCK))

    heldout = set(phrases("heldout"))
    assert heldout
    for split in ("dev", "train"):
        assert not set(phrases(split)) & heldout


def test_guide_describes_every_type_and_omission():
    guide = (CORPUS / "README.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(\w+)` \|", guide, re.M))
    assert described == TYPES | OMISSIONS
