"""The words of candidacy: the same messages and variables in both languages, each used, rules in plain language."""

import re
from pathlib import Path

import kneewise
from kneewise import words
from kneewise.candidacy.rules import load_rules

WORDS = Path(kneewise.__file__).parent / "words"
# A rule says one thing to a person who may be worried: no more than this many words in a sentence.
LONGEST_SENTENCE = 32


def messages(language):
    lines = (WORDS / language / "candidacy.ftl").read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" = ", 1) for line in lines if " = " in line and not line.startswith("#")]
    assert len(pairs) == len(dict(pairs)), "a message is written twice"
    return dict(pairs)


def test_both_languages_hold_the_same_messages_and_variables():
    english, spanish = messages("en"), messages("es")
    assert set(english) == set(spanish)
    for key, text in english.items():
        assert set(re.findall(r"\$\w+", text)) == set(re.findall(r"\$\w+", spanish[key])), key


def test_every_rule_message_belongs_to_a_rule():
    used = {rule.words for rule in load_rules()}
    assert {key for key in messages("en") if key.startswith("rule-")} == used


def test_rules_speak_in_short_sentences_and_never_tell_anyone_to_have_something():
    for language in words.LANGUAGES:
        for rule in load_rules():
            said = words.text(rule.words, language)
            for sentence in re.split(r"(?<=[.;:?])\s", said):
                assert len(sentence.split()) <= LONGEST_SENTENCE, (rule.rule_id, sentence)
            assert not re.search(r"\b(you should have|we recommend|usted debe tener|recomendamos)\b", said.lower())
