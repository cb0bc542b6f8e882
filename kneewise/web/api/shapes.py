"""What requests hold, and what answers look like in the OpenAPI document."""

from __future__ import annotations

from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field

from kneewise.candidacy.intake import Intake
from kneewise.report.as_json import schema as report_schema

Language = Literal["en", "es"]
# More rows than any synthesis of trials has; 2,000 keep an answer within seconds.
MOST_ROWS = 2000
Cell = str | int | float | None


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


def _inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema without ``$defs``: every reference replaced by what it names, for use inside another document."""
    known = schema.get("$defs", {})

    def resolve(value: Any) -> Any:
        if isinstance(value, dict):
            if "$ref" in value:
                return resolve(known[value["$ref"].rsplit("/", 1)[1]])
            return {k: resolve(v) for k, v in value.items() if k not in ("$defs", "$schema")}
        return [resolve(v) for v in value] if isinstance(value, list) else value

    return resolve(schema)


INTAKE = {
    "type": "object",
    "properties": _inlined(Intake.model_json_schema())["properties"],
}


class About(Strict):
    """Answers of a person."""

    intake: dict[str, Any] = Field(default_factory=dict, json_schema_extra=INTAKE)
    language: Language | None = Field(None)


class AboutWithOptions(About):
    options: list[str] | None = Field(None, max_length=4)
    week: float | None = Field(None)


class PageText(Strict):
    """A page to check. Addresses are not fetched here: send the text or the HTML."""

    # Longer than 300,000 is refused in the words of the form; a limit here also refuses what is no Unicode.
    text: str | None = Field(None, max_length=10_000_000)
    html: str | None = Field(None, max_length=10_000_000)
    title: str | None = Field(None, max_length=300)
    url: str | None = Field(None, max_length=2000)
    language: Language = "en"


class Trials(Strict):
    """A table of trials; the columns decide the kind, as for `kneewise synthesize`."""

    rows: list[dict[str, Cell]] = Field(
        min_length=1,
        max_length=MOST_ROWS,
    )
    measure: Literal["MD", "SMD", "OR", "RR", "RD"] | None = None
    model: Literal["common", "random"] = "random"
    tau2: Literal["DL", "PM", "REML", "ML", "EB", "HE", "HS", "SJ"] = "REML"
    reference: str | None = Field(None, max_length=200)
    small_values: Literal["good", "bad"] = "good"
    hartung_knapp: Literal["none", "standard", "ad-hoc"] = "none"
    mods: list[str] = Field(default_factory=list, max_length=5)
    node_split: bool = False
    bayes: bool = False
    prior: str | None = Field(None, max_length=60)
    pi: Literal["HTS", "t(k-1)", "z"] | None = None
    level: float = Field(0.95, gt=0, lt=1)
    egger: bool = False
    leave_one_out: bool = False
    per_component: bool = Field(False)


class PlanFor(About):
    treatment: str = Field(max_length=80)
    start: str = Field(max_length=10)


class Response(Strict):
    """A FHIR R4 QuestionnaireResponse to kneewise's Questionnaire."""

    response: dict[str, Any]


class Problem(Schema):
    """Why a request could not be answered: the field, what is wrong, what to do."""

    field: str
    problem: str
    remedy: str


class Problems(Schema):
    error: str = Field(description="The sentence a person reads.")
    problems: list[Problem] = Field(default_factory=list)


def shaped(title: str, required: dict[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """The part of an operation's description that says what a good answer looks like."""
    content: dict[str, Any] = {"type": "object", "title": title}
    if required:
        content |= {"required": list(required), "properties": required}
    return {"responses": {200: {"description": "OK", "content": {"application/json": {"schema": content}}}}}


TEXT, LIST, OBJECT, COUNT = {"type": "string"}, {"type": "array"}, {"type": "object"}, {"type": "integer"}


def report_shape() -> dict[str, Any]:
    """The report's own schema, as the answer of an operation."""
    schema = _inlined(report_schema())
    return {"responses": {200: {"description": "OK", "content": {"application/json": {"schema": schema}}}}}
