"""When the evidence was last searched, and by when it is due again.

The date of the last search is ``created`` in ``datapackage.json``; a correction of a row or a wording does not move it.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kneewise.evidence.dataset import Dataset

# Twice a year, as the policy for people says (web/content/pages/policy.yaml): half of 365 days, rounded up.
REVIEW_AFTER_DAYS = 183


def last_review(dataset: Dataset) -> date:
    """The day of the last search for studies, rules and prices."""
    return date.fromisoformat(str(dataset.package["created"]))


def next_review(dataset: Dataset) -> date:
    """The day by which the next search is due; after it the site says that it is overdue."""
    return last_review(dataset) + timedelta(days=REVIEW_AFTER_DAYS)
