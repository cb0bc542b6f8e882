"""The third layer: a new knee in the years ahead, rules and guidelines, certainty, values, questions, next steps."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kneewise import words
from kneewise.candidacy.screen import Screening, ask
from kneewise.outlook.results import Beside, OptionForecast, Outlook
from kneewise.outlook.values import ValuesResult
from kneewise.report.blocks import Block, Bullets, Cell, Section, Table, Text
from kneewise.report.voice import Voice, people
from kneewise.sources import Citation

if TYPE_CHECKING:
    from kneewise.evidence import Dataset

REGULATORS_SHOWN = 4
GUIDELINES_SHOWN = 4
QUESTIONS_SHOWN = 10
FITS_SHOWN = 8


def replacement(voice: Voice, outlook: Outlook) -> Section | None:
    """Knee replacement in the years ahead, as far as the facts go."""
    if not outlook.knee_replacement:
        return None
    lines = [
        Text(voice.t(f"report-tkr-{k.who}", count=voice.frequency(k.frequency), years=k.years), k.citations)
        for k in outlook.knee_replacement
    ]
    blocks = (Bullets(tuple(lines)), Text(voice.t("report-tkr-note")))
    return Section("replacement", voice.t("report-tkr-title"), 3, blocks)


def rules(voice: Voice, outlook: Outlook, chosen: tuple[str, ...]) -> Section:
    """What regulators and guidelines say of the chosen options, the person's country first."""
    regulators: dict[tuple[str, ...], tuple[Cell, ...]] = {}
    advice = []
    for code in chosen:
        option = outlook.option(code)
        for r in option.regulation[:REGULATORS_SHOWN]:
            regulators.setdefault(
                (r.jurisdiction, r.body, r.basis),
                (
                    Cell(voice.place(r.jurisdiction)),
                    Cell(r.body),
                    Cell(f"{r.status}. {r.basis}", (r.citation,)),
                    Cell(r.effective_date),
                ),
            )
        for g in option.guidelines[:GUIDELINES_SHOWN]:
            body = f"{g.body} {g.year}" if g.year else g.body
            direction = voice.t(f"report-direction-{g.direction}")
            advice.append((Cell(voice.name(code)), Cell(body), Cell(direction, (g.citation,)), Cell(g.wording_summary)))
    blocks: list[Block] = []
    if regulators:
        header = tuple(voice.t(f"report-rules-{k}") for k in ("where", "who", "status", "date"))
        blocks.append(Table(voice.t("report-rules-regulators"), header, tuple(regulators.values())))
    if advice:
        header = tuple(voice.t(f"report-rules-{k}") for k in ("option", "who", "direction", "status"))
        blocks.append(Table(voice.t("report-rules-guidelines"), header, tuple(advice)))
    return Section("rules", voice.t("report-rules-title"), 2, tuple(blocks))


def certainty(voice: Voice, outlook: Outlook, chosen: tuple[str, ...]) -> Section:
    """How sure, per option, with the reasons; how like the trials' people; how good such forecasts have been."""
    blocks: list[Block] = []
    lines = []
    for code in chosen:
        option = outlook.option(code)
        sure = option.certainty.get("pain")
        if sure is None or not option.benefits:
            continue
        reasons = " ".join(sure.reasons)
        lines.append(
            Text(
                voice.t(
                    "report-certainty-line", option=voice.name(code), level=voice.level(sure), reasons=reasons
                ).strip()
            )
        )
    lines += [_beside(voice, outlook.option(code), b) for code in chosen for b in outlook.option(code).beside]
    if lines:
        blocks.append(Bullets(tuple(lines)))
    like = outlook.likeness
    if like.outside:
        features = ", ".join(voice.t(f"report-feature-{f}") for f in like.outside)
        blocks.append(Text(voice.t("report-likeness-outside", features=features)))
    elif like.by_feature:
        blocks.append(Text(voice.t("report-likeness", share=people(100 * like.share))))
    return Section("certainty", voice.t("report-certainty-title"), 2, (*blocks, *track_record(voice, outlook)))


