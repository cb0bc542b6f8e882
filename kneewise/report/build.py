"""`build`: intake in, ONE report out."""

from __future__ import annotations

import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kneewise import __version__, words
from kneewise.candidacy.fields import UNKNOWN
from kneewise.outlook.table import MODEL
from kneewise.report import comparison, context, opening, sharpening
from kneewise.report.blocks import Report, Section, Text, citations_in
from kneewise.report.voice import Quote, Voice, week_of
from kneewise.sources import Source

if TYPE_CHECKING:
    from kneewise.candidacy.intake import Intake
    from kneewise.candidacy.screen import Screening
    from kneewise.evidence import Dataset
    from kneewise.outlook.results import Outlook
    from kneewise.outlook.sharpness import Sharpness
    from kneewise.outlook.values import ValuesResult

# Stood beside the option in question when the person has not chosen: what every guideline puts first, and waiting.
ALWAYS_BESIDE = ("exercise", "no_treatment")
# The cell product that US clinics offer most for knees (trials and price surveys name it first); shown where the person
# was offered none.
USUAL_CELL_PRODUCT = "bmac"
SEVERE_KL = 4


def _offered(intake: Intake) -> dict[str, Quote | None]:
    """Treatments a clinic has offered, with the price quoted (None where not known), in order."""
    offers = intake.offers if isinstance(intake.offers, tuple) else ()
    found: dict[str, Quote | None] = {}
    for offer in offers:
        code, price, currency = offer.treatment, offer.price, offer.currency
        if code is not None and code != UNKNOWN:
            known = currency if currency != UNKNOWN else None
            found[code] = Quote(float(price), known) if isinstance(price, (int, float)) else None
    return found


def chosen_options(intake: Intake, outlook: Outlook) -> tuple[str, ...]:
    """Two to four options to look at closely: what was offered, exercise, waiting; replacement where the grade is 4."""
    available = {o.treatment for o in outlook.options}
    wanted = [c for c in _offered(intake) if c in available][:2] or [USUAL_CELL_PRODUCT]
    if intake.kl_point == SEVERE_KL:
        wanted.append("tka")
    wanted += ALWAYS_BESIDE
    return tuple(dict.fromkeys(c for c in wanted if c in available))[:4]


def build(
    intake: Intake,
    dataset: Dataset | None = None,
    *,
    language: str | None = None,
    chosen: tuple[str, ...] | None = None,
    week: float | str | None = None,
    today: datetime.date | None = None,
) -> Report:
    """The report for one person.

    Parameters
    ----------
    intake
        What the person said.
    dataset
        The evidence; the packaged one by default.
    language
        ``"en"`` or ``"es"``; by default the intake's, else English.
    chosen
        Codes of the two to four options shown in detail; by default what was offered, exercise and waiting.
    week
        The time that words, tables, pictures and the order by values speak of, in weeks; one of `voice.TIMES`, by
        default `voice.HEADLINE_WEEK`.
    today
        The date printed on the report; by default the clock's.

    Raises
    ------
    InputError
        For a code in ``chosen`` that is no option, and for a ``week`` that is not forecast.
    """
    from kneewise import evidence
    from kneewise.candidacy.screen import screen
    from kneewise.outlook import forecast, person_from_intake
    from kneewise.outlook.sharpness import sharpness

    dataset = dataset or evidence.load()
    language = language or intake.language or "en"
    voice = Voice(language, dataset, week_of(week, language))
    screening = screen(intake, dataset, language=language)
    outlook = forecast(person_from_intake(intake), dataset=dataset, language=language)
    picked = _checked(chosen, outlook) if chosen else chosen_options(intake, outlook)
    values = _values(intake, outlook, voice.week)
    sharp = sharpness(outlook, picked, voice.week, dataset)
    made = _sections(voice, intake, screening, outlook, picked, dataset, values, sharp)
    sections = tuple(s for s in made if s is not None)
    footer = (
        *context.track_record(voice, outlook),
        Text(voice.review()),
        Text(voice.t("report-footer-not-advice")),
        Text(
            voice.t(
                "report-footer-versions",
                dataset=dataset.version,
                version=__version__,
                date=(today or datetime.date.today()).isoformat(),
            )
        ),
    )
    data: dict[str, Any] = {
        "intake": intake,
        "screening": screening,
        "chosen": list(picked),
        "outlook": outlook,
        "values": values,
        "sharpness": sharp,
    }
    return Report(
        title=voice.t("report-title"),
        language=language,
        week=voice.week,
        date=(today or datetime.date.today()).isoformat(),
        urgent=bool(screening.red_flags),
        sections=sections,
        sources=_sources(sections, dataset, screening),
        footer=footer,
        review=voice.review(),
        versions={"kneewise": __version__, **outlook.versions},
        raw=data,
    )


