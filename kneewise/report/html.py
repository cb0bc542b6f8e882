"""The report as one HTML file that needs nothing else: no script, no request, a policy that forbids both."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from kneewise import words
from kneewise.report.blocks import Report

TEMPLATES = Path(__file__).parent / "templates"


@cache
def environment() -> Any:
    """The Jinja2 environment of report templates; the site adds this folder to its own search path."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def to_html(report: Report) -> str:
    """A complete page; citations point to the list of sources at its end, the list to the publications."""
    style = (TEMPLATES / "report" / "file.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    template = environment().get_template("report/file.html")
    return template.render(
        report=report,
        style=style,
        style_hash=digest,
        href=lambda citation, number: f"#source-{number}",
        source_href=lambda source: source.url or "#sources",
        t=lambda message_id, **arguments: words.text(message_id, report.language, **arguments),
    )