def _beside(voice: Voice, option: OptionForecast, b: Beside) -> Text:
    """The headline with a trial counted in that is known only in words. Signs are turned: less pain reads as plus."""
    sentence = voice.t(
        f"report-beside-{b.variant}",
        option=voice.name(option.treatment),
        time=voice.time(b.week),
        **{"with": f"{-b.middle:.0f}"},
        without=f"{-b.headline:.0f}",
        low=f"{-b.effect.high:.0f}",
        high=f"{-b.effect.low:.0f}",
    )
    return Text(sentence, b.citations)


SMALLEST_SHIFT = 0.5  # points on 0–100; less would round to none


def shifts(voice: Voice, outlook: Outlook, main: str) -> Section | None:
    """What the person's own answers change in the option in question, and how weak the evidence for that is."""
    option = outlook.option(main)
    lines = []
    for s in option.shifts:
        if abs(s.shift) < SMALLEST_SHIFT:
            continue
        # The sign is turned: people read "larger" as plus.
        ends = {"low": f"{-s.high:+.0f}", "high": f"{-s.low:+.0f}"}
        sentence = voice.t(
            "report-shift-more" if s.shift < 0 else "report-shift-less",
            feature=voice.t(f"report-feature-{s.feature}"),
            option=voice.inside(main),
            points=max(round(abs(s.shift)), 1),
            range=voice.t("report-shift-range", **ends),
        )
        lines.append(Text(sentence))
    if not lines:
        return None
    blocks = (Bullets(tuple(lines)), Text(voice.t("report-shift-weak")))
    return Section("shifts", voice.t("report-shift-title"), 3, blocks)


def track_record(voice: Voice, outlook: Outlook) -> tuple[Text, ...]:
    """How good such forecasts have been, if that has been measured for this dataset."""
    record = outlook.track_record
    if record is None:
        return ()
    shares = {"c95": people(100 * record.coverage_95), "c80": people(100 * record.coverage_80)}
    return (Text(voice.t("report-track-record", trials=record.n_trials, **shares)),)


def values(voice: Voice, result: ValuesResult | None) -> Section | None:
    """The options in the order that fits the person's weights."""
    if result is None or not result.fits:
        return None
    header = tuple(voice.t(f"report-values-{k}") for k in ("option", "score", "first"))
    rows = tuple(
        (Cell(voice.name(f.treatment)), Cell(str(round(100 * f.score))), Cell(str(people(100 * f.first_share))))
        for f in result.fits[:FITS_SHOWN]
    )
    blocks = (
        Text(voice.t("report-values-intro", time=voice.then)),
        Table(voice.t("report-values-caption"), header, rows),
        Text(voice.t("report-values-firm", share=people(100 * result.order_kept))),
    )
    return Section("values", voice.t("report-values-title"), 2, blocks)


@lru_cache(maxsize=8)
def questions(dataset: Dataset, language: str) -> Section:
    """Questions to take along, from the evidence's list; the same for everyone."""
    items = []
    for row in dataset.questions.head(QUESTIONS_SHOWN).iter_rows(named=True):
        citation = Citation(row["source"], row["location"] or "", row_id=f"questions:{row['question_id']}")
        items.append(Text(words.text(f"ask-clinic-{row['question_id']}", language), (citation,)))
    return Section("questions", words.text("report-questions-title", language), 2, (Bullets(tuple(items)),))


def next_steps(voice: Voice, screening: Screening) -> Section:
    """What to do with the report."""
    lines = []
    open_questions = [q for q in screening.find_out_first if q.could_rule_out][:3]
    if open_questions:
        lines.append(
            Text(voice.t("report-next-find-out", items="; ".join(ask(q.field, voice.language) for q in open_questions)))
        )
    lines += [Text(voice.t(f"report-next-{k}")) for k in ("take", "time", "plan")]
    return Section("next", voice.t("report-next-title"), 2, (Bullets(tuple(lines)),))
