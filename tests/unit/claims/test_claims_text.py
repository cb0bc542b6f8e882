"""Reading a page: segments, their kinds and leads, and offsets that hold."""

from kneewise.claims.languages import language_of
from kneewise.claims.text import LONGEST_SEGMENT, FoldedText, is_right_to_left, segments_of, words_in


def read(text):
    page = FoldedText(text)
    return page, segments_of(page)


def shown(page, segment):
    start, end = page.original(segment.start, segment.end)
    return page.shown[start:end]


def test_sentences_headings_items_and_rows_are_told_apart():
    page, segments = read(
        "# Benefits\n\nIt helps. It lasts, e.g. a year.\n\n- Less pain\n- More movement\n\n| Stage | Time |\n\n"
        "Side Effects Explained\nNone are known to us."
    )
    kinds = [(s.kind, shown(page, s)) for s in segments]
    assert ("heading", "Benefits") in kinds
    assert ("sentence", "It helps.") in kinds
    assert ("sentence", "It lasts, e.g. a year.") in kinds
    assert ("item", "Less pain") in kinds
    assert ("row", "| Stage | Time |") in kinds
    assert ("heading", "Side Effects Explained") in kinds


def test_a_line_ending_in_a_colon_leads_its_list():
    page, segments = read("Once inside the knee, they:\nReduce inflammation\nPromote repair\n\nThey are cells.")
    items = [s for s in segments if s.kind == "item"]
    assert [shown(page, s) for s in items] == ["Reduce inflammation", "Promote repair"]
    assert {shown(page, segments[s.lead]) for s in items} == {"Once inside the knee, they:"}


def test_wrapped_lines_are_one_sentence():
    sentence = (
        "Stem cell therapy for the knee is a treatment in which cells that were taken from the\n"
        "bone marrow of the hip are put into the joint with a needle, and people are told that\n"
        "they can walk home the same day and that their pain will be less after some weeks or\n"
        "months of waiting, which is what we look at here in some detail for those who ask us."
    )
    page, segments = read(sentence)
    assert [shown(page, s) for s in segments] == [sentence]


def test_invisible_characters_do_not_move_offsets():
    text = "St\u200bem cells have no side\u00ad effects\u2060."
    page = FoldedText(text)
    assert page.folded == "stem cells have no side effects."
    start = page.folded.index("no side")
    a, b = page.original(start, start + len("no side effects"))
    assert text[a:b] == "no side\u00ad effects"


def test_letters_whose_lower_case_is_longer_keep_their_place():
    text = "İstanbul clinic: STEM CELLS."
    page = FoldedText(text)
    assert len(page.folded) == len(text)
    assert text[page.folded.index("stem") :][:4] == "STEM"


def test_a_sentence_without_end_is_cut():
    _page, segments = read("word " * 2_000)
    assert max(s.end - s.start for s in segments) <= LONGEST_SEGMENT
    assert sum(len(s.tokens) for s in segments) == 2_000


def test_languages_and_directions():
    assert language_of("The cells are put into the knee and the pain is less for you.") == "en"
    assert language_of("Las células se ponen en la rodilla y el dolor es menos para las personas.") == "es"
    assert language_of("123 456") == "und"
    assert is_right_to_left("تعالج الركبة بالخلايا الجذعية")
    assert not is_right_to_left("Stem cells")
    assert words_in("own-cell therapy, isn't it?") == ["own-cell", "therapy", "isn't", "it"]
