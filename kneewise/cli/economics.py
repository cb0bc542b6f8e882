"""`kneewise economics PERSON.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from kneewise.economics import EconomicsResult, OptionEffect
    from kneewise.evidence import Dataset
    from kneewise.outlook import Person


@click.command()
@click.argument("person", type=click.Path(path_type=Path))
@click.option("--perspective", type=click.Choice(["payer", "patient"]), default="payer", show_default=True)
@click.option("--country", help="US or UK; by default the file's, else US.")
@click.option("--options", "options_file", type=click.Path(path_type=Path), help="Your own options, as YAML.")
@click.option("--horizon", type=float, help="Years to follow; by default to the age of 100.")
@click.option("--draws", type=int, default=5000, show_default=True, help="Simulated runs.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same figures.")
@click.option("--discount", type=float, help="Yearly rate for costs and benefits, such as 0.03.")
@click.option("--continuous", is_flag=True, help="Discount by exp(-rt) instead of (1+r)^-t.")
@click.option(
    "--after", type=click.Choice(["fade", "stop", "stay"]), default="fade", help="Effects after the last trial."
)
@click.option("--language", type=click.Choice(["en", "es"]), default="en", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def command(
    person: Path,
    perspective: Any,
    country: str | None,
    options_file: Path | None,
    horizon: float | None,
    draws: int,
    seed: int,
    discount: float | None,
    continuous: bool,
    after: Any,
    language: str,
    as_json: bool,
) -> None:
    """Lifetime costs and quality-adjusted life years of the options, for the person in the file PERSON.

    Effects are those of the forecast (`kneewise outlook`), beyond placebo, unless --options names a file of your own.
    """
    from kneewise import evidence
    from kneewise.candidacy.intake import Intake
    from kneewise.economics import Discounting, evaluate_costs
    from kneewise.economics.inputs import country_settings
    from kneewise.outlook import person_from_intake

    someone = person_from_intake(Intake.from_yaml(person))
    dataset = evidence.load()
    place = country or (someone.country if someone.country in ("US", "UK") else "US")
    rates = country_settings(place)["discount"]
    discounting = Discounting(
        rates["costs"] if discount is None else discount,
        rates["qalys"] if discount is None else discount,
        "continuous" if continuous else "annual",
    )
    result = evaluate_costs(
        someone,
        _options(options_file, someone, dataset, place, perspective),
        dataset,
        perspective=perspective,
        country=place,
        horizon_years=horizon,
        draws=draws,
        seed=seed,
        discounting=discounting,
        after_evidence=after,
    )
    if as_json:
        import json

        click.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(_lines(result, someone, _names(result, dataset, language), language)))


def _options(path: Path | None, person: Person, dataset: Dataset, country: str, perspective: Any) -> list[OptionEffect]:
    if path is not None:
        from kneewise.economics.files import read_options

        return read_options(path)
    from kneewise.economics import effects_from_outlook
    from kneewise.outlook import forecast

    return effects_from_outlook(forecast(person, dataset=dataset), dataset, country, perspective)


def _names(result: EconomicsResult, dataset: Dataset, language: str) -> dict[str, str]:
    """What each option is called: the dataset's name in that language, else the name given."""
    from kneewise.errors import NotFoundError

    names = {option.treatment: option.name for option in result.options}
    for code in names:
        try:
            treatment = dataset.treatment(code)
        except NotFoundError:
            continue  # an option of the person's own file may have any code
        if code == "no_treatment" or language == "es":
            names[code] = treatment.name_es if language == "es" else treatment.name
    return names


def _lines(result: EconomicsResult, person: Person, names: dict[str, str], language: str) -> list[str]:
    """The result as lines of text: what was asked, the table, the choice at a threshold, limits and sources."""
    from kneewise.words import text

    def say(message: str, **arguments: Any) -> str:
        return text(f"economics-{message}", language, **arguments)

    def money(amount: float) -> str:
        return f"{amount:,.0f} {result.currency}"

    rates = result.discounting
    lines = [
        say("title"),
        say(
            "intro",
            age=f"{person.age:g}",
            pain=f"{person.pain:g}",
            years=f"{result.horizon_years:g}",
            country=result.country,
            draws=f"{result.draws:,}",
        ),
        say(result.perspective),
        say("what-is-qaly"),
        say(
            "discount",
            costs=f"{rates['costs']:.1%}",
            qalys=f"{rates['qalys']:.1%}",
            convention=say(rates["convention"]),
        ),
        "",
        *_table(result, names, language),
        "",
    ]
    middle = result.thresholds[len(result.thresholds) // 2]
    at = min(range(len(result.curve_thresholds)), key=lambda i: abs(result.curve_thresholds[i] - middle))
    best, chance = result.frontier[at]
    lines += [
        say("replaced", count=f"{100 * result.option('no_treatment').replaced_share:.0f}"),
        say("frontier-line", threshold=money(middle), option=names[best], chance=f"{100 * chance:.0f}"),
        say("information", value=money(result.value_of_information[at]), threshold=money(middle)),
        say("no-choice"),
        "",
        say("limits-title"),
        *(f"- {text(limit, language)}" for limit in result.limits),
        "",
        say("sources"),
        f"- {result.life_table['title']} ({result.life_table['body']}): {result.life_table['url']}",
        *(f"- {place}" for place in _sources(result)),
    ]
    return lines


def _table(result: EconomicsResult, names: dict[str, str], language: str) -> list[str]:
    from kneewise.words import text

    def say(message: str, **arguments: Any) -> str:
        return text(f"economics-{message}", language, **arguments)

    middle = len(result.thresholds) // 2
    head = [say(f"column-{name}") for name in ("option", "price", "cost", "gain", "ratio")]
    head.append(say("column-chance", threshold=f"{result.thresholds[middle]:,.0f} {result.currency}"))
    rows = [head]
    for row in result.table():
        low, high = row["extra_qalys_range"]["low"], row["extra_qalys_range"]["high"]
        gain = say("range", value=f"{row['extra_qalys']:.3f}", low=f"{low:.3f}", high=f"{high:.3f}")
        if row["cost"] is None:
            rows.append([names[row["treatment"]], say("no-price"), "–", gain, "–", "–"])
            continue
        ratio = "–"
        if row["cost_per_qaly"] is not None:
            ratio = f"{row['cost_per_qaly']:,.0f}"
        elif row["treatment"] != "no_treatment":
            ratio = say("saves") if row["extra_cost"] <= 0 else say("no-gain")
        chance = "–"
        if row["treatment"] != "no_treatment":
            chance = f"{100 * row['probability_worth_it'][middle]:.0f} / 100"
        rows.append([names[row["treatment"]], f"{row['price_now']:,.0f}", f"{row['cost']:,.0f}", gain, ratio, chance])
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _sources(result: EconomicsResult) -> list[str]:
    """Each fact once: its row and source."""
    found: dict[str, None] = {}
    for parameter in result.parameters:
        for citation in parameter.citations:
            found[f"{citation.row_id}: {citation.source_id}, {citation.location}".rstrip(", ")] = None
    return list(found)
