"""The intake of a person who is not in the register yet: P04 for somebody new.

Law: Community Corrections Law arts. 21-22; incomplete papers are no reason to turn a person away, so only what tells
who it is, what was decided, and since when is required.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk import places
from fengqiao.desk.forms.refusable import Refusable
from fengqiao.kit import citizen_number
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

LONGEST_NAME = 100


class Day(forms.DateField):
    """A day; spaces and full-width digits are accepted."""

    def __init__(self, label: Any, *, required: bool = True) -> None:
        super().__init__(
            label=label, required=required, widget=forms.DateInput(format="%Y-%m-%d"),
            input_formats=("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日"),
        )  # fmt: skip

    def to_python(self, value: Any) -> date | None:
        return super().to_python(_narrow(value) if isinstance(value, str) else value)


class Line(forms.CharField):
    """One line of text, without spaces around it."""

    def __init__(self, label: Any, *, required: bool = True, longest: int = 200, hint: Any = "") -> None:
        super().__init__(label=label, required=required, max_length=longest, help_text=hint)


class Intake(Refusable):
    """Who it is, what was decided, since when, and which office."""

    refused_as: ClassVar[dict[str, str]] = {"offences": "offence", "area": "office"}

    name = Line(_("Name"), longest=LONGEST_NAME)
    number = Line(_("ID number"), longest=24, hint=_("18 digits; sex and birth date are read from it"))
    ethnicity = forms.ChoiceField(label=_("Ethnicity"), required=False)
    phone = Line(_("Mobile phone"), required=False, longest=30)
    household = Line(_("Household address"), required=False)
    residence = Line(_("Residence"), hint=_("Where the person lives: it decides which office is responsible"))
    office = forms.ChoiceField(label=_("Responsible office"))
    category = forms.ChoiceField(label=_("Category"))
    offence = Line(_("Offence"))
    sentence = Line(_("Sentence"), hint=_("As in the judgment, such as 有期徒刑一年，缓刑一年六个月"))
    organ = Line(_("Organ that decided"))
    document_number = Line(_("Document number"), required=False)
    judged_on = Day(_("Date of the decision"), required=False)
    effective_on = Day(_("Date of effect"))
    start = Day(_("Term begins"))
    end = Day(_("Term ends"))
    arrived_on = Day(_("Reported in on"))

    def __init__(self, *args: Any, by: audit.Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("office", [(office.area, office.short_name) for office in _offices(by.area)])
        self._choose("category", _listed("category"))
        self._choose("ethnicity", _listed("ethnicity"))

    def clean_name(self) -> str:
        """A name without control or direction marks (THREATS T72)."""
        try:
            return subjects.clean_name(self.cleaned_data["name"])
        except subjects.BadName:
            raise ValidationError(_("The name has signs that no name has")) from None

    def clean_number(self) -> citizen_number.CitizenNumber:
        """The number with its birth date and sex; a wrong check digit is said by name."""
        try:
            return citizen_number.parse(self.cleaned_data["number"])
        except citizen_number.CitizenNumberError:
            raise ValidationError(_("This is no valid ID number: please compare it with the card")) from None

    def clean(self) -> dict[str, Any]:
        """Days must stand in their order."""
        found = super().clean() or {}
        start, end = found.get("start"), found.get("end")
        if start and end and end < start:
            self.add_error("end", _("The term ends before it begins"))
        return found

    def person(self) -> subjects.NewSubject:
        """What was filled in, as the register takes it. Only for a form that is valid."""
        given = self.cleaned_data
        code = places.code_of(given["residence"])
        return subjects.NewSubject(
            area=given["office"],
            name=given["name"],
            sex=given["number"].sex,
            birth_date=given["number"].birth_date,
            number_kind="citizen",
            number=given["number"].number,
            ethnicity=given["ethnicity"],
            phone=_narrow(given["phone"]),
            household=given["household"],
            residence=given["residence"],
            residence_code=code if code.isdigit() else given["office"],
            arrived_on=given["arrived_on"],
            sentence=subjects.NewSentence(
                category=given["category"],
                offences=given["offence"],
                text=given["sentence"],
                organ=given["organ"],
                document_number=given["document_number"],
                judged_on=given["judged_on"],
                effective_on=given["effective_on"],
                start=given["start"],
                end=given["end"],
            ),
        )

    def _choose(self, name: str, listed: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = listed if len(listed) == 1 else [("", _("Please choose")), *listed]


def _offices(area: str) -> tuple[areas.Office, ...]:
    """The offices that the post may register for: its own, or those of its places."""
    if areas.level_of(area) >= areas.Level.TOWNSHIP:
        own = areas.office(area)
        return (own,) if own is not None else ()
    return areas.offices_below(area)


def _listed(table: str) -> list[tuple[str, str]]:
    """A closed list of the register in the language of the page."""
    return [(code, shell.text(words)) for code, words in subjects.codes(table).items()]


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).replace(" ", "")
