"""A person's own table: what is read, and the sentence for everything that cannot be."""

from __future__ import annotations

import numpy as np
import pytest

from kneewise.errors import InputError, InputErrors, NotFoundError, TooLargeError
from kneewise.synthesis.files import MAX_BYTES, columns_of, pairwise_data, pick_reference, read_table

EFFECTS = "study,yi,vi,year\nA,0.1,0.04,2001\nB,0.5,0.09,2002\nC,-0.2,0.05,2003\n"
EVENTS = "study,treatment,n,events\nA,drug,10,1\nA,placebo,12,4\nB,drug,20,0\nB,placebo,21,3\n"
MEANS = "study,treatment,n,mean,sd\nA,drug,10,1,2\nA,sham,12,4,2\nB,drug,20,0,1\nB,sham,21,3,1\n"


def write(folder, text, name="trials.csv", encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding) if isinstance(text, str) else text)
    return path


def test_columns_decide_the_kind(tmp_path):
    for text, kind, network in (
        (EFFECTS, "effects", False),
        (EVENTS, "events", False),
        (MEANS, "means", False),
        ("study,treat1,treat2,te,se\nA,x,y,0.1,0.2\n", "contrasts", True),
        (EVENTS + "C,gel,9,1\nC,drug,9,2\n", "events", True),
    ):
        table = read_table(write(tmp_path, text))
        assert (table.kind, table.is_network) == (kind, network)


def test_measure_settles_a_table_with_means_and_events(tmp_path):
    path = write(tmp_path, "study,treatment,n,mean,sd,events\nA,x,9,1,2,3\nA,y,9,2,2,4\n")
    assert read_table(path).kind == "means"
    assert read_table(path, "RR").kind == "events"


def test_other_separators_byte_order_mark_and_spaces(tmp_path):
    for text in (EFFECTS.replace(",", ";"), EFFECTS.replace(",", "\t"), "\ufeff" + EFFECTS.replace(",", " , ")):
        table = read_table(write(tmp_path, text))
        assert table.studies == ("A", "B", "C")
        assert table.columns == ("study", "yi", "vi", "year")


def test_effects_from_arms(tmp_path):
    data = pairwise_data(read_table(write(tmp_path, MEANS)))
    assert (data.treatment, data.reference, data.measure) == ("drug", "sham", "MD")
    assert data.yi.tolist() == [-3, -3]
    turned = pairwise_data(read_table(write(tmp_path, MEANS)), reference="drug")
    assert turned.yi.tolist() == [3, 3]
    assert data.n1.tolist() == [10, 20]


def test_reference_is_the_one_named_like_a_control():
    assert pick_reference(["saline", "bmac"], None) == "saline"
    assert pick_reference(["a", "b"], None) == "b"
    assert pick_reference(["a", "b"], "a") == "a"
    with pytest.raises(NotFoundError, match="There are: a, b"):
        pick_reference(["a", "b"], "c")


def test_corrections_are_noted(tmp_path):
    data = pairwise_data(read_table(write(tmp_path, EVENTS)), measure="RR")
    assert data.notes == ("continuity correction added to: B",)
    none = pairwise_data(read_table(write(tmp_path, EVENTS)), measure="RR", correction="none")
    assert none.studies == ("A",)
    assert none.kept.tolist() == [0]
    assert "left out" in none.notes[-1]


