"""The quantity grammar, as a table: what is written, what it means."""

import pytest

from kneewise.claims.amounts import amounts_in
from kneewise.claims.text import FoldedText, tokens_of

CASES = [
    ("costs $3.5k–$8k per knee", "money", 3500, 8000, "per knee", "USD"),
    ("$3-8k", "money", 3000, 8000, "", "USD"),
    ("about $3,000 to $5,000 per knee", "money", 3000, 5000, "per knee", "USD"),
    ("£6,000 for both knees", "money", 6000, 6000, "both knees", "GBP"),
    ("One knee is $5,400", "money", 5400, 5400, "per knee", "USD"),
    ("A$9,500 per joint", "money", 9500, 9500, "per knee", "AUD"),
    ("€7,500", "money", 7500, 7500, "", "EUR"),
    ("Rs 1,50,000", "money", 150000, 150000, "", "INR"),
    ("₹1.2 lakh to ₹2.5 lakh per knee", "money", 120000, 250000, "per knee", "INR"),
    ("from four lakh rupees", "money", 400000, None, "", "INR"),
    ("starting at $4,999", "money", 4999, None, "", "USD"),
    ("$1,200–$2,000 an injection", "money", 1200, 2000, "per injection", "USD"),
    ("five thousand dollars", "money", 5000, 5000, "", "USD"),
    ("60–90% improvement", "percent", 60, 90, "percent", None),
    ("up to 80% of people", "percent", None, 80, "percent", None),
    ("over 90 percent", "percent", 90, None, "percent", None),
    ("four out of five patients", "percent", 80, 80, "percent", None),
    ("8 in 10", "percent", 80, 80, "percent", None),
    ("eight or nine out of ten", "percent", 80, 90, "percent", None),
    ("1 in 1,000 people", "percent", 0.1, 0.1, "percent", None),
    ("half of our patients", "percent", 50, 50, "percent", None),
    ("two-thirds of patients", "percent", 66.7, 66.7, "percent", None),
    ("4–6 weeks", "duration", 4, 6, "weeks", None),
    ("between six and twelve months", "duration", 6, 12, "months", None),
    ("within 24 hours", "duration", None, 24, "hours", None),
    ("more than two years", "duration", 2, None, "years", None),
    ("lasts a year", "duration", 1, 1, "years", None),
    ("half a year", "duration", 0.5, 0.5, "years", None),
    ("a decade", "duration", 10, 10, "years", None),
    ("a couple of weeks", "duration", 2, 2, "weeks", None),
    ("by week 8", "duration", 8, 8, "weeks", None),
    ("from the 3rd week", "duration", 3, None, "weeks", None),
    ("from week 3", "duration", 3, None, "weeks", None),
    ("from week 3 to week 6", "duration", 3, 6, "weeks", None),
    ("at 1, 3 and 6 months", "duration", 1, 1, "months", None),
    ("12 to 15 million KRW per knee", "money", 12_000_000, 15_000_000, "per knee", "KRW"),
    ("$200 for marrow shots in both", "money", 200, 200, "both knees", "USD"),
    ("€1,200 for three", "money", 1200, 1200, "per course", "EUR"),
    ("a $40 copay", "money", 40, 40, "per visit", "USD"),
    ("10-20 million mesenchymal stem cells", "dose", 10_000_000, 20_000_000, "cells", None),
    ("5x platelets", "times", 5, 5, "times", None),
    ("a study with 30 patients", "count", 30, 30, "patients", None),
    ("more than 500 procedures", "count", 500, None, "procedures", None),
    ("aged 40 to 75 years", "age", 40, 75, "years", None),
    ("people over 65", "age", 65, None, "years", None),
    ("grade 4 arthritis", "grade", 4, 4, "kl_grade", None),
    ("a BMI under 35", "bmi", None, 35, "bmi", None),
    ("twenty-five percent", "percent", 25, 25, "percent", None),
    ("about 1.2 points better", "points", 1.2, 1.2, "points", None),
    ("60 ml of blood", "volume", 60, 60, "ml", None),
]


def amounts(text):
    folded = FoldedText(text).folded
    return [a for a, _, _ in amounts_in(tokens_of(folded, 0, len(folded)))]


@pytest.mark.parametrize(("text", "kind", "low", "high", "unit", "currency"), CASES, ids=[c[0] for c in CASES])
def test_what_is_written_is_what_is_meant(text, kind, low, high, unit, currency):
    found = [a for a in amounts(text) if a.kind == kind]
    assert len(found) == 1
    amount = found[0]
    assert amount.unit == unit
    assert amount.currency == currency
    for value, wanted in ((amount.low, low), (amount.high, high)):
        assert value is wanted if wanted is None else value == pytest.approx(wanted, abs=0.05)


@pytest.mark.parametrize(
    "text",
    ["several years", "a few weeks", "one of the best", "lose ten pounds", "in 2021", "thousands of them", "call 911"],
)
def test_what_is_no_money_and_no_share_is_not_taken_for_one(text):
    assert [a for a in amounts(text) if a.kind in ("money", "percent")] == []


def test_two_prices_are_two_amounts():
    found = amounts("£3,500 for one knee, £6,000 for both")
    assert [(a.low, a.unit) for a in found] == [(3500, "per knee"), (6000, "both knees")]


def test_offsets_point_at_the_words():
    text = "It costs $3,500 to $8,000 per knee."
    (amount,) = amounts(text)
    assert text[amount.start : amount.end] == "$3,500 to $8,000"
