"""What OWASP ASVS level 1 asks of a site without accounts (docs/security.md names each)."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import ExitStack, closing
from pathlib import Path
from threading import Timer
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client

from kneewise.errors import InputError
from kneewise.web import counts, crypto, middleware
from kneewise.web.database import database_from_url


def test_the_policy_allows_nothing_but_the_site_itself(site: Client) -> None:
    policy = site.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "frame-ancestors 'none'" in policy


def test_every_page_carries_the_headers(site: Client) -> None:
    for path in ("/", "/report", "/no-such-page"):
        headers = site.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert "camera=()" in headers["Permissions-Policy"]


def test_no_template_holds_an_inline_script_or_style() -> None:
    folder = Path(settings.WEB) / "templates"
    for path in folder.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert " style=" not in text, path
        assert "<style" not in text, path
        assert " onclick=" not in text, path
        assert "<script>" not in text, path


def test_forms_are_guarded_against_other_sites() -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    response = strict.post("/interview/short", {"age": "61"})
    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


def test_cookies_are_out_of_reach_of_scripts(answered: Client) -> None:
    cookie = answered.cookies["kneewise"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_other_host_names_are_refused() -> None:
    assert Client(headers={"host": "evil.example"}).get("/").status_code == 400


def test_too_many_requests_are_refused_with_the_time_to_wait(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "time", SimpleNamespace(time=lambda: 1_800_000_000.0))  # no minute ends meanwhile
    most = next(limit.most for start, limit in middleware.POST_LIMITS if start == "/saved")
    for _ in range(most):
        assert site.post("/saved").status_code == 422
    response = site.post("/saved")
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) >= 1
    assert "Please wait" in response.content.decode()
    assert site.post("/answers/forget").status_code == 302, "other addresses have limits of their own"


ASK = """
import django; django.setup()
from types import SimpleNamespace
from django.test import Client
from kneewise.web import middleware
middleware.time = SimpleNamespace(time=lambda: 1_800_000_000.0)
site = Client(headers={"host": "localhost"})
print(*[site.post("/saved").status_code for _ in range(6)])
"""
ADD = """
import django; django.setup()
from kneewise.web import counts
print(*[counts.requests.add("same", 60) for _ in range(300)])
"""


def _in_processes(program: str, folder: Path, at_once: bool) -> list[list[int]]:
    """What two processes of the site print, one after the other or at once."""
    environment = os.environ | {"KNEEWISE_DATA": str(folder), "KNEEWISE_SECRET_KEY": "k" * 50}
    command = [sys.executable, "-c", textwrap.dedent(program)]
    said = []
    with ExitStack() as stack:  # closes the pipes, whatever fails
        waiting = []
        for _ in range(2):
            process = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True)
            waiting.append(stack.enter_context(process))
            if not at_once:
                process.wait(timeout=60)
        for process in waiting:
            out, _ = process.communicate(timeout=60)
            assert process.returncode == 0
            said.append([int(number) for number in out.split()])
    return said


def test_two_processes_share_one_limit(tmp_path: Path) -> None:
    first, second = _in_processes(ASK, tmp_path, at_once=False)
    assert first == [422] * 6
    assert second == [422] * 4 + [429] * 2


def test_requests_at_the_same_moment_are_each_counted(tmp_path: Path) -> None:
    first, second = _in_processes(ADD, tmp_path, at_once=True)
    assert sorted(first + second) == list(range(1, 601))


def test_a_new_file_that_another_is_setting_up_is_waited_for(tmp_path: Path) -> None:
    kept = counts.Counts(tmp_path / "counts.sqlite3")
    with closing(sqlite3.connect(kept.path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        end = Timer(0.1, other.execute, ["ROLLBACK"])
        end.start()
        assert kept.add("same", 60) == 1
        end.join()
    kept.close()


def test_counts_hold_no_address_and_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = counts.Counts(tmp_path / "counts.sqlite3")
    assert [kept.add("POST:/saved:203.0.113.9:1", 60) for _ in range(3)] == [1, 2, 3]
    assert not [f for f in tmp_path.iterdir() if b"203.0.113.9" in f.read_bytes()]
    monkeypatch.setattr(counts, "time", SimpleNamespace(time=lambda: 4_000_000_000.0))
    assert kept.add("POST:/saved:203.0.113.9:2", 60) == 1
    assert kept._connection().execute("SELECT count(*) FROM counts").fetchone() == (1,)
    kept.close()


def test_a_body_that_is_too_large_is_refused_before_it_is_read(site: Client) -> None:
    response = site.generic("POST", "/interview/short", b"x", CONTENT_LENGTH="99999999")
    assert response.status_code == 413
    assert "is larger than" in response.content.decode()


def test_the_address_counted_is_that_of_the_connection_unless_a_proxy_is_trusted(rf, settings) -> None:
    request = rf.get("/", headers={"x-forwarded-for": "1.1.1.1, 2.2.2.2"})
    assert middleware.address_of(request) == "127.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert middleware.address_of(request) == "2.2.2.2"


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"])
def test_a_way_back_never_leaves_the_site(site: Client, back: str) -> None:
    assert site.get("/theme", {"back": back}).headers["Location"] == "/"


def test_encryption_refuses_what_is_forged_or_old_and_keeps_purposes_apart() -> None:
    token = crypto.encrypt({"age": 61}, "session")
    assert crypto.decrypt(token, "session") == {"age": 61}
    assert crypto.decrypt(token, "saved") is None
    assert crypto.decrypt(token[:-2] + b"AA", "session") is None
    assert crypto.decrypt(token, "session", -1) is None


def test_a_cookie_that_was_tampered_with_is_no_cookie(answered: Client) -> None:
    answered.cookies["kneewise"] = "gAAAAAB" + "x" * 200
    response = answered.get("/interview/short")
    assert response.status_code == 200
    assert 'value="61"' not in response.content.decode()


@pytest.mark.parametrize("url", ["mysql://a/b", "postgresql://host", "nonsense"])
def test_a_database_address_that_cannot_be_is_said(url: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="postgresql://user:password@host:5432/name"):
        database_from_url(url, tmp_path)


def test_a_database_address_is_taken_apart(tmp_path: Path) -> None:
    found = database_from_url("postgresql://me:p%40ss@db.example:5433/kw?sslmode=require", tmp_path)
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"], found["NAME"]) == (
        "me",
        "p@ss",
        "db.example",
        "5433",
        "kw",
    )
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_the_key_is_made_once_and_readable_by_its_owner_only() -> None:
    path = Path(settings.DATA) / "secret.key"
    assert path.stat().st_mode & 0o077 == 0
    assert len(path.read_text()) > 60
