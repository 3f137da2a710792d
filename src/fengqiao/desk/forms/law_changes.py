"""What the pages of local changes send: a number, a year's holidays, closed days; and what a second person says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.desk.forms.intake import Day, Line
from fengqiao.desk.forms.refusable import Refusable
from fengqiao.kit.ids import new_id
from fengqiao.law import changes
from fengqiao.law import face as law
from fengqiao.shell import face as shell

#: Why a change may not be proposed or settled, in words, by the code of the room.
WORDS: Mapping[str, Any] = {
    "closed": _("This is set for the whole country, or by another level; it cannot be changed here."),
    "same": _("That is what applies already on this day."),
    "bounds": _("The value lies outside of what may be chosen."),
    "unit": _("It is not counted in this unit."),
    "looser": _("What the level above has set may only be tightened, not loosened."),
    "past": _("It can hold from tomorrow on at the earliest. For an earlier day mark it as a correction."),
    "no_correction": _("A day that lies ahead is no correction of the past."),
    "far": _("No more than two years ahead."),
    "year": _("Only a year without a published calendar, up to the next one, can be entered."),
    "other_year": _("A day lies outside of the year."),
    "worked": _("A make-up day is a Saturday or Sunday and not among the days off."),
    "holidays": _("A year has at least 13 days off; count again."),
    "no_days": _("Name at least one day."),
    "days": _("At most 31 days, each in one of the two lists."),
    "day_off": _("A closed day must be one that is otherwise worked."),
    "open": _("A day that is opened again must be closed now."),
    "not_your_level": _("Staff of an institution propose, its lead confirms, at the same level."),
    "own_proposal": _("Nobody confirms the own proposal, nor one of somebody they stand in for."),
    "not_your_proposal": _("Only whoever proposed it may take it back."),
    "settled": _("Somebody has settled this change meanwhile."),
}
_SPAN = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})(?:\s*(?:至|到|~|–|—)\s*(\d{4}-\d{1,2}-\d{1,2}))?")
#: Unit: days that one line may span.
_LONGEST_SPAN = 40


class Days(forms.CharField):
    """Days, one or a span on each line: 2027-02-05 至 2027-02-11."""

    def __init__(self, label: Any, *, required: bool = True) -> None:
        super().__init__(
            label=label, required=required, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("One day or one span on each line, such as 2027-02-05 至 2027-02-11"),
        )  # fmt: skip

    def clean(self, value: Any) -> frozenset[date]:
        """The days named. Raises: ValidationError for a line that is none."""
        found: set[date] = set()
        for line in super().clean(value).replace("，", "\n").replace(",", "\n").splitlines():
            found |= _span(line.strip())
        return frozenset(found)


def _span(line: str) -> set[date]:
    if not line:
        return set()
    match = _SPAN.fullmatch(line)
    try:
        first, last = (_day(part) for part in (match[1], match[2] or match[1])) if match else (None, None)
    except ValueError:
        first = last = None
    if first is None or last is None or not 0 <= (last - first).days <= _LONGEST_SPAN:
        raise forms.ValidationError(_("“%(line)s” is no day and no span of days"), params={"line": line[:40]})
    return {date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)}


def _day(text: str) -> date:
    year, month, day = (int(part) for part in text.split("-"))
    return date(year, month, day)


class Proposal(Refusable):
    """What every change says: why, and on which document."""

    reason = Line(_("Reasons"), longest=500)
    document = Line(_("Document"), longest=200, hint=_("Title and number of the paper on which it rests"))
    request = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request"].initial = new_id()

    def refuse_law(self, error: law.LawError) -> None:
        """Say what the room below has against it."""
        self.add_error(None, shell.text(WORDS.get(error.code, error.code)))

    def terms(self, *, valid_from: date, is_correction: bool) -> changes.Terms:
        """Only for a form that is valid."""
        return changes.Terms(
            valid_from=valid_from, is_correction=is_correction, reason=self.cleaned_data["reason"],
            document=self.cleaned_data["document"], request=UUID(str(self.cleaned_data["request"])),
        )  # fmt: skip


class Number(Proposal):
    """Another value of a parameter from a day on."""

    value = Line(_("New value"), required=False, longest=200)
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    follows = forms.BooleanField(label=_("Give up the own value: follow the level above again"), required=False)
    valid_from = Day(_("From which day on"))
    is_correction = forms.BooleanField(
        label=_("Correction of the past"), required=False,
        help_text=_("Only for a day that has passed. Running limits are counted anew; decided acts stay as they are."),
    )  # fmt: skip
    field_order = ["value", "unit", "follows", "valid_from", "is_correction"]

    def __init__(self, *args: Any, parameter: law.Parameter, choice: law.Choice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parameter, self.choice = parameter, choice
        language: law.Language = "zh" if shell.is_chinese() else "en"
        units = choice.units or (parameter.unit,)
        self.fields["unit"].choices = [(unit, law.unit_name(unit, language)) for unit in units]  # type: ignore[attr-defined]
        self.fields["unit"].initial = parameter.unit
        if len(units) < 2:
            del self.fields["unit"]
        if not parameter.is_local:
            del self.fields["follows"]
        self._choose_value()

    def _choose_value(self) -> None:
        choices = [(each, each) for each in self.choice.one_of]
        if self.choice.switch:
            choices = [("yes", str(_("yes"))), ("no", str(_("no")))]
        if choices:
            self.fields["value"] = forms.ChoiceField(label=_("New value"), choices=choices, required=False)
            self.order_fields(self.field_order)
        else:
            self.fields["value"].help_text = hint(self.choice)

    def said(self) -> dict[str, Any]:
        """What is proposed, as the room takes it. Raises: law.NotYours."""
        if self.cleaned_data.get("follows"):
            return {"value": None, "follows": True}
        value = law.read_value(self.choice, self.cleaned_data["value"])
        unit = self.cleaned_data.get("unit") or ""
        return {"value": value, "unit": "" if unit == self.parameter.unit else unit}


def hint(choice: law.Choice) -> Any:
    """Between what one may choose."""
    if choice.is_amount:
        unit = _("; months count as 30 days") if choice.units else ""
        return _("From %(least)s to %(most)s") % {"least": choice.least, "most": choice.most} + unit
    if choice.some_of:
        return _("One or several of: %(names)s") % {"names": ", ".join(choice.some_of)}
    if choice.shape == "hours":
        return _("Spans such as 09:00-11:30, 14:00-17:00")
    return _("Codes of two digits, such as 31, 32")


class Year(Proposal):
    """The State Council's notice on the holidays of a year."""

    year = forms.IntegerField(label=_("Year"), min_value=2000, max_value=2099)
    closed = Days(_("Days off"))
    worked = Days(_("Days of rest that are worked (make-up days)"), required=False)
    field_order = ["year", "closed", "worked"]


class Closed(Proposal):
    """Days on which the institutions of a place are closed, or no longer."""

    area = Line(_("Place (code)"), longest=12, hint=_("The own place or one below: its institutions are closed"))
    closed = Days(_("Closed days"), required=False)
    reopened = Days(_("Opened again"), required=False)
    field_order = ["area", "closed", "reopened"]

    def clean_area(self) -> str:
        """A code that the table of places knows, down to a township."""
        try:
            code = areas.shorten(self.cleaned_data["area"])
        except areas.BadCode:
            code = ""
        if not code or len(code) > 9 or not areas.is_running(code):
            raise forms.ValidationError(_("No place has this code"))
        return code


class Settle(Refusable):
    """What a second person, or the proposer, says of a proposal."""

    note = Line(_("Remark"), required=False, longest=500)
