"""ONE report object for one person; terminal, page, PDF, plain text and JSON render it.

>>> from kneewise.report import build, to_html
>>> html = to_html(build(intake))  # doctest: +SKIP
"""

from kneewise.report.as_json import as_json, schema
from kneewise.report.blocks import Report, Section
from kneewise.report.build import build
from kneewise.report.html import to_html
from kneewise.report.pdf import to_pdf
from kneewise.report.terminal import print_report
from kneewise.report.text import to_text

__all__ = ["Report", "Section", "as_json", "build", "print_report", "schema", "to_html", "to_pdf", "to_text"]
