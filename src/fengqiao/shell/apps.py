"""The shell as a Django app, for its templates, static files and translations."""

from __future__ import annotations

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "fengqiao.shell"
    label = "shell"
