"""The first layer: red flags, what this means for you, what fits your knee and your health."""

from __future__ import annotations

from kneewise.candidacy.screen import Screening, ask
from kneewise.outlook.results import OptionForecast, Outlook
from kneewise.report.blocks import Block, Bullets, Callout, Cell, Section, Table, Text
from kneewise.report.voice import Voice, people

REASONS_SHOWN = 3
QUESTIONS_SHOWN = 6


def red_flags(voice: Voice, screening: Screening) -> Section | None:
    """Signs that need help first; None where there are none."""
    if not screening.red_flags:
        return None
    urgency = {f.urgency: voice.t("urgency-" + f.urgency.replace("_", "-")) for f in screening.red_flags}
    items = tuple(Text(f"{urgency[f.urgency]}: {f.words}", (f.citation,)) for f in screening.red_flags)
    callout = Callout("urgent", voice.t("report-flags-title"), items)
    return Section("red-flags", voice.t("report-flags-title"), 1, (callout, Text(voice.t("report-flags-after"))))


def _benefit(voice: Voice, option: OptionForecast, sham: str) -> Text:
    b = option.benefit_at("pain", voice.week)
    if b is None:
        sentence = voice.t(
            "report-summary-no-forecast", option=voice.inside(option.treatment), reason=voice.why_not(option)
        )
        return Text(sentence)
    more = voice.difference_count(b.meaningful, b.meaningful_sham)
    words = voice.t("report-more", count=more) if more >= 0 else voice.t("report-fewer", count=-more)
    sentence = voice.t(
        "report-summary-benefit",
        option=voice.inside(option.treatment),
        sham=voice.inside(sham),
        time=voice.then,
        **{"with": people(b.meaningful.count)},
        without=people(b.meaningful_sham.count),
        more=words,
        range=voice.difference_range(b.meaningful_difference),
    )
    return Text(sentence, b.beyond_placebo.citations)


def _serious(voice: Voice, option: OptionForecast) -> Text | None:
    harm = next((h for h in option.harms if h.seriousness == "serious"), None)
    if harm is None:
        return None
    high = people(harm.with_option.high)
    weeks = harm.followup_weeks
    span = "" if weeks is None else voice.t("report-summary-harms-span", time=voice.span(weeks))
    if harm.zero_events:
        return Text(voice.t("report-summary-harms-zero", n=harm.n_people, high=high, span=span), harm.citations)
    count = people(harm.with_option.count)
    return Text(voice.t("report-summary-harms-serious", count=count, high=high, span=span), harm.citations)


def _price(voice: Voice, option: OptionForecast) -> Text | None:
    p = option.price
    if p is None:
        return None
    low, high = voice.money(p.low), voice.money(p.high)
    if p.low == p.high:
        sentence = voice.t("report-summary-price-one", price=low, currency=p.currency)
    elif p.typical is None:
        sentence = voice.t("report-summary-price-range", low=low, high=high, currency=p.currency)
    else:
        typical = voice.money(p.typical)
        sentence = voice.t("report-summary-price", typical=typical, low=low, high=high, currency=p.currency)
    return Text(sentence, p.citations)


def summary(voice: Voice, outlook: Outlook, main: str, other: str | None, shams: dict[str, str]) -> Section:
    """At most 150 words on the option in question, with one alternative beside it."""
    option = outlook.option(main)
    lines: list[Text | None] = [_benefit(voice, option, shams[main])]
    certainty = option.certainty.get("pain")
    if certainty and option.benefits:
        lines.append(Text(voice.t("report-summary-sure", level=voice.level(certainty))))
    lines += [_serious(voice, option), _price(voice, option)]
    if other is not None:
        b = outlook.option(other).benefit_at("pain", voice.week)
        if b is not None:
            sentence = voice.t(
                "report-summary-other",
                option=voice.inside(other),
                sham=voice.inside(shams[other]),
                time=voice.then,
                **{"with": people(b.meaningful.count)},
                without=people(b.meaningful_sham.count),
            )
            lines.append(Text(sentence, b.beyond_placebo.citations))
    blocks: list[Block] = [line for line in lines if line is not None]
    first = next((b for o in outlook.options for b in o.benefits if b.outcome == "pain"), None)
    if first is not None and (option.benefits or other):
        sentence = voice.t("report-clearly-better", mcid=f"{first.mcid.value:.0f}")
        blocks.append(Text(sentence, first.mcid.citations))
    blocks.append(Text(voice.t("report-informs")))
    return Section("summary", voice.t("report-summary-title"), 1, tuple(blocks))


def candidacy(voice: Voice, screening: Screening, shown: tuple[str, ...]) -> Section:
    """Possible, talk about it first, or not now; with the strongest reasons and what to find out first."""
    blocks: list[Block] = [_results(voice, screening, shown)]
    questions = [q.field for q in screening.find_out_first if q.could_rule_out]
    flags = [ask(field, voice.language) for field in questions if field.startswith("red_flags.")]
    others = [Text(ask(field, voice.language)) for field in questions if not field.startswith("red_flags.")]
    if flags:
        blocks.append(Text(voice.t("report-flags-not-asked", items="; ".join(flags))))
    if others:
        blocks += [Text(voice.t("report-find-out-title") + ":"), Bullets(tuple(others[:QUESTIONS_SHOWN]))]
    return Section("candidacy", voice.t("report-candidacy-title"), 2, tuple(blocks))


def candidacy_of_the_rest(voice: Voice, screening: Screening, rest: tuple[str, ...]) -> Section:
    """The same for the options that are not looked at closely."""
    return Section("candidacy-rest", voice.t("report-candidacy-rest"), 3, (_results(voice, screening, rest),))


def _results(voice: Voice, screening: Screening, shown: tuple[str, ...]) -> Table:
    rows = []
    screened = {r.treatment: r for r in screening.treatments}
    for code in shown:
        if code not in screened:
            continue
        result = screened[code]
        reasons = result.reasons[:REASONS_SHOWN]
        why = " ".join(r.words for r in reasons)
        rows.append(
            (
                Cell(voice.name(code)),
                Cell(voice.t(f"report-status-{result.result}")),
                Cell(why, tuple(r.citation for r in reasons)),
            )
        )
    header = tuple(voice.t(f"report-candidacy-{k}") for k in ("option", "result", "why"))
    return Table(voice.t("report-candidacy-caption"), header, tuple(rows))
