"""The same site on PostgreSQL: a private server in a folder of its own."""

from __future__ import annotations

import glob
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.postgres
START_SECONDS = "60"


def _as_postgres(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root; Debian's package brings a user for it."""
    return (
        ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        if os.geteuid() == 0
        else command
    )


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server that only this test knows."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    assert found, "PostgreSQL is not installed; ./run test installs it"
    programs = Path(found[-1])
    folder = Path(tempfile.mkdtemp(prefix="kneewise-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": "/tmp"}
    data = str(folder / "data")
    subprocess.run(
        _as_postgres([f"{programs}/initdb", "-D", data, "-A", "trust", "-U", "kneewise", "--no-sync"]), **quiet
    )
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = [f"{programs}/pg_ctl", "-D", data, "-w", "-t", START_SECONDS]
    subprocess.run(_as_postgres([*control, "-o", options, "-l", str(folder / "log"), "start"]), **quiet)
    try:
        yield f"postgresql://kneewise@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run(_as_postgres([*control, "-m", "immediate", "stop"]), **quiet)
        shutil.rmtree(folder)


PROGRAM = """
import django; django.setup()
from datetime import timedelta
from django.db import connection
from django.test import Client
from django.utils import timezone
from kneewise.cli.serve import migrate
migrate()
migrate()  # a second start changes nothing
assert connection.vendor == "postgresql"
from kneewise.web import saved
from kneewise.web.models import SavedReport
site = Client(headers={"host": "localhost"})
site.post("/interview/short", {"age": "61", "pain_now": "6", "go": "report"})
page = site.post("/saved", {"days": "30"}).content.decode()
link = page.split('value="http://localhost')[1].split('"')[0]
other = Client(headers={"host": "localhost"})
assert other.get(link).status_code == 200
token = saved.save(answers={"intake": {"age": 62}}, language="es", days=7)
assert saved.open_saved(token).answers["intake"]["age"] == 62
SavedReport.objects.filter(language="es").update(expires=timezone.now() - timedelta(days=1))
assert saved.open_saved(token) is None
assert saved.delete_expired(timezone.now()) == 1
assert other.post(link + "/delete").status_code == 302
assert other.get(link).status_code == 404
assert SavedReport.objects.count() == 0
from kneewise.web.models import SavedCheck
text = "Stem cell injections for the knee work for 95% of patients and cost $5,000."
found = site.post("/check", {"pages": "2", "text-0": text, "text-1": text + " There are no side effects."})
carried = found.content.decode().split('name="carried" value="')[1].split('"')[0]
page = site.post("/check/save", {"days": "7", "carried": carried}).content.decode()
link = page.split('value="http://localhost')[1].split('"')[0]
assert "The pages side by side" in other.get(link).content.decode()
assert b"95%" not in bytes(SavedCheck.objects.get().content)
SavedCheck.objects.update(expires=timezone.now() - timedelta(days=1))
assert other.get(link).status_code == 404
assert saved.delete_expired(timezone.now()) == 1
page = site.post("/check/save", {"days": "7", "carried": carried}).content.decode()
link = page.split('value="http://localhost')[1].split('"')[0]
assert other.post(link + "/delete").status_code == 302
assert other.get(link).status_code == 404
print("all is well")
"""


def test_saving_opening_expiring_and_deleting_work_on_postgresql(server: str, tmp_path: Path) -> None:
    environment = os.environ | {"KNEEWISE_DATABASE_URL": server, "KNEEWISE_DATA": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PROGRAM)], capture_output=True, text=True, env=environment, timeout=120
    )
    assert done.stdout.strip() == "all is well", done.stderr[-2000:]


def test_a_server_that_does_not_answer_ends_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"postgresql://kneewise@127.0.0.1:{probe.getsockname()[1]}/postgres"
        environment = os.environ | {"KNEEWISE_DATABASE_URL": url, "KNEEWISE_DATA": str(tmp_path)}
        command = [sys.executable, "-m", "kneewise.cli.main", "serve", "--port", "0"]
        done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 2
    assert "KNEEWISE_DATABASE_URL" in done.stderr
    assert "Traceback" not in done.stderr
