"""The site in a folder of its own; a client that speaks to it without a server."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator

import pytest

os.environ["KNEEWISE_DATA"] = tempfile.mkdtemp(prefix="kneewise-test-")
os.environ["DJANGO_SETTINGS_MODULE"] = "kneewise.web.settings"
os.environ["KNEEWISE_DEMO"] = "1"
for name in ("KNEEWISE_DATABASE_URL", "KNEEWISE_SECRET_KEY", "KNEEWISE_HTTPS", "KNEEWISE_HOSTS", "KNEEWISE_PROXIES"):
    os.environ.pop(name, None)

import django  # noqa: E402  (settings are read from the environment set above)

django.setup()

from django.core.signals import request_finished, request_started  # noqa: E402
from django.db import close_old_connections  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client  # noqa: E402

from kneewise.web import counts  # noqa: E402


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Each test starts with no request counted.

    Tests that call the WSGI application itself would look at the test database's connection between requests, which is
    forbidden to tests without a database; Django's own client leaves this out for its requests and then puts it back.
    """
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    counts.requests.clear()
    yield
    counts.requests.clear()


@pytest.fixture
def site() -> Client:
    """A browser without a script; CSRF is checked as for people only where a test asks for it."""
    return Client(headers={"host": "localhost"})


SHORT = {
    "red-flags__none": "1",
    "age": "61",
    "xray_words": "moderate",
    "pain_now": "6",
    "offers.0.treatment": "bmac",
    "offers.0.price": "5000",
    "offers.0.currency": "USD",
    "go": "report",
}


@pytest.fixture
def short_answers() -> dict[str, str]:
    return dict(SHORT)


@pytest.fixture
def answered(site: Client) -> Client:
    """A browser in which the short path has been answered."""
    assert site.post("/interview/short", SHORT).status_code == 302
    return site


@pytest.fixture
def visit(site: Client) -> Callable[..., HttpResponse]:
    """Asks for an address and gives the answer."""
    return site.get
