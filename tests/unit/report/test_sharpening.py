"""What answers sharpen, in words: as the figures say, in both languages, and honest where they sharpen nothing."""

import pytest

from kneewise import words
from kneewise.candidacy.intake import Intake
from kneewise.outlook.sharpness import AnswerWorth, Sharpness, Width
from kneewise.report import build, sharpening, to_html
from kneewise.report.blocks import Table, words_in
from kneewise.report.voice import Voice, people

NOW = Sharpness(26, {"bmac": Width(26.2, 88.4)}, (AnswerWorth("pain", True, {"bmac": 25.0}),))


def voice(dataset, language="en"):
    return Voice(language, dataset)


def test_the_change_is_the_difference_of_the_ranges_as_printed(dataset):
    before = Sharpness(26, {"bmac": Width(6.7, 95.6), "prp": Width(1, 2)}, ())
    said = sharpening.change_words(voice(dataset), before, NOW)
    assert said == ("Bone marrow concentrate: 7 to 96 before, 26 to 88 now (27 people narrower).",)
    back = sharpening.change_words(voice(dataset), NOW, Sharpness(26, {"bmac": Width(6.7, 95.6)}, ()))
    assert "27 people wider" in back[0]


def test_what_reads_the_same_is_called_unchanged(dataset):
    same = Sharpness(26, {"bmac": Width(26.4, 88.1)}, ())
    assert sharpening.unchanged(voice(dataset), same, NOW)
    assert not sharpening.unchanged(voice(dataset), Sharpness(26, {}, ()), NOW)


@pytest.mark.parametrize(("count", "said"), [(0.4, "no change"), (1.2, "1 person narrower"), (-2.0, "2 people wider")])
def test_people_narrower_or_wider(dataset, count, said):
    assert sharpening.narrowing_words(voice(dataset), count) == said


def test_the_next_answer_is_named_only_where_it_narrows(dataset):
    def with_worth(*answers):
        return Sharpness(26, NOW.now, answers)

    best = with_worth(AnswerWorth("pain", False, {"bmac": 29.8}), AnswerWorth("age", False, {"bmac": 0.9}))
    assert "your pain now" in sharpening.next_words(voice(dataset), best)
    assert "30 people" in sharpening.next_words(voice(dataset), best)
    little = with_worth(AnswerWorth("age", False, {"bmac": 0.2}))
    assert "even one person" in sharpening.next_words(voice(dataset), little)
    assert "only more trials" in sharpening.next_words(voice(dataset), NOW)


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_the_section_stands_in_every_report_that_has_a_number(dataset, language):
    report = build(Intake.read({"age": 62, "pain_now": 6}), dataset, language=language)
    section = report.section("sharpness")
    table = next(b for b in section.blocks if isinstance(b, Table))
    found = report.raw["sharpness"]
    assert [people(w.low) for w in found.now.values()] == [
        int("".join(c for c in cell.text.split()[0 if language == "en" else 1])) for cell in table.rows[0][1:]
    ]
    assert len(table.rows) == 1 + len(found.answers) == 5
    assert all(cell.citations for cell in table.rows[0][1:])
    assert section.title in to_html(report)
    assert "None" not in words_in(section)


def test_without_a_number_there_is_no_section(dataset):
    assert build(Intake.read({"diagnosis": "meniscus_tear"}), dataset).section("sharpness") is None
