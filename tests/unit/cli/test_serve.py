"""`kneewise serve`: the port it takes, what it says, how it refuses."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from kneewise.cli.serve import free_port
from kneewise.errors import InputError


def test_a_free_port_is_taken_as_asked() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert free_port("127.0.0.1", port) == port


def test_a_taken_port_gives_way_to_the_next_free_one() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert port < free_port("127.0.0.1", port) <= port + 20


def test_zero_lets_the_system_choose() -> None:
    assert free_port("127.0.0.1", 0) > 0


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(InputError, match="not an address of this machine"):
        free_port("192.0.2.1", 8000)


def _serve(tmp_path: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "kneewise.cli.main", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"KNEEWISE_DATA": str(tmp_path), "PYTHONUNBUFFERED": "1"},
    )


def test_it_prints_its_address_says_that_a_port_was_taken_and_serves(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = _serve(tmp_path, "--port", str(port), "--demo")
        assert server.stdout is not None
        found = re.search(r"http://localhost:(\d+)/", server.stdout.readline())
        assert found
        with urllib.request.urlopen(f"http://127.0.0.1:{found[1]}/") as answer:
            page = answer.read().decode()
        server.terminate()
        _, said = server.communicate(timeout=20)
    assert f"Port {port} is taken; using {found[1]}." in said
    assert "/example/mild_oa_52" in page
    assert (tmp_path / "secret.key").stat().st_mode & 0o077 == 0


def test_a_data_folder_that_cannot_be_written_ends_in_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    server = _serve(file / "below", "--port", "0")
    _, said = server.communicate(timeout=60)
    assert server.returncode == 2
    assert "KNEEWISE_DATA" in said
    assert "Traceback" not in said
