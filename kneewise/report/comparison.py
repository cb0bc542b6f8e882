"""The second layer: options side by side, course over time, a hundred people, harms, cost, what is involved."""

from __future__ import annotations

from kneewise.charts import EffectRow, course_chart, effects_chart, icon_array, price_chart
from kneewise.evidence import WINDOWS
from kneewise.outlook.results import OptionForecast, Outlook
from kneewise.report.blocks import Block, Cell, Picture, Pictures, Section, Table, Text
from kneewise.report.voice import HEADLINE_WEEK, WEEKS, Quote, Voice, people
from kneewise.sources import Citation

# As many options can be chosen; their picture is drawn for a phone. That of all options is wide and can be moved.
MOST_NARROW_ROWS = 4
WAITING = "no_treatment"


def _cited(voice: Voice, option: OptionForecast) -> tuple[Citation, ...]:
    """What the forecast of an option rests on."""
    b = option.benefit_at("pain", voice.week)
    return b.beyond_placebo.citations if b is not None else ()


def _row(voice: Voice, option: OptionForecast) -> tuple[Cell, ...]:
    b = option.benefit_at("pain", voice.week)
    serious = next((h for h in option.harms if h.seriousness == "serious"), None)
    certainty = option.certainty.get("pain")
    effect: tuple[Cell, ...] = (Cell(voice.t("report-none")), Cell("–"), Cell("–"))
    if b is not None:
        more = voice.signed(voice.difference_count(b.meaningful, b.meaningful_sham))
        itself = option.treatment == option.sham
        effect = (
            Cell(voice.frequency(b.meaningful), b.beyond_placebo.citations),
            Cell("–") if itself else Cell(voice.frequency(b.meaningful_sham), b.beyond_placebo.citations),
            Cell("–" if itself else f"{more} ({voice.difference_short(b.meaningful_difference)})"),
        )
    return (
        Cell(voice.name(option.treatment)),
        *effect,
        Cell(voice.harm_named(serious), serious.citations) if serious else Cell(voice.t("report-unknown")),
        Cell(voice.price(option.price), option.price.citations if option.price else ()),
        Cell(voice.level(certainty) if certainty and b else "–"),
    )


def _beside(voice: Voice, outlook: Outlook, options: list[OptionForecast]) -> list[tuple[Cell, ...]]:
    """Lines for what the options are held against, whoever chose what: each sham once, and waiting."""
    rows: dict[str, tuple[Cell, ...]] = {}
    for option in options:
        b = option.benefit_at("pain", voice.week)
        if b is not None and option.sham not in rows and option.sham not in {o.treatment for o in outlook.options}:
            share = Cell(voice.frequency(b.meaningful_sham), b.beyond_placebo.citations)
            rows[option.sham] = (Cell(voice.name(option.sham)), share, *(Cell("–") for _ in range(5)))
    if WAITING not in {o.treatment for o in options}:
        rows[WAITING] = _row(voice, outlook.option(WAITING))
    return list(rows.values())


def options_table(voice: Voice, outlook: Outlook, shown: tuple[str, ...], *, every: bool = False) -> Section:
    """One line per option, then sham and waiting; the effects beyond the comparison as a picture; why some have no
    number.

    ``every``: the section of all options, which a page may fold; else that of the chosen ones.
    """
    header = tuple(
        voice.t(f"report-options-{k}") for k in ("option", "with", "without", "more", "serious", "price", "sure")
    )
    options = [outlook.option(code) for code in shown]
    caption = voice.t("report-options-caption", time=voice.then)
    beside = [] if every else _beside(voice, outlook, options)
    blocks: list[Block] = [Table(caption, header, (*(_row(voice, o) for o in options), *beside))]
    refused: dict[str, list[str]] = {}
    for option in options:
        if not option.benefits:
            refused.setdefault(voice.why_not(option), []).append(voice.inside(option.treatment))
    blocks += [Text(voice.t("report-no-number", options=", ".join(n), reason=r)) for r, n in refused.items()]
    blocks += _about_the_time(voice, options)
    picture = _effects(voice, options)
    if picture is not None:
        blocks.append(Pictures((picture,)))
    if every:
        return Section("options-all", voice.t("report-options-all-title"), 3, tuple(blocks))
    return Section("options", voice.t("report-options-title"), 2, tuple(blocks))


def _about_the_time(voice: Voice, options: list[OptionForecast]) -> list[Text]:
    """What the numbers at the chosen time do not rest on: trials that lasted as long, a grade for that time."""
    first_week = WINDOWS[int(voice.week)][0]
    shorter = []
    for option in options:
        if option.last_trial_week is not None and option.last_trial_week < first_week:
            shorter.append(voice.inside(option.treatment))
    found = []
    if shorter:
        found.append(Text(voice.t("report-beyond-trials", options=", ".join(shorter), time=voice.then)))
    if voice.week != HEADLINE_WEEK and any(o.certainty for o in options):
        found.append(Text(voice.t("report-sure-at", time=voice.time(HEADLINE_WEEK))))
    return found


