"""What a plan says, and when."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from icalendar import Calendar

from kneewise import evidence
from kneewise.candidacy.intake import Intake
from kneewise.cli.main import cli
from kneewise.errors import InputError, NotFoundError
from kneewise.pathway.dates import add_months, parse_start
from kneewise.pathway.plan import plan, plannable

EXAMPLES = Path(__file__).parents[3] / "examples"
START = date(2026, 12, 1)
HEALTHY = {"red_flags": "none", "conditions": "none", "medicines": "none", "allergies": "none", "xray_done": True}


def made(treatment, answers=None, **options):
    return plan(treatment, options.pop("start", START), Intake.read(answers or {}), **options)


def ids(found, part=None):
    return [item.item_id for item in (found.part(part) if part else found.items)]


def test_aftercare_of_marrow_follows_the_published_stages():
    stages = {i.item_id: (i.date_from, i.date_to) for i in made("bmac").part("aftercare")}
    rows = {r["rehab_id"]: r for r in evidence.load().rehab.iter_rows(named=True)}
    for stage, row in (("stage_1", "reh005"), ("stage_2", "reh006"), ("stage_3", "reh007"), ("stage_4", "reh008")):
        days = tuple((day - START).days for day in stages[stage])
        assert days == (rows[row]["day_from"], rows[row]["day_to"])
    assert stages["stage_1"] == (date(2026, 12, 1), date(2026, 12, 4))
    assert stages["stage_3"] == (date(2026, 12, 16), date(2027, 1, 12))


def test_questionnaires_at_2_and_6_weeks_3_6_12_months_then_yearly():
    dates = [item.date_from for item in made("prp").part("review")]
    assert dates == [
        date(2026, 12, 15),
        date(2027, 1, 12),
        date(2027, 3, 1),
        date(2027, 6, 1),
        date(2027, 12, 1),
        *(date(year, 12, 1) for year in range(2028, 2032)),
    ]


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 0, date(2026, 12, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_where_the_month_ends(start, months, expected):
    assert add_months(start, months) == expected


def test_what_is_known_not_to_apply_is_left_out_and_what_is_not_known_is_marked():
    open_ = {i.item_id: i.certain for i in made("bmac").items}
    assert open_["nsaid_marrow"] is open_["thinners_cells"] is False
    healthy = ids(made("bmac", HEALTHY))
    assert not {"nsaid_marrow", "thinners_cells", "immune_cells", "picture"} & set(healthy)
    on_both = made("bmac", HEALTHY | {"medicines": ["nsaid", "antiplatelet"]})
    marked = {i.item_id: i.certain for i in on_both.items}
    assert marked["nsaid_marrow"] is marked["thinners_cells"] is True


def test_the_nsaid_pause_comes_from_the_fact():
    days = evidence.load().fact("timeline_022").value
    item = next(i for i in made("bmac").items if i.item_id == "nsaid_marrow")
    assert (START - item.date_from).days == days
    assert f"for {days:.0f} days" in item.text
    assert "facts:timeline_022" in {c.row_id for c in item.citations}


def test_prp_says_that_clinics_disagree_and_none_after_for_weeks():
    found = {i.item_id: i for i in made("prp").items}
    assert (START - found["nsaid_prp"].date_from).days == 14  # weeks are turned into days
    assert "4 days" in found["nsaid_prp"].text
    assert "2 weeks" in found["nsaid_prp"].text
    assert (found["nsaid_after"].date_to - START).days == 14


def test_shares_become_whole_people():
    text = next(i for i in made("bmac").items if i.item_id == "inject").text
    assert "96 of 100" in text
    assert "78" in text


@pytest.mark.parametrize("treatment", plannable())
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_plan_is_whole(treatment, language):
    found = made(treatment, language=language)
    parts = {item.part for item in found.items}
    assert {"preparation", "aftercare", "warning", "review"} <= parts
    assert ("day" in parts) is (found.anchor == "procedure")
    assert len(set(ids(found))) == len(found.items)
    for item in found.items:
        assert item.title
        assert len(item.title) <= 80 or item.urgency
        assert "{" not in item.text + item.title
        assert item.citations
        if item.part == "preparation":
            assert item.date_to < START
        elif item.date_from:
            assert item.date_from >= START
    assert [i.part for i in found.items] == sorted((i.part for i in found.items), key=_place)
    assert json.loads(json.dumps(found.to_dict()))["language"] == language


def _place(part):
    return ["preparation", "day", "aftercare", "ladder", "warning", "review"].index(part)


def test_red_flags_come_before_any_plan_and_contraindications_too():
    red = plan("bmac", START, Intake.from_yaml(EXAMPLES / "hot_swollen_knee_67.yaml"))
    assert "infection" in red.cautions()[0] or "infected" in red.cautions()[0]
    assert red.to_dict()["cautions"]
    ruled_out = made("prp", HEALTHY | {"conditions": ["low_platelets"]})
    assert len(ruled_out.cautions()) == 1
    assert made("exercise", HEALTHY).cautions() == ()


def test_names_people_use_and_names_nobody_has():
    assert made("cortisone").treatment == "cs"
    assert made("knee replacement").treatment == "tka"
    with pytest.raises(NotFoundError):
        made("snake oil")
    with pytest.raises(NotFoundError, match="There are plans for bmac"):
        made("duloxetine")


@pytest.mark.parametrize("written", ["tomorrow", "01/12/2026", "2026-13-01", "", "1850-01-01", "9999-12-31"])
def test_dates_that_cannot_be(written):
    with pytest.raises(InputError, match="such as 2026-12-01"):
        parse_start(written)


def test_the_calendar_holds_every_dated_item_on_its_days():
    found = made("tka", {"knee": "left"})
    events = Calendar.from_ical(found.to_ics()).walk("VEVENT")
    dated = [item for item in found.items if item.date_from]
    assert len(events) == len(dated)
    for event, item in zip(events, dated, strict=True):
        assert event.decoded("dtstart") == item.date_from
        assert (event.decoded("dtend") - item.date_to).days == 1
        assert item.title in str(event["summary"])
        assert str(event["uid"]).startswith("tka-left-")


def run(*arguments):
    return CliRunner().invoke(cli, ["plan", *arguments])


def test_the_command_prints_parts_dates_and_numbered_sources():
    result = run("prp", "--start", "2026-12-01", "--person", str(EXAMPLES / "mild_oa_52.yaml"))
    assert result.exit_code == 0, result.output
    for said in ("Your plan: Platelet-rich plasma", "2026-12-15", "[1", "Warning signs", "PMC7134348"):
        assert said in result.output
    assert "if this applies to you" not in result.output  # this person has answered


def test_the_command_writes_a_calendar_and_json(tmp_path):
    path = tmp_path / "plan.ics"
    result = run("exercise", "--start", "2026-12-01", "--ics", str(path), "--language", "es")
    assert result.exit_code == 0, result.output
    assert Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    data = json.loads(run("exercise", "--start", "2026-12-01", "--json").output)
    assert data["treatment"] == "exercise"


def test_the_command_refuses_in_words(tmp_path):
    assert isinstance(run("bmac", "--start", "soon").exception, InputError)
    assert isinstance(run("nothing at all", "--start", "2026-12-01").exception, InputError)
    missing = run("bmac", "--start", "2026-12-01", "--ics", str(tmp_path / "no" / "plan.ics"))
    assert isinstance(missing.exception, InputError)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("language", "said"), [("en", "already past (2026-1"), ("es", "ya pasó (")])
def test_the_terminal_says_what_is_past_while_the_treatment_is_ahead(capsys, language, said):
    from kneewise.cli.plan import show

    show(made("bmac", language=language), evidence.load(), date(2026, 11, 30))
    assert said in capsys.readouterr().out
    show(made("bmac", language=language), evidence.load(), date(2026, 6, 1))
    assert said not in capsys.readouterr().out
