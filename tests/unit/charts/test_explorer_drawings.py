"""The explorer's drawings: every number of the picture stands in its table, nothing leaves the picture."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from kneewise.charts.effect_course_drawing import CoursePoint, effect_course_drawing
from kneewise.charts.forest_drawing import ForestLine, forest_drawing
from kneewise.charts.funnel_drawing import funnel_drawing
from kneewise.charts.network_drawing import network_drawing
from kneewise.quantities import Interval

SVG = "{http://www.w3.org/2000/svg}"


def network(count=12):
    names = {f"t{i}": f"Treatment number {i} with a rather long name" for i in range(count)}
    trials = [(f"t{i}", f"t{(i + 1) % count}") for i in range(count)] + [("t0", "t1")] * 3
    return network_drawing(names, trials, controls=["t0"], alt="A network.", headings=("one", "other", "studies"))


def forest(lines=None):
    lines = lines or [
        ForestLine("First & last", -12.0, Interval(-20, -4), weight=60.0),
        ForestLine("Second", 3.0, Interval(-90, 96), weight=40.0),
        ForestLine("Together", -6.0, Interval(-14, 2), Interval(-30, 18), pooled=True),
    ]
    return forest_drawing(
        lines, mcid=10.0, alt="A forest.", better="better", worse="worse", mcid_label="people notice",
        headings=("what", "difference", "range", "new study"),
    )  # fmt: skip


def funnel():
    points = [("A 2001", "x – y", -3.0, 4.0), ("B 2002", "x – y", 80.0, 9.0), ("C 2003", "x – z", 0.0, 12.0)]
    return funnel_drawing(points, alt="A funnel.", x_label="distance", y_label="error", headings=("a", "b", "c", "d"))


def course(curve=True):
    line = [CoursePoint(w, -5 - w / 20, -12, 1, -20, 9) for w in (2.0, 6.0, 26.0, 104.0)] if curve else []
    points = [CoursePoint(26.0, -8.0, -70.0, 3.0)]
    return effect_course_drawing(
        line, points, mcid=10.0, week_labels=[(6.0, "6 wk"), (26.0, "6 mo"), (104.0, "2 yr")], alt="A course.",
        mcid_label="people notice", axis_label="points", headings=("time", "difference", "range", "studies"),
    )  # fmt: skip


DRAWINGS = {"network": network, "forest": forest, "funnel": funnel, "course": course}


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_but_words_leaves_the_picture(name):
    made = DRAWINGS[name]()
    root = ElementTree.fromstring(made.svg)
    for shape in root:
        for across, down in (("x", "y"), ("x1", "y1"), ("x2", "y2"), ("cx", "cy")):
            if across in shape.attrib:
                assert -0.01 <= float(shape.get(across)) <= made.width + 0.01, shape.attrib
                assert -0.01 <= float(shape.get(down)) <= made.height + 0.01, shape.attrib
        for pair in shape.get("points", "").split():
            x, y = map(float, pair.split(","))
            assert -0.01 <= x <= made.width + 0.01
            assert -0.01 <= y <= made.height + 0.01


@pytest.mark.parametrize("name", DRAWINGS)
def test_the_strictest_policy_holds_and_words_are_escaped(name):
    made = DRAWINGS[name]()
    assert not re.search(r"<script|style=|href=|on[a-z]+=", made.svg)
    assert f'aria-label="{made.alt}"' in made.svg
    assert all(len(row) == len(made.rows[0]) for row in made.rows)


def test_every_line_of_a_forest_stands_in_the_picture_and_the_table():
    made = forest()
    words = "".join(ElementTree.fromstring(made.svg).itertext())
    assert "First & last" in words
    for _, value, ci, pi in made.rows[1:]:
        assert f"{value} ({ci})" in words
        assert pi
    assert made.rows[3][3] == "−30.0 … 18.0"


def test_an_interval_beyond_the_axis_ends_in_an_arrow():
    inside = forest([ForestLine("One", 0.0, Interval(-5, 5))])
    beyond = forest([ForestLine("One", 0.0, Interval(-500, 500))])
    assert inside.svg.count("<polygon") + 2 == beyond.svg.count("<polygon")
    assert "−500.0 … 500.0" in beyond.svg


def test_zero_has_no_sign():
    made = forest([ForestLine("One", -0.01, Interval(-0.04, 5))])
    assert made.rows[1][1:3] == ("0.0", "0.0 … 5.0")


def test_a_network_counts_trials_and_tells_controls_apart():
    made = network()
    root = ElementTree.fromstring(made.svg)
    assert len(root.findall(f"{SVG}rect")) == 1
    assert len(root.findall(f"{SVG}circle")) == 11
    table = {frozenset(row[:2]): int(row[2]) for row in made.rows[1:]}
    assert int(made.rows[1][2]) == 4
    assert sum(table.values()) == 15
    widths = sorted(float(line.get("stroke-width")) for line in root.findall(f"{SVG}line"))
    assert widths[-1] > widths[-2]


@pytest.mark.parametrize("count", [2, 3, 7, 40])
def test_names_of_a_network_stay_apart(count):
    made = network(count)
    found = {}
    for text in ElementTree.fromstring(made.svg).findall(f"{SVG}text"):
        found.setdefault(text.get("text-anchor"), []).append(float(text.get("y")))
    for heights in found.values():
        heights.sort()
        assert all(b - a >= 11 for a, b in pairwise(heights)), heights


def test_a_course_without_a_model_still_shows_the_trials():
    made = course(curve=False)
    assert [row[0] for row in made.rows[1:]] == ["6 mo"]
    assert made.rows[1][3] == "−8.0 (−70.0 … 3.0)"
    assert "<polygon" not in made.svg
