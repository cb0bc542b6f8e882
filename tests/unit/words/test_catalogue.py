"""English and Spanish say the same things: same messages, same variables, plurals that work."""

import re
from pathlib import Path

import pytest
from fluent.syntax import ast, parse
from fluent.syntax.visitor import Visitor

import kneewise.words
from kneewise import words

FOLDER = Path(kneewise.words.__file__).parent
FILES = sorted({p.name for p in FOLDER.glob("*/*.ftl")})


class Variables(Visitor):
    def __init__(self):
        self.names = set()

    def visit_VariableReference(self, node):
        self.names.add(node.id.name)


def messages(language, name):
    path = FOLDER / language / name
    assert path.exists(), f"{language} lacks {name}"
    found = {}
    for entry in parse(path.read_text(encoding="utf-8")).body:
        assert not isinstance(entry, ast.Junk), f"{path}: {entry.content[:80]}"
        if isinstance(entry, ast.Message):
            assert entry.id.name not in found, f"{path}: {entry.id.name} stands twice"
            visitor = Variables()
            visitor.visit(entry)
            found[entry.id.name] = visitor.names
    return found


@pytest.mark.parametrize("name", FILES)
def test_both_languages_have_the_same_messages_and_variables(name):
    assert messages("en", name) == messages("es", name)


def test_no_message_stands_in_two_files():
    seen = {}
    for name in FILES:
        for message in messages("en", name):
            assert message not in seen, f"{message} stands in {seen.get(message)} and {name}"
            seen[message] = name


@pytest.mark.parametrize(
    ("language", "count", "expected"),
    [
        ("en", 0, "no more people"),
        ("en", 1, "1 more person"),
        ("en", 2, "2 more people"),
        ("es", 0, "ninguna persona más"),
        ("es", 1, "1 persona más"),
        ("es", 5, "5 personas más"),
    ],
)
def test_plurals(language, count, expected):
    assert words.text("report-more", language, count=count) == expected


def test_a_missing_message_or_variable_is_our_mistake():
    with pytest.raises(KeyError, match="no message"):
        words.text("nothing-like-it")
    with pytest.raises(KeyError, match="report-more"):
        words.text("report-more")


@pytest.mark.parametrize("name", FILES)
def test_no_relative_frequency_stands_alone(name):
    """No "1 in N" and no "n % reduction": absolute counts of the same denominator only."""
    text = (FOLDER / "en" / name).read_text(encoding="utf-8")
    assert not re.search(r"\b(?:1|one) in \d", text, re.I)
    assert not re.search(r"% (?:reduction|less|fewer|lower)", text, re.I)


@pytest.mark.parametrize("language", ["en", "es"])
def test_cutting_files_into_messages_gives_what_parsing_them_whole_gives(language):
    """The fast way (cut, then parse on demand) against the obvious way."""
    from fluent.syntax import FluentParser
    from fluent.syntax.serializer import FluentSerializer

    parser, serializer = FluentParser(), FluentSerializer()
    for name in FILES:
        for entry in parse((FOLDER / language / name).read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                cut = parser.parse_entry(words._entries(language)[entry.id.name])
                cut.comment = entry.comment = None
                assert serializer.serialize_entry(cut) == serializer.serialize_entry(entry), entry.id.name


@pytest.mark.parametrize("language", words.LANGUAGES)
@pytest.mark.parametrize("value", ["pain & <b>", "", "x" * 200, 0, 1, 2, 1234567, -3, 0.5, 1.0, 12345.678])
def test_messages_filled_in_here_are_as_fluent_says_them(language, value):
    for name in FILES:
        for message, variables in messages(language, name).items():
            arguments = dict.fromkeys(variables, value)
            assert words.text(message, language, **arguments) == words._evaluated(message, language, **arguments)