def _checked(chosen: tuple[str, ...], outlook: Outlook) -> tuple[str, ...]:
    from kneewise.errors import InputError

    available = [o.treatment for o in outlook.options]
    for code in chosen:
        if code not in available:
            raise InputError(
                "options", f"include {code!r}, which is none of ours", f"Choose from {', '.join(available)}."
            )
    return tuple(dict.fromkeys(chosen))[:4]


def _values(intake: Intake, outlook: Outlook, week: float) -> ValuesResult | None:
    from kneewise.outlook.values import fit_values

    weights = {k: v for k, v in intake.values.model_dump().items() if isinstance(v, (int, float))}
    return fit_values(outlook, weights, week=week) if any(weights.values()) else None


def _sections(
    voice: Voice,
    intake: Intake,
    screening: Screening,
    outlook: Outlook,
    picked: tuple[str, ...],
    dataset: Dataset,
    values: ValuesResult | None,
    sharp: Sharpness | None,
) -> list[Section | None]:
    """All sections in reading order; None for those that have nothing to say."""
    every = tuple(o.treatment for o in outlook.options)
    shams = {o.treatment: o.sham for o in outlook.options}
    quotes = {code: quote for code, quote in _offered(intake).items() if quote is not None}
    other = next((c for c in picked[1:] if outlook.option(c).benefits and c != "no_treatment"), None)
    return [
        opening.red_flags(voice, screening),
        opening.summary(voice, outlook, picked[0], other, shams),
        opening.candidacy(voice, screening, picked),
        comparison.options_table(voice, outlook, picked),
        comparison.course(voice, outlook, picked, shams),
        comparison.icons(voice, outlook, picked, shams),
        comparison.harms(voice, outlook, picked),
        comparison.cost(voice, outlook, picked, quotes, shams),
        comparison.involved(voice, outlook, picked),
        context.rules(voice, outlook, picked),
        context.certainty(voice, outlook, picked),
        sharpening.section(voice, outlook, sharp),
        context.values(voice, values),
        context.questions(dataset, voice.language),
        context.next_steps(voice, screening),
        context.shifts(voice, outlook, picked[0]),
        context.replacement(voice, outlook),
        comparison.options_table(voice, outlook, every, every=True),
        opening.candidacy_of_the_rest(voice, screening, tuple(c for c in every if c not in picked)),
    ]


@lru_cache(maxsize=2)
def _source_ids(dataset: Dataset) -> frozenset[str]:
    return frozenset(dataset.sources["source_id"].to_list())


def _sources(sections: tuple[Section, ...], dataset: Dataset, screening: Screening) -> tuple[Source, ...]:
    """Every cited source once, in order of first use. Rules bring their own titles where the evidence has none."""
    own = {r.citation.source_id: (r.source_title, r.citation.url) for t in screening.treatments for r in t.reasons}
    own |= {f.citation.source_id: (f.source_title, f.citation.url) for f in screening.red_flags}
    own[MODEL] = (words.text("report-source-model", screening.language), "")
    found: dict[str, Source] = {}
    for section in sections:
        for block in section.blocks:
            for citation in citations_in(block):
                key = citation.source_id
                if key in found:
                    continue
                if key in _source_ids(dataset):
                    found[key] = dataset.source(key, screening.language)
                else:
                    title, url = own.get(key, (key, citation.url))
                    found[key] = Source(key, title, url)
    return tuple(found.values())
