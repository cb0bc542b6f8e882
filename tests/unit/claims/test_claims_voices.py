"""Who speaks in a sentence: verbs of saying, quotations over several sentences, threads, diaries, studies."""

import pytest

from kneewise.claims.extract import PageReading
from kneewise.claims.rulebook import rulebook
from kneewise.claims.voices import is_diary, is_thread, voices_of

TOLD = [
    ("The clinic told him that most customers improve.", "expert"),
    ("Our patients tell us that stairs are easier.", "patient"),
    ("The FDA warned that the vials were not sterile.", "regulator"),
    ("Trials against saline show a modest difference in pain.", "study"),
    ("In mice with arthritis the vesicles protected cartilage.", "study"),
    ('"It cannot regrow cartilage," said Dr Ruth Amadi.', "expert"),
    ("We tell you before the day what it costs.", None),
    ("The injection eases pain.", None),
    ("Septic arthritis has been reported.", None),
]


@pytest.mark.parametrize(("text", "wanted"), TOLD, ids=[t for t, _ in TOLD])
def test_who_speaks(text, wanted):
    assert voices_of(PageReading(text, rulebook())) == [wanted]


def test_a_quotation_has_one_speaker_who_is_named_once():
    text = (
        '"The cells do not become cartilage in the knee. They are gone within some weeks of the injection," '
        "said Professor Lindner."
    )
    assert set(voices_of(PageReading(text, rulebook()))) == {"expert"}


def test_in_a_thread_each_poster_speaks():
    text = (
        "Knee pain forum\n\nkneeguy58: I paid for one injection and my pain is back.\n\n"
        "nurse_kay: Most of these injections were never tested.\n\nmtnmama: I had it too and it wore off."
    )
    page = PageReading(text, rulebook())
    assert is_thread(page)
    assert voices_of(page)[1:] == ["patient", "expert", "patient"]


def test_questions_and_answers_are_no_thread():
    page = PageReading("Questions and answers\n\nHow soon can I walk? The same day.\n\nCost: $900.", rulebook())
    assert not is_thread(page)
    assert not is_diary(page)


def test_a_story_in_the_first_person_is_a_diary():
    story = "I had my knee done. I was sore. My knee swelled. I could not sleep. I went home. I walk now. I am glad."
    page = PageReading(story, rulebook())
    assert is_diary(page)
    assert set(voices_of(page)) == {"patient"}


def test_what_a_newspaper_tells_of_a_patient_is_the_patients():
    text = "Gloria Penn, 71, had one injection last spring. She was back in her garden within a month."
    assert voices_of(PageReading(text, rulebook())) == ["patient", "patient"]
