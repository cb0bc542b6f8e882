import io
import re

from pypdf import PdfReader

from kneewise.report import to_pdf


def test_the_pdf_is_tagged_titled_and_says_the_same(reports):
    report = next(r for (name, language), r in reports.items() if "mild" in name and language == "en")
    reader = PdfReader(io.BytesIO(to_pdf(report)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("en")
    assert reader.metadata.title == report.title
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in reader.pages))
    for row in report.section("options").blocks[0].rows:
        for cell in row:
            assert all(word in text for word in cell.text.split()), cell.text  # cells wrap, words do not
