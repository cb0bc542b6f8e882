"""The explorer: what filters choose, that pooled results are those of the synthesis, that every state has a link."""

import csv
import io
import json
import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import polars as pl
import pytest

from kneewise import evidence
from kneewise.errors import InputError, NotFoundError
from kneewise.synthesis.network import network_meta_analysis
from kneewise.synthesis.pairwise import pairwise
from kneewise.synthesis.run import usable_contrasts
from kneewise.web.explorer import pooling, trials
from kneewise.web.explorer.state import LARGE_ARM, SUBSETS, VIEWS, State
from kneewise.web.presenters.explorer import shown as shown_in
from kneewise.web.reading import GRADE_LIMIT
from kneewise.words.readability import reading_grade

DRAWN = ("network", "effects", "compare", "funnel", "course")


@pytest.fixture
def visit(site):
    return lambda path, **headers: site.get(path, headers=headers)


def ids(**fields):
    return set(trials.chosen(State(**fields))["trial_id"])


def test_state_goes_into_an_address_and_comes_back():
    state = State("compare", "function", 52, "placebo", "cell_therapy", "bmac", "low", "any", "USA", "knee", True,
                  "people", 3, "saline", "prp", "ha")  # fmt: skip
    assert State.read({k: v[0] for k, v in parse_qs(state.query()).items()}) == state
    assert State().query() == ""


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"view": "pie"}, "view"), ({"outcome": "mood"}, "outcome"), ({"window": "27"}, "window"),
        ({"subset": "best"}, "subset"), ({"group": "magic"}, "group"), ({"bias": "none"}, "bias"),
        ({"page": "0"}, "page"), ({"page": "1e9"}, "page"), ({"page": "²"}, "page"), ({"text": "x" * 81}, "text"),
        ({"treatment": "no such thing"}, "treatment"), ({"a": "y" * 500}, "a"), ({"sort": "colour"}, "sort"),
    ],
)  # fmt: skip
def test_what_is_not_offered_is_refused_by_name(query, field):
    with pytest.raises(InputError) as error:
        State.read(query)
    assert field in str(error.value)
    assert error.value.remedy


def test_filters_choose_trials():
    dataset = evidence.load()
    every = ids(population="any")
    assert every == set(dataset.trials["trial_id"])
    assert ids() == set(dataset.trials.filter(population="knee_oa")["trial_id"])
    high = set(dataset.trials.filter(risk_of_bias="high")["trial_id"])
    assert ids(bias="high", population="any") == high
    assert ids(subset="not_high", population="any") == every - high
    known = {level: ids(bias=level, population="any") for level in ("low", "some", "high", "unknown")}
    assert sum(map(len, known.values())) == len(every) == len(set().union(*known.values()))
    bmac = ids(treatment="bmac", population="any")
    assert bmac == {t for t in every if any("bmac" in c.split("+") for c in trials.codes_of(t))}
    assert bmac <= ids(group="cell_therapy", population="any")
    assert all("Italy" in c for c in trials.chosen(State(country="italy", population="any"))["country"])
    found = trials.chosen(State(text="GUPTA", population="any"))
    assert found.height
    assert all("gupta" in f"{t['label']} {t['title']}".lower() for t in found.iter_rows(named=True))
    with pytest.raises(NotFoundError, match="Atlantis"):
        trials.chosen(State(country="Atlantis"))


def test_placebo_controlled_means_by_lot_and_with_a_dummy():
    dataset = evidence.load()
    found = trials.chosen(State(subset="placebo", population="any"))
    assert found.height
    assert found["randomised"].all()
    for trial in found["trial_id"]:
        controls = [c for c in trials.codes_of(trial) if dataset.treatment(c).control]
        assert set(controls) - set(trials.OPEN_CONTROLS), trial


def test_large_means_every_group():
    rows = pooling.contrasts(State(subset="large", population="any"))
    assert rows.height
    assert rows.select(pl.min_horizontal("n1", "n2").min()).item() >= LARGE_ARM


