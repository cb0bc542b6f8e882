"""The audit as a terminal view, as one HTML file and as PDF. Nothing is computed here."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kneewise.claims.model import VERDICTS, Claim, PageAudit
from kneewise.words import text as words

if TYPE_CHECKING:
    from rich.console import Console

TEMPLATES = Path(__file__).parent / "templates"
_STYLES = {
    "supported": "green",
    "overstated": "yellow",
    "unsupported": "dark_orange",
    "contradicted": "red",
    "cannot_be_checked": "blue",
    "descriptive": "dim",
}
# Where claims share a sentence the gravest verdict marks it.
_GRAVEST = ("contradicted", "unsupported", "overstated", "cannot_be_checked", "supported", "descriptive")
# A printed page shows this much of its text; all claims are listed all the same.
LONGEST_SHOWN = 200_000


def pieces(audit: PageAudit) -> list[tuple[str, tuple[Claim, ...]]]:
    """The text cut where claims begin and end: (stretch of text, the claims that hold it), in order."""
    cuts = sorted(
        {0, min(len(audit.text), LONGEST_SHOWN), *(c.start for c in audit.claims), *(c.end for c in audit.claims)}
    )
    starting: dict[int, list[Claim]] = {}
    for claim in audit.claims:
        starting.setdefault(claim.start, []).append(claim)
    out: list[tuple[str, tuple[Claim, ...]]] = []
    live: list[Claim] = []
    for start, end in pairwise(cuts):
        live = [c for c in live if c.end > start] + starting.get(start, [])
        out.append((audit.text[start:end], tuple(live)))
    return out


def gravest(claims: tuple[Claim, ...]) -> str:
    """The verdict that marks a stretch held by several claims."""
    return min((c.verdict for c in claims), key=_GRAVEST.index)


def print_audit(audit: PageAudit, console: Console, language: str = "en") -> None:
    """The page with its claims underlined, each verdict with its reason, what is left out, and what to ask."""
    from rich.markup import escape
    from rich.text import Text

    say = _words(language)
    console.print(f"[bold]{escape(audit.title)}[/bold]")
    _head(audit, console, say)
    shown = Text()
    for stretch, claims in pieces(audit):
        if claims:
            shown.append(stretch, style=f"underline {_STYLES[gravest(claims)]}")
        else:
            shown.append(stretch)
    console.print(shown)
    console.print(f"\n[bold]{say('heading-claims')}[/bold]")
    for claim in audit.claims:
        if claim.verdict == "descriptive":
            continue
        style = _STYLES[claim.verdict]
        console.print(
            f"\n[{style} bold]{say('verdict-' + claim.verdict)}[/] [dim]{claim.id} · {say('type-' + claim.type)} · "
            f"{claim.verdict_rule}[/dim]\n  “{escape(claim.text)}”\n  {escape(claim.reason)}"
        )
        for row in claim.evidence[:2]:
            console.print(
                f"  [dim]· {escape(row.value)} <{escape(row.source_url)}> {escape(row.date)}[/dim]", highlight=False
            )
        if claim.would_change:
            console.print(f"  [dim]{escape(claim.would_change)}[/dim]")
    _tail(audit, console, say)


def _words(language: str) -> Any:
    return lambda name, **arguments: words(f"claims-{name}", language, **arguments)


def _head(audit: PageAudit, console: Console, say: Any) -> None:
    counts = {v: sum(1 for c in audit.claims if c.verdict == v) for v in VERDICTS}
    line = " · ".join(say("verdict-count", verdict=say(f"verdict-{v}"), count=n) for v, n in counts.items() if n)
    console.print(say("summary", count=len(audit.claims)) + (f" {line}" if line else ""))
    if audit.reading_grade is not None:
        console.print(say("grade", grade=audit.reading_grade))
    for note in audit.notes:
        console.print(f"[dim]{note}[/dim]")
    console.print()


def _tail(audit: PageAudit, console: Console, say: Any) -> None:
    from rich.markup import escape

    if audit.contradictions:
        console.print(f"\n[bold]{say('heading-contradictions')}[/bold]")
        for pair in audit.contradictions:
            console.print(f"  {pair.first} / {pair.second}: {escape(pair.reason)}")
    if audit.omissions:
        console.print(f"\n[bold]{say('heading-omissions')}[/bold]")
    for item in audit.omissions:
        sign = "[green]+[/green]" if item.present else "[red]-[/red]"
        told = say("present") if item.present else say("missing")
        console.print(
            f"  {sign} {say('item-' + item.item)}: {told}"
            + (f" “{escape(item.evidence_text[:120])}”" if item.present else "")
        )
    if audit.questions:
        console.print(f"\n[bold]{say('heading-questions')}[/bold]")
        for question in audit.questions:
            console.print(f"  ? {escape(question.text)}")


def print_comparison(comparison: dict[str, Any], console: Console, language: str = "en") -> None:
    """What each page says on price, success, candidates, risks and time, side by side."""
    from rich.markup import escape
    from rich.table import Table

    say = _words(language)
    table = Table(title=say("heading-compare"), show_lines=True)
    table.add_column("")
    for page in comparison["pages"]:
        table.add_column(escape(page["title"][:60]))
    for topic, cells in comparison["topics"].items():
        row = []
        for cell in cells:
            lines = [f"[{_STYLES[c['verdict']]}]{escape(c['text'][:160])}[/]" for c in cell[:4]]
            row.append("\n".join(lines) or f"[dim]{say('nothing-said')}[/dim]")
        table.add_row(say(f"topic-{topic}"), *row)
    console.print(table)
    for clash in comparison["contradictions"]:
        where = f"{clash['first_page'] + 1}/{clash['first']} – {clash['second_page'] + 1}/{clash['second']}"
        console.print(f"  {where}: {escape(clash['reason'])}")


def _context(audit: PageAudit, language: str) -> dict[str, Any]:
    return {
        "audit": audit,
        "pieces": pieces(audit),
        "gravest": gravest,
        "say": _words(language),
        "language": language,
        "verdicts": VERDICTS,
        "judged": [c for c in audit.claims if c.verdict != "descriptive"],
    }


def to_html(audit: PageAudit, language: str = "en") -> str:
    """One HTML file with the page's claims marked: no script, nothing loaded from elsewhere."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("audit.html").render(_context(audit, language))


def to_pdf(audit: PageAudit, language: str = "en") -> bytes:
    """The audit as PDF, by typst, from its JSON."""
    import typst

    say = _words(language)
    data = audit.to_dict()
    data["language"] = language
    data["text_pieces"] = [
        {"text": stretch, "verdict": gravest(claims) if claims else "", "ids": [c.id for c in claims]}
        for stretch, claims in pieces(audit)
    ]
    data["words"] = {
        **{f"verdict-{v}": say(f"verdict-{v}") for v in VERDICTS},
        **{f"type-{c.type}": say(f"type-{c.type}") for c in audit.claims},
        **{f"item-{o.item}": say(f"item-{o.item}") for o in audit.omissions},
        **{
            name: say(name)
            for name in (
                "heading-claims",
                "heading-omissions",
                "heading-questions",
                "heading-contradictions",
                "heading-text",
                "present",
                "missing",
            )
        },
        "summary": say("summary", count=len(audit.claims)),
    }
    return typst.compile(
        str(TEMPLATES / "audit.typ"), format="pdf", sys_inputs={"audit": json.dumps(data, ensure_ascii=False)}
    )
