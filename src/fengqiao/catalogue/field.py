"""A field of a form in one line, with its label in both languages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fengqiao.procedures.grammar import Field, FieldKind, Form, Text


def field(name: str, kind: FieldKind, zh: str, en: str, **more: Any) -> Field:
    """A field of `procedures.grammar`, its label written inline; `more` are the field's own settings."""
    return Field(name=name, kind=kind, label=Text(zh, en), **more)


def as_known(form: Form) -> Form:
    """The same form to be completed: every field starts from what was said of it before in the matter."""
    return replace(form, fields=tuple(replace(each, same_as=each.name) for each in form.fields))