@pytest.mark.parametrize("sort", ["year", "label", "people", "weeks", "bias"])
def test_sorting_and_pages_show_every_trial_once(visit, sort):
    seen = []
    page = 1
    while True:
        text = visit(f"/evidence?sort={sort}&page={page}&subset=placebo").content.decode()
        seen += re.findall(r'<th scope="row"><a href="/evidence/trial/([^"]+)"', text)
        if 'rel="next"' not in text:
            break
        page += 1
    assert len(seen) == len(set(seen))
    assert set(seen) == ids(subset="placebo")


@pytest.mark.parametrize("subset", SUBSETS)
@pytest.mark.parametrize("outcome", ["pain", "function"])
def test_pooled_results_are_those_of_the_synthesis(subset, outcome):
    state = State("effects", outcome, 26, subset)
    found = pooling.parts(state)
    assert found
    for part in found:
        again = network_meta_analysis(part.data, reference=part.reference)
        assert again.d == pytest.approx(part.d)
        assert {s.name for s in part.data.studies} <= ids(subset=subset, outcome=outcome)


def test_two_treatments_are_pooled_as_pairwise():
    state = State("compare", a="prp", b="saline")
    rows = pooling.direct(state)
    assert rows.height >= 2
    assert set(rows["treat1"]) == {"prp"}
    expected = pairwise(rows["te"].to_numpy(), rows["se"].to_numpy() ** 2, hartung_knapp="standard")
    assert pooling.pooled(state).estimate == pytest.approx(expected.estimate)
    turned = State("compare", a="saline", b="prp")
    assert pooling.pooled(turned).estimate == pytest.approx(-expected.estimate)


@pytest.mark.parametrize("language", ["", "/es"])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_answers_and_says_the_same_as_its_json(visit, view, language):
    page = visit(f"{language}/evidence?view={view}&subset=not_high")
    assert page.status_code == 200
    assert "None" not in re.sub(r"<[^>]+>", " ", page.content.decode())
    sent = json.loads(visit(f"/evidence/kneewise-evidence.json?view={view}&subset=not_high").content)
    assert sent["dataset"] == evidence.load().version
    assert evidence.load().version in page.content.decode()
    assert State(**sent["state"]) == State(view=view, subset="not_high")
    assert sent["result"]


def test_page_and_download_hold_the_same_numbers(visit):
    text = unescape(visit("/evidence?view=effects").content.decode())
    sent = json.loads(visit("/evidence/kneewise-evidence.json?view=effects").content)
    first = sent["result"]["components"][0]
    for effect in first["effects"]:
        low, high = effect["ci"]
        shown = f"{effect['estimate']:.1f} ({low:.1f} … {high:.1f})".replace("-", "−").replace("−0.0", "0.0")
        assert shown in text, effect["treatment"]


@pytest.mark.parametrize("view", ["effects", "compare", "funnel", "course", "league", "certainty"])
def test_spanish_pages_write_decimals_with_a_comma(visit, view):
    text = re.sub(r"<[^>]*>", " ", visit(f"/es/evidence?view={view}").content.decode())
    assert re.search(r"\d,\d", text)
    version = re.escape(evidence.load().version)
    assert not re.findall(r"\d\.\d", re.sub(rf"{version}|kneewise \S+|Versión \S+", "", text))


@pytest.mark.parametrize("view", VIEWS)
def test_rows_download_as_csv(visit, view):
    answer = visit(f"/evidence/kneewise-evidence.csv?view={view}")
    assert answer["Content-Type"].startswith("text/csv")
    assert "attachment" in answer["Content-Disposition"]
    assert list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.mark.parametrize("view", DRAWN)
def test_the_picture_of_the_page_is_the_download(visit, view):
    svg = visit(f"/evidence/kneewise-evidence.svg?view={view}").content.decode()
    assert svg in visit(f"/evidence?view={view}").content.decode()
    assert "<script" not in svg
    png = visit(f"/evidence/kneewise-evidence.png?view={view}").content
    assert png.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/evidence/kneewise-evidence.svg?view=league", 404),
        ("/evidence/kneewise-evidence.docx", 404),
        ("/evidence?window=27", 422),
        ("/evidence?treatment=<script>alert(1)</script>", 404),
        ("/evidence/kneewise-evidence.svg?view=network&window=104&text=zzzz", 404),
    ],
)
def test_a_mistake_ends_in_a_sentence(visit, path, status):
    answer = visit(path)
    assert answer.status_code == status
    assert "<script>alert" not in answer.content.decode()


