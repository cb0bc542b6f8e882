"""Every drawing is well-formed, carries its words and its table, and holds no style attribute or script."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kneewise.charts import EffectRow, calibration_chart, course_chart, effects_chart, price_chart
from kneewise.charts.drawing import nice_ticks, wrap
from kneewise.outlook.results import Course, CoursePoint, Price
from kneewise.quantities import Interval

SVG = "{http://www.w3.org/2000/svg}"
WEEKS = ((0.0, "today"), (26.0, "6 months"), (104.0, "2 years"))


def a_course():
    points = [(0.0, 60, 0, 0), (26.0, 45, 8, 25), (104.0, 44, 12, 30)]
    return Course(
        "pain",
        tuple(
            CoursePoint(w, m, Interval(m - s, m + s, 0.8), Interval(max(m - p, 0), min(m + p, 100), 0.8))
            for w, m, s, p in points
        ),
    )


def drawings():
    price = Price(1000, 5000, 12000, "USD", "USD per knee", "US", 2017, "survey")
    rows = [EffectRow("Exercise", -9, Interval(-11, -7), Interval(-20, 3)), EffectRow("<b>", -2, Interval(-4, 1))]
    return {
        "course": course_chart(
            a_course(),
            a_course(),
            alt="alt",
            week_labels=WEEKS,
            axis_best="none",
            axis_worst="worst",
            headings=("a", "b", "c", "d"),
        ),
        "effects": effects_chart(
            rows, mcid=10, alt="alt", better="less", worse="more", mcid_label="m", headings=("a", "b", "c", "d")
        ),
        "effects on a phone": effects_chart(
            rows,
            mcid=10,
            alt="alt",
            better="less",
            worse="more",
            mcid_label="m",
            headings=("a", "b", "c", "d"),
            narrow=True,
        ),
        "price": price_chart(price, 8000, alt="alt", headings=("a", "b", "c", "d"), quoted_label="You"),
        "calibration": calibration_chart(
            [(0.5, 0.52), (0.95, 0.94)], alt="alt", x_label="x", y_label="y", headings=("a", "b")
        ),
    }


@pytest.mark.parametrize("name", ["course", "effects", "price", "calibration"])
def test_a_drawing_is_one_labelled_image_without_inline_style(name):
    drawing = drawings()[name]
    root = ElementTree.fromstring(drawing.svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == "alt"
    assert not [e for e in root.iter() if e.get("style") or e.tag in (f"{SVG}script", f"{SVG}style")]


@pytest.mark.parametrize("name", ["course", "effects", "price", "calibration"])
def test_the_table_has_one_width(name):
    rows = drawings()[name].rows
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_course_table_says_what_the_lines_show():
    assert drawings()["course"].rows[2] == ("6 months", "45", "37–53", "20–70")


def test_sham_is_dashed_so_that_it_is_told_apart_without_colour():
    root = ElementTree.fromstring(drawings()["course"].svg)
    dashed = [e for e in root.iter(f"{SVG}polyline") if e.get("stroke-dasharray")]
    assert len(dashed) == 1


def test_words_are_escaped():
    assert "<b>" not in drawings()["effects"].svg


@given(st.floats(-1000, 1000), st.floats(0.1, 2000))
def test_ticks_are_few_and_inside(low, span):
    ticks = nice_ticks(low, low + span)
    assert len(ticks) <= 8
    assert all(low - 1e-6 <= t <= low + span + 1e-6 for t in ticks)
    assert ticks == sorted(ticks)


@given(st.text("abc ", max_size=80))
def test_wrapping_loses_no_word(words):
    assert " ".join(wrap(words, 12)).split() == words.split()
