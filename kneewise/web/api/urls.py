"""Addresses of the API. Included by `kneewise.web.urls`."""

from __future__ import annotations

from django.urls import path

from kneewise.web.api import page, problems
from kneewise.web.api.v1 import api

_operations, _app, _namespace = api.urls
for _operation in _operations:
    _operation.callback = problems.refusing_in_json(_operation.callback)

urlpatterns = [
    path("api", page.documentation, name="api_docs"),
    path("api/v1/openapi.json", page.openapi, name="api_openapi"),
    path("api/v1/", (_operations, _app, _namespace)),
]
