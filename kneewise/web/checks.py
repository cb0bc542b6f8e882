"""The check of one page or several: as it travels with the form that saves it, and as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from kneewise import evidence, words
from kneewise.claims import PageAudit, audit
from kneewise.claims.rulebook import rulebook
from kneewise.errors import InputError, TooLargeError
from kneewise.web import crypto, saved

ORIGINS = ("paste", "file", "address")
# Longest pasted text, in characters: a very long page has 20,000 words. More is a book, or a mistake.
LONGEST_PASTE = 300_000
# Longest page that is kept, in characters.
LONGEST_KEPT = LONGEST_PASTE
# How long a check can be saved after it was made, in seconds: as long as answers stay in the browser.
CARRIED_SECONDS = 12 * 3600
_LARGEST_CARRIED = 40_000_000
_AUDITS = TypeAdapter(tuple[PageAudit, ...])


@dataclass(frozen=True)
class Check:
    """The audits of the pages of one check, where each page's text came from (`ORIGINS`), the day and the language."""

    audits: tuple[PageAudit, ...]
    origins: tuple[str, ...]
    day: date
    language: str

    @property
    def can_be_kept(self) -> bool:
        """Whether every page is short enough to be kept."""
        return all(len(a.text) <= LONGEST_KEPT for a in self.audits)

    @property
    def stale(self) -> bool:
        """Whether rules or evidence have changed since."""
        now = (rulebook().version, evidence.load().version)
        return any((a.versions.get("rules"), a.versions.get("evidence")) != now for a in self.audits)


def short_enough(text: str, language: str) -> None:
    """Raises TooLargeError for a pasted text that is too long, on the page and in the API alike."""
    if len(text) > LONGEST_PASTE:
        raise TooLargeError(
            words.text("web-check-field-text", language),
            words.text("web-check-too-long", language, count=len(text), most=LONGEST_PASTE),
            words.text("web-check-too-long-remedy", language),
        )


def carry(check: Check) -> str:
    """The pages' texts as one field of a form. It is sealed: what is saved is what this server read, word for word."""
    pages = [
        {"text": a.text, "title": a.title, "url": a.url, "origin": origin}
        for a, origin in zip(check.audits, check.origins, strict=True)
    ]
    return crypto.encrypt({"pages": pages}, "check").decode("ascii")


def carried(token: str, language: str) -> Check:
    """The check that a form carries, made again with today's rules.

    Raises
    ------
    InputError
        If the field was changed, or the form was open for longer than `CARRIED_SECONDS`.
    """
    found = crypto.decrypt(token.encode("ascii", "ignore"), "check", CARRIED_SECONDS, largest=_LARGEST_CARRIED)
    if not isinstance(found, dict):
        raise InputError(
            words.text("web-check-kept", language),
            words.text("web-check-carried-problem", language),
            words.text("web-check-carried-remedy", language),
        )
    return _made_anew(found["pages"], language)


def _made_anew(pages: list[dict[str, str]], language: str) -> Check:
    audits = tuple(audit(p["text"], title=p["title"], url=p["url"], language=language) for p in pages)
    return Check(audits, tuple(p["origin"] for p in pages), date.today(), language)


def keep(check: Check, days: int) -> str:
    """Store the check under a private link; returns the link's token.

    Raises
    ------
    InputError
        For a page that is too long, or days that are not offered.
    """
    if not check.can_be_kept:
        longest = max(len(a.text) for a in check.audits)
        raise TooLargeError(
            words.text("web-check-kept", check.language),
            words.text("web-check-too-long", check.language, count=longest, most=LONGEST_KEPT),
            words.text("web-check-too-long-remedy", check.language),
        )
    content = {
        "audits": _AUDITS.dump_python(check.audits, mode="json"),
        "origins": list(check.origins),
        "day": check.day.isoformat(),
    }
    return saved.keep(saved.CHECKS, content, language=check.language, days=days)


def opened(found: saved.Opened, language: str) -> Check:
    """The check as it was kept. In another language it is made again from the same texts, with today's rules."""
    content = found.content
    check = _as_kept(content, found.language)
    if check is not None and language == found.language:
        return check
    pages = [
        {"text": a["text"], "title": a["title"], "url": a["url"], "origin": origin}
        for a, origin in zip(content["audits"], content["origins"], strict=True)
    ]
    return _made_anew(pages, language)


def _as_kept(content: dict[str, Any], language: str) -> Check | None:
    """The kept check; None if an older version of the program kept it in another form."""
    try:
        audits = _AUDITS.validate_python(content["audits"])
    except ValidationError:
        return None
    return Check(audits, tuple(content["origins"]), date.fromisoformat(content["day"]), language)
