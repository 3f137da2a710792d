"""Turns a Django form into the plain field records that the form component draws."""

from __future__ import annotations

from typing import Any

from django import forms

from fengqiao.shell.components import Field, FieldKind

# The first match wins, so a subclass stands before its parent.
KINDS: tuple[tuple[type[forms.Widget], FieldKind], ...] = (
    (forms.HiddenInput, "hidden"),
    (forms.PasswordInput, "password"),
    (forms.CheckboxSelectMultiple, "checks"),
    (forms.RadioSelect, "radio"),
    (forms.Select, "select"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file"),
    (forms.DateTimeInput, "moment"),
    (forms.DateInput, "date"),
    (forms.NumberInput, "number"),
    (forms.EmailInput, "email"),
)

TAKEN_BY_US = frozenset({"type", "required", "maxlength"})


def fields(form: forms.BaseForm, **changes: dict[str, Any]) -> tuple[Field, ...]:
    """Records of all fields of a form, with its values and errors.

    `changes` replaces parts of single records by field name: `fields(form, days={"unit": _("days"), "span": 2})`.
    """
    return tuple(_field(bound, changes.get(bound.name, {})) for bound in form)


def _field(bound: Any, changes: dict[str, Any]) -> Field:
    widget = bound.field.widget
    kind = next((kind for widget_type, kind in KINDS if isinstance(widget, widget_type)), "text")
    parts: dict[str, Any] = {
        "name": bound.html_name,
        "label": bound.label,
        "kind": kind,
        "value": "" if (value := bound.value()) is None else value,
        "error": " ".join(str(error) for error in bound.errors),
        "hint": bound.help_text,
        "required": bound.field.required,
        "choices": tuple((str(key), words) for key, words in getattr(bound.field, "choices", ())),
        "span": 6 if kind == "textarea" else 3,
        "placeholder": widget.attrs.get("placeholder", ""),
        "attributes": {k: str(v) for k, v in widget.attrs.items() if k not in TAKEN_BY_US | {"placeholder"}},
        "id": bound.id_for_label or f"f-{bound.html_name}",
    }
    return Field(**{**parts, **changes})
