"""The audit of a page: contract, omissions, score, questions, contradictions, comparison, second opinion."""

import json

import pytest

from kneewise import evidence
from kneewise.claims import LanguageModelBackend, RulesBackend, audit, compare_pages
from kneewise.errors import InputError, TooLargeError, UnavailableError
from kneewise.words import text as words

CLINIC = """Stem Cell Therapy for Knees

Our stem cell injections repair cartilage and have no side effects. Our success rate is 95%.
It is an affordable option. The price is $6,500 per knee.
You are a good candidate even with severe bone-on-bone arthritis. It is less effective in severe arthritis.
Infection is a possible risk. It cures arthritis. It is not a cure. Call now for a free consultation!
"""
HOSPITAL = """Stem cell injections for the knee

By Dr. Ann Example, Lakeside Hospital. Reviewed January 2025.

A 2025 Cochrane review found that pain may improve slightly compared with placebo. No product is approved by the FDA.
Infection and swelling can occur. Results vary. They cost about $5,000. Exercise therapy reduces pain. Without
treatment, many knees stay stable. If the injection does not help, other options remain. Talk to your doctor.
"""


@pytest.fixture(scope="module")
def clinic():
    return audit(CLINIC, url="https://clinic.example")


def test_the_contract(clinic):
    data = clinic.to_dict()
    assert json.loads(json.dumps(data)) == data
    assert data["page"].keys() >= {"title", "words", "language", "reading_grade"}
    assert data["page"]["title"] == "Stem Cell Therapy for Knees"
    assert data["page"]["language"] == "en"
    keys = {
        "id",
        "type",
        "subtype",
        "text",
        "start",
        "end",
        "low",
        "high",
        "unit",
        "currency",
        "stance",
        "polarity",
        "attribution",
        "product",
        "verdict",
        "reason",
        "evidence",
        "rule",
    }
    for found in data["claims"]:
        assert found.keys() >= keys
        assert CLINIC[found["start"] : found["end"]] == found["text"]
    assert data["versions"]["evidence"] == evidence.load().version
    assert set(data["versions"]) == {"rules", "evidence", "text"}
    assert {o.keys() >= {"item", "present", "evidence_text"} for o in data["omissions"]} == {True}


def test_the_same_page_gives_the_same_audit(clinic):
    assert audit(CLINIC, url="https://clinic.example").to_dict() == clinic.to_dict()


def test_what_is_left_out_and_what_is_told():
    clinic = {o.item for o in audit(CLINIC).omissions if o.present}
    hospital = {o.item for o in audit(HOSPITAL).omissions if o.present}
    assert {"price", "harms", "uncertainty"} <= clinic
    assert not clinic & {"placebo", "sources", "date", "doing_nothing", "if_it_fails", "ownership"}
    everything = {o.item for o in audit(HOSPITAL).omissions}
    assert everything - hospital == {"total_cost"}


def test_credit_is_given_with_the_words_that_earn_it():
    told = {o.item: o for o in audit(HOSPITAL).omissions}
    assert "placebo" in told["placebo"].evidence_text
    assert "January 2025" in told["date"].evidence_text
    assert HOSPITAL[told["date"].start : told["date"].end] == told["date"].evidence_text


def test_scores_of_a_seller_and_a_hospital(clinic):
    hospital = audit(HOSPITAL).score
    assert clinic.score["JAMA"]["met"] < hospital["JAMA"]["met"]
    assert clinic.score["DISCERN"]["met"] < hospital["DISCERN"]["met"]
    assert clinic.score["ISSCR_warning_signs"]["items"]["no_risk_claimed"]["met"]
    assert not hospital["ISSCR_warning_signs"]["items"]["no_risk_claimed"]["met"]
    assert hospital["credits"] > hospital["concerns"]
    assert clinic.score["credits"] < clinic.score["concerns"]


def test_questions_come_from_what_is_left_out(clinic):
    missing = {o.item for o in clinic.omissions if not o.present}
    assert {q.item for q in clinic.questions} <= missing
    asked = {q.item: q for q in clinic.questions}
    assert asked["regulation"].text == words("ask-clinic-q010")
    assert asked["regulation"].source_url.startswith("http")
    assert audit(HOSPITAL).questions == () or {q.item for q in audit(HOSPITAL).questions} == {"total_cost"}


def test_a_page_that_disagrees_with_itself(clinic):
    about = {pair.about for pair in clinic.contradictions}
    assert about >= {"price", "candidates", "safety", "cure"}
    ids = {c.id for c in clinic.claims}
    assert all(p.first in ids and p.second in ids and p.reason for p in clinic.contradictions)
    assert audit(HOSPITAL).contradictions == ()


