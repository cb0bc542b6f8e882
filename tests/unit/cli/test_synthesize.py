"""`kneewise synthesize` as a person runs it: output, exit codes, no traceback, no partial file."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from kneewise.cli import synthesize
from kneewise.cli.main import main
from kneewise.synthesis.effect_sizes import MEASURES
from kneewise.synthesis.pairwise import pairwise
from kneewise.synthesis.run import usable_contrasts
from kneewise.synthesis.tau2 import TAU2_METHODS

EFFECTS = "study,yi,vi,year,kind\nA,0.1,0.04,2001,x\nB,0.5,0.09,2004,y\nC,-0.2,0.05,2003,x\nD,0.6,0.07,2002,y\n"
EVENTS = (
    "study,treatment,n,events\nA,drug,10,1\nA,placebo,12,4\nB,drug,20,2\nB,placebo,21,3\nC,drug,9,0\nC,placebo,9,2\n"
)
MEANS = "study,treatment,n,mean,sd\nA,drug,10,1,2\nA,sham,12,4,2\nB,drug,20,0,1\nB,sham,21,3,1\n"
NETWORK = "study,treat1,treat2,te,se\nA,x,y,0.5,0.2\nB,x,z,0.8,0.3\nC,y,z,0.2,0.25\nD,x,y,0.1,0.3\nE,x,z,0.4,0.2\n"
APART = "study,treat1,treat2,te,se\nA,x,y,0.5,0.2\nB,x,y,0.8,0.3\nC,w,z,0.2,0.25\nD,w,z,0.1,0.3\n"


@pytest.fixture
def run(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(text, *options):
        arguments = ["synthesize"]
        if text is not None:
            (tmp_path / "t.csv").write_text(text, encoding="utf-8")
            arguments.append("t.csv")
        with pytest.raises(SystemExit) as stopped:
            main([*arguments, *options])
        captured = capsys.readouterr()
        return stopped.value.code, captured.out, captured.err

    return call


def test_option_lists_are_those_of_the_domain():
    assert synthesize.TAU2 == TAU2_METHODS
    assert synthesize.MEASURES == MEASURES


def test_pairwise_json(run):
    code, out, _ = run(EFFECTS, "--json", "--tau2", "pm", "--hartung-knapp")
    result = json.loads(out)
    expected = pairwise([0.1, 0.5, -0.2, 0.6], [0.04, 0.09, 0.05, 0.07], tau2_method="PM", hartung_knapp="standard")
    assert code == 0
    assert result["estimate"] == expected.estimate
    assert result["ci"] == list(expected.ci)
    assert (result["kind"], result["model"], result["k"], result["tau2_method"]) == ("pairwise", "random", 4, "PM")
    assert set(result["q"]) >= {"total", "within", "between", "df", "p"}
    assert result["pi_convention"] == "HTS"


def test_everything_at_once(run):
    code, out, _ = run(
        EFFECTS, "--json", "--bayes", "--prior", "half-normal:0.5", "--leave-one-out", "--influence", "--egger",
        "--trim-fill", "--subgroup", "kind", "--cumulative", "year",
    )  # fmt: skip
    result = json.loads(out)
    assert code == 0
    assert result["bayes"]["prior"] == "half-normal:0.5"
    assert [row["study"] for row in result["cumulative"]] == ["A", "D", "C", "B"]
    assert set(result["subgroups"]["groups"]) == {"x", "y"}
    assert len(result["leave_one_out"]) == len(result["influence"]["rstudent"]) == 4
    assert {"egger", "trim_and_fill"} <= set(result)
    code, out, _ = run(
        EFFECTS, "--bayes", "--leave-one-out", "--egger", "--trim-fill", "--influence", "--subgroup", "kind"
    )
    assert code == 0
    assert "Bayesian (half-normal:0.5)" in out
    assert "Difference between subgroups" in out


def test_moderators(run):
    code, out, _ = run(EFFECTS, "--json", "--mods", "year")
    assert code == 0
    assert json.loads(out)["coefficients"][1]["name"] == "year"
    assert "All moderators together" in run(EFFECTS, "--mods", "year")[1]


def test_arm_tables(run):
    result = json.loads(run(EVENTS, "--json", "--measure", "RR")[1])
    assert (result["measure"], result["treatment"], result["reference"]) == ("RR", "drug", "placebo")
    assert result["notes"] == ["continuity correction added to: C"]
    assert json.loads(run(MEANS, "--json", "--measure", "SMD")[1])["measure"] == "SMD"
    assert json.loads(run(MEANS, "--json", "--reference", "drug")[1])["estimate"] > 0


def test_network_json(run):
    code, out, _ = run(NETWORK, "--json", "--node-split", "--reference", "z", "--bayes", "--prior", "half-normal:0.5")
    result = json.loads(out)
    assert code == 0
    assert {"reference", "effects", "p_scores", "sucra", "rank_probabilities", "league", "node_split", "bayes"} <= set(
        result
    )
    assert result["reference"] == "z"
    assert {"treat1", "treat2", "direct", "direct_se", "indirect", "indirect_se", "difference", "p"} <= set(
        result["node_split"][0]
    )
    assert set(result["effects"][0]) >= {"treatment", "reference", "estimate", "se", "ci", "pi", "p"}
    assert "P-score" in run(NETWORK, "--node-split", "--bayes", "--prior", "half-normal:0.5")[1]


def test_network_that_falls_apart(run):
    code, _, err = run(APART)
    assert code == 2
    assert "2 networks that no study connects: w, z; x, y" in err
    code, out, _ = run(APART, "--components", "--json")
    assert code == 0
    assert len(json.loads(out)["components"]) == 2
    assert "2 networks" in run(APART, "--components")[1]


@pytest.mark.parametrize("name", ["forest.svg", "forest.png"])
@pytest.mark.parametrize("text", [EVENTS, NETWORK])
def test_pictures(run, tmp_path, name, text):
    code, out, _ = run(text, "--plot", name)
    assert code == 0
    assert name in out
    start = (tmp_path / name).read_bytes()[:60]
    assert start.startswith(b"<svg" if name.endswith("svg") else b"\x89PNG")


@pytest.mark.parametrize(
    ("text", "options", "words"),
    [
        (None, (), "FILE or --evidence is needed"),
        (EFFECTS, ("--evidence", "pain"), "one of the two"),
        (EFFECTS, ("--mods", "age"), "'age'"),
        (EFFECTS, ("--subgroup", "age"), "'age'"),
        (EFFECTS, ("--prior", "normal:1", "--bayes"), "half-normal:SCALE"),
        (EFFECTS, ("--plot", "x.pdf"), ".svg or .png"),
        (EFFECTS, ("--plot", "no/x.svg"), "does not exist"),
        (EFFECTS, ("--node-split",), "needs a network"),
        (MEANS, ("--bayes",), "no default suits MD"),
        (MEANS, ("--measure", "OR"), "MD or SMD"),
        (MEANS, ("--reference", "none"), "There are: drug, sham"),
        (NETWORK, ("--egger",), "needs a pairwise table"),
        (NETWORK, ("--ad-hoc",), "needs a pairwise table"),
        (NETWORK, ("--reference", "q"), "There are: x, y, z"),
        ("study,yi,vi\nA,1,1\n", (), "holds one study ('A')"),
        ("study,treat1,treat2,te,se\nA,x,y,1,1\n", (), "holds one study ('A')"),
        ("study,treat1,treat2,te,se\nA,x,y,1,-1\n", (), "row 2, column se"),
        ("study,treatment,n,events\nA,x,9,0\nA,y,9,0\nB,x,9,1\nB,y,9,2\n", (), "row 2, column events"),
    ],
)
def test_mistakes_end_in_one_sentence(run, tmp_path, text, options, words):
    plot = () if "--plot" in options else ("--plot", "out.svg")
    code, out, err = run(text, *options, *plot)
    assert code == 2
    assert words in err
    assert "Traceback" not in err
    assert out == ""
    assert not list(tmp_path.glob("*.svg")) + list(tmp_path.glob(".*.part"))


def test_the_projects_own_evidence(run):
    code, out, _ = run(None, "--evidence", "pain", "--window", "26", "--json")
    result = json.loads(out)
    assert code == 0
    parts = result.get("components", [result])
    assert sum(part["k"] for part in parts) > 10
    code, _, err = run(None, "--evidence", "weather")
    assert code == 2
    assert "weather" in err


def test_help_is_there():
    assert "--hartung-knapp" in CliRunner().invoke(synthesize.command, ["--help"]).output


def test_published_contrasts_that_cannot_be_used_are_listed():
    row = {"te": 1.0, "se": 0.5}
    rows = [
        {"study": "A", "treat1": "x", "treat2": "y", **row},
        {"study": "B", "treat1": "x", "treat2": "y", **row},
        {"study": "odd", "treat1": "x", "treat2": "y", **row},
        {"study": "odd", "treat1": "w", "treat2": "z", **row},
    ]
    data = usable_contrasts(rows, "MD")
    assert [study.name for study in data.studies] == ["A", "B"]
    assert data.left_out[0][0] == "odd"
    assert "share no arm" in data.left_out[0][1]
