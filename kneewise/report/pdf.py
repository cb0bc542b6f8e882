"""The report as a tagged PDF (PDF/UA-1): first the pages to take along, then the detail and the sources."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from kneewise import words
from kneewise.report.as_json import as_json
from kneewise.report.blocks import Pictures, Report

# The first two pages: what to read and what to take to a visit. The rest follows as the appendix.
TAKE_ALONG = ("red-flags", "summary", "options", "candidacy", "questions", "next")
TEMPLATE = Path(__file__).parent / "templates" / "report" / "report.typ"


def _with_drawings(report: Report) -> dict[str, Any]:
    """The JSON form with each picture's SVG beside its words."""
    data = as_json(report)
    for section, plain in zip(report.sections, data["sections"], strict=True):
        for block, entry in zip(section.blocks, plain["blocks"], strict=True):
            if isinstance(block, Pictures):
                for picture, values in zip(block.pictures, entry["pictures"], strict=True):
                    values["svg"], values["width"] = picture.drawing.svg, picture.drawing.width
    for entry in data["sections"]:
        entry["appendix"] = entry["id"] not in TAKE_ALONG
    data["sections"].sort(key=lambda entry: entry["appendix"])
    data["labels"] = {name: words.text(f"report-{name}", report.language) for name in ("sources", "appendix")}
    data["review"] = report.review
    keep = ("title", "language", "date", "sections", "sources", "footer", "review", "labels")
    return {key: data[key] for key in keep}


def to_pdf(report: Report) -> bytes:
    """The report as PDF. Same report in, same bytes out but for the creation date."""
    import typst

    data = json.dumps(_with_drawings(report), ensure_ascii=False)
    return typst.compile(str(TEMPLATE), format="pdf", sys_inputs={"report": data}, pdf_standards=["ua-1"])
