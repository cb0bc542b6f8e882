"""Encryption of what people tell us: the session cookie, saved reports and checks. Keys derive from the secret key."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import zlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

# Compressed answers never unfold to more than this; a cookie cannot hold a bomb that we did not encrypt, but a limit
# costs nothing.
LARGEST_BYTES = 200_000


def _fernet(purpose: str) -> Fernet:
    key = hmac.new(settings.SECRET_KEY.encode(), f"kneewise:{purpose}".encode(), hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def encrypt(value: Any, purpose: str) -> bytes:
    """Plain values as an authenticated, encrypted token (Fernet: AES-128-CBC with HMAC-SHA-256)."""
    packed = zlib.compress(json.dumps(value, separators=(",", ":")).encode(), 9)
    return _fernet(purpose).encrypt(packed)


def decrypt(
    token: bytes, purpose: str, max_age_seconds: int | None = None, *, largest: int = LARGEST_BYTES
) -> Any | None:
    """What `encrypt` was given, or None if it is forged, damaged, too old, too large or from another key."""
    try:
        packed = _fernet(purpose).decrypt(token, ttl=max_age_seconds)
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(packed, largest)
        return None if unpacker.unconsumed_tail else json.loads(plain)
    except (InvalidToken, zlib.error, ValueError):
        return None
