"""Settings of the site. Everything that differs between machines comes from the environment (docs/security.md).

KNEEWISE_DATA          folder for the database, the key and the counts of requests (default ~/.local/share/kneewise)
KNEEWISE_DATABASE_URL  postgresql://user:password@host:port/name; without it SQLite in KNEEWISE_DATA
KNEEWISE_SECRET_KEY    signs and encrypts; without it a key is made once in KNEEWISE_DATA, readable by its owner
KNEEWISE_HOSTS         names the site answers to, with commas (default: this machine only)
KNEEWISE_HTTPS         "1" behind a proxy that speaks TLS: secure cookies, HSTS, redirect
KNEEWISE_PROXIES       number of trusted proxies in front, for the address that rate limits count (default 0)
KNEEWISE_RATE_SCALE    multiplies every rate limit (load tests); default 1
KNEEWISE_DEMO          "1" shows the example people
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from csp.constants import NONE, SELF

from kneewise.web.database import database_from_url

WEB = Path(__file__).resolve().parent
DATA = Path(os.environ.get("KNEEWISE_DATA") or Path.home() / ".local" / "share" / "kneewise")


def _secret_key() -> str:
    """The key from the environment, or one made once per data folder."""
    if given := os.environ.get("KNEEWISE_SECRET_KEY"):
        return given
    DATA.mkdir(parents=True, exist_ok=True)
    path = DATA / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


SECRET_KEY = _secret_key()
DEBUG = False
DEMO = os.environ.get("KNEEWISE_DEMO") == "1"
HTTPS = os.environ.get("KNEEWISE_HTTPS") == "1"
ALLOWED_HOSTS = [h for h in os.environ.get("KNEEWISE_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if h]
TRUSTED_PROXIES = int(os.environ.get("KNEEWISE_PROXIES", "0"))
RATE_SCALE = float(os.environ.get("KNEEWISE_RATE_SCALE", "1"))

INSTALLED_APPS = ["django.contrib.sessions", "kneewise.web.apps.WebConfig"]
MIDDLEWARE = [
    "kneewise.web.middleware.Headers",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kneewise.web.compression.Compression",
    "kneewise.web.middleware.Language",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "kneewise.web.middleware.Mistakes",
    "kneewise.web.middleware.Limits",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "kneewise.web.urls"
WSGI_APPLICATION = "kneewise.web.wsgi.application"
APPEND_SLASH = False

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [WEB / "templates", WEB.parent / "report" / "templates"],
        "OPTIONS": {"environment": "kneewise.web.environment.environment"},
    }
]

DATABASES = {"default": database_from_url(os.environ.get("KNEEWISE_DATABASE_URL", ""), DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Requests per address and minute, for all processes of this machine (counts.py).
COUNTS_FILE = DATA / "counts.sqlite3"

# Answers travel in an encrypted cookie and nowhere else; closing the browser forgets them.
SESSION_ENGINE = "kneewise.web.session"
SESSION_COOKIE_NAME = "kneewise"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_NAME = "kneewise_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "kneewise.web.views.errors.form_expired"

# A file about a person has a few kilobytes; a saved web page or PDF may have some megabytes (limits per address in
# middleware.Limits). 1 MB of pasted text is refused with a sentence, so the parser must let it in.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 4

STATIC_URL = "/static/"
STATIC_ROOT = WEB / "static"
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = False
WHITENOISE_USE_FINDERS = False

SECURE_CONTENT_TYPE_NOSNIFF = True
# Other sites see no referrer. "no-referrer" would also blank the Origin header of our own forms, which the check
# against forged requests needs.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS and TRUSTED_PROXIES else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    # 4xx are people's mistakes and no news; what a person typed never reaches a log.
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR"},
        "kneewise": {"handlers": ["console"], "level": "INFO"},
    },
}
