"""What an option does for pain: the forecast for a typical person at each time, and the trials one by one."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

import polars as pl

from kneewise import words
from kneewise.charts import EffectRow, effects_chart
from kneewise.charts.forest_drawing import ForestLine, forest_drawing
from kneewise.evidence import WINDOWS, Dataset
from kneewise.outlook import OptionForecast, Outlook, Person, forecast
from kneewise.outlook.forecast import Limits
from kneewise.outlook.frequencies import Z95
from kneewise.quantities import Interval
from kneewise.report.voice import HEADLINE_WEEK, WEEKS, Voice, people
from kneewise.web.environment import address
from kneewise.web.presenters.numbers import plain_number
from kneewise.web.presenters.option_content import codes
from kneewise.web.presenters.option_links import links

# Trials in the drawing, most precise first; the explorer has all.
TRIALS_DRAWN = 12
# Pages that speak of a whole group of treatments: the trials of its members are shown with its own.
GROUP_PAGES = frozenset({"supplements", "weight_loss"})
# Room for "6 semanas" at the left of the picture over time.
TIME_LABELS = 90
# Where most trials of an option measured, the window nearest to six months is shown.
WINDOW_ORDER = (26, 13, 52, 6, 104)


@lru_cache(maxsize=4)
def typical(dataset: Dataset, language: str) -> Outlook:
    """The outlook of a person of whom nothing is known: pain as in the trials, everything else unknown."""
    return forecast(Person(), dataset=dataset, language=language)


def option_forecast(dataset: Dataset, code: str, language: str) -> OptionForecast | None:
    """The typical forecast of one option; None for an option that the forecasts do not know."""
    try:
        return typical(dataset, language).option(code)
    except KeyError:
        return None


def forecast_of(dataset: Dataset, code: str, language: str) -> dict[str, Any] | None:
    """Pain beyond the comparison at each time as sentence, picture and table; None where there is no honest number."""
    option = option_forecast(dataset, code, language)
    if option is None or option.treatment == option.sham:
        return None
    voice = Voice(language, dataset)
    rows = [b for week in WEEKS if (b := option.benefit_at("pain", week)) is not None]
    at, course = option.benefit_at("pain", HEADLINE_WEEK), option.course("pain")
    if at is None or course is None:
        return None
    last = course.beyond_last_trial_week
    certainty = option.certainty.get("pain")
    with_it, without = people(at.meaningful.count), people(at.meaningful_sham.count)
    return {
        "sentence": voice.t(
            "option-forecast", option=voice.inside(code), sham=voice.inside(option.sham), time=voice.time(at.week),
            n=with_it, rest=100 - with_it, other=without, other_rest=100 - without,
        ),
        "range": voice.t(
            "option-forecast-range",
            more=voice.signed(with_it - without),
            range=voice.difference_short(at.meaningful_difference),
        ),
        "basis": voice.t(
            f"option-basis-{option.basis}".replace("_", "-"), trials=option.n_trials, people=option.n_people
        ),
        "certainty": None if certainty is None else voice.level(certainty),
        "reasons": () if certainty is None else certainty.reasons,
        "mcid": voice.t("report-clearly-better", mcid=plain_number(at.mcid.value, language, 1)),
        "sham": voice.name(option.sham),
        "rows": [
            {
                "time": voice.time(b.week),
                "points": plain_number(b.beyond_placebo.value, language, 1).replace("-", "−"),
                "range": _range(b.beyond_placebo.ci, language),
                "with": voice.frequency(b.meaningful),
                "without": voice.frequency(b.meaningful_sham),
                "worse": "–" if b.worse is None else voice.frequency(b.worse),
                "beyond": last is not None and b.week > last,
            }
            for b in rows
        ],
        "drawing": _over_time(voice, rows, option),
        "links": links(at.beyond_placebo.citations, language),
        "mcid_links": links(at.mcid.citations, language),
    }  # fmt: skip


def _range(interval: Interval | None, language: str) -> str:
    assert interval is not None
    low, high = (plain_number(v, language, 1).replace("-", "−") for v in (interval.low, interval.high))
    return words.text("report-range", language, low=low, high=high)


def _over_time(voice: Voice, rows: list[Any], option: OptionForecast) -> Any:
    lines = [
        EffectRow(voice.time(b.week), b.beyond_placebo.value, b.beyond_placebo.ci, b.beyond_placebo.pi) for b in rows
    ]
    items = "; ".join(
        voice.t(
            "report-effects-item",
            option=r.label,
            value=f"{r.value:.1f}",
            low=f"{r.ci.low:.1f}",
            high=f"{r.ci.high:.1f}",
        )
        for r in lines
    )
    return effects_chart(
        lines,
        mcid=rows[0].mcid.value,
        alt=voice.t(
            "option-effects-alt", option=voice.inside(option.treatment), sham=voice.inside(option.sham), list=items
        ),
        better=voice.t("report-effects-better"),
        worse=voice.t("report-effects-worse"),
        mcid_label=voice.t("report-effects-mcid"),
        label_width=TIME_LABELS,
        headings=(
            voice.t("option-col-time"),
            voice.t("report-effects-heading-value"),
            voice.t("report-effects-heading-ci"),
            voice.t("report-effects-heading-pi"),
        ),
    )


@lru_cache(maxsize=len(WINDOWS))
def _contrasts(dataset: Dataset, window: int) -> list[dict[str, Any]]:
    return dataset.network_data("pain", window, "knee_oa", simplify=True).to_dicts()


def _sides(code: str, treatment: str, other: str) -> bool:
    """Whether ``treatment`` against ``other`` shows what ``code`` does: alone, or added to what both groups had."""
    ours, theirs = set(treatment.split("+")), set(other.split("+"))
    return code in ours - theirs and (ours == {code} or ours - {code} == theirs)


def _against_anything(dataset: Dataset, code: str, window: int) -> list[dict[str, Any]]:
    """Contrasts of the treatment with anything in a window, as treatment minus other, most precise first."""
    found = []
    for r in _contrasts(dataset, window):
        for ours, theirs, md in ((r["treat1"], r["treat2"], r["te"]), (r["treat2"], r["treat1"], -r["te"])):
            if _sides(code, ours, theirs):
                found.append(
                    {"trial": r["study"], "code": code, "treatment": ours, "other": theirs, "md": md, "se": r["se"]}
                )
    return sorted(found, key=lambda r: r["se"])


def kinds(dataset: Dataset, code: str) -> tuple[str, ...]:
    """The treatment itself; for a page on a whole group (supplements, weight) also those that belong to it.

    Those with a page of their own are left to that page.
    """
    members = [t["code"] for t in dataset.treatments.iter_rows(named=True) if code in (t["broader"] or ())]
    alone = [m for m in members if "+" not in m and m not in codes()]
    return (code, *alone) if code in GROUP_PAGES else (code,)


def forest(dataset: Dataset, code: str, language: str) -> dict[str, Any] | None:
    """Trials that compare the option with anything in pain, near six months or else when most measured."""
    by_window = {
        w: rows
        for w in WINDOW_ORDER
        if (rows := [r for kind in kinds(dataset, code) for r in _against_anything(dataset, kind, w)])
    }
    if not by_window:
        return None
    most = max(by_window, key=lambda w: len(by_window[w]))
    window = HEADLINE_WEEK if HEADLINE_WEEK in by_window and code not in GROUP_PAGES else most
    rows = by_window[int(window)]
    voice = Voice(language, dataset)
    labels = dict(dataset.trials.select("trial_id", "label").iter_rows())
    shown = sorted(rows[:TRIALS_DRAWN], key=lambda r: r["md"])
    lines = [
        ForestLine(
            _label(voice, labels, r, code),
            r["md"],
            Interval(r["md"] - Z95 * r["se"], r["md"] + Z95 * r["se"]),
        )
        for r in shown
    ]
    when = voice.time(float(window))
    query = urlencode({"view": "compare", "window": int(window), "a": rows[0]["treatment"], "b": rows[0]["other"]})
    drawing = forest_drawing(
        lines,
        mcid=Limits.of(dataset, "pain").mcid.value,
        alt=voice.t("option-forest-alt", option=voice.inside(code), count=len(lines), total=len(rows), time=when),
        better=voice.t("report-effects-better"),
        worse=voice.t("report-effects-worse"),
        mcid_label=voice.t("report-effects-mcid"),
        headings=(
            voice.t("option-col-trial"),
            voice.t("report-effects-heading-value"),
            voice.t("report-effects-heading-ci"),
            voice.t("report-effects-heading-pi"),
        ),
    )
    return {
        "drawing": drawing,
        "when": when,
        "shown": len(lines),
        "total": len(rows),
        "href": f"{address('explore', language)}?{query}",
    }


def _label(voice: Voice, labels: dict[str, str], row: dict[str, Any], code: str) -> str:
    """The trial and what it was compared with; on a page for a group also which of the group it was."""
    said = voice.t("option-versus", trial=labels.get(row["trial"]) or row["trial"], other=voice.inside(row["other"]))
    return said if row["code"] == code else f"{voice.name(row['code'])}: {said}"


def trials(dataset: Dataset, code: str, language: str) -> list[dict[str, Any]]:
    """All trials with the option in a group, largest first."""
    wanted = list(kinds(dataset, code))
    parts = pl.col("treatment").str.split("+").list
    with_it = dataset.arms.filter(parts.eval(pl.element().is_in(wanted)).list.any())["trial_id"].unique()
    rows = dataset.trials.filter(pl.col("trial_id").is_in(with_it.to_list()) & pl.col("duplicate_of").is_null())
    return [
        {
            "label": t["label"] or t["trial_id"],
            "href": address("trial", language, t["trial_id"]),
            "n": t["n_randomised"] or "",
            "weeks": "" if t["max_followup_weeks"] is None else f"{t['max_followup_weeks']:g}",
            "bias": words.text(f"option-bias-{t['risk_of_bias'] or 'unknown'}", language),
        }
        for t in rows.sort("n_randomised", descending=True, nulls_last=True).iter_rows(named=True)
    ]
