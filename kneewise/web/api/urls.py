"""Addresses of the API. Included by `kneewise.web.urls`."""

from __future__ import annotations

from django.urls import path

from kneewise.web.api import page
from kneewise.web.api.v1 import api

urlpatterns = [
    path("api", page.documentation, name="api_docs"),
    path("api/v1/openapi.json", page.openapi, name="api_openapi"),
    path("api/v1/", api.urls),
]