def _effects(voice: Voice, options: list[OptionForecast]) -> Picture | None:
    """Effects on pain beyond the comparison as one picture; None where no option has one."""
    rows, items = [], []
    mcid = 0.0
    for option in options:
        b = option.benefit_at("pain", voice.week)
        if b is None or b.beyond_placebo.ci is None or option.treatment == option.sham:
            continue
        e, ci = b.beyond_placebo, b.beyond_placebo.ci
        mcid = b.mcid.value
        name = voice.name(option.treatment)
        rows.append(EffectRow(name, e.value, ci, e.pi))
        ends = {"value": voice.points(e.value), "low": voice.points(ci.low), "high": voice.points(ci.high)}
        items.append(voice.t("report-effects-item", option=name, **ends))
    if not rows:
        return None
    headings = tuple(voice.t(f"report-effects-heading-{k}") for k in ("option", "value", "ci", "pi"))
    drawing = effects_chart(
        rows,
        mcid=mcid,
        alt=voice.t("report-effects-alt", time=voice.then, list="; ".join(items)),
        better=voice.t("report-effects-better"),
        worse=voice.t("report-effects-worse"),
        mcid_label=voice.t("report-effects-mcid"),
        headings=(headings[0], headings[1], headings[2], headings[3]),
        decimal=voice.decimal,
        narrow=len(rows) <= MOST_NARROW_ROWS,
    )
    return Picture(drawing, voice.t("report-options-effects"), tuple(c for o in options for c in _cited(voice, o)))


def course(voice: Voice, outlook: Outlook, chosen: tuple[str, ...], shams: dict[str, str]) -> Section | None:
    """Pain over two years for the chosen options, each beside its comparison."""
    ticks = [(float(w), voice.t(f"report-tick-{w}")) for w in WEEKS]
    headings = (
        voice.t("report-course-heading-time"),
        voice.t("report-course-heading-mean"),
        voice.t("report-course-heading-like"),
        voice.t("report-course-heading-you"),
    )
    pictures = []
    for code in chosen:
        line = outlook.option(code).course("pain")
        if line is None:
            continue
        sham = outlook.shams.get(shams[code])
        at = next((p for p in line.points if p.week == voice.week), line.points[-1])
        name = voice.name(code)
        alt = voice.t(
            "report-course-alt",
            option=name,
            now=people(line.points[0].mean),
            then=people(at.mean),
            time=voice.time(at.week),
            low=people(at.you.low),
            high=people(at.you.high),
        )
        drawing = course_chart(
            line,
            sham,
            alt=alt,
            week_labels=ticks,
            axis_best=voice.t("report-course-best"),
            axis_worst=voice.t("report-course-worst"),
            marked_week=voice.week,
            headings=headings,
        )
        pictures.append(Picture(drawing, name, _cited(voice, outlook.option(code))))
    if not pictures:
        return None
    blocks = (Text(voice.t("report-course-intro")), Pictures(tuple(pictures)))
    return Section("course", voice.t("report-course-title"), 2, blocks)


def icons(voice: Voice, outlook: Outlook, chosen: tuple[str, ...], shams: dict[str, str]) -> Section | None:
    """A hundred people for each chosen option and its comparison, same time, same hundred."""
    headings = (voice.t("report-icons-solid"), voice.t("report-icons-hatched"), voice.t("report-icons-empty"))
    pictures: list[Picture] = []
    seen: set[str] = set()
    for code in chosen:
        b = outlook.option(code).benefit_at("pain", voice.week)
        if b is None:
            continue
        for name_code, frequency in ((shams[code], b.meaningful_sham), (code, b.meaningful)):
            if name_code in seen:
                continue
            seen.add(name_code)
            count = people(frequency.count)
            alt = voice.t(
                "report-icons-alt",
                option=voice.inside(name_code),
                time=voice.then,
                count=count,
                low=people(frequency.low),
                high=people(frequency.high),
                rest=100 - count,
            )
            pictures.append(
                Picture(
                    icon_array(frequency, alt, headings), voice.name(name_code), _cited(voice, outlook.option(code))
                )
            )
    if not pictures:
        return None
    title = voice.t("report-icons-title", time=voice.then)
    return Section("icons", title, 2, (Text(voice.t("report-icons-intro")), Pictures(tuple(pictures))))


