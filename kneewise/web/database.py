"""Where saved reports live: SQLite in the data folder, or PostgreSQL by one address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from kneewise.errors import InputError

# Wait for another writer instead of failing at once; WAL lets readers go on while one writes.
SQLITE_OPTIONS = {
    "timeout": 10,
    "transaction_mode": "IMMEDIATE",
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def database_from_url(url: str, folder: Path) -> dict[str, Any]:
    """Django's settings for the database at ``url``; an empty address means SQLite in ``folder``.

    Raises
    ------
    InputError
        For an address that is not PostgreSQL's or lacks the name of the database.
    """
    if not url:
        folder.mkdir(parents=True, exist_ok=True)
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(folder / "kneewise.sqlite3"),
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise InputError(
            "KNEEWISE_DATABASE_URL",
            "is not the address of a PostgreSQL database",
            "Write it as postgresql://user:password@host:5432/name, or leave it out to use SQLite.",
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
    }
