"""Plans as data: complete, sourced, in both languages; a defective item does not load."""

import shutil

import pytest
import yaml

from kneewise import evidence, words
from kneewise.errors import DataError
from kneewise.pathway import blocks
from kneewise.pathway.blocks import FOLDER, load_pages, load_plans

ALL = {item.item_id: item for _, items in load_plans().values() for item in items}


def test_the_treatments_asked_for_have_plans():
    wanted = {"bmac", "mfat", "svf", "uc_msc", "prp", "ha", "cs", "exercise", "weight_loss", "tka", "uka"}
    assert wanted <= set(load_plans())


def test_every_item_written_is_in_some_plan_and_every_page_is_cited():
    written = [
        row["id"]
        for path in FOLDER.glob("*.yaml")
        if path.name not in {"plans.yaml", "sources.yaml"}
        for rows in yaml.safe_load(path.read_text(encoding="utf-8")).values()
        for row in rows
    ]
    assert set(written) == set(ALL)
    cited = {source.partition(":")[2] for item in ALL.values() for source in item.sources if source.startswith("page:")}
    assert cited == set(load_pages())


def test_facts_stages_and_sources_exist():
    dataset = evidence.load()
    stages = set(dataset.rehab["rehab_id"])
    for item in ALL.values():
        for source in item.sources:
            kind, _, key = source.partition(":")
            if kind == "fact":
                assert dataset.fact(key).value is not None
            elif kind == "rehab":
                assert key in stages
            elif kind == "evidence":
                assert dataset.source(key.partition("@")[0]).source_id
        for value in item.numbers.values():
            if isinstance(value, dict):
                assert f"fact:{value['fact']}" in item.sources, item.item_id
            else:
                assert any(source.startswith("page:") for source in item.sources), item.item_id


def test_both_languages_hold_the_same_plan_messages():
    found = {}
    for language in words.LANGUAGES:
        path = FOLDER.parents[1] / "words" / language / "pathway.ftl"
        lines = path.read_text(encoding="utf-8").splitlines()
        found[language] = {line.split(" = ")[0]: set(_variables(line)) for line in lines if " = " in line}
    assert found["en"] == found["es"]


def _variables(line):
    return [part.split("}")[0].strip() for part in line.split("{ $")[1:]]


DEFECTS = {
    "no source": ({"sources": []}, "has no source"),
    "unknown rule": ({"sources": ["rule:rule_999"]}, "'rule:rule_999' does not exist"),
    "unknown page": ({"sources": ["page:nowhere"]}, "'page:nowhere' does not exist"),
    "unknown kind": ({"sources": ["hearsay:x"]}, "'hearsay:x' does not exist"),
    "unknown part": ({"part": "party"}, "no part 'party'"),
    "no words": ({"id": "nobody_wrote_this"}, "no words 'plan-nobody-wrote-this'"),
    "unknown field": ({"applies": {"field": "shoe", "is": 9}}, "'shoe'"),
    "bad condition": ({"applies": {"field": "age"}}, "needs 'field'"),
    "unknown flag": ({"flag": "flag_nothing"}, "'flag_nothing' does not exist"),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defective_item_does_not_load(tmp_path, name):
    change, said = DEFECTS[name]
    good = {"id": "price", "part": "preparation", "sources": ["rule:rule_005"]}
    write(tmp_path, good | change)
    with pytest.raises(DataError, match=said):
        blocks.load_plans(tmp_path)


def test_a_good_item_loads_and_an_unknown_block_does_not(tmp_path):
    write(tmp_path, {"id": "price", "part": "preparation", "sources": ["rule:rule_005"]})
    assert blocks.load_plans(tmp_path)["prp"][1][0].item_id == "price"
    other = tmp_path / "other"
    shutil.copytree(tmp_path, other)
    (other / "plans.yaml").write_text("plans: {prp: {anchor: procedure, blocks: [nothing]}}\nreuse: {}\n")
    with pytest.raises(DataError, match="nothing"):
        blocks.load_plans(other)


def write(folder, item):
    (folder / "sources.yaml").write_text("{}")
    (folder / "preparation.yaml").write_text(yaml.safe_dump({"first": [item]}))
    (folder / "plans.yaml").write_text("plans: {prp: {anchor: procedure, blocks: [first]}}\nreuse: {}\n")
