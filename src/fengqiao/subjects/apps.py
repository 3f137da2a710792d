"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class SubjectsConfig(AppConfig):
    name = "fengqiao.subjects"
    label = "subjects"
