import io
import json
import re

import pytest
from jsonschema import validate
from rich.console import Console

from kneewise.errors import InputError
from kneewise.outlook.table import MODEL
from kneewise.report import as_json, build, print_report, schema, to_html
from kneewise.report.blocks import Pictures, Table, citations_in, words_in

LONGEST_FIRST_SCREEN = 150  # words; docs/methods/showing_risk.md


def example(reports, part, language="en"):
    return next(r for (name, lang), r in reports.items() if part in name and lang == language)


def plain_text(report):
    out = io.StringIO()
    print_report(report, Console(file=out, width=200))
    return out.getvalue()


def test_there_are_five_people(reports):
    assert len({name for name, _ in reports}) == 5


def test_every_citation_has_a_source_with_an_address(reports):
    for report in reports.values():
        for section in report.sections:
            for block in section.blocks:
                for citation in citations_in(block):
                    source = report.sources[report.number_of(citation) - 1]
                    assert source.title
                    assert source.url.startswith("http") or source.source_id == MODEL or source.kind == "seed page", (
                        source
                    )


def test_red_flags_come_first_and_only_where_there_are_any(reports):
    urgent = example(reports, "hot_swollen")
    assert urgent.urgent
    assert urgent.sections[0].id == "red-flags"
    for (name, _), report in reports.items():
        if "hot_swollen" not in name:
            assert report.section("red-flags") is None, name


def test_the_first_screen_is_short(reports):
    for key, report in reports.items():
        summary = report.section("summary")
        assert len(words_in(summary).split()) <= LONGEST_FIRST_SCREEN * (1.2 if key[1] == "es" else 1), key


def test_the_person_with_a_meniscus_tear_gets_no_number_from_arthritis_trials(reports):
    report = example(reports, "meniscus")
    assert report.data["intake"]["diagnosis"] == "meniscus_tear"
    assert not any(o["benefits"] for o in report.data["outlook"]["options"])


def test_json_matches_its_schema(reports):
    for report in reports.values():
        data = json.loads(json.dumps(as_json(report)))
        validate(data, schema())


def test_every_view_says_every_number(reports):
    """Terminal, page and JSON carry the same cells."""
    report = example(reports, "mild")
    terminal = re.sub(r"\s+", " ", plain_text(report))
    page = to_html(report)
    for section in report.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    for cell in row[1:]:
                        words = cell.text.split()
                        assert all(word in terminal for word in words), cell.text
                        assert cell.text.split("&")[0].split("<")[0].split("'")[0].split('"')[0] in page.replace(
                            "&#39;", "'"
                        )


def test_counts_shown_subtract(reports):
    """The difference on the page is the difference of the two counts beside it."""
    checked = 0
    for (_, language), report in reports.items():
        if language != "en":
            continue
        for section_id in ("options", "options-all"):
            for row in report.section(section_id).blocks[0].rows:
                found = [re.match(r"(\d+)", row[i].text) for i in (1, 2)]
                said = re.match(r"(?:(\d+) (more|fewer)|none)", row[3].text)
                if not (all(found) and said):
                    continue
                count = 0 if said.group(1) is None else int(said.group(1)) * (1 if said.group(2) == "more" else -1)
                assert int(found[0].group(1)) - int(found[1].group(1)) == count, row
                checked += 1
    assert checked > 20


def test_the_html_file_asks_for_nothing(reports):
    page = to_html(example(reports, "mild"))
    assert "<script" not in page
    assert " style=" not in page
    assert not re.search(r'(?:src|href)="(?!#|https?://|data:)', page)
    assert "default-src 'none'" in page


def test_spanish_has_no_english_left(reports):
    page = words_in(example(reports, "mild", "es").section("summary"))
    assert " people " not in page
    assert "personas" in page


def test_an_unknown_option_is_named(dataset):
    from kneewise.candidacy.intake import Intake

    with pytest.raises(InputError, match="snake_oil"):
        build(Intake.read({"age": 60, "pain_now": 5}), dataset, chosen=("snake_oil",))


def test_an_empty_intake_still_gets_a_report(dataset):
    from kneewise.candidacy.intake import Intake

    report = build(Intake.read({}), dataset)
    assert report.section("options").blocks


def test_every_count_and_picture_of_the_forecast_cites_its_source(reports):
    for report in reports.values():
        for name in ("options", "course", "icons"):
            section = report.section(name)
            for block in section.blocks if section else ():
                if isinstance(block, Table):
                    assert all(cell.citations for row in block.rows for cell in row[1:3] if cell.text[0].isdigit())
                elif isinstance(block, Pictures):
                    assert all(picture.citations for picture in block.pictures)
