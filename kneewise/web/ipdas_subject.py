"""What the score looks at: the pages as they are served, their content, an example report, the evidence.

Tests hand in a `Subject` with one thing broken and see the proof of that item fail.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kneewise import evidence
from kneewise.candidacy.intake import Intake
from kneewise.errors import KneewiseError
from kneewise.evidence import Dataset
from kneewise.evidence.schema import tables
from kneewise.outlook.table import MODEL
from kneewise.report import Report
from kneewise.web import content
from kneewise.web.presenters import options
from kneewise.web.presenters import report as report_presenter
from kneewise.web.reading import addresses, grades, page_html

# The person whose report is looked at: middle of the trials, nothing special.
EXAMPLE = {"age": 62, "xray_words": "moderate", "pain_now": 6, "country": "US"}


def rows_named(value: Any) -> list[str]:
    """Every ``table:key`` that structured content rests on, at any depth."""
    if isinstance(value, dict):
        own = [str(row) for row in value.get("from", [])]
        return own + [row for key, inner in value.items() if key != "from" for row in rows_named(inner)]
    return [row for inner in value for row in rows_named(inner)] if isinstance(value, list) else []


@dataclass(frozen=True)
class Subject:
    """The running site as a visitor without answers meets it, in English; everything is read when asked for."""

    html: Callable[[str], str]
    contents: Mapping[str, dict[str, Any]]
    prose: Mapping[str, dict[str, Any]]
    report: Report
    dataset: Dataset
    grades: Callable[[], Mapping[str, float]]

    @cached_property
    def outlook(self) -> dict[str, Any]:
        """The forecasts behind the example report, as plain values."""
        return dict(self.report.data["outlook"])

    @cached_property
    def forecasts(self) -> list[dict[str, Any]]:
        """The options with a number on pain beyond their comparison; waiting is its own comparison."""
        found = [o for o in self.outlook["options"] if o["treatment"] != o["sham"]]
        return [o for o in found if any(b["outcome"] == "pain" for b in o["benefits"])]

    @cached_property
    def benefits(self) -> list[dict[str, Any]]:
        """Every result on pain of every option."""
        return [b for o in self.forecasts for b in o["benefits"] if b["outcome"] == "pain"]

    def resolves(self, row: str) -> bool:
        """Whether a row that a statement names exists in the evidence."""
        table, _, key = row.partition(":")
        return table in tables() and key in set(self.dataset.raw(table)[tables()[table].key].cast(str))

    def known_source(self, source_id: str) -> bool:
        """Whether a source that the report cites is the model, a source of the evidence or one of the rules."""
        if source_id == MODEL or source_id in {s.source_id for s in self.report.sources}:
            return True
        try:
            self.dataset.source(source_id)
        except KneewiseError:
            return False
        return True


def running_site() -> Subject:
    """The site as it runs now."""
    return Subject(
        html=page_html_by_name,
        contents={code: options.raw(code) for code in options.codes()},
        prose={name: content.load_file("pages", name) or {} for name in ("policy", "funding", "about", "methods")},
        report=report_presenter.build(Intake.read(EXAMPLE), "en"),
        dataset=evidence.load(),
        grades=grades,
    )


def page_html_by_name(name: str) -> str:
    """A page by the name it has in the list of reading grades (``knee``, ``option bmac`` …)."""
    return page_html(addresses()[name])
