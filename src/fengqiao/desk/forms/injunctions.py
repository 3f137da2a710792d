"""Sorting the text of an injunction: one item a line under each of the three kinds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fengqiao.casework import face as casework
from fengqiao.desk import places
from fengqiao.desk.forms.intake import Line
from fengqiao.desk.forms.people import Change

LONGEST = 2000
LONGEST_ITEM = 300
MOST_ITEMS = 20


class Items(forms.CharField):
    """Several items, one a line."""

    def __init__(self, label: Any) -> None:
        super().__init__(
            label=label, required=False, max_length=LONGEST, widget=forms.Textarea, help_text=_("One item per line")
        )

    def clean(self, value: Any) -> list[str]:
        """The lines without empty ones. Raises: ValidationError."""
        items = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(items) > MOST_ITEMS or any(len(item) > LONGEST_ITEM for item in items):
            raise ValidationError(_("Too many items, or one that is too long"))
        return items


class Sorting(Change):
    """What an injunction forbids, by kind; the places of its areas, when they are in the table of places."""

    which = forms.UUIDField(widget=forms.HiddenInput)
    activity = Items(_("Activities that are forbidden"))
    area = Items(_("Areas and premises that may not be entered"))
    places = Line(
        _("Places of these areas"), required=False,
        hint=_("Names or division codes, several separated by 、; a leave is checked against them"),
    )  # fmt: skip
    person = Items(_("Persons who may not be contacted"))
    reason = Line(_("Reason, when it is sorted again"), required=False)

    def clean_places(self) -> tuple[str, ...]:
        """The codes of the places. Raises: ValidationError for a place that is not understood."""
        codes = [(written, places.code_of(written)) for written in places.split(self.cleaned_data["places"])]
        unknown = [written for written, code in codes if not code.isdigit()]
        if unknown:
            raise ValidationError(_("Not understood as a place: %(names)s") % {"names": "、".join(unknown)})
        return tuple(code for _written, code in codes)

    def clean(self) -> dict[str, Any]:
        """At least one item; places only beside an area."""
        found = super().clean() or {}
        if not self.errors and not any(found[kind] for kind in casework.SORTED_KINDS):
            raise ValidationError(_("Give at least one item"))
        if found.get("places") and not found.get("area"):
            self.add_error("area", _("A place needs the words of the injunction that name it"))
        return found

    def items(self) -> tuple[casework.NewInjunction, ...]:
        """What was filled in, in the order of the kinds. Only for a form that is valid."""
        given = self.cleaned_data
        return tuple(
            casework.NewInjunction(text, kind, given["places"] if kind == "area" else ())
            for kind in casework.SORTED_KINDS
            for text in given[kind]
        )


def filled(unsorted: casework.UnsortedInjunction) -> dict[str, Any]:
    """The fields at first: the items as they were sorted, or what the verbs of the text suggest."""
    if not unsorted.items:
        found = casework.suggested(unsorted.original.text)
        return {"which": unsorted.original.uid} | {kind: "\n".join(lines) for kind, lines in found.items()}
    codes = dict.fromkeys(code for item in unsorted.items for code in item.areas)
    lines = {
        kind: "\n".join(item.text for item in unsorted.items if item.kind == kind) for kind in casework.SORTED_KINDS
    }
    return {"which": unsorted.original.uid, "places": "、".join(places.name_of(code) for code in codes)} | lines
