"""`kneewise interview`: asks the questions of the interview in the terminal and writes the file about a person."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kneewise.candidacy.interview import Question

# What a person types to move about; anything else is an answer.
BACK, STOP, DONT_KNOW, LEAVE_OUT = "<", "q", "?", ""
# Treatments in the order in which most people have met them; the rest can be named by typing.
LISTED_FIRST = (
    "exercise",
    "weight_loss",
    "nsaid_topical",
    "nsaid_oral",
    "paracetamol",
    "brace",
    "cs",
    "ha",
    "prp",
    "bmac",
    "mfat",
    "svf",
    "uc_msc",
    "stem_cell_injection",
    "arthroscopy",
    "glucosamine",
    "tka",
    "other",
)


@click.command()
@click.option("--out", type=click.Path(path_type=Path), default="person.yaml", show_default=True, help="File to write.")
@click.option("--language", type=click.Choice(["en", "es"]), default="en", help="Language of the questions.")
@click.option("--short", is_flag=True, help="Only the few questions that lead to a first report.")
@click.option("--overwrite", is_flag=True, help="Replace the file if it exists.")
def command(out: Path, language: str, short: bool, overwrite: bool) -> None:
    """Answer questions in the terminal and write the file about you.

    "Don't know" is always an answer. Nothing is sent anywhere; the file stays on this machine.
    """
    import yaml

    from kneewise.candidacy.intake import Intake
    from kneewise.candidacy.interview import questions
    from kneewise.cli.files import write_whole
    from kneewise.errors import InputError
    from kneewise.words import text

    if out.exists() and not overwrite:
        raise InputError(str(out), "exists already", "Choose another name with --out, or add --overwrite.")
    if not out.parent.is_dir():
        raise InputError(str(out), "is in a folder that does not exist", f"Create {out.parent} first.")
    click.echo(text("interview-welcome", language))
    answers = ask_all(questions("short" if short else "long"), {"language": language}, language)
    if set(answers) == {"language"}:
        click.echo(text("interview-nothing", language))
        return
    content = yaml.safe_dump(Intake.read(answers).to_dict(), sort_keys=False, allow_unicode=True)
    write_whole(out, content.encode("utf-8"))
    click.echo(text("interview-written", language, path=str(out)))


def ask_all(asked: tuple[Question, ...], start: dict[str, Any], language: str) -> dict[str, Any]:
    """Answers to the questions that apply, after going forward and back as the person wishes."""
    from kneewise.candidacy.interview import applies

    history: list[tuple[int, dict[str, Any]]] = []
    here, answers, section = 0, start, ""
    while here < len(asked):
        question = asked[here]
        if not applies(question, answers):
            here += 1
            continue
        if question.section != section:
            section = question.section
            _heading(section, language)
        try:
            changed = ask(question, answers, language)
        except _Back:
            if history:
                here, answers = history.pop()
            continue
        except _Stop:
            break
        history.append((here, answers))
        here, answers = here + 1, changed
    return answers


class _Back(Exception):
    """The person wants the question before."""


class _Stop(Exception):
    """The person has answered enough."""


def ask(question: Question, answers: dict[str, Any], language: str) -> dict[str, Any]:
    """The answers with this question answered, asked again until the answer can be used."""
    from kneewise.candidacy.fields import UNKNOWN
    from kneewise.candidacy.intake import Intake
    from kneewise.candidacy.interview import put
    from kneewise.errors import InputError
    from kneewise.words import text

    click.echo("\n" + click.style(text(question.words, language), bold=True))
    click.echo(click.style(text(question.help, language), dim=True))
    while True:
        try:
            value = _READERS[question.kind](question, answers, language)
            if value is None:
                return answers
            if value == UNKNOWN and question.kind in {"text"}:
                return answers
            changed = put(answers, question, value)
            Intake.read(changed)
            return changed
        except InputError as error:
            click.echo(click.style(f"  {error}", fg="red"))


def _heading(section: str, language: str) -> None:
    from kneewise.words import text

    click.echo("\n" + click.style(f"— {text(f'section-{section}', language)} —", underline=True))


def _line(hint: str) -> str | None:
    """What the person typed; None for an empty line. Raises for back and stop; `DONT_KNOW` is passed on."""
    typed = str(click.prompt(f"  {hint}" if hint else "  ", default=LEAVE_OUT, show_default=False)).strip()
    if typed == BACK:
        raise _Back
    if typed.lower() == STOP:
        raise _Stop
    return typed or None


def _free(question: Question, answers: dict[str, Any], language: str) -> Any:
    from kneewise.candidacy.fields import UNKNOWN
    from kneewise.words import text

    hint = ""
    if question.low is not None and question.high is not None:
        hint = text("interview-between", language, low=_short(question.low), high=_short(question.high))
    typed = _line(hint)
    return UNKNOWN if typed == DONT_KNOW else typed


def _short(number: float) -> str:
    return f"{number:g}" if abs(number) < 1e6 else f"{number:.0f}"


def _yes_no(question: Question, answers: dict[str, Any], language: str) -> Any:
    from kneewise.words import text

    return _read_yes_no(text("interview-yes-no", language), language)


def _read_yes_no(hint: str, language: str) -> Any:
    from kneewise.candidacy.fields import NO_WORDS, UNKNOWN, YES_WORDS
    from kneewise.errors import InputError
    from kneewise.words import text

    typed = _line(hint)
    if typed is None or typed == DONT_KNOW:
        return None if typed is None else UNKNOWN
    if typed.lower() in YES_WORDS | {"s"}:
        return True
    if typed.lower() in NO_WORDS:
        return False
    raise InputError(f"“{typed[:20]}”", text("interview-not-offered", language), text("interview-bad-yes-no", language))


def _numbered(labels: list[str], hint: str, several: bool, language: str) -> list[int] | str | None:
    """Places chosen from a numbered list (from 0), "unknown" or None; [] is "none of these"."""
    from kneewise.candidacy.fields import UNKNOWN
    from kneewise.errors import InputError
    from kneewise.words import text

    for number, label in enumerate(labels, 1):
        click.echo(f"  {number:>2}  {label}")
    typed = _line(hint)
    if typed is None or typed == DONT_KNOW:
        return None if typed is None else UNKNOWN
    parts = [part for part in typed.replace(",", " ").split() if part]
    numbers = [int(part) for part in parts if part.isdecimal() and len(part) < 4]
    wrong = len(numbers) != len(parts) or any(n > len(labels) for n in numbers) or (not several and len(numbers) != 1)
    if wrong or (0 in numbers and (not several or len(numbers) > 1)):
        said = text("interview-not-offered", language)
        raise InputError(f"“{typed[:20]}”", said, text("interview-bad-choice", language))
    return [n - 1 for n in numbers if n]


def _choice(question: Question, answers: dict[str, Any], language: str) -> Any:
    from kneewise.words import text

    labels = [text(question.option_words(option), language) for option in question.options]
    chosen = _numbered(labels, text("interview-choose-one", language), False, language)
    return question.options[chosen[0]] if isinstance(chosen, list) else chosen


def _ticks(question: Question, answers: dict[str, Any], language: str) -> Any:
    from kneewise.words import text

    labels = [text(question.option_words(option), language) for option in question.options]
    chosen = _numbered(labels, text("interview-choose-several", language), True, language)
    return [question.options[n] for n in chosen] if isinstance(chosen, list) else chosen


def _tried(question: Question, answers: dict[str, Any], language: str) -> Any:
    from kneewise.candidacy import treatments
    from kneewise.words import text

    labels = [treatments.name(code, language) for code in LISTED_FIRST]
    chosen = _numbered(labels, text("interview-choose-several", language), True, language)
    if not isinstance(chosen, list):
        return chosen
    entries = []
    for place in chosen:
        hint = text("interview-helped", language, treatment=labels[place])
        helped = _read_yes_no(f"{hint} ({text('interview-yes-no', language)})", language)
        entries.append({"treatment": LISTED_FIRST[place]} | ({} if helped is None else {"helped": helped}))
    return entries


def _offer(question: Question, answers: dict[str, Any], language: str) -> Any:
    from kneewise.candidacy import treatments
    from kneewise.candidacy.fields import UNKNOWN
    from kneewise.candidacy.interview import default_currency
    from kneewise.words import text

    labels = [treatments.name(code, language) for code in LISTED_FIRST]
    chosen = _numbered(labels, text("interview-choose-several", language), True, language)
    if not isinstance(chosen, list):
        return chosen
    offers = []
    for place in chosen:
        offer: dict[str, Any] = {"treatment": LISTED_FIRST[place]}
        price = _line(f"{labels[place]}: {text('interview-price', language)}")
        if price is not None:
            offer["price"] = UNKNOWN if price == DONT_KNOW else price
        if price not in (None, DONT_KNOW):
            usual = default_currency(answers.get("country"))
            offer["currency"] = _line(f"{text('interview-currency', language)} [{usual}]") or usual
        offers.append(offer)
    return offers


def _weights(question: Question, answers: dict[str, Any], language: str) -> Any:
    from kneewise.candidacy.fields import UNKNOWN
    from kneewise.words import text

    given: dict[str, Any] = {}
    for option in question.options:
        typed = _line(text(question.option_words(option), language))
        if typed is not None:
            given[option] = UNKNOWN if typed == DONT_KNOW else typed
    return given or None


_READERS = {
    "number": _free,
    "text": _free,
    "code": _free,
    "yes_no": _yes_no,
    "choice": _choice,
    "ticks": _ticks,
    "several": _ticks,
    "tried": _tried,
    "offer": _offer,
    "weights": _weights,
}
