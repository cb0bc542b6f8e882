"""What happens around every view: headers, language, limits, and a person's mistake as a page with the same words."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from kneewise import words
from kneewise.errors import KneewiseError, TooLargeError
from kneewise.web import counts
from kneewise.web.assets import without_hash
from kneewise.web.pages import problem_page

Next = Callable[[HttpRequest], HttpResponse]

PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()"


class Headers:
    """Hashed static files for a year; everything a person sees of themselves is never stored by a cache."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        plain = without_hash(request.path_info)
        hashed = plain != request.path_info
        request.path_info = plain
        response = self.get_response(request)
        if hashed and response.status_code == 200:
            response["Cache-Control"] = "public, max-age=31536000, immutable"
        elif not plain.startswith("/static/"):
            response.setdefault("Cache-Control", "no-store")
            response["Permissions-Policy"] = PERMISSIONS
            response["Cross-Origin-Resource-Policy"] = "same-origin"
        return response


class Language:
    """``/es/…`` is the Spanish page of ``…``; the rest of the site never sees the prefix."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        request.language = "en"
        if path == "/es" or path.startswith("/es/"):
            request.language = "es"
            request.path_info = request.path = path[3:] or "/"
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            response["Content-Language"] = request.language
        return response


@dataclass(frozen=True)
class Limit:
    """At most ``most`` requests per ``seconds`` and address."""

    most: int
    seconds: int


# By beginning of the address, first match wins. Generous for a person, tiresome for a machine; the page audit fetches
# other people's sites, so it is the tightest. 1,000 reports an hour is far beyond any consultation.
POST_LIMITS = (
    ("/check/save", Limit(10, 60)),
    ("/check", Limit(30, 60)),
    ("/saved", Limit(10, 60)),
    ("/api/v1/page-audits", Limit(30, 60)),
    ("/api/", Limit(120, 60)),
    ("", Limit(120, 60)),
)
GET_LIMITS = (
    ("/s/", Limit(30, 60)),  # guessing a private link: 30 tries a minute against 2^192 tokens
    ("/c/", Limit(30, 60)),
    ("/api/", Limit(240, 60)),
    ("/evidence/kneewise-evidence.png", Limit(60, 60)),  # a quarter of a second of drawing each
)
# Largest body per address, in bytes. A pasted page of 1 MB must reach the view, to be refused there with its sentence.
LARGEST_BODY = (("/check", 11_000_000), ("/api/v1/page-audits", 11_000_000), ("", 2_500_000))


def address_of(request: HttpRequest) -> str:
    """The visitor's address: of the connection, or of the n-th proxy from the right where proxies are trusted."""
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
        if len(chain) >= proxies:
            return chain[-proxies]
    return request.META.get("REMOTE_ADDR", "")


def _first(table: tuple[tuple[str, Limit], ...], path: str) -> tuple[str, Limit] | None:
    return next(((start, limit) for start, limit in table if path.startswith(start)), None)


def over_limit(request: HttpRequest) -> int | None:
    """Seconds to wait if this address has asked too often, else None."""
    table = POST_LIMITS if request.method == "POST" else GET_LIMITS
    found = _first(table, request.path_info)
    if found is None:
        return None
    start, limit = found
    window = int(time.time() // limit.seconds)
    count = counts.requests.add(f"{request.method}:{start}:{address_of(request)}:{window}", 2 * limit.seconds)
    if count <= limit.most * settings.RATE_SCALE:
        return None
    return max(1, int((window + 1) * limit.seconds - time.time()))


class Limits:
    """Refuses bodies that are too large before they are read, and addresses that ask too often."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        largest = next(size for start, size in LARGEST_BODY if request.path_info.startswith(start))
        if not length.isdigit() or int(length) > largest:
            t = request.language
            field = words.text("web-field-upload", t)
            problem = words.text("web-too-large", t, megabytes=round(largest / 1e6))
            return respond(request, TooLargeError(field, problem, words.text("web-too-large-remedy", t)))
        wait = over_limit(request)
        if wait is not None:
            response = refuse(request, words.text("web-too-often", request.language, seconds=wait), 429)
            response["Retry-After"] = str(wait)
            return response
        return self.get_response(request)


def refuse(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    """The sentence as a page, or as JSON for the API."""
    if request.path_info.startswith("/api/"):
        return JsonResponse({"error": sentence}, status=status)
    return problem_page(request, [sentence], status)


def respond(request: HttpRequest, error: KneewiseError) -> HttpResponse:
    """An error of ours as a page or as JSON, in the words it carries."""
    if request.path_info.startswith("/api/"):
        from kneewise.web.api.problems import problem_json

        return JsonResponse(problem_json(error), status=error.http_status)
    return problem_page(request, str(error).splitlines(), error.http_status)


class Mistakes:
    """Turns a `KneewiseError` that a view did not show at its field into a page of its own."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return respond(request, error) if isinstance(error, KneewiseError) else None
