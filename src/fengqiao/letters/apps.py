"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "fengqiao.letters"
    label = "letters"
