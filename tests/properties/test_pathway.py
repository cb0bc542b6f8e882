"""Any start date, any treatment: calendars read back, identifiers stay, order holds."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from kneewise.candidacy.intake import Intake
from kneewise.pathway.dates import add_months
from kneewise.pathway.plan import plan, plannable

STARTS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
TREATMENTS = st.sampled_from(plannable())
LANGUAGES = st.sampled_from(["en", "es"])


@settings(max_examples=40, deadline=None)
@given(TREATMENTS, STARTS, LANGUAGES)
def test_a_calendar_reads_back_as_the_plan(treatment, start, language):
    made = plan(treatment, start, Intake(), language=language)
    written = made.to_ics()
    assert written == made.to_ics()
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))  # RFC 5545 folds longer lines
    read = Calendar.from_ical(written)
    assert read.errors == []
    events = read.walk("VEVENT")
    dated = [item for item in made.items if item.date_from]
    assert [(e.decoded("dtstart"), e.decoded("dtend") - timedelta(days=1)) for e in events] == [
        (item.date_from, item.date_to) for item in dated
    ]
    assert all(item.text in str(event["description"]) for event, item in zip(events, dated, strict=True))


@settings(max_examples=30, deadline=None)
@given(TREATMENTS, STARTS, STARTS)
def test_moving_the_date_moves_the_events_and_keeps_their_identifiers(treatment, one, other):
    first, second = (Calendar.from_ical(plan(treatment, s).to_ics()).walk("VEVENT") for s in (one, other))
    uids = [str(e["uid"]) for e in first]
    assert len(set(uids)) == len(uids)
    assert sorted(uids) == sorted(str(e["uid"]) for e in second)


@settings(max_examples=30, deadline=None)
@given(TREATMENTS, STARTS)
def test_days_before_and_after_do_not_depend_on_the_date(treatment, start):
    def days(day):
        found = {}
        for item in plan(treatment, day).items:
            if item.date_from and item.part != "review" and item.item_id != "wt_18months":
                found[item.item_id] = ((item.date_from - day).days, (item.date_to - day).days)
        return found

    assert days(start) == days(date(2026, 12, 1))


@given(STARTS, st.integers(-60, 120))
def test_adding_months_lands_in_that_month_and_never_later_than_the_day(start, months):
    there = add_months(start, months)
    assert (there.year * 12 + there.month) - (start.year * 12 + start.month) == months
    assert there.day <= start.day
    assert there.day == start.day or (there + timedelta(days=1)).month != there.month
