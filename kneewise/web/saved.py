"""Saving answers under a private link, opening it, deleting it. Writing to the database happens only here."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from kneewise import evidence
from kneewise.errors import InputError
from kneewise.web import crypto
from kneewise.web.models import SavedReport

# 24 random bytes: 192 bits, far beyond guessing at 30 tries a minute.
TOKEN_BYTES = 24
# Long enough for a waiting list, short enough to be forgotten.
DAYS_OFFERED = (7, 30, 90)


@dataclass(frozen=True)
class Opened:
    """A saved report as its link shows it."""

    answers: dict[str, Any]
    language: str
    dataset_version: str
    created: datetime
    expires: datetime


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def save(*, answers: dict[str, Any], language: str, days: int) -> str:
    """Store the answers, encrypted, for that many days; returns the token of the private link, kept nowhere."""
    if days not in DAYS_OFFERED:
        raise InputError("days", f"is {days}", f"Choose one of {', '.join(map(str, DAYS_OFFERED))}.")
    now = timezone.now()
    delete_expired(now)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    SavedReport.objects.create(
        token_hash=_hash(token),
        answers=crypto.encrypt(answers, f"saved:{token}"),
        language=language,
        dataset_version=evidence.load().version,
        created=now,
        expires=now + timedelta(days=days),
    )
    return token


def open_saved(token: str) -> Opened | None:
    """What the link shows, or None if it was deleted, has expired or never was."""
    found = SavedReport.objects.filter(token_hash=_hash(token), expires__gt=timezone.now()).first()
    if found is None:
        return None
    answers = crypto.decrypt(bytes(found.answers), f"saved:{token}")
    if not isinstance(answers, dict):
        return None
    return Opened(answers, found.language, found.dataset_version, found.created, found.expires)


@transaction.atomic
def delete(token: str) -> bool:
    """Delete what the link shows; False if there was nothing."""
    removed, _ = SavedReport.objects.filter(token_hash=_hash(token)).delete()
    return bool(removed)


def delete_expired(now: datetime) -> int:
    """Delete every report past its date; called with each save, so that no timer is needed. Returns how many."""
    removed, _ = SavedReport.objects.filter(expires__lte=now).delete()
    return removed
