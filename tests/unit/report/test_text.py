"""The plain-text summary: what the page says, in lines that any program and any voice can read."""

import re

from kneewise import words
from kneewise.report import to_text
from kneewise.report.blocks import Pictures, Table, Text, words_in
from kneewise.report.text import ONLY_PICTURES, SUMMARY, WIDTH


def flat(text):
    return re.sub(r"\s+", " ", text)


def test_it_says_every_sentence_cell_and_picture_of_its_sections(reports):
    for report in reports.values():
        said = flat(re.sub(r" \[\d+\]", "", to_text(report)))
        for name in SUMMARY:
            section = report.section(name)
            for block in section.blocks if section else ():
                if isinstance(block, Text) and name not in ONLY_PICTURES:
                    assert flat(block.text) in said
                elif isinstance(block, Table):
                    for row in block.rows:
                        for heading, cell in zip(block.header[1:], row[1:], strict=True):
                            assert cell.text == "–" or flat(f"{heading}: {cell.text}") in said
                elif isinstance(block, Pictures):
                    assert all(flat(p.drawing.alt) in said for p in block.pictures)


def test_lines_are_short_and_of_plain_characters(reports):
    for report in reports.values():
        text = to_text(report)
        long = [line for line in text.splitlines() if len(line) > WIDTH and "http" not in line]
        assert not long
        assert not re.search(r"[\u2500-\u259f\u25cf\u25cb\u25d0\x1b]", text)


def test_every_number_of_a_source_is_listed_and_no_other(reports):
    for report in reports.values():
        text = to_text(report)
        listed = {int(n) for n in re.findall(r"^\[(\d+)\] ", text, re.M)}
        body = re.sub(r"^\[\d+\] .*(?:\n .*)*", "", text, flags=re.M)
        assert {int(n) for n in re.findall(r"\[(\d+)\]", body)} == listed
        assert all(flat(report.sources[n - 1].title) in flat(text) for n in listed)


def test_red_flags_stand_first(reports):
    for (name, _), report in reports.items():
        if "hot_swollen" in name:
            lines = to_text(report).splitlines()
            assert lines[4] == report.section("red-flags").title


def test_it_speaks_the_language_of_the_report(reports):
    for (_, language), report in reports.items():
        text = to_text(report)
        assert words.text("report-sources", language) in text
        assert words_in(report.section("next")).splitlines()[0] in text
