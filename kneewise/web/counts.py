"""How often something was asked, counted once for all processes of this machine, in a small SQLite file of its own.

Django's caches that processes share read, add one and write back, so that two requests at the same moment count as
one. Here adding is one statement. Keys are hashed with the server's secret: the file holds no address.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import sqlite3
import threading
import time
from pathlib import Path

from django.conf import settings

# A writer waits this long for another; an addition takes a twentieth of a millisecond.
WAIT_SECONDS = 5.0
ASK_AGAIN_SECONDS = 0.005
_TABLE = """
CREATE TABLE IF NOT EXISTS counts (
    key BLOB PRIMARY KEY, count INTEGER NOT NULL, expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS counts_expires ON counts (expires);
"""
_ADD = """
INSERT INTO counts VALUES (?, 1, ?) ON CONFLICT (key) DO UPDATE SET count = count + 1 RETURNING count
"""


class Counts:
    """Counters in the file ``path``. Each thread of each process has its own connection, opened when first needed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()

    def add(self, name: str, seconds: int) -> int:
        """Add one to the counter of that name, which is forgotten after ``seconds``; returns what it counts now."""
        now = int(time.time())
        connection = self._connection()
        count: int = connection.execute(_ADD, (_hashed(name), now + seconds)).fetchone()[0]
        if count == 1:
            connection.execute("DELETE FROM counts WHERE expires < ?", (now,))
        return count

    def clear(self) -> None:
        """Forget every counter."""
        self._connection().execute("DELETE FROM counts")

    def close(self) -> None:
        """Close the connection of this thread."""
        self._connection().close()
        self._own.process = None

    def _connection(self) -> sqlite3.Connection:
        # A process that was forked must not use its parent's connection.
        if getattr(self._own, "process", None) != os.getpid():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)
            try:
                _prepare(connection)
            except sqlite3.Error:
                connection.close()
                raise
            self._own.connection, self._own.process = connection, os.getpid()
        found: sqlite3.Connection = self._own.connection
        return found


def _prepare(connection: sqlite3.Connection) -> None:
    """Set the connection up, and the file where it is new."""
    # SQLite's own wait does not hold for a change to WAL: of two that open a new file together one is turned away
    # at once ("database is locked"). It asks again, for as long as any writer waits.
    until = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(ASK_AGAIN_SECONDS)
    # Counts of the last minutes may be lost with the power: nothing waits for the disk.
    connection.execute("PRAGMA synchronous=OFF")
    connection.executescript(_TABLE)


def _hashed(name: str) -> bytes:
    return hmac.new(settings.SECRET_KEY.encode(), f"count:{name}".encode(), hashlib.sha256).digest()[:16]


requests = Counts(settings.COUNTS_FILE)
