"""Django's settings, for every process. What differs between installations comes from the home folder
and the environment; what a process may do follows from its door (`FENGQIAO_DOOR`).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from fengqiao.site import clock_shift, database, home

PACKAGE = Path(__file__).resolve().parent.parent

DOOR = os.environ.get("FENGQIAO_DOOR", "web")
_installation = home.installation()
FENGQIAO_DEMONSTRATION = _installation is not None and _installation.kind == "demonstration"
FENGQIAO_COUNTY = _installation.county if _installation else ""
# Once per process, before anything reads the clock; a real installation with a shifted clock ends here (T27).
clock_shift.set_clock()
FENGQIAO_KEY = bytes.fromhex(home.secret("columns"))
# Sessions and seeds of second factors: a key that goes into no backup (THREATS T89).
FENGQIAO_HERE_KEY = bytes.fromhex(home.secret("sign_in"))

# The ways out of the house; read by the rooms that send, never shown on a page.
FENGQIAO_NOTICES = home.table("notices")
# The other provider that people may sign in through, if there is one; read by users alone.
FENGQIAO_OIDC = home.table("oidc")
FENGQIAO_SEAL_KEY = bytes.fromhex(home.secret("seal"))

SECRET_KEY = home.secret("django", size=48)
DEBUG = False
# One host name per door: what is allowed at the staff door is a wrong host at the public one (THREATS 5).
_HOSTS = "FENGQIAO_PUBLIC_HOSTS" if DOOR == "public" else "FENGQIAO_HOSTS"
ALLOWED_HOSTS = [h for h in os.environ.get(_HOSTS, "127.0.0.1,localhost,[::1]").split(",") if h]
# What stands in the codes on papers, scheme and host without a slash at the end; never taken from a request (T45).
FENGQIAO_PUBLIC_ORIGIN = os.environ.get("FENGQIAO_PUBLIC_ORIGIN", "http://127.0.0.1:8001").rstrip("/")
_SCHEME = "https" if os.environ.get("FENGQIAO_HTTPS") == "yes" else "http"
# Loopback is excepted by address, not by a flag that somebody could leave on (THREATS 5).
_LOOPBACK = set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"} and _SCHEME == "http"
# Where officers open this installation; passkeys are bound to it. A name, never a number; never taken from a request.
_NAMED = next((h for h in ALLOWED_HOSTS if any(c.isalpha() for c in h) and h[0] not in ".["), "localhost")
FENGQIAO_ORIGIN = os.environ.get(
    "FENGQIAO_ORIGIN", "http://localhost:8000" if _LOOPBACK else f"https://{_NAMED}"
).rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS] if not _LOOPBACK else []
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not _LOOPBACK
SECURE_HSTS_SECONDS = 31_536_000 if not _LOOPBACK else 0
# Asked for by Django's deploy check. shell's Headers sends the real header, without them: the county's domain
# belongs to others too.
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not _LOOPBACK
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
USE_X_FORWARDED_HOST = False
# Addresses of reverse proxies whose forwarded headers count; they must strip these headers from their clients.
FENGQIAO_PROXIES = tuple(filter(None, os.environ.get("FENGQIAO_PROXIES", "").split(",")))
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if FENGQIAO_PROXIES else None

_PREFIX = "" if _LOOPBACK else "__Host-"
SESSION_COOKIE_NAME = f"{_PREFIX}fq"
SESSION_ENGINE = "fengqiao.users.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_COOKIE_NAME = f"{_PREFIX}fq_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "fengqiao.kit",
    "fengqiao.shell",
    "fengqiao.audit",
    "fengqiao.law",
    "fengqiao.areas",
    "fengqiao.users",
    "fengqiao.notices",
    "fengqiao.documents",
    "fengqiao.letters",
    "fengqiao.subjects",
    "fengqiao.procedures",
    "fengqiao.casework",
    "fengqiao.supervision",
    "fengqiao.catalogue",
    "fengqiao.oversight",
    "fengqiao.desk",
    "fengqiao.exchange",
    "fengqiao.disclosure",
    # Rooms bottom-up; `site` last.
    "fengqiao.site",
]
AUTH_USER_MODEL = "users.Account"

MIDDLEWARE = [
    "fengqiao.shell.middleware.Headers",
    # For programs of this machine or with the token; before sessions and transactions, which need a database.
    "fengqiao.site.health.Health",
    "fengqiao.shell.middleware.Language",
    "fengqiao.shell.middleware.SameOrigin",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fengqiao.users.middleware.Transaction",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "fengqiao.users.middleware.Who",
]
# The public door: no session, no account, no form, no cookie. Reading only, as the role that sees published tables.
PUBLIC_MIDDLEWARE = [
    "fengqiao.shell.middleware.Headers",
    # For programs of this machine or with the token; before sessions and transactions, which need a database.
    "fengqiao.site.health.Health",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "fengqiao.disclosure.middleware.ReadingOnly",
    "django.middleware.common.CommonMiddleware",
]
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "fengqiao.shell.errors.csrf_failure"

ROOT_URLCONF = "fengqiao.site.urls"
PUBLIC_URLCONF = "fengqiao.site.public_urls"
if DOOR == "public":
    MIDDLEWARE, ROOT_URLCONF = PUBLIC_MIDDLEWARE, PUBLIC_URLCONF
WSGI_APPLICATION = "fengqiao.site.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {"NAME": "jinja2", "BACKEND": "fengqiao.shell.environment.Templates", "APP_DIRS": True}
]

DATABASES: dict[str, dict[str, Any]] = {"default": database.connection(DOOR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "/static/"
STATIC_ROOT = home.folder() / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "fengqiao.shell.storage.Hashed"},
}
# Before anything was collected (a checkout, a test) the files are served from the rooms themselves.
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_USE_FINDERS = not (STATIC_ROOT / "staticfiles.json").is_file()

DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# One way for everything that is told: JSON lines without values (THREATS T12).
LOGGING_CONFIG = "fengqiao.kit.logs.configure"
# Django calls it only when there is something to hand over.
LOGGING = {"lines": "json"}
