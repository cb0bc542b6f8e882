"""Measuring: matching, figures and intervals on pages whose right answer is known by construction."""

import json

import pytest

from kneewise.claims import evaluate as measuring
from kneewise.claims.evaluate import evaluate, load_corpus, seeds_folder
from kneewise.errors import InputError

TEXT = "Stem cells for the knee\n\nThey have no side effects. Our success rate is 90%. It may reduce pain.\n"


def gold(words, **values):
    start = TEXT.index(words)
    base = {
        "start": start, "end": start + len(words), "subtype": None, "low": None, "high": None, "unit": None,
        "currency": None, "stance": "asserted", "polarity": "promote", "attribution": "self", "product": "any",
        "comparator": None, "verdict": "overstated", "reason": "",
    }  # fmt: skip
    return base | values


SAFETY = gold("They have no side effects.", type="safety", verdict="contradicted")
SUCCESS = gold("Our success rate is 90%.", type="success_rate", low=90, high=90, unit="percent")
BENEFIT = gold("It may reduce pain.", type="benefit", stance="hedged", verdict="supported")


@pytest.fixture
def corpus(tmp_path, monkeypatch):
    """A folder of pages in place of the corpus; call it with the claims of each page."""
    monkeypatch.setattr(measuring, "CORPUS", tmp_path)

    def write(*pages, omissions=None, text=TEXT):
        (tmp_path / "dev").mkdir()
        for i, claims in enumerate(pages):
            entry = {"page_id": str(i), "kind": "clinic", "text": text, "claims": claims, "omissions": omissions or {}}
            (tmp_path / "dev" / f"{i}.json").write_text(json.dumps(entry))

    return write


def test_a_perfect_page(corpus):
    corpus([SAFETY, SUCCESS, BENEFIT], omissions={"price": False, "date": False})
    found = evaluate("dev", resamples=20)
    assert found["relaxed"]["f1"] == found["iou"]["f1"] == 1
    assert found["value_accuracy"] == found["verdict_accuracy"] == found["stance"]["accuracy"] == 1
    assert found["omissions"]["missing"]["f1"] == 1
    assert found["contradicted_called_supported"] == 0
    assert found["intervals"]["relaxed_f1"] == [1, 1]


def test_what_is_missed_extra_and_wrong_is_counted(corpus):
    wrong_value = SUCCESS | {"low": 80}
    wrong_verdict = SAFETY | {"verdict": "supported"}
    missed = gold("Stem cells for the knee", type="testimonial", verdict="not_checkable")
    corpus([wrong_value, wrong_verdict, missed])
    found = evaluate("dev", resamples=20)
    assert (found["relaxed"]["right"], found["relaxed"]["extra"], found["relaxed"]["missed"]) == (2, 1, 1)
    assert found["relaxed"]["f1"] == pytest.approx(2 / 3)
    assert found["value_accuracy"] == 0
    assert found["verdict_accuracy"] == 0.5
    assert found["confusion"]["supported"]["contradicted"] == 1
    assert found["kinds"]["testimonial"]["recall"] == 0


def test_contradicted_called_supported_costs_most(corpus):
    corpus([BENEFIT | {"verdict": "contradicted"}])
    found = evaluate("dev", resamples=5)
    assert found["contradicted_called_supported"] == 1
    assert found["verdict_cost"] == 5


def test_a_small_overlap_is_found_but_not_in_the_right_place(corpus):
    short = SAFETY | {"end": SAFETY["start"] + 4}
    corpus([short])
    found = evaluate("dev", resamples=5)
    assert (found["relaxed"]["right"], found["iou"]["right"]) == (1, 0)


def test_each_claim_is_matched_once(corpus):
    corpus([SUCCESS, SUCCESS | {"low": 91}])
    assert evaluate("dev", resamples=5)["kinds"]["success_rate"]["missed"] == 1


def test_intervals_are_by_page_and_reproducible(corpus):
    corpus([SAFETY, SUCCESS, BENEFIT], [SAFETY], [], [BENEFIT])
    first, second = evaluate("dev", resamples=50), evaluate("dev", resamples=50)
    assert first["intervals"] == second["intervals"]
    low, high = first["intervals"]["relaxed_f1"]
    assert low < first["relaxed"]["f1"] < high
    assert (first["quiet_pages"], first["claims_on_quiet_pages"]) == (1, 3)


def test_pages_can_be_chosen_by_the_start_of_their_name(corpus):
    corpus([SAFETY], [SAFETY, SUCCESS])
    assert evaluate("dev", resamples=5, prefix="1")["claims_annotated"] == 2
    with pytest.raises(InputError, match="no page of dev starts with"):
        load_corpus("dev", prefix="z")


def test_a_corpus_that_cannot_be_used_is_named(corpus, tmp_path):
    with pytest.raises(InputError, match="is empty"):
        load_corpus("dev")
    with pytest.raises(InputError, match="Choose one"):
        load_corpus("other")
    corpus([SAFETY | {"end": 10_000}])
    with pytest.raises(InputError, match="outside its text"):
        load_corpus("dev")


def test_seed_texts_must_be_those_that_were_annotated(tmp_path, monkeypatch):
    monkeypatch.setattr(measuring, "CORPUS", tmp_path / "corpus")
    (tmp_path / "corpus" / "seeds").mkdir(parents=True)
    entry = {"page_id": "s", "kind": "seed", "text_file": "s.txt", "sha256": "0" * 64, "claims": [], "omissions": {}}
    (tmp_path / "corpus" / "seeds" / "s.json").write_text(json.dumps(entry))
    with pytest.raises(InputError, match="not part of kneewise"):
        load_corpus("seeds")
    with pytest.raises(InputError, match="is not there"):
        load_corpus("seeds", tmp_path)
    (tmp_path / "s.txt").write_text("changed")
    with pytest.raises(InputError, match="SHA-256"):
        load_corpus("seeds", tmp_path)


def test_where_seeds_are_looked_for(tmp_path, monkeypatch):
    monkeypatch.setenv("KNEEWISE_SEEDS", str(tmp_path))
    assert seeds_folder() == tmp_path
    monkeypatch.setenv("KNEEWISE_SEEDS", str(tmp_path / "none"))
    with pytest.raises(InputError, match="is not a folder"):
        seeds_folder()
    monkeypatch.delenv("KNEEWISE_SEEDS")
    assert seeds_folder(tmp_path) == tmp_path