def harms(voice: Voice, outlook: Outlook, shown: tuple[str, ...]) -> Section:
    """Harms in the same format as benefits; serious of 1,000, common of 100."""
    header = tuple(voice.t(f"report-harms-{k}") for k in ("option", "event", "with", "without", "over"))
    blocks: list[Block] = [Text(voice.t("report-harms-time", time=voice.then))]
    options = [outlook.option(code) for code in shown]
    for kind in ("serious", "common"):
        rows = tuple(
            (
                Cell(voice.name(o.treatment)),
                Cell(voice.t(f"harm-{h.event}")),
                Cell(voice.harm(h), h.citations),
                Cell(voice.frequency(h.without) if h.without else "–"),
                Cell(voice.harm_span(h)),
            )
            for o in options
            for h in o.harms
            if h.seriousness == kind
        )
        if rows:
            blocks.append(Table(voice.t(f"report-harms-{kind}"), header, rows))
    without = [voice.name(o.treatment) for o in options if not o.harms and o.treatment_class != "control"]
    if without:
        blocks.append(Text(voice.t("report-harms-none", options=", ".join(without))))
    return Section("harms", voice.t("report-harms-title"), 2, tuple(blocks))


def cost(
    voice: Voice, outlook: Outlook, chosen: tuple[str, ...], offers: dict[str, Quote], shams: dict[str, str]
) -> Section | None:
    """Surveyed prices, the price a person was quoted, and the price of one extra person helped."""
    blocks: list[Block] = []
    pictures = []
    country = outlook.person.country
    for code in chosen:
        option = outlook.option(code)
        p = option.price
        if p is None:
            continue
        name, offer = voice.name(code), offers.get(code)
        quoted = offer.price if offer is not None and offer.currency in (None, p.currency) else None
        if offer is not None and quoted is None:
            asked = {"price": voice.money(offer.price), "currency": offer.currency or "", "other": p.currency}
            blocks.append(Text(voice.t("report-cost-other-currency", option=name, **asked)))
        where = {"option": name, "country": " ".join(filter(None, (p.country, voice.unit(p))))}
        caption = (
            voice.t("report-cost-caption", **where, year=str(p.year))
            if p.year
            else voice.t("report-cost-caption-no-year", **where)
        )
        said = voice.t("report-cost-alt-quoted", price=voice.money(quoted)) if quoted else ""
        ends = {"low": voice.money(p.low), "high": voice.money(p.high), "currency": p.currency}
        headings = tuple(voice.t(f"report-cost-{k}") for k in ("lowest", "typical", "highest"))
        drawing = price_chart(
            p,
            quoted,
            alt=voice.t("report-cost-alt", option=name, **ends, quoted=said),
            headings=(*headings, voice.t("report-cost-quoted")) if quoted else headings,
            quoted_label=voice.t("report-cost-quoted"),
        )
        pictures.append(Picture(drawing, caption, p.citations))
        if country and p.country != country:
            blocks.append(Text(voice.t("report-cost-elsewhere", country=p.country or "")))
        blocks += _per_extra_person(voice, option, quoted, shams[code])
    if not pictures:
        return None
    return Section("cost", voice.t("report-cost-title"), 2, (Pictures(tuple(pictures)), *dict.fromkeys(blocks)))


def _per_extra_person(voice: Voice, option: OptionForecast, quoted: float | None, sham: str) -> list[Text]:
    b, p = option.benefit_at("pain", voice.week), option.price
    if b is None or p is None:
        return []
    names = {"option": voice.name(option.treatment), "sham": voice.inside(sham), "time": voice.then}
    more = b.meaningful_difference
    if min(more.low, more.high) <= 0:
        return [Text(voice.t("report-cost-per-extra-none", **names))]
    paid = quoted if quoted is not None else p.typical if p.typical is not None else p.high
    extra = paid / (more.count / more.of)
    sentence = voice.t(
        "report-cost-per-extra", **names, price=voice.money(paid), currency=p.currency, cost=voice.money(extra)
    )
    return [Text(sentence, p.citations)]


def involved(voice: Voice, outlook: Outlook, chosen: tuple[str, ...]) -> Section:
    """Time off, what cannot be undone, what stays possible."""
    header = (
        voice.t("report-options-option"),
        voice.t("report-involved-recovery"),
        voice.t("report-involved-undone"),
        voice.t("report-involved-possible"),
    )
    rows = []
    for code in chosen:
        option = outlook.option(code)
        times = [
            voice.t(f"report-recovery-{r.milestone}", low=round(r.low_days / 7), high=round(r.high_days / 7))
            for r in option.recovery
        ]
        rows.append(
            (
                Cell(voice.name(code)),
                Cell(
                    "; ".join(times) or voice.t("report-unknown"),
                    tuple(c for r in option.recovery for c in r.citations),
                ),
                Cell(voice.t(f"report-undone-{option.cannot_be_undone}")),
                Cell(voice.t(f"report-possible-{option.stays_possible}")),
            )
        )
    table = Table(voice.t("report-involved-caption"), header, tuple(rows))
    return Section("involved", voice.t("report-involved-title"), 2, (table,))
