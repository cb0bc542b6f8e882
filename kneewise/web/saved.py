"""Keeping something under a private link, opening it, deleting it. Writing to the database happens only here."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kneewise import evidence, words
from kneewise.errors import InputError, NotFoundError
from kneewise.web import crypto
from kneewise.web.models import Kept, SavedCheck, SavedReport

# 24 random bytes: 192 bits, far beyond guessing at 30 tries a minute.
TOKEN_BYTES = 24
# Long enough for a waiting list, short enough to be forgotten.
DAYS_OFFERED = (7, 30, 90)


@dataclass(frozen=True)
class Shelf:
    """One kind of thing that can be kept: its table, what its keys are made for, its largest size in bytes."""

    table: type[Kept]
    purpose: str
    largest: int


REPORTS = Shelf(SavedReport, "saved", crypto.LARGEST_BYTES)
# Three pages of 300,000 characters, each with a few hundred claims and their evidence, have less than a third of this.
CHECKS = Shelf(SavedCheck, "saved-check", 20_000_000)
SHELVES = (REPORTS, CHECKS)


@dataclass(frozen=True)
class Opened:
    """What lies under a link, with the versions and dates of its keeping."""

    content: dict[str, Any]
    language: str
    dataset_version: str
    created: datetime
    expires: datetime

    @property
    def answers(self) -> dict[str, Any]:
        """The content of a saved report."""
        return self.content


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def keep(shelf: Shelf, content: dict[str, Any], *, language: str, days: int) -> str:
    """Store the content, encrypted, for that many days; returns the token of the private link, kept nowhere."""
    if days not in DAYS_OFFERED:
        offered = ", ".join(map(str, DAYS_OFFERED))
        raise InputError(
            words.text("web-share-days", language),
            words.text("web-share-days-problem", language, days=days),
            words.text("web-share-days-remedy", language, offered=offered),
        )
    now = timezone.now()
    delete_expired(now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    shelf.table._default_manager.create(
        token_hash=_hash(token),
        language=language,
        dataset_version=evidence.load().version,
        created=now,
        expires=now + timedelta(days=days),
        **{shelf.table.packed: crypto.encrypt(content, f"{shelf.purpose}:{token}")},
    )
    return token


def look_up(shelf: Shelf, token: str) -> Opened | None:
    """What lies under the link, or None if it was deleted, has expired or never was."""
    row = shelf.table._default_manager.filter(token_hash=_hash(token), expires__gt=timezone.now()).first()
    if row is None:
        return None
    packed = bytes(getattr(row, shelf.table.packed))
    content = crypto.decrypt(packed, f"{shelf.purpose}:{token}", largest=shelf.largest)
    if not isinstance(content, dict):
        return None
    return Opened(content, row.language, row.dataset_version, row.created, row.expires)


def gone(language: str) -> NotFoundError:
    """What is said where a link leads to nothing (any more)."""
    return NotFoundError(
        words.text("web-share-field", language),
        words.text("web-share-gone", language),
        words.text("web-share-gone-remedy", language),
    )


@transaction.atomic
def remove(shelf: Shelf, token: str) -> bool:
    """Delete what lies under the link; False if there was nothing."""
    removed, _ = shelf.table._default_manager.filter(token_hash=_hash(token)).delete()
    return bool(removed)


def save(*, answers: dict[str, Any], language: str, days: int) -> str:
    """Keep a report's answers for that many days; returns the token of the private link."""
    return keep(REPORTS, answers, language=language, days=days)


def open_saved(token: str) -> Opened | None:
    """The answers under a report's link, or None."""
    return look_up(REPORTS, token)


def delete(token: str) -> bool:
    """Delete the answers under a report's link; False if there was nothing."""
    return remove(REPORTS, token)


def delete_expired(now: datetime) -> int:
    """Delete all that is past its date; called with each save, so that no timer is needed. Returns how many."""
    return sum(s.table._default_manager.filter(expires__lte=now).delete()[0] for s in SHELVES)
