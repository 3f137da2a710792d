"""A field of a form in one line, with its label in both languages."""

from __future__ import annotations

from typing import Any

from fengqiao.procedures.grammar import Field, FieldKind, Text


def field(name: str, kind: FieldKind, zh: str, en: str, **more: Any) -> Field:
    """A field of `procedures.grammar`, its label written inline; `more` are the field's own settings."""
    return Field(name=name, kind=kind, label=Text(zh, en), **more)
