"""The report in the terminal, with colour and small charts."""

from __future__ import annotations

from typing import Any

from kneewise.report.blocks import Block, Bullets, Callout, Pictures, Report, Table, Text

_BOX = {"urgent": "bold white on red", "note": "bold", "credit": "bold green"}


def _marks(report: Report, citations: tuple[Any, ...]) -> str:
    numbers = sorted({report.number_of(c) for c in citations})
    return " [dim]" + "".join(f"\\[{n}]" for n in numbers) + "[/dim]" if numbers else ""


def _line(report: Report, item: Any) -> str:
    from rich.markup import escape

    return escape(item.text) + _marks(report, item.citations)


def _icons(rows: tuple[tuple[str, ...], ...]) -> str | None:
    """Ten rows of ten signs for an icon array's counts (solid, hatched, empty); None for other pictures."""
    if len(rows) != 2 or len(rows[1]) != 3 or not all(cell.isdigit() for cell in rows[1]):
        return None
    solid, hatched, empty = (int(cell) for cell in rows[1])
    if solid + hatched + empty != 100:
        return None
    signs = "●" * solid + "◐" * hatched + "○" * empty
    return "\n".join(" ".join(signs[i : i + 20]) for i in range(0, 100, 20))


def _render(block: Block, report: Report, console: Any) -> None:
    from rich import box
    from rich.columns import Columns
    from rich.markup import escape
    from rich.panel import Panel
    from rich.table import Table as RichTable

    match block:
        case Text():
            console.print(_line(report, block))
        case Bullets(items):
            for item in items:
                console.print(" • " + _line(report, item))
        case Callout(kind, title, items):
            body = "\n".join(_line(report, item) for item in items)
            console.print(Panel(body, title=f"[{_BOX[kind]}] {escape(title)} [/]", border_style=_BOX[kind].split()[-1]))
        case Table():
            table = RichTable(title=escape(block.caption), box=box.SIMPLE_HEAVY, title_justify="left", show_lines=True)
            for column, heading in enumerate(block.header):
                table.add_column(escape(heading), overflow="fold", ratio=2 if column == 0 else 1)
            for row in block.rows:
                table.add_row(*(_line(report, cell) for cell in row))
            console.print(table)
        case Pictures():
            panels = []
            for picture in block.pictures:
                art = _icons(picture.drawing.rows)
                if art is None:
                    inner = RichTable(box=box.SIMPLE, pad_edge=False)
                    for heading in picture.drawing.rows[0]:
                        inner.add_column(escape(heading), overflow="fold")
                    for cells in picture.drawing.rows[1:]:
                        inner.add_row(*(escape(c) for c in cells))
                    panels.append(Panel(inner, title=escape(picture.caption), width=min(console.width, 76)))
                else:
                    text = f"[blue]{art}[/blue]\n\n{escape(picture.drawing.alt)}" + _marks(report, picture.citations)
                    panels.append(Panel(text, title=escape(picture.caption), width=min(console.width, 46)))
            console.print(Columns(panels))


def print_report(report: Report, console: Any) -> None:
    """Print every section, then the sources with their addresses."""
    from rich.markup import escape
    from rich.rule import Rule

    console.print(f"\n[bold]{escape(report.title)}[/bold]  [dim]{report.date}[/dim]")
    for section in report.sections:
        console.print(Rule(f"[bold]{escape(section.title)}[/bold]", align="left"))
        for block in section.blocks:
            _render(block, report, console)
    if report.sources:
        console.print(Rule(align="left"))
    for number, source in enumerate(report.sources, start=1):
        year = f", {source.year}" if source.year else ""
        console.print(f"[dim]\\[{number}][/dim] {escape(source.title)}{year}. {escape(source.url)}", soft_wrap=True)
    for line in report.footer:
        console.print(f"[dim]{escape(line.text)}[/dim]")
