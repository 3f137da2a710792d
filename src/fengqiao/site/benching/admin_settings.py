"""Our settings with Django's admin in place of our pages. For the measurement alone."""

from __future__ import annotations

from fengqiao.site.settings import *  # noqa: F403

ROOT_URLCONF = "fengqiao.site.benching.admin_urls"
_NEEDED = ("django.contrib.messages", "django.contrib.sessions", "django.contrib.admin")
INSTALLED_APPS = list(dict.fromkeys((*INSTALLED_APPS, *_NEEDED)))  # noqa: F405
# The common one says how long a page is, as ours does.
MIDDLEWARE = ["django.middleware.common.CommonMiddleware", "fengqiao.site.benching.admin_urls.everybody"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SILENCED_SYSTEM_CHECKS = ["admin.E403", "admin.E404", "admin.E408", "admin.E409", "admin.E410"]
