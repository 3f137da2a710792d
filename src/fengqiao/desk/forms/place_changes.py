"""What the pages of changed places send: which places, what they become, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.desk import places
from fengqiao.desk.forms.intake import Day, Line
from fengqiao.desk.forms.law_changes import Proposal

#: Why a change of places may not be proposed or confirmed, in words, by the code of the room.
WORDS: Mapping[str, Any] = {
    "unknown": _("%(place)s is not in the official table of places. New codes come with a release."),
    "ended": _("%(place)s has ended; a change that ended it can be taken back."),
    "same": _("A place cannot go into itself."),
    "same_name": _("That is what it is called already."),
    "level": _("%(place)s is of another level: townships with townships, counties with counties."),
    "no_villages": _("Name at least one village."),
    "village": _("%(place)s is no village of this township."),
    "unmapped": _("The new county has no township that answers to %(place)s."),
    "waits": _("Another change of %(place)s is proposed or not carried out yet."),
    "many": _("Too many places for one change."),
    "province": _("The places lie in different provinces."),
    "undone": _("It is taken back already, or takes something back itself."),
    "not_confirmed": _("Only a confirmed change can be taken back."),
    "too_early": _("It cannot be taken back before it begins."),
}


def refused(error: areas.BadChange) -> str:
    """Why it cannot be, as the page says it."""
    return str(WORDS.get(error.code, error.code)) % {"place": places.name_of(error.place)}


class PlaceCode(Line):
    """A place by its name with the names above it, or by its code."""

    def clean(self, value: Any) -> str:
        """The short code. Raises: ValidationError when nothing or several things are meant."""
        written: str = super().clean(value)
        if not written:
            return ""
        try:
            return areas.shorten(places.code_of(written))
        except areas.BadCode:
            raise forms.ValidationError(_("“%(place)s”: no place, or several; write the county in front"), params={
                "place": written[:40]}) from None  # fmt: skip


class PlaceCodes(Line):
    """Several places, separated by commas."""

    def clean(self, value: Any) -> tuple[str, ...]:
        """The short codes. Raises: ValidationError naming what was not understood."""
        one = PlaceCode("")
        return tuple(dict.fromkeys(one.clean(each) for each in places.split(super().clean(value))))


class PlaceProposal(Proposal):
    """What every change of places says: from which day."""

    valid_from = Day(_("From which day on"))

    def refuse_place(self, error: areas.BadChange) -> None:
        """Say what the room of places has against it."""
        self.add_error(None, refused(error))


_HINT = _("Name with the county in front, such as 诸暨市枫桥镇, or code")


class Merge(PlaceProposal):
    """Townships go into another one."""

    sources = PlaceCodes(_("Townships that end"), longest=500, hint=_("One or several, separated by commas"))
    target = PlaceCode(_("Township that stays"), hint=_HINT)
    name = Line(_("New name of the township"), required=False, longest=60, hint=_("Empty: it keeps its name"))
    office = Line(_("New name of its office"), required=False, longest=40, hint=_("Empty: it keeps its name"))
    field_order = ("sources", "target", "name", "office", "valid_from")


class Rename(PlaceProposal):
    """A place is called otherwise."""

    code = PlaceCode(_("County or township"), hint=_HINT)
    name = Line(_("New name"), longest=60)
    office = Line(_("New name of its office"), required=False, longest=40, hint=_("Empty: it keeps its name"))
    field_order = ("code", "name", "office", "valid_from")


class Recode(PlaceProposal):
    """A place gets another code, or comes to another parent."""

    source = PlaceCode(_("County or township as it is"), hint=_HINT)
    target = PlaceCode(
        _("New code"), hint=_("As the official table has it; of a county its townships are found by their names")
    )
    field_order = ("source", "target", "valid_from")


class Split(PlaceProposal):
    """Villages of a township come to another one."""

    source = PlaceCode(_("Township that gives"), hint=_HINT)
    target = PlaceCode(_("Township that receives"), hint=_HINT)
    villages = PlaceCodes(
        _("Villages that go along"),
        longest=2000,
        hint=_("Names with the township in front, or codes, separated by commas; who lives there goes along"),
    )
    field_order = ("source", "target", "villages", "valid_from")


class Undo(PlaceProposal):
    """A confirmed change is taken back."""


FORMS: Mapping[str, type[PlaceProposal]] = {"merge": Merge, "rename": Rename, "recode": Recode, "split": Split}
SAID: Mapping[str, tuple[str, ...]] = {
    "merge": ("sources", "target", "name", "office"),
    "rename": ("code", "name", "office"),
    "recode": ("source", "target"),
    "split": ("source", "target", "villages"),
    "undo": (),
}
"""Which fields say what is changed: the rest says why."""
