"""Days and months: a month later is the same day of the month, or its last day where that day does not exist."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from kneewise.errors import InputError

# A plan reaches from a quarter of a year before its start to some years after; dates outside are typing errors.
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)


def check_start(start: date) -> date:
    """The date itself; `InputError` if no plan can start then."""
    if not EARLIEST <= start <= LATEST:
        raise InputError(
            "--start",
            f"is {start.isoformat()}",
            f"Give a date from {EARLIEST.year} to {LATEST.year}, such as 2026-12-01.",
        )
    return start


def parse_start(written: str) -> date:
    """The date in ISO form (2026-12-01); `InputError` for anything else."""
    try:
        return check_start(date.fromisoformat(written.strip()))
    except ValueError:
        said = f"is “{written[:20]}”, which is not a date"
        raise InputError("--start", said, "Write year-month-day, such as 2026-12-01.") from None


def add_days(start: date, days: float) -> date:
    """``days`` later, to the nearest whole day; negative for before."""
    return start + timedelta(days=round(days))


def add_months(start: date, months: int) -> date:
    """The same day ``months`` later, or the last day of that month: 31 January plus 1 month is 28 or 29 February."""
    years, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