def test_nothing_found_is_said_and_not_an_error(visit):
    for view in VIEWS:
        answer = visit(f"/evidence?view={view}&text=zzzz")
        assert answer.status_code == 200
        assert "No result passes" in answer.content.decode()


def test_links_of_a_page_keep_the_state(visit):
    text = unescape(visit("/evidence?view=network&outcome=function&subset=placebo").content.decode())
    tabs = re.search(r'<nav aria-label="Ways to look".*?</nav>', text, re.S)[0]
    for href in re.findall(r'href="([^"]+)"', tabs):
        query = parse_qs(urlsplit(href).query)
        assert (query["outcome"], query["subset"]) == (["function"], ["placebo"])
    compare = re.findall(r'href="(/evidence\?view=compare[^"]+)"', text)
    assert compare
    assert visit(compare[-1]).status_code == 200


def test_htmx_gets_the_part_that_changes_and_a_short_address(visit):
    part = visit("/evidence?view=league&outcome=pain&window=26&group=", **{"HX-Request": "true"})
    assert part.content.decode().lstrip().startswith('<div id="result">')
    assert part["HX-Push-Url"] == "/evidence?view=league"
    assert "HX-Request" in part["Vary"]


def test_the_first_address_leads_to_the_new_one(visit):
    moved = visit("/es/explore?view=league")
    assert (moved.status_code, moved["Location"]) == (301, "/es/evidence?view=league")


def test_certainty_names_a_reason_for_every_level_lost():
    reference, found = pooling.certainties(State("certainty"))
    assert reference == "saline"
    assert found
    for sure in found:
        assert (sure.assessment.level == "high") == (not sure.assessment.reasons)
        assert len(sure.assessment.sentences("es")) == len(sure.assessment.reasons)
        assert sure.low <= sure.estimate <= sure.high


@pytest.mark.parametrize(
    "query",
    [{"subset": "placebo"}, {"outcome": "function", "window": "52", "group": "cell_therapy"}, {"population": "any"}],
)
def test_a_choice_of_trials_is_what_these_trials_alone_would_give(query):
    """Which trials can be used is worked out for all at once; each choice must come out as if it stood alone."""
    state = State.read(query)
    alone = usable_contrasts(pooling.contrasts(state).to_dicts(), "MD")
    part = pooling.network_data(state)
    assert part.treatments == alone.treatments
    assert dict(part.left_out) == dict(alone.left_out)
    for one, other in zip(part.studies, alone.studies, strict=True):
        assert (one.name, one.arms) == (other.name, other.arms)
        assert one.y.tolist() == other.y.tolist()
        assert one.v.tolist() == other.v.tolist()


def test_the_table_of_the_network_holds_names_and_numbers_only(visit):
    """Tables are left out of the reading grade because they hold no sentences; here that is so."""
    page = visit("/evidence?view=network").content.decode()
    tables = re.findall(r'<table class="names">.*?</table>', page, re.S)
    cells = [re.sub("<[^>]+>", "", c).strip() for t in tables for c in re.findall(r"<t[dh][ >].*?</t[dh]>", t, re.S)]
    assert len(cells) > 100
    assert not [c for c in cells if re.search(r"[.!?](\s|$)", c)]


def test_the_reasons_in_the_table_of_certainty_are_plain_too():
    rows = shown_in(State(view="certainty"), "en")["rows"]
    assert reading_grade("\n".join(reason for row in rows for reason in row["reasons"])) <= GRADE_LIMIT


