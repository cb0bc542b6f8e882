"""What a person's answers do to the ranges: the section, and the sentences that are shown after further answers."""

from __future__ import annotations

from kneewise.outlook.results import Outlook
from kneewise.outlook.sharpness import AnswerWorth, Sharpness, Width
from kneewise.quantities import whole
from kneewise.report.blocks import Block, Cell, Section, Table, Text
from kneewise.report.voice import Voice, people
from kneewise.sources import Citation

# Less than half a person rounds to nobody.
SMALLEST = 0.5


def range_words(voice: Voice, width: Width) -> str:
    """``26 to 90``: of 100 people, all that is not told counted in."""
    return voice.t("report-range", low=voice.count(width.low), high=voice.count(width.high))


def narrowing_words(voice: Voice, narrower: float) -> str:
    """``25 people narrower``, ``2 people wider``, ``no change``."""
    count = whole(narrower)
    if count == 0:
        return voice.t("report-sharp-same")
    return voice.t("report-sharp-narrower" if count > 0 else "report-sharp-wider", count=abs(count))


def section(voice: Voice, outlook: Outlook, found: Sharpness | None) -> Section | None:
    """The range of each option, and what each answer does to it; None where there is no number to sharpen."""
    if found is None:
        return None
    header = (voice.t("report-sharp-answer"), *(voice.name(code) for code in found.now))
    cited = {code: _cited(voice, outlook, code) for code in found.now}
    rows = [
        (
            Cell(voice.t("report-sharp-all")),
            *(Cell(range_words(voice, width), cited[code]) for code, width in found.now.items()),
        )
    ]
    for answer in sorted(found.answers, key=lambda a: not a.told):
        told = voice.t("report-sharp-told" if answer.told else "report-sharp-untold", feature=feature(voice, answer))
        rows.append((Cell(told), *(Cell(narrowing_words(voice, n)) for n in answer.narrower.values())))
    blocks: list[Block] = [
        Text(voice.t("report-sharp-intro", time=voice.then)),
        Table(voice.t("report-sharp-caption", time=voice.then), header, tuple(rows)),
    ]
    if any(n <= -SMALLEST for a in found.answers if a.told for n in a.narrower.values()):
        blocks.append(Text(voice.t("report-sharp-why-wider")))
    blocks += [Text(next_words(voice, found)), Text(voice.t("report-sharp-others"))]
    return Section("sharpness", voice.t("report-sharp-title"), 2, tuple(blocks))


def _cited(voice: Voice, outlook: Outlook, code: str) -> tuple[Citation, ...]:
    benefit = outlook.option(code).benefit_at("pain", voice.week)
    return benefit.beyond_placebo.citations if benefit is not None else ()


def feature(voice: Voice, answer: AnswerWorth) -> str:
    """What an answer is about, within a sentence."""
    return voice.t(f"report-feature-{answer.feature}")


def worth_asking(found: Sharpness) -> AnswerWorth | None:
    """The answer that would narrow the ranges most, if it would by half a person at least."""
    best = found.next_best
    return best if best is not None and best.most >= SMALLEST else None


def next_words(voice: Voice, found: Sharpness) -> str:
    """Which answer would narrow the ranges most, and by how much on average; or that none is left that would."""
    best = worth_asking(found)
    if best is None:
        left = any(not answer.told for answer in found.answers)
        return voice.t("report-sharp-next-little" if left else "report-sharp-next-none")
    return voice.t("report-sharp-next", feature=feature(voice, best), count=max(people(best.most), 1))


def change_words(voice: Voice, before: Sharpness, now: Sharpness) -> tuple[str, ...]:
    """One sentence per option: its range before the last answers and now, and the people between."""
    found = []
    for code, width in now.now.items():
        if code not in before.now:
            continue
        was = before.now[code]
        narrower = people(was.high) - people(was.low) - (people(width.high) - people(width.low))
        found.append(
            voice.t(
                "report-sharp-change",
                option=voice.name(code),
                before=range_words(voice, was),
                now=range_words(voice, width),
                change=narrowing_words(voice, narrower),
            )
        )
    return tuple(found)


def unchanged(voice: Voice, before: Sharpness, now: Sharpness) -> bool:
    """Whether every range reads as it did before."""
    return all(
        code in before.now and range_words(voice, before.now[code]) == range_words(voice, w)
        for code, w in now.now.items()
    )
