"""A real OpenID provider (django-oauth-toolkit) in a process of its own, on this machine.

    python -m fengqiao.users.tests.real_provider PORT BACK     serves until it is ended; says "ready" when it can

One client (`fengqiao`, with a secret, PKCE required), two people: `lihua`, `zhaomin`, password `PASSWORD`. Its
identifier for somebody is the number of the account there, as this provider does it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

CLIENT, SECRET, PASSWORD = "fengqiao", "a secret/of two+parts", "provider password 1"


def _key() -> str:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    kind, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return made.private_bytes(kind, pkcs8, serialization.NoEncryption()).decode()


def _settings(folder: str) -> None:
    from django.conf import settings

    settings.configure(
        SECRET_KEY="provider", DEBUG=False, ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__, USE_TZ=True,
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": str(Path(folder) / "db")}},
        INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
                        "oauth2_provider"],
        MIDDLEWARE=["django.contrib.sessions.middleware.SessionMiddleware",
                    "django.contrib.auth.middleware.AuthenticationMiddleware"],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True,
                    "OPTIONS": {"context_processors": ["django.template.context_processors.request",
                                                       "django.contrib.auth.context_processors.auth"]}}],
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"], LOGIN_URL="/login/",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField", LOGGING_CONFIG=None,
        OAUTH2_PROVIDER={"OIDC_ENABLED": True, "OIDC_RSA_PRIVATE_KEY": _key(), "SCOPES": {"openid": "who it is"},
                         "PKCE_REQUIRED": True, "OIDC_RP_INITIATED_LOGOUT_ENABLED": True},
    )  # fmt: skip


def _login(request):  # type: ignore[no-untyped-def]
    """The provider's own page for names and passwords; here without a page."""
    from django.contrib.auth import authenticate, login
    from django.http import HttpResponse

    user = authenticate(request, username=request.GET.get("username"), password=request.GET.get("password"))
    if user is None:
        return HttpResponse("no", status=403)
    login(request, user)
    return HttpResponse("in")


def _people(back: str) -> None:
    from django.contrib.auth.models import User
    from oauth2_provider.models import Application

    owner = User.objects.create_user("owner", password=PASSWORD)
    for name, mail in (("lihua", "lead@example.gov.cn"), ("zhaomin", "zhao@example.gov.cn")):
        User.objects.create_user(name, mail, PASSWORD)
    Application.objects.create(
        name="Fengqiao", user=owner, client_id=CLIENT, client_secret=SECRET, algorithm=Application.RS256_ALGORITHM,
        client_type=Application.CLIENT_CONFIDENTIAL, redirect_uris=back, skip_authorization=True,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
    )  # fmt: skip


def main(port: int, back: str) -> None:
    """Serve until ended."""
    os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"
    with tempfile.TemporaryDirectory() as folder:
        _settings(folder)
        import django

        django.setup()
        from django.core.management import call_command
        from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
        from django.core.wsgi import get_wsgi_application
        from django.urls import include, path

        sys.modules[__name__].urlpatterns = [  # type: ignore[attr-defined]
            path("login/", _login), path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
        ]  # fmt: skip
        call_command("migrate", verbosity=0)
        _people(back)
        served = ThreadedWSGIServer(("127.0.0.1", port), WSGIRequestHandler)
        served.set_app(get_wsgi_application())
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        served.serve_forever()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
