from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from kneewise.charts import icon_array, icon_counts
from kneewise.quantities import NaturalFrequency

SVG = "{http://www.w3.org/2000/svg}"


@st.composite
def frequencies(draw):
    low, count, high = sorted(draw(st.tuples(*[st.floats(0, 100)] * 3)))
    return NaturalFrequency(count, low, high)


@given(frequencies())
def test_the_array_always_sums_to_100(frequency):
    counts = icon_counts(frequency)
    assert sum(counts) == 100
    assert min(counts) >= 0
    assert counts[0] == int(frequency.low + 0.5)
    assert counts[0] + counts[1] == int(frequency.high + 0.5)


@given(frequencies())
def test_every_person_is_drawn_once(frequency):
    drawing = icon_array(frequency, "x", ("a", "b", "c"))
    root = ElementTree.fromstring(drawing.svg)
    groups = {g.get("class").split()[0]: g.findall(f"{SVG}use") for g in root.iter(f"{SVG}g")}
    assert [len(groups[k]) for k in ("kw-option-f", "kw-hatch", "kw-paper-f")] == list(icon_counts(frequency))
    places = {(use.get("x"), use.get("y")) for uses in groups.values() for use in uses}
    assert len(places) == 100
    drawn = {path.get("id") for path in root.iter(f"{SVG}path")}
    assert {use.get("href").removeprefix("#") for uses in groups.values() for use in uses} == drawn


def test_the_picture_carries_its_words():
    drawing = icon_array(NaturalFrequency(46, 38, 55), "46 of 100 <people>", ("a", "b", "c"))
    root = ElementTree.fromstring(drawing.svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "46 of 100 <people>"
    assert drawing.rows == (("a", "b", "c"), ("38", "17", "45"))