def test_pages_compared():
    pages = [audit(CLINIC), audit(HOSPITAL), audit("Stem cell injections for knees. Our success rate is 60%.")]
    table = compare_pages(pages)
    assert set(table["topics"]) == {"price", "success", "candidates", "risks", "timeline"}
    assert [len(cells) for cells in table["topics"].values()] == [3] * 5
    assert [c["high"] for c in table["topics"]["success"][0]] == [95]
    found = {(c["about"], c["first_page"], c["second_page"]) for c in table["contradictions"]}
    assert ("success", 0, 2) in found
    assert ("safety", 0, 1) in found


def test_reasons_in_spanish():
    page = audit("Our stem cell injections for knees have no side effects.", language="es")
    assert "inyección" in page.claims[0].reason


def test_a_page_in_another_language_says_so():
    page = audit("Las células madre se inyectan en la rodilla y el dolor es menos para las personas que la tienen.")
    assert page.language == "es"
    assert any("another language" in note for note in page.notes)
    assert page.reading_grade is None


def test_a_page_about_something_else_says_so():
    page = audit("Simmer the lentils for 25 minutes.")
    assert (page.claims, page.omissions, page.score) == ((), (), {})
    assert any("no claims were looked for" in note for note in page.notes)


@pytest.mark.parametrize(
    ("text", "options", "error"),
    [
        ("", {}, InputError),
        (" \n\t", {}, InputError),
        ("knee", {"language": "fr"}, InputError),
        ("k" * 3_000_001, {}, TooLargeError),
    ],
)
def test_what_cannot_be_audited_is_refused(text, options, error):
    with pytest.raises(error):
        audit(text, **options)


ANSWER = """Here you are: [
 {"text": "no side effects", "type": "safety", "stance": "asserted", "verdict": "contradicted", "reason": "No."},
 {"text": "these words are not there", "type": "benefit", "stance": "asserted", "verdict": "supported", "reason": "x"},
 {"text": "Our success rate", "type": "made_up", "verdict": "supported"},
 {"text": "Infection", "type": "risk", "stance": "shouted", "verdict": "maybe"}
]"""


class TestLanguageModel:
    def test_spans_must_stand_in_the_text(self):
        model = LanguageModelBackend(lambda prompt: ANSWER)
        claims = model.extract(CLINIC)
        assert [CLINIC[c.start : c.end] for c in claims] == ["no side effects", "Infection"]
        assert model.rejected == ["these words are not there", "Our success rate"]
        assert (claims[1].stance, claims[1].verdict) == ("asserted", "cannot_be_checked")

    def test_it_changes_no_verdict(self, clinic):
        page = audit(CLINIC, url="https://clinic.example", backend=LanguageModelBackend(lambda prompt: ANSWER))
        assert page.claims == clinic.claims
        assert len(page.second_opinion) == 2
        assert page.to_dict()["versions"]["second_opinion"] == "language model"

    def test_answers_are_kept_by_content(self, tmp_path):
        asked = []

        def ask(prompt):
            asked.append(prompt)
            return ANSWER

        LanguageModelBackend(ask, cache=tmp_path).extract(CLINIC)
        LanguageModelBackend(ask, cache=tmp_path).extract(CLINIC)
        LanguageModelBackend(ask, cache=tmp_path).extract(HOSPITAL)
        assert len(asked) == 2
        assert len(list(tmp_path.iterdir())) == 2

    def test_an_answer_that_is_no_list_is_named(self):
        with pytest.raises(InputError, match="not a JSON list"):
            LanguageModelBackend(lambda prompt: "[{broken]").extract(CLINIC)
        assert LanguageModelBackend(lambda prompt: "I cannot do that.").extract(CLINIC) == []

    def test_a_command_answers_or_is_unavailable(self):
        model = LanguageModelBackend(["cat"])
        assert model.extract(CLINIC) == []
        with pytest.raises(UnavailableError):
            LanguageModelBackend(["/no/such/command"]).extract(CLINIC)

    def test_rules_are_the_default(self):
        assert RulesBackend().extract(CLINIC) != []
        assert audit(CLINIC).second_opinion == ()


def test_a_short_text_is_not_taken_for_another_language():
    assert audit("90 % success, no side effects").language == "und"
    assert audit("No tiene efectos secundarios y las rodillas se curan en un mes.").language == "es"
