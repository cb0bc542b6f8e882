"""Static files by the hash of their content, so that browsers may keep them for ever.

The files are few and small: the hash is computed once per process, stands in the address as a folder
(``/static/3f2a…/css/site.css``) and is taken off again before the file is looked up. No collect step is needed.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static"
_HASHED = re.compile(r"^/static/[0-9a-f]{12}/")


@cache
def version() -> str:
    """One hash over all static files: twelve hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(p for p in STATIC.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(STATIC)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def static(name: str) -> str:
    """The address of a static file. A name that does not exist is our mistake and asserts."""
    assert (STATIC / name).is_file(), f"no static file {name}"
    return f"/static/{version()}/{name}"


def without_hash(path: str) -> str:
    """``/static/3f2a…/css/site.css`` → ``/static/css/site.css``; other addresses unchanged."""
    return _HASHED.sub("/static/", path)
