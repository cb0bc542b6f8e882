"""Addresses of the explorer. Included by `kneewise.web.urls`; names are kept short because pages link to them."""

from __future__ import annotations

from django.urls import path

from kneewise.web.views import explorer

urlpatterns = [
    path("evidence", explorer.show, name="explore"),
    path("evidence/kneewise-evidence.<slug:form>", explorer.download, name="explore_file"),
    path("explore", explorer.moved, name="explore_moved"),
]
