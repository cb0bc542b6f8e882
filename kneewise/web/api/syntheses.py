"""Operations on trials: a synthesis of what is sent, and the evidence itself."""

from __future__ import annotations

import csv
import io
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from kneewise import evidence
from kneewise.errors import NotFoundError
from kneewise.web.api.answers import MISTAKES, answer, dated
from kneewise.web.api.shapes import COUNT, LIST, OBJECT, TEXT, Cell, Trials, shaped

router = Router()
# Rows of an answer; ``page`` turns further.
PAGE_SIZE = 100


@router.post(
    "/syntheses",
    operation_id="synthesize",
    response=MISTAKES,
    openapi_extra=shaped("Synthesis", {"kind": TEXT}),
)
def synthesize(request: HttpRequest, body: Trials) -> Any:
    from kneewise.synthesis.files import parse_table
    from kneewise.synthesis.run import Options, synthesize_table

    table = parse_table(as_csv(body.rows), "rows", body.measure)
    given = body.model_dump(exclude={"rows", "mods"})
    return answer(synthesize_table(table, Options(mods=tuple(body.mods), **given)).to_dict())


def as_csv(rows: list[dict[str, Cell]]) -> str:
    """The rows as the table that `kneewise synthesize` reads: the first line names every column."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([["" if row.get(c) is None else row[c] for c in columns] for row in rows])
    return out.getvalue()


@router.get(
    "/evidence",
    operation_id="evidence",
    response=MISTAKES,
    openapi_extra=shaped("Dataset", {"version": TEXT, "title": TEXT, "tables": OBJECT}),
)
def dataset(request: HttpRequest) -> Any:
    data = evidence.load()
    tables = {name: data.raw(name).height for name in data.tables}
    return answer({"version": data.version, "title": str(data.package.get("title", "")), "tables": tables})


def _paged(rows: list[dict[str, Any]], page: int, **more: Any) -> Any:
    first = (page - 1) * PAGE_SIZE
    return answer({
        "dataset": evidence.load().version, "total": len(rows), "page": page, "page_size": PAGE_SIZE,
        "items": rows[first : first + PAGE_SIZE], **more,
    })  # fmt: skip


PAGED = {"dataset": TEXT, "total": COUNT, "page": COUNT, "items": LIST}
PAGE = Query(1, ge=1, le=9999)


def _state(**given: Any) -> Any:
    from kneewise.web.explorer.state import State

    return State.read({k: "" if v is None else str(v) for k, v in given.items()})


@router.get(
    "/evidence/trials",
    operation_id="trials",
    response=MISTAKES,
    openapi_extra=shaped("Trials", PAGED),
)
def trials(
    request: HttpRequest,
    treatment: str = "",
    group: str = "",
    bias: str = "any",
    population: str = "any",
    country: str = "",
    text: str = Query("", max_length=80),
    page: int = PAGE,
) -> Any:
    from kneewise.web.explorer.trials import chosen, codes_of

    state = _state(treatment=treatment, group=group, bias=bias, population=population, country=country, text=text)
    rows = chosen(state).to_dicts()
    return _paged([row | {"treatments": list(codes_of(row["trial_id"]))} for row in rows], page)


@router.get(
    "/evidence/trials/{trial_id}",
    operation_id="trial",
    response=MISTAKES,
    openapi_extra=shaped("Trial", {"trial": OBJECT, "arms": LIST, "outcomes": LIST, "contrasts": LIST, "harms": LIST}),
)
def trial(request: HttpRequest, trial_id: str) -> Any:
    data = evidence.load()
    found = data.trial(trial_id)

    def of_trial(frame: Any) -> list[dict[str, Any]]:
        return frame.filter(frame["trial_id"] == trial_id).to_dicts()

    return answer({
        "dataset": data.version,
        "trial": found.to_dict(),
        "arms": of_trial(data.arms),
        "outcomes": of_trial(data.outcomes(include_excluded=True)),
        "contrasts": of_trial(data.contrasts(include_excluded=True)),
        "harms": of_trial(data.harms(include_excluded=True)),
        "source": found.source_id,
    })  # fmt: skip


@router.get(
    "/evidence/treatments",
    operation_id="treatments",
    response=MISTAKES,
    openapi_extra=shaped("Treatments", PAGED),
)
def treatments(request: HttpRequest, page: int = PAGE) -> Any:
    return _paged(evidence.load().treatments.sort("code").to_dicts(), page)


@router.get(
    "/evidence/treatments/{code}",
    operation_id="treatment",
    response=MISTAKES,
    openapi_extra=shaped("Treatment", {"dataset": TEXT, "code": TEXT, "name": TEXT, "treatment_class": TEXT}),
)
def treatment(request: HttpRequest, code: str) -> Any:
    return dated(evidence.load().treatment(code).to_dict())


@router.get(
    "/evidence/facts",
    operation_id="facts",
    response=MISTAKES,
    openapi_extra=shaped("Facts", PAGED),
)
def facts(
    request: HttpRequest,
    topic: str = Query("", max_length=80),
    treatment: str = Query("", max_length=80),
    country: str = Query("", max_length=80),
    page: int = PAGE,
) -> Any:
    data = evidence.load()
    topics = sorted(set(data.facts["topic"].to_list()))
    if topic and topic not in topics:
        raise NotFoundError("topic", f"“{topic[:40]}” is not known", f"There are {', '.join(topics)}.")
    found = data.facts_about(topic or None, treatment=treatment or None, country=country or None, include_excluded=True)
    return _paged([fact.to_dict() for fact in found], page)


@router.get(
    "/evidence/sources",
    operation_id="sources",
    response=MISTAKES,
    openapi_extra=shaped("Sources", PAGED),
)
def sources(request: HttpRequest, page: int = PAGE) -> Any:
    return _paged(evidence.load().sources.sort("source_id").to_dicts(), page)


@router.get(
    "/evidence/sources/{source_id}",
    operation_id="source",
    response=MISTAKES,
    openapi_extra=shaped("Source", {"dataset": TEXT, "source_id": TEXT, "title": TEXT, "url": TEXT}),
)
def source(request: HttpRequest, source_id: str) -> Any:
    from kneewise.report.as_json import plain

    return dated(plain(evidence.load().source(source_id)))


@router.get(
    "/evidence/results",
    operation_id="results",
    response=MISTAKES,
    openapi_extra=shaped("Results", {"dataset": TEXT, "state": OBJECT, "result": OBJECT}),
)
def results(
    request: HttpRequest,
    view: str = "effects",
    outcome: str = "pain",
    window: str = "26",
    subset: str = "all",
    group: str = "",
    treatment: str = "",
    bias: str = "any",
    population: str = "knee_oa",
    country: str = "",
    reference: str = "",
    a: str = "",
    b: str = "",
) -> Any:
    from kneewise.web.explorer.downloads import result

    state = _state(
        view=view, outcome=outcome, window=window, subset=subset, group=group, treatment=treatment, bias=bias,
        population=population, country=country, reference=reference, a=a, b=b,
    )  # fmt: skip
    return answer({"dataset": evidence.load().version, "state": state.to_dict(), "result": result(state)})
