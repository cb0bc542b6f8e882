"""A plan as a calendar file (iCalendar, RFC 5545).

Every dated item is an all-day event; DTEND is the day after the last, as the standard asks. The UID is made of
treatment, knee and item, not of the date: importing the plan again after the date has moved replaces the events instead
of doubling them. The same plan gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from kneewise import words

if TYPE_CHECKING:
    from kneewise.pathway.plan import Plan, PlanItem

PRODUCT = "-//kneewise//plan//EN"
DOMAIN = "kneewise"


def uid(plan: Plan, item: PlanItem) -> str:
    """Stable identifier of an event, the same whenever the same item of the same treatment is dated anew."""
    knee = f"-{plan.knee}" if plan.knee else ""
    return f"{plan.treatment}{knee}-{item.item_id}@{DOMAIN}".replace("_", "-")


def to_ics(plan: Plan) -> bytes:
    """The plan's dated items as an iCalendar file in UTF-8."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", words.text("plan-calendar-name", plan.language, treatment=plan.name))
    for item in plan.items:
        if item.date_from is not None and item.date_to is not None:
            calendar.add_component(_event(plan, item))
    return bytes(calendar.to_ical())


def _event(plan: Plan, item: PlanItem) -> Event:
    assert item.date_from is not None
    assert item.date_to is not None
    event = Event()
    event.add("uid", uid(plan, item))
    # When the plan was made is not known here, and a clock would make two exports of one plan differ.
    event.add("dtstamp", datetime.combine(plan.start, time(), tzinfo=UTC))
    event.add("dtstart", item.date_from)
    event.add("dtend", item.date_to + timedelta(days=1))
    unsure = "" if item.certain else f" ({words.text('plan-unsure', plan.language)})"
    event.add("summary", item.title + unsure)
    addresses = [citation.url for citation in item.citations if citation.url]
    sources = f"\n\n{words.text('plan-sources', plan.language)}: {', '.join(addresses)}" if addresses else ""
    event.add("description", f"{item.text}\n\n{words.text('plan-disclaimer', plan.language)}{sources}")
    event.add("categories", [words.text(f"plan-part-{item.part}", plan.language)])
    event.add("transp", "TRANSPARENT")
    return event
