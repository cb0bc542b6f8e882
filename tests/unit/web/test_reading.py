"""How hard pages are to read, and the measures themselves."""

from __future__ import annotations

import pytest

from kneewise.web import reading
from kneewise.web.page_text import running_text
from kneewise.words.readability import reading_ease_es, reading_grade, sentences_of, syllables, syllables_es


def test_no_page_is_above_grade_eight() -> None:
    hard = {name: grade for name, grade in reading.grades().items() if grade > reading.GRADE_LIMIT}
    assert not hard


def test_the_pages_a_person_reads_average_at_most_seven() -> None:
    found = reading.grades()
    persons = [found[name] for name in reading.PERSONS_PAGES if name in found]
    assert len(persons) >= 8
    assert sum(persons) / len(persons) <= reading.PERSONS_MEAN


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("knee", 1),
        ("treatment", 2),
        ("evidence", 3),
        ("cartilage", 3),
        ("walked", 1),
        ("treated", 2),
        ("people", 2),
        ("3.5", 1),
    ],
)
def test_english_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("rodilla", 3),
        ("dolor", 2),
        ("cuidado", 3),
        ("artrosis", 3),
        ("guía", 2),
        ("que", 1),
        ("inyección", 3),
        ("hueso", 2),
    ],
)
def test_spanish_syllables(word: str, count: int) -> None:
    assert syllables_es(word) == count


def test_the_grade_of_a_known_passage() -> None:
    """Ten sentences of six one-syllable words: 0.39 · 6 + 11.8 · 1 − 15.59 = −1.45."""
    assert reading_grade("The cat sat on the mat. " * 10) == pytest.approx(-1.4, abs=0.06)


def test_short_texts_have_no_grade() -> None:
    assert reading_grade("Too short to tell.") is None
    assert reading_ease_es("Muy corto.") is None


def test_lines_count_as_sentences() -> None:
    assert sentences_of("A heading\nOne sentence. Two sentences.\n\n– \n") == 3


def test_running_text_leaves_out_tables_pictures_and_foreign_titles() -> None:
    html = (
        "<nav>menu</nav><main><h1>Title</h1><p>Some <a href='/'>linked</a> text<a class='cite' href='/'>1</a>.</p>"
        "<table><tr><td>cell</td></tr></table><svg><text>drawn</text></svg><p lang='en'>A title</p>"
        "<p>End<br>line.</p></main>"
    )
    assert running_text(html) == "Title\nSome linked text.\nEnd\nline."