def test_bold_in_the_league_table_means_that_the_range_leaves_out_zero(visit):
    page = visit("/evidence?view=league").content.decode()
    cells = re.findall(
        r'<td class="nowrap">(<strong>)?([−\d.,]+)(?:</strong>)?<br><span[^>]*>\(([−\d.]+) … ([−\d.]+)\)', page
    )
    assert len(cells) > 100
    for bold, *figures in cells:
        assert all(re.fullmatch(r"−?\d+\.\d", f) for f in figures), "one decimal everywhere"
        _, low, high = (float(f.replace("−", "-")) for f in figures)
        assert bool(bold) == (low > 0 or high < 0) or 0 in (low, high)
    assert {bool(bold) for bold, *_ in cells} == {True, False}


def test_quality_comes_in_pages_that_hold_every_judged_trial(visit):
    seen, page = [], 1
    while True:
        text = visit(f"/evidence?view=bias&page={page}").content.decode()
        seen += re.findall(r'<th scope="row"><a href="/evidence/trial/([^"]+)"', text)
        if 'rel="next"' not in text:
            break
        page += 1
    frame = trials.chosen(State())
    judged = frame.filter(pl.col("risk_of_bias").is_not_null() | pl.col("risk_of_bias_domains").is_not_null())
    assert page > 1
    assert sorted(seen) == sorted(judged["trial_id"].to_list())


def test_a_choice_inside_a_view_keeps_every_filter(visit):
    page = visit("/evidence?view=effects&measured=1&text=e&outcome=function").content.decode()
    form = page.split('class="inline-form no-print"')[1].split("</form>")[0]
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert (kept["measured"], kept["text"], kept["outcome"], kept["view"]) == ("1", "e", "function", "effects")


def test_the_league_table_downloads_whole(visit):
    rows = list(csv.DictReader(io.StringIO(visit("/evidence/kneewise-evidence.csv?view=league").content.decode())))
    parts = pooling.parts(State(view="league"))
    assert len(rows) == sum(len(p.data.treatments) * (len(p.data.treatments) - 1) for p in parts)
    found = {(r["treatment"], r["against"]): float(r["te"]) for r in rows}
    assert found["prp", "saline"] == pytest.approx(-found["saline", "prp"])
    assert found["prp", "saline"] == pytest.approx(parts[0].effect("prp", "saline").estimate)


def test_how_sure_downloads_as_the_page_shows_it(visit):
    rows = list(csv.DictReader(io.StringIO(visit("/evidence/kneewise-evidence.csv?view=certainty").content.decode())))
    reference, found = pooling.certainties(State(view="certainty"))
    assert [(r["treatment"], r["against"], r["certainty"]) for r in rows] == [
        (s.treatment, reference, s.assessment.level) for s in found
    ]


@pytest.mark.parametrize(
    ("query", "field", "status"),
    [
        ("window=27", "window", 422),
        ("outcome=mood", "outcome", 422),
        ("subset=best", "subset", 422),
        ("bias=<script>alert(1)</script>", "bias", 422),
        ("treatment=moonlight", "treatment", 404),
        ("country=Atlantis", "country", 404),
        ("text=" + "x" * 81, "text", 422),
        ("text=" + "x" * 100_000, "text", 422),
    ],
)
@pytest.mark.parametrize("language", ["", "/es"])
def test_what_cannot_be_used_is_said_at_the_field_and_in_the_summary_and_the_rest_is_kept(
    visit, query, field, status, language
):
    answer = visit(f"{language}/evidence?view=network&population=any&{query}")
    page = answer.content.decode()
    assert answer.status_code == status
    said = page.split(f'id="x-{field}-error">')[1].split("<")[0]
    assert f'<a href="#x-{field}">{said}</a>' in page.split('id="errors"')[1].split("</div>")[0]
    assert '<option value="any" selected>' in page.split('id="x-population"')[1].split("</select>")[0]
    assert "<script>alert" not in page


def test_several_mistakes_are_all_said(visit):
    page = visit("/evidence?view=pie&window=27&a=moonlight&page=0&subset=placebo").content.decode()
    assert page.split('id="errors"')[1].split("</div>")[0].count("<li>") == 4
    assert '<option value="placebo" selected>' in page
