"""Spanish pages speak Spanish: no text of the dataset is left in English; no reader's shorthand in either language."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from kneewise import evidence
from kneewise.evidence.review import last_review, next_review
from kneewise.pathway.plan import plannable
from kneewise.web.presenters import option_facts
from kneewise.web.presenters.option_content import codes, data_code

DATASET = evidence.load()
# Words that no Spanish sentence holds. Names of laws, cohorts and scales stay as they are and hold at most one of them.
ENGLISH = re.compile(
    r"\b(the|of|and|with|for|not|only|from|than|people|weeks|months|is|are|was|were|after|before|by|needs?|which)\b",
    re.I,
)
# A remark of whoever read the source: brackets, or the letters and signs of the trade.
SHORTHAND = re.compile(r"\[[^\]]*\]|\bv\b|\bincl\b|\bTJA\b|\bOA\b|\bAE\b|\bKL \d")
VOID = {"meta", "link", "br", "img", "input", "hr"}
# Names of laws and studies that stay in English, as they are printed.
NAMES = re.compile(r"Human Tissue \(Quality and Safety for Human Application\) Regulations|Knee Arthroplasty Trial")


class _Texts(HTMLParser):
    """The texts inside ``<main>`` outside scripts and drawings, each with its language."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, str]] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            inherited = self.stack[-1][1] if self.stack else ""
            self.stack.append((tag, dict(attrs).get("lang") or inherited))

    def handle_endtag(self, tag: str) -> None:
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self.stack]
        if data.strip() and "main" in tags and not {"script", "style", "svg"} & set(tags):
            self.texts.append((self.stack[-1][1], " ".join(data.split())))


def texts(path: str) -> list[tuple[str, str]]:
    response = Client().get(path)
    assert response.status_code == 200, path
    reader = _Texts()
    reader.feed(response.content.decode())
    return reader.texts


@pytest.mark.parametrize("code", codes())
def test_an_option_page_has_no_english_on_a_spanish_page(code: str) -> None:
    for language, said in texts(f"/es/options/{code}"):
        assert language == "es", said
        assert len(set(map(str.lower, ENGLISH.findall(NAMES.sub("", said))))) < 2, said


@pytest.mark.parametrize("code", sorted(set(plannable()) & set(codes())))
def test_a_plan_has_no_english_on_a_spanish_page(code: str) -> None:
    for language, said in texts(f"/es/plan/{code}"):
        assert language == "es" or said == "English"
        assert len(set(map(str.lower, ENGLISH.findall(said)))) < 2, said


@pytest.mark.parametrize("path", [*(f"/options/{code}" for code in codes()), "/report"])
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_no_remark_of_the_reader_reaches_a_person(prefix: str, path: str) -> None:
    for _, said in texts(prefix + path):
        # Titles of sources stand as they are printed.
        if said not in TITLES:
            assert not SHORTHAND.search(said), said


TITLES = {DATASET.source(s, language).title for s in DATASET.sources["source_id"] for language in ("en", "es")}


def test_every_figure_on_an_option_page_has_its_spanish() -> None:
    for code in map(data_code, codes()):
        if not option_facts.in_table(DATASET, code):
            continue
        for topic in option_facts.FIGURE_TOPICS:
            for fact in DATASET.facts_about(topic, treatment=code):
                if not fact.unit.startswith(option_facts.RATIOS):
                    assert fact.quantity_es, fact.fact_id
                    assert fact.unit_es, fact.fact_id
                    assert bool(fact.population) == bool(fact.population_es), fact.fact_id


@pytest.mark.parametrize("path", ["/options/bmac", "/es/options/bmac", "/report", "/es/report", "/ipdas", "/es/ipdas"])
def test_the_day_of_the_last_and_of_the_next_search_are_shown(path: str) -> None:
    main = " ".join(said for _, said in texts(path))
    assert last_review(DATASET).isoformat() in main
    assert next_review(DATASET).isoformat() in main
