"""Version 1 of the interface: its operations, its OpenAPI document, and how it says no."""

from __future__ import annotations

import copy
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from kneewise import __version__
from kneewise.errors import KneewiseError
from kneewise.web.api import exchange, people, problems, syntheses, wording

DESCRIPTION = """\
The same results as the site and the command line. Nothing that you send is kept. Every number names its source; every
answer names the version of the dataset. Up to 240 reading and 120 writing requests a minute and address; a body has
at most 2.5 MB (11 MB for a page to check). No key is needed. Browsers of other sites cannot call it (no CORS).
kneewise informs; it does not tell anyone what to choose, and it is not a medical device."""

api = NinjaAPI(
    title="kneewise",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api_v1",
    openapi_extra={
        "info": {"license": {"name": "MIT"}, "x-kneewise-version": __version__},
        "tags": [],
    },
)
api.add_router("", people.router, tags=["person"])
api.add_router("", syntheses.router, tags=["evidence"])
api.add_router("", exchange.router, tags=["fhir"])


@api.exception_handler(KneewiseError)
def _mistake(request: HttpRequest, error: KneewiseError) -> HttpResponse:
    return problems.respond(request, error)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.invalid(error.errors)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.unreadable(str(error), error.status_code)


def openapi() -> dict[str, Any]:
    """The OpenAPI document as plain values: words from the catalogue, and an example where there is a body."""
    from kneewise.web.api.examples import examples

    document = copy.deepcopy(dict(api.get_openapi_schema(path_prefix="/api/v1")))
    for methods in document["paths"].values():
        for operation in methods.values():
            wording.describe(operation, document, "en")
    for example in examples():
        operation = document["paths"][example.path_template][example.method]
        if example.body is not None:
            operation["requestBody"]["content"]["application/json"]["example"] = example.body
    return document
