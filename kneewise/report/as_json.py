"""The report as plain values for JSON, and the JSON Schema of that form."""

from __future__ import annotations

from typing import Any

from kneewise.report.blocks import Block, Bullets, Callout, Pictures, Report, Table, Text
from kneewise.report.plain import plain
from kneewise.report.voice import TIMES

SCHEMA_VERSION = "1"


def _text(item: Any, report: Report) -> dict[str, Any]:
    return {"text": item.text, "sources": [report.number_of(c) for c in item.citations]}


def _block(block: Block, report: Report) -> dict[str, Any]:
    match block:
        case Text():
            return {"type": "text", **_text(block, report)}
        case Bullets(items):
            return {"type": "bullets", "items": [_text(i, report) for i in items]}
        case Callout(kind, title, items):
            return {"type": "callout", "kind": kind, "title": title, "items": [_text(i, report) for i in items]}
        case Table():
            rows = [[_text(cell, report) for cell in row] for row in block.rows]
            return {"type": "table", "caption": block.caption, "header": list(block.header), "rows": rows}
        case Pictures():
            pictures = [
                {
                    "caption": p.caption,
                    "alt": p.drawing.alt,
                    "rows": plain(p.drawing.rows),
                    "sources": [report.number_of(c) for c in p.citations],
                }
                for p in block.pictures
            ]
            return {"type": "pictures", "pictures": pictures}


def as_json(report: Report) -> dict[str, Any]:
    """The report as a JSON-ready dict; `schema` describes it."""
    return {
        "schema": SCHEMA_VERSION,
        "title": report.title,
        "language": report.language,
        "week": plain(report.week),
        "date": report.date,
        "urgent": report.urgent,
        "versions": report.versions,
        **report.data,
        "sections": [
            {"id": s.id, "title": s.title, "layer": s.layer, "blocks": [_block(b, report) for b in s.blocks]}
            for s in report.sections
        ],
        "sources": [{"number": n, **plain(s)} for n, s in enumerate(report.sources, start=1)],
        "footer": [_text(t, report) for t in report.footer],
    }


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of `as_json`; a test validates every example report against it."""
    cited = {
        "type": "object",
        "required": ["text", "sources"],
        "properties": {"text": {"type": "string"}, "sources": {"type": "array", "items": {"type": "integer"}}},
    }
    block = {
        "type": "object",
        "required": ["type"],
        "properties": {"type": {"enum": ["text", "bullets", "callout", "table", "pictures"]}},
    }
    section = {
        "type": "object",
        "required": ["id", "title", "layer", "blocks"],
        "properties": {
            "id": {"type": "string"},
            "title": {"type": "string"},
            "layer": {"enum": [1, 2, 3]},
            "blocks": {"type": "array", "items": block},
        },
    }
    source = {
        "type": "object",
        "required": ["number", "source_id", "title", "url"],
        "properties": {"number": {"type": "integer"}, "source_id": {"type": "string"}, "title": {"type": "string"}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kneewise report",
        "type": "object",
        "required": [
            "schema",
            "title",
            "language",
            "week",
            "date",
            "urgent",
            "versions",
            "intake",
            "screening",
            "sections",
        ],
        "properties": {
            "schema": {"const": SCHEMA_VERSION},
            "title": {"type": "string"},
            "language": {"enum": ["en", "es"]},
            "week": {"enum": list(TIMES)},
            "date": {"type": "string", "format": "date"},
            "urgent": {"type": "boolean"},
            "versions": {"type": "object", "additionalProperties": {"type": "string"}},
            "intake": {"type": "object"},
            "screening": {"type": "object"},
            "outlook": {"type": ["object", "null"]},
            "sections": {"type": "array", "items": section},
            "sources": {"type": "array", "items": source},
            "footer": {"type": "array", "items": cited},
        },
    }
