"""Which amount of a sentence is a claim's value, and what a bare number means in its table, list or sentence."""

import pytest

from kneewise.claims.extract import PageReading
from kneewise.claims.learned import proposal_rule
from kneewise.claims.rulebook import rulebook
from kneewise.claims.values import values_of


def value(kind, text, line=0):
    """(low, high, unit, currency) of a claim of that kind in the segment with that number."""
    page = PageReading(text, rulebook())
    reading = page.readings[line]
    above = page.lead(reading) or page.heading(reading)
    found = values_of(proposal_rule(kind, rulebook()), reading, (0, max(len(reading.words) - 1, 0)), page, above)
    if not found:
        return None
    first = found[0]
    return first.low, first.high, first.unit, first.currency


SENTENCES = [
    ("onset", "Relief begins after 6 weeks and lasts 9 months.", (6, 6, "weeks", None)),
    ("durability", "Relief begins after 6 weeks and lasts 9 months.", (9, 9, "months", None)),
    ("recovery_time", "The procedure takes 2 hours and patients can walk at once.", None),
    ("procedure", "The procedure takes 2 hours and patients can walk at once.", (2, 2, "hours", None)),
    ("durability", "I had it done two years ago and it held for eight good months.", (8, 8, "months", None)),
    ("durability", "It held for a year and a half.", (1.5, 1.5, "years", None)),
    ("benefit", "My pain went from an 8 to a 3 on the pain scale.", (5, 5, "points", None)),
    ("benefit", "8 out of 10 patients report less pain.", None),
    ("success_rate", "8 out of 10 patients report 50% less pain.", (80, 80, "percent", None)),
    ("success_rate", "Half will tell you that it helped.", (50, 50, "percent", None)),
    ("risk", "I would rate it 6 out of 10 for pain.", None),
    ("candidate", "Anyone from 18 to 98 is welcome.", (18, 98, "years", None)),
    ("candidate", "Patients between 40 and 60 with early wear do best.", (40, 60, "years", None)),
    ("cell_dose", "By then the count has risen to 40 million.", (40e6, 40e6, "cells", None)),
    ("numbers_treated/count", "We have looked after 1,900 Floridians.", (1900, 1900, "patients", None)),
    ("numbers_treated/count", "More than 2,000 patients have been treated.", (2000, None, "patients", None)),
    ("promotion", "Course of three: £1,095 (save £180)", (180, 180, "", "GBP")),
    ("promotion", "Exam and X-rays: only $49 this month (a $310 value)", (49, 49, "", "USD")),
    ("cell_dose", "50 million or 100 million cells are injected.", (50e6, 50e6, "cells", None)),
    ("procedure", "It is carried out three to five times.", (3, 5, "sessions", None)),
    ("evidence", "A paper from 2015 followed patients for years.", None),
    ("procedure", "Two are suggested.", (2, 2, "sessions", None)),
    ("procedure", "A course of three is usual.", (3, 3, "sessions", None)),
    ("price", "He wants 6 grand for my right knee.", (6000, 6000, "per knee", "USD")),
    ("price", "It cost my uncle 3 lakh.", (300000, 300000, "", "INR")),
    ("price", "Call 702-555-0149 for a price.", None),
    ("promotion", "Regular price $6,500, guests save $1,500.", (1500, 1500, "", "USD")),
    ("promotion", "The second knee is half price this month.", (50, 50, "percent", None)),
]


@pytest.mark.parametrize(("kind", "text", "wanted"), SENTENCES, ids=[f"{k}: {t}" for k, t, _ in SENTENCES])
def test_the_value_of_a_sentence(kind, text, wanted):
    found = value(kind, text)
    assert (found if wanted is None else tuple(found)) == wanted


def test_a_column_says_what_its_numbers_are():
    table = "| Treatment | Price (EUR) | Weeks off work |\n| One knee | 3,900 | 2 |\n| Both knees | 6800 | 3 |"
    assert value("price", table, 1) == (3900, 3900, "per knee", "EUR")
    assert value("price", table, 2) == (6800, 6800, "both knees", "EUR")
    assert value("recovery_time", table, 1) == (2, 2, "weeks", None)


def test_of_two_columns_of_times_the_header_tells_which():
    table = "| Injection | Kicks in | How long it lasts |\n| PRP | 4-8 weeks | 6-12 months |"
    assert value("onset", table, 1) == (4, 8, "weeks", None)
    assert value("durability", table, 1) == (6, 12, "months", None)


def test_a_header_may_count_knees():
    table = "| Treatment | One knee | Two knees |\n| Fat cells for the knee | $6,500 | $9,000 |"
    assert value("price", table, 1)[:3] == (6500, 6500, "per knee")


def test_dots_lead_from_a_thing_to_its_price():
    page = "Prices in US dollars, $ only\n\nOne knee ............ 3,900\nTwo knees ........... 6,800"
    readings = PageReading(page, rulebook()).readings
    lines = [i for i, r in enumerate(readings) if r.words[-1:] in (["3,900"], ["6,800"])]
    assert [value("price", page, i) for i in lines] == [
        (3900, 3900, "per knee", "USD"),
        (6800, 6800, "both knees", "USD"),
    ]


PRICES = [
    ("Visits are $2,750, with a second knee at half price.", "per visit"),
    ("One injection is $3,200.", "per injection"),
    ("The procedure costs $6,200.", "per treatment"),
    ("Three goes at 320 dollars a pop.", "per injection"),
    ("Course of three £990", "per course"),
    ("$10,500 for the pair", "both knees"),
    ("Paid $5,200 for the left knee.", "per knee"),
    ("It was pumped into the joint for €3,900.", ""),
    ("Initial consultation (45 minutes) | £240", "per visit"),
]


@pytest.mark.parametrize(("text", "unit"), PRICES, ids=[t for t, _ in PRICES])
def test_what_a_price_is_for(text, unit):
    assert value("price", text)[2] == unit
