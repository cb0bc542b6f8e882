"""Fetching the page a person asks about: with limits on size, time and redirects, and never from a private address.

Each address is resolved first, all its numbers are checked, and the connection goes to the checked number (so that a
name cannot point elsewhere between check and use). After every redirect all of this is done again.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from kneewise.claims.refusals import refused, unavailable
from kneewise.errors import InputError, TooLargeError

if TYPE_CHECKING:
    import httpx

# A page of text is far smaller; more is a film or a trap.
MOST_BYTES = 10_000_000
MOST_REDIRECTS = 5
# For one answer, and for everything with all redirects.
ANSWER_SECONDS = 10.0
ALL_SECONDS = 30.0
PORTS = {"http": 80, "https": 443}
READABLE = (
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/pdf",
    "application/octet-stream",
)
AGENT = "kneewise page audit"

Resolver = Callable[[str, int], list[str]]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: its bytes, its media type and charset, and the address after redirects."""

    url: str
    content: bytes
    media_type: str
    charset: str | None


def resolve(host: str, port: int) -> list[str]:
    """The numbers a host name stands for. Raises OSError or UnicodeError where it stands for none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return sorted({str(entry[4][0]) for entry in found})


def is_public(number: str) -> bool:
    """Whether an IP number is one that the whole internet shares: not private, loopback, link-local or reserved.

    Numbers that carry an IPv4 number inside (mapped, 6to4, Teredo, NAT64) are judged by that one too.
    """
    try:
        address = ipaddress.ip_address(number.split("%")[0])
    except ValueError:
        return False
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in ipaddress.ip_network("64:ff9b::/96"):
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        return all(i is None or i.is_global for i in inner)
    return True


def fetch(
    url: str, *, language: str = "en", resolver: Resolver = resolve, transport: httpx.BaseTransport | None = None
) -> Fetched:
    """The page at an address.

    ``language`` is that of the sentences in which it refuses; ``resolver`` and ``transport`` stand in for the network.

    Raises
    ------
    InputError
        For an address that is not http(s), names a user, an odd port or a private host; for a file that is not text.
    TooLargeError
        For more than ten million bytes.
    UnavailableError
        If nothing answers in time, or the answer is an error.
    """
    import httpx

    deadline = time.monotonic() + ALL_SECONDS
    target = url
    with httpx.Client(
        transport=transport,
        timeout=ANSWER_SECONDS,
        follow_redirects=False,
        trust_env=False,
        headers={"User-Agent": AGENT},
    ) as client:
        for _ in range(MOST_REDIRECTS + 1):
            host, number, port = _checked(target, resolver, language)
            try:
                answer = _get(client, target, host, number, port, deadline, language)
            except httpx.HTTPError as error:
                raise unavailable("silent", language, url=target) from error
            if isinstance(answer, Fetched):
                return answer
            target = urljoin(target, answer)
    raise unavailable("redirects", language, url=url, most=MOST_REDIRECTS)


def _checked(url: str, resolver: Resolver, language: str) -> tuple[str, str, int]:
    """(host, a number of it that may be asked, port) of an address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise refused(InputError, "address", "unreadable-address", language, url=url) from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise refused(InputError, "address", "not-http", language, url=url)
    if parts.username is not None or parts.password is not None:
        raise refused(InputError, "address", "user", language)
    port = port or PORTS[parts.scheme]
    if port not in PORTS.values():
        raise refused(InputError, "address", "port", language, port=str(port))
    try:
        numbers = resolver(parts.hostname, port)
    except (OSError, UnicodeError) as error:
        raise unavailable("unknown-host", language, host=parts.hostname) from error
    if not numbers or not all(is_public(n) for n in numbers):
        raise refused(InputError, "address", "private", language, host=parts.hostname)
    return parts.hostname, numbers[0], port


def _get(
    client: httpx.Client, url: str, host: str, number: str, port: int, deadline: float, language: str
) -> Fetched | str:
    """The page, or where it sends on. The connection goes to ``number``; name and certificate are still the host's."""
    import httpx

    pinned = httpx.URL(url).copy_with(host=number)
    named = host if port in PORTS.values() else f"{host}:{port}"
    extensions: dict[str, Any] = {"sni_hostname": host}
    with client.stream("GET", pinned, headers={"Host": named}, extensions=extensions) as answer:
        if answer.is_redirect and "location" in answer.headers:
            return str(answer.headers["location"])
        if answer.status_code >= 400:
            raise unavailable("status", language, url=url, status=str(answer.status_code))
        media_type = answer.headers.get("content-type", "text/html").split(";")[0].strip().lower()
        if media_type not in READABLE:
            raise refused(InputError, "address", "media", language, media=media_type)
        content = bytearray()
        for piece in answer.iter_bytes():
            content += piece
            if len(content) > MOST_BYTES:
                raise refused(TooLargeError, "page", "too-large", language, megabytes=MOST_BYTES // 1_000_000)
            if time.monotonic() > deadline:
                raise unavailable("slow", language, url=url, seconds=round(ALL_SECONDS))
        return Fetched(url, bytes(content), media_type, answer.charset_encoding)
