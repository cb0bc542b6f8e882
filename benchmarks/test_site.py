"""Server time of pages, of a report, and how many reports a second the site serves.

`.venv/bin/pytest benchmarks/test_site.py --benchmark-only -s`
"""

from __future__ import annotations

import http.client
import os
import re
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from itertools import count

import pytest

os.environ.setdefault("KNEEWISE_DATA", tempfile.mkdtemp(prefix="kneewise-bench-"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kneewise.web.settings")
os.environ.setdefault("KNEEWISE_RATE_SCALE", "1000000")

import django

django.setup()

from django.test import Client  # noqa: E402  (needs the settings above)

ANSWERS = {"age": "61", "xray_words": "moderate", "pain_now": "6", "go": "report"}
PAGES = ("/", "/interview/short", "/report", "/values", "/check", "/options/bmac", "/plan/bmac", "/ipdas", "/evidence")
LOAD_SECONDS = 6
VISITORS = 8
PEOPLE = 16  # different answers among the visitors; their reports are worked out once each


@pytest.fixture(scope="module")
def answered() -> Client:
    client = Client(headers={"host": "localhost"})
    assert client.post("/interview/short", ANSWERS).status_code == 302
    return client


@pytest.mark.parametrize("path", PAGES)
def test_page(benchmark, answered, path):
    assert answered.get(path).status_code == 200
    benchmark(lambda: answered.get(path))


def test_new_report(benchmark):
    """The report of a person not seen before: forecast, sentences, drawings."""
    from kneewise.candidacy.intake import Intake
    from kneewise.web.presenters import report

    people = count()

    def build():
        number = next(people)
        person = {"age": 30 + number % 60, "pain_now": 1 + number // 60 % 9, "kl_grade": number // 540 % 5}
        return report.build(Intake.read(person), "en")

    build()
    benchmark.pedantic(build, rounds=30)


def test_reports_a_second(benchmark):
    """Visitors that ask for their report again and again, over HTTP, from one served process."""
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen(
            [sys.executable, "-m", "kneewise.cli.main", "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=os.environ | {"KNEEWISE_DATA": folder, "PYTHONUNBUFFERED": "1"},
        )
        port = int(re.search(r":(\d+)/", server.stdout.readline())[1])
        try:
            found = benchmark.pedantic(lambda: _load(port), rounds=1)
        finally:
            server.terminate()
            server.wait()
            server.stdout.close()
    benchmark.extra_info.update(found)
    print(found)


def _cookie(port: int, age: int) -> str:
    """The session of a visitor of that age (a forged-request token first, as a browser would fetch it)."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", "/interview/short")
    answer = connection.getresponse()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.read().decode())[1]
    form = answer.getheader("Set-Cookie").split(";")[0]
    body = f"csrfmiddlewaretoken={token}&age={age}&pain_now=6&go=report"
    headers = {"Cookie": form, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/interview/short", body, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return "; ".join(c.split(";")[0] for c in answer.headers.get_all("Set-Cookie"))


def _get(connection: http.client.HTTPConnection, cookie: str) -> None:
    connection.request("GET", "/report", headers={"Cookie": cookie, "Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 200


def _load(port: int) -> dict[str, float]:
    cookies = [_cookie(port, 45 + i) for i in range(PEOPLE)]
    first = http.client.HTTPConnection("127.0.0.1", port)
    for cookie in cookies:
        _get(first, cookie)
    first.close()
    times: list[float] = []
    until = time.perf_counter() + LOAD_SECONDS

    def visit(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for i in count(first):
            start = time.perf_counter()
            if start > until:
                connection.close()
                return
            _get(connection, cookies[i % PEOPLE])
            times.append(time.perf_counter() - start)

    threads = [threading.Thread(target=visit, args=(i,)) for i in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cut = statistics.quantiles(times, n=100)
    return {"per_second": len(times) / LOAD_SECONDS, "median_ms": 1000 * cut[49], "p99_ms": 1000 * cut[98]}