def test_zero_event_trials(tmp_path):
    text = EVENTS + "C,drug,9,0\nC,placebo,9,0\n"
    table = read_table(write(tmp_path, text))
    with pytest.raises(InputError, match=r"row 6, column events.*'C'.*--zero-events drop"):
        pairwise_data(table)
    assert pairwise_data(table, zero_events="drop").studies == ("A", "B")
    kept = pairwise_data(table, zero_events="correct")
    assert kept.studies == ("A", "B", "C")
    assert any("both arms: C" in note for note in kept.notes)
    assert pairwise_data(table, measure="RD").studies == ("A", "B", "C")
    nothing = "study,treatment,n,events\nA,x,9,0\nA,y,9,0\n"
    with pytest.raises(InputError, match="no trial"):
        pairwise_data(read_table(write(tmp_path, nothing)), zero_events="drop")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("study,yi\nA,1\n", r"columns study, yi.*nearest lacks vi"),
        ("name,size\nA,1\n", r"none of the known forms"),
        ("study,yi,vi\n", r"heading but no rows"),
        ("study,yi,vi,\nA,1,1,1\n", r"row 1, column 4 has no name"),
        ("study,yi,vi,yi\nA,1,1,1\n", r"column yi is there twice"),
        ("study,yi,vi\nA,1\n", r"row 2 has 2 cells and the heading 3"),
        ("study,yi,vi\nA,1,1\n\nB,1,1\n", r"row 3 is empty"),
        ("study,yi,vi\nA,x,1\n", r"row 2, column yi is 'x', not a number"),
        ("study,yi,vi\nA,,1\n", r"row 2, column yi is empty"),
        ("study,yi,vi\nA,nan,1\n", r"row 2, column yi is 'nan', not a finite"),
        ("study;yi;vi\nA;1,5;1\n", r"Write decimals with a point"),
        ("study,yi,vi\nA,1,-1\n", r"row 2, column vi is -1; a variance must be above 0"),
        ("study,yi,vi\n,1,1\n", r"row 2, column study is empty"),
        ("study,yi,vi\nA,1,1\nB,1,1\nA,2,1\n", r"row 4, column study repeats row 2: study 'A'"),
        ("study,treat1,treat2,te,se\nA,x,y,1,-0.2\n", r"row 2, column se is -0.2"),
        ("study,treat1,treat2,te,se\nA,x,y,1,1\nA,y,x,1,1\n", r"row 3, column study repeats row 2"),
        ("study,treatment,n,mean,sd\nA,x,9,1,-2\nA,y,9,1,2\n", r"row 2, column sd is -2; a standard deviation"),
        ("study,treatment,n,mean,sd\nA,x,0,1,2\nA,y,9,1,2\n", r"row 2, column n is 0"),
        ("study,treatment,n,events\nA,x,9,10\nA,y,9,1\n", r"row 2, column events is 10, more than the 9"),
        ("study,treatment,n,events\nA,x,9,1.5\nA,y,9,1\n", r"events are whole numbers"),
        ("study,treatment,n,events\nA,x,9,1\nA,x,9,1\n", r"row 3, column study repeats row 2: 'x' in study 'A'"),
        ("study,yi,vi,te,se,treat1,treat2\nA,1,1,1,1,x,y\n", r"columns of two forms"),
        ("", r"is empty"),
        ("  \n \n", r"is empty"),
    ],
)
def test_sentences(tmp_path, text, words):
    with pytest.raises(InputError, match=words):
        read_table(write(tmp_path, text))


def test_one_armed_study(tmp_path):
    table = read_table(write(tmp_path, EVENTS + "C,drug,9,1\n"))
    with pytest.raises(InputError, match=r"row 6, column study 'C' has one arm only"):
        pairwise_data(table)


def test_all_problems_at_once_but_not_endlessly(tmp_path):
    with pytest.raises(InputErrors) as caught:
        read_table(write(tmp_path, "study,yi,vi\nA,x,1\nB,1,0\n"))
    assert len(caught.value.errors) == 2
    many = "study,yi,vi\n" + "".join(f"s{i},x,1\n" for i in range(50))
    with pytest.raises(InputErrors, match="30 more such problems"):
        read_table(write(tmp_path, many))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rest", "an Excel or zip file"),
        (b"%PDF-1.7", "a PDF"),
        (bytes(range(256)), "binary file"),
        ("study,yi,vi\nMüller,1,1\n".encode("latin-1"), r"row 2 has a character that is not UTF-8"),
        ("study,yi,vi\nA,1,1\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_files_that_are_not_tables(tmp_path, content, words):
    with pytest.raises(InputError, match=words):
        read_table(write(tmp_path, content))


def test_missing_folder_and_huge_files(tmp_path):
    with pytest.raises(NotFoundError, match="does not exist"):
        read_table(tmp_path / "no.csv")
    with pytest.raises(InputError, match="not a file"):
        read_table(tmp_path)
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # sparse: refused by its size, never read
    with pytest.raises(TooLargeError, match="at most 20 MB"):
        read_table(huge)


def test_moderator_columns(tmp_path):
    table = read_table(write(tmp_path, EFFECTS))
    assert columns_of(table, ["year"]).tolist() == [[2001], [2002], [2003]]
    assert columns_of(table, ["year"], np.array([2])).tolist() == [[2003]]
    with pytest.raises(NotFoundError, match=r"'age'.*It has: year"):
        columns_of(table, ["age"])
    words = read_table(write(tmp_path, EFFECTS.replace("2002", "n/a")))
    with pytest.raises(InputError, match="row 3, column year is 'n/a'"):
        columns_of(words, ["year"])
