"""Forest plots and network graphs: the figures in the picture are those of the result."""

from __future__ import annotations

import json
import math

import pytest

from kneewise.charts.forest import ForestRow, check_path, forest, save
from kneewise.charts.network_graph import network_graph
from kneewise.errors import InputError

ROWS = [
    ForestRow("A 2001", -0.5, -1.0, 0.0, 40.0),
    ForestRow("B 2004", 0.2, -0.4, 0.8, 60.0),
    ForestRow("random effects", -0.1, -0.6, 0.4, 100.0, -1.2, 1.0, True),
]


def values_of(specification):
    """Every inline data value of a specification, wherever Altair put it."""
    found = list(specification.get("datasets", {}).values())
    stack = [specification]
    while stack:
        part = stack.pop()
        if isinstance(part, dict):
            if isinstance(part.get("data"), dict) and "values" in part["data"]:
                found.append(part["data"]["values"])
            stack.extend(part.values())
        elif isinstance(part, list):
            stack.extend(part)
    return [value for values in found for value in values]


def test_rows_keep_their_figures_and_order():
    specification = forest(ROWS, axis_title="MD")
    drawn = {v["label"]: v for v in values_of(specification) if "label" in v}
    assert drawn["A 2001"]["estimate"] == -0.5
    assert drawn["random effects"]["pi_low"] == -1.2
    assert drawn["A 2001"]["pi_low"] is None
    assert drawn["B 2004"]["text"] == "0.20 [-0.40, 0.80]"
    text = json.dumps(specification)
    assert '"sort": ["A 2001", "B 2004", "random effects"]' in text


def test_ratios_are_shown_as_ratios_on_a_log_axis():
    specification = forest(ROWS, axis_title="RR", ratio=True)
    drawn = {v["label"]: v for v in values_of(specification) if "label" in v}
    assert drawn["A 2001"]["low"] == pytest.approx(math.exp(-1))
    assert '"type": "log"' in json.dumps(specification)


def test_network_graph_counts_trials():
    specification = network_graph(["a", "b", "c"], [["a", "b"], ["b", "a"], ["a", "b", "c"]])
    values = values_of(specification)
    nodes = {v["name"]: v["trials"] for v in values if "name" in v}
    assert nodes == {"a": 3, "b": 3, "c": 1}
    assert sorted(v["trials"] for v in values if "x2" in v) == [1, 1, 3]


def test_saved_by_ending_and_nothing_left_behind(tmp_path):
    specification = forest(ROWS, axis_title="MD", title="Pain")
    save(specification, tmp_path / "f.svg")
    assert b"A 2001" in (tmp_path / "f.svg").read_bytes()
    save(specification, tmp_path / "f.png")
    assert (tmp_path / "f.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(InputError, match=r"\.svg or \.png"):
        save(specification, tmp_path / "f.gif")
    with pytest.raises(ValueError, match="conversion failed"):
        save({"mark": "nonsense"}, tmp_path / "g.svg")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["f.png", "f.svg"]
    with pytest.raises(InputError, match="does not exist"):
        check_path(tmp_path / "none" / "f.svg")
