"""Rules are data: they test themselves, refuse mistakes, and can be added without Python."""

import shutil

import pytest

from kneewise.claims.datafiles import RULES
from kneewise.claims.extract import PageReading, find_claims
from kneewise.claims.judge import verdict_rules
from kneewise.claims.matcher import Lexicon, compile_pattern, phrase_words
from kneewise.claims.omissions import omission_tests, score_items
from kneewise.claims.rulebook import load_rules, rulebook
from kneewise.claims.ruletest import RuleFailure, check_rules
from kneewise.words import has


def test_every_rule_is_right_about_its_own_examples():
    assert check_rules() == []


def test_every_type_has_rules_and_verdicts():
    book = rulebook()
    assert {r.type for r in book.rules} == set(book.types)
    judged = verdict_rules()
    for kind, entry in book.types.items():
        assert kind in judged or all(f"{kind}/{s}" in judged for s in entry["subtypes"])


def test_the_last_verdict_rule_of_each_type_always_holds():
    for kind, rules in verdict_rules().items():
        last = rules[-1]
        assert (last.any, last.none, last.fields, last.value, last.weeks, last.missing) == ((), (), {}, None, {}, ""), (
            kind
        )


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_verdict_rule_and_item_has_its_words(language):
    for rules in verdict_rules().values():
        for rule in rules:
            assert has(f"claims-reason-{rule.id}", language)
            assert rule.change == "none" or has(f"claims-change-{rule.change}", language)
            assert has(f"claims-verdict-{rule.verdict}", language)
    for item, test in omission_tests().items():
        assert has(f"claims-item-{item}", language)
        assert has(f"claims-why-{item}", language)
        assert test.questions or has(f"claims-question-{item}", language)
    for kind in rulebook().types:
        assert has(f"claims-type-{kind}", language)


def test_rows_that_share_an_id_give_one_verdict():
    told = {}
    for kind, rules in verdict_rules().items():
        for rule in rules:
            assert told.setdefault(rule.id, (kind, rule.verdict, rule.change)) == (kind, rule.verdict, rule.change)


def test_instruments_have_their_items():
    assert {name: len(i["items"]) for name, i in score_items().items()} == {
        "DISCERN": 11,
        "JAMA": 4,
        "QUEST": 6,
        "ISSCR_warning_signs": 8,
    }


def own_rules(tmp_path, text):
    folder = tmp_path / "rules"
    shutil.copytree(RULES, folder)
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    return folder


def test_a_rule_is_added_without_python(tmp_path):
    folder = own_rules(
        tmp_path,
        "- id: mine\n  type: promotion\n  match: ['golden ~2 voucher']\n"
        "  examples: {finds: ['Ask for the golden knee voucher.'], passes: ['A silver voucher.']}\n",
    )
    book = load_rules(folder)
    assert [f for f in check_rules(book) if f.rule == "mine"] == []
    found = find_claims(PageReading("A golden knee voucher awaits. We offer PRP for knees.", book))
    assert "mine" in [c.rule for c, _ in found]
    assert book.version != rulebook().version


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- {id: a, type: nonsense, match: [x], examples: {finds: [x], passes: [y]}}", "unknown type"),
        ("- {id: a, type: price, match: [NOT_A_CLASS], examples: {finds: [x], passes: [y]}}", "no word class"),
        ("- {id: a, type: price, match: [x], examples: {finds: [x]}}", "needs an example"),
        ("- {id: a, type: price, match: ['x &'], examples: {finds: [x], passes: [y]}}", "empty element"),
        ("- {id: a, type: price, colour: red, match: [x], examples: {finds: [x], passes: [y]}}", "unknown key"),
        ("- {id: price-amount, type: price, match: [x], examples: {finds: [x], passes: [y]}}", "used twice"),
    ],
)
def test_a_mistake_in_a_rule_is_named(tmp_path, text, problem):
    with pytest.raises(ValueError, match=problem):
        load_rules(own_rules(tmp_path, text))


def test_a_word_that_yaml_takes_for_yes_or_no_is_named(tmp_path):
    folder = own_rules(tmp_path, "[]")
    with (folder / "lexicon.yaml").open("a", encoding="utf-8") as file:
        file.write("MINE: [no]\n")
    with pytest.raises(ValueError, match="quotation marks"):
        load_rules(folder)


def test_a_failing_example_is_reported(tmp_path):
    book = load_rules(
        own_rules(
            tmp_path, "- {id: mine, type: price, match: [zzz], examples: {finds: [nothing], passes: [zzz here.]}}"
        )
    )
    failures = [f for f in check_rules(book) if f.rule == "mine"]
    assert failures == [RuleFailure("mine", "finds", "nothing"), RuleFailure("mine", "passes", "zzz here.")]


def hits(lexicon, text):
    return lexicon.hits(phrase_words(text))


def test_patterns():
    lexicon = Lexicon()
    lexicon.add("REPAIR", ["repair*", "heal"])
    lexicon.add("PART", ["cartilage", "knee joint"])
    lexicon.add("NOT", ["not"])
    near = compile_pattern("REPAIR ~2 PART", lexicon)
    assert near.find(hits(lexicon, "it repairs the worn cartilage")) == ((1, 4),)
    assert near.find(hits(lexicon, "it repairs the very badly worn cartilage")) is None
    assert near.find(hits(lexicon, "cartilage repair")) is None
    anywhere = compile_pattern("REPAIR & PART", lexicon)
    assert anywhere.find(hits(lexicon, "cartilage and its repair")) is not None
    assert compile_pattern("REPAIR PART", lexicon).find(hits(lexicon, "heal knee joint")) == ((0, 2),)
    barred = compile_pattern("REPAIR ~5!NOT PART", lexicon)
    assert barred.find(hits(lexicon, "repair but not cartilage")) is None
    assert barred.find(hits(lexicon, "repair of cartilage")) is not None
    literal = compile_pattern("hold* ~1 back", lexicon)
    assert literal.find(hits(lexicon, "pain holding you back")) == ((1, 3),)
