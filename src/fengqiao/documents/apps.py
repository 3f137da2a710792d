"""Django's handle on the room."""

from __future__ import annotations

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "fengqiao.documents"
    label = "documents"
