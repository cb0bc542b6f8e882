"""The data dictionary, written from the schema table: ``python -m kneewise.evidence.dictionary`` prints it."""

from __future__ import annotations

from kneewise.evidence.schema import Table, tables

HEAD = """# Data dictionary

Written from `kneewise/evidence/data/schema.csv` by `python -m kneewise.evidence.dictionary`; a test compares the two.
Empty cells are unknown. **Bold** fields must be filled. Licences: the dataset is under CC BY 4.0; the tables marked
GPL-3.0 are under that licence.
"""


def dictionary() -> str:
    """The dictionary as Markdown, one section per table."""
    return HEAD + "".join(_section(table) for table in tables().values())


def _section(table: Table) -> str:
    note = " (GPL-3.0, in `gpl/`)" if table.optional else ""
    lines = [f"\n## {table.name}{note}\n", "| field | type | unit | meaning |", "| --- | --- | --- | --- |"]
    for field in table.fields:
        name = f"**{field.name}**" if field.required else field.name
        words = [field.meaning.strip()] if field.meaning.strip() else []
        words += ["names the row"] if field.primary else []
        words += [f"found in `{field.references}`"] if field.references else []
        words += [f"one of: {', '.join(field.allowed)}"] if field.allowed else []
        lines.append(f"| {name} | {field.type} | {field.unit} | {'; '.join(words).replace('|', chr(92) + '|')} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(dictionary(), end="")
