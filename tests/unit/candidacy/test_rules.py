"""Rules refuse to load without what they need; what is loaded is complete."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from kneewise import words
from kneewise.candidacy import facts, logic, rules, treatments
from kneewise.candidacy.intake import Intake
from kneewise.errors import DataError

RULES = rules.load_rules()
EVIDENCE = Path(str(files("kneewise.evidence"))) / "data"


def rows(name):
    with (EVIDENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_the_candidacy_table_is_a_rule_of_the_same_kind_source_and_place():
    by_id = {rule.rule_id: rule for rule in RULES}
    table = rows("candidacy.csv")
    assert len(table) >= 84
    for row in table:
        rule = by_id[row["rule_id"]]
        assert (rule.kind, rule.basis, rule.location) == (row["kind"], row["basis"], row["location"]), row["rule_id"]
        assert rule.source.evidence == row["source"], row["rule_id"]
        wanted = {code for code in row["applies_to"].split(";") if code in treatments.SCREENED}
        assert wanted <= set(rule.treatments), row["rule_id"]


def test_sources_that_claim_to_be_in_the_evidence_are_there():
    known = {row["source_id"]: row["url"] for row in rows("sources.csv")}
    for source in rules.load_sources().values():
        if source.evidence:
            assert source.evidence in known
            assert source.url == known[source.evidence]


def test_every_treatment_code_is_one_of_the_evidence():
    known = {row["code"] for row in rows("treatments.csv")}
    assert set(treatments.CODES) - known == {"waiting", "other"}


def test_every_treatment_group_and_alias_names_codes():
    for codes in treatments.GROUPS.values():
        assert set(codes) <= set(treatments.SCREENED)
    assert set(treatments.GROUPS["all"]) == set(treatments.SCREENED)
    assert {code for _, code in treatments.ALIASES} <= set(treatments.CODES)
    with pytest.raises(KeyError):
        treatments.expand(["magic"])


CASES = [(rule, case) for rule in RULES for case in rule.cases]


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{r.rule_id}-{c.holds}" for r, c in CASES])
def test_cases_hold_as_they_say(rule, case):
    assert logic.evaluate(rule.condition, facts.facts_of(Intake.read(case.answers))) is case.holds


def test_every_rule_shows_when_it_holds_when_not_and_when_unknown():
    for rule in RULES:
        shown = {case.holds for case in rule.cases}
        assert shown == ({True} if rule.condition == {"always": True} else {True, False, None}), rule.rule_id


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_every_question_behind_a_rule_can_be_asked_in_words(language):
    for rule in RULES:
        for field in logic.fields_of(rule.condition):
            assert words.has("ask-" + field.replace("_", "-").replace(".", "-"), language), field


def test_kinds_and_bases_have_words():
    for language in words.LANGUAGES:
        for kind in rules.KINDS:
            assert words.has("kind-" + kind.replace("_", "-"), language)
        for basis in rules.BASES:
            assert words.has("basis-" + basis.replace("_", "-"), language)
        for urgency in rules.URGENCIES:
            assert words.has("urgency-" + urgency.replace("_", "-"), language)


GOOD = {
    "id": "x",
    "factor": "age",
    "kind": "caution",
    "treatments": ["prp"],
    "condition": {"field": "age", "ge": 70},
    "words": "rule-rule-005",
    "source": "nice",
    "location": "1.1",
    "basis": "guideline",
    "cases": [{"answers": {"age": 71}, "holds": True}],
}
DEFECTS = {
    "no source": ({"source": None}, "has no source"),
    "no location": ({"location": ""}, "has no location"),
    "no cases": ({"cases": []}, "has no cases"),
    "unlisted source": ({"source": "hearsay"}, "not in sources.yaml"),
    "unknown kind": ({"kind": "warning"}, "its kind 'warning'"),
    "unknown basis": ({"basis": "rumour"}, "its basis 'rumour'"),
    "unknown field": ({"condition": {"field": "shoe_size", "ge": 9}}, "'shoe_size'"),
    "bad condition": ({"condition": {"field": "age"}}, "needs 'field' and one of"),
    "unknown treatment": ({"treatments": ["magic"]}, "'magic'"),
    "no words": ({"words": "rule-nobody-wrote"}, "no words in en"),
    "urgency on a caution": ({"urgency": "now"}, "only a red flag"),
    "red flag without urgency": ({"kind": "red_flag"}, "only a red flag"),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defective_rule_does_not_load(tmp_path, name):
    change, said = DEFECTS[name]
    write(tmp_path, [GOOD | change])
    with pytest.raises(DataError, match=said):
        rules.load_rules(tmp_path)


def test_the_good_one_loads_once_but_not_twice(tmp_path):
    write(tmp_path, [GOOD])
    assert rules.load_rules(tmp_path)[0].citation.location == "1.1"
    write(tmp_path / "twice", [GOOD, GOOD])
    with pytest.raises(DataError, match="used twice"):
        rules.load_rules(tmp_path / "twice")


def test_a_source_needs_title_and_address(tmp_path):
    write(tmp_path, [GOOD], {"nice": {"title": "NICE"}})
    with pytest.raises(DataError, match="needs a title and a url"):
        rules.load_rules(tmp_path)


def write(folder, rows, sources=None):
    folder.mkdir(exist_ok=True)
    sources = sources or {"nice": {"title": "NICE", "url": "https://www.nice.org.uk/guidance/ng226"}}
    (folder / "sources.yaml").write_text(yaml.safe_dump(sources))
    (folder / "rules.yaml").write_text(yaml.safe_dump(rows))
