"""Session in an encrypted cookie: the answers stay in the person's browser, unreadable there and forgotten with it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore as SignedCookieStore

from kneewise.web import crypto


class SessionStore(SignedCookieStore):
    def load(self) -> dict[str, Any]:
        token = self.session_key or ""
        value = crypto.decrypt(token.encode("ascii", "ignore"), "session", settings.SESSION_COOKIE_AGE)
        if isinstance(value, dict):
            return value
        self.create()
        return {}

    def _get_session_key(self) -> str:
        return crypto.encrypt(self._session, "session").decode("ascii")
