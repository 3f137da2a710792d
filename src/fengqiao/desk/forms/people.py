"""Changes of a person's file that are no procedure: contacts, the officer in charge, named staff, corrections."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fengqiao.desk import places
from fengqiao.desk.forms.intake import LONGEST_NAME, Day, Line
from fengqiao.desk.forms.refusable import Refusable
from fengqiao.kit import citizen_number
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

Choices = Iterable[tuple[str, Any]]
CORRECTED: Final = {
    "name": _("Name"),
    "number": _("ID number"),
    "phone": _("Mobile phone"),
    "residence": _("Residence"),
    "household": _("Household address"),
}


class Change(Refusable):
    """One change of the file."""

    def offer(self, name: str, listed: Choices) -> None:
        """The choices of a field; nobody is chosen beforehand."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Please choose")), *listed]


class Contact(Change):
    """Somebody who belongs to the case; whether he or she is protected follows from the role."""

    refused_as: ClassVar[dict[str, str]] = {"contacts": "name"}
    role = forms.ChoiceField(label=_("Part in the case"))
    relation = forms.ChoiceField(label=_("Relation"))
    name = Line(_("Name"), longest=LONGEST_NAME)
    phone = Line(_("Mobile phone"), required=False, longest=30)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for table in ("role", "relation"):
            self.offer(table, [(code, shell.text(words)) for code, words in subjects.codes(table).items()])

    def contact(self) -> subjects.NewContact:
        """What was filled in. Only for a form that is valid."""
        given = self.cleaned_data
        return subjects.NewContact(given["relation"], given["role"], given["name"], given["phone"])


class StrikingRecord(Change):
    """A report, a talk or a visit that was recorded about the wrong person, and why it is struck out."""

    who = forms.ChoiceField(label=_("Record"))
    reason = Line(_("Why it is struck out"), longest=500)

    def __init__(self, *args: Any, listed: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("who", listed)


class Ending(Change):
    """One of those who are there, and why he or she no longer is."""

    who = forms.ChoiceField(label=_("Who"))
    reason = Line(_("Grounds"))

    def __init__(self, *args: Any, listed: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("who", listed)


class Officer(Change):
    """Who, and from which day on."""

    who = forms.ChoiceField(label=_("Staff member"))
    first_day = Day(_("Beginning on"))

    def __init__(self, *args: Any, listed: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("who", listed)


class Answer(Change):
    """What the county found out about a number that is held in two counties."""

    check = forms.ChoiceField(label=_("Question"))
    answer = forms.ChoiceField(label=_("Finding"))
    reason = Line(_("Grounds"))

    def __init__(self, *args: Any, listed: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("check", listed)
        self.offer("answer", [(code, shell.text(words)) for code, words in subjects.ANSWERS.items()])


class Correction(Change):
    """One fact, as it should read, and why. A number brings its birth date and sex along."""

    refused_as: ClassVar[dict[str, str]] = dict.fromkeys((*CORRECTED, "birth_date", "sex", "number_kind"), "value")
    field = forms.ChoiceField(label=_("What is wrong"))
    value = Line(_("As it should read"))
    reason = Line(_("Grounds"), hint=_("Where the right fact is known from, such as the ID card or the judgment"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("field", CORRECTED.items())

    def clean(self) -> dict[str, Any]:
        """The value must be one that the chosen field can hold."""
        found = super().clean() or {}
        field, value = found.get("field"), found.get("value")
        if field and value:
            try:
                found["changes"] = _changes(field, value)
            except ValidationError as wrong:
                self.add_error("value", wrong)
        return found


def _changes(field: str, value: str) -> dict[str, str | date]:
    """What the register is asked to change. Raises: ValidationError."""
    if field == "name":
        if len(value) > LONGEST_NAME:
            raise ValidationError(_("The name is too long"))
        try:
            return {"name": subjects.clean_name(value)}
        except subjects.BadName:
            raise ValidationError(_("The name has signs that no name has")) from None
    if field == "number":
        try:
            read = citizen_number.parse(value)
        except citizen_number.CitizenNumberError:
            raise ValidationError(_("This is no valid ID number: please compare it with the card")) from None
        return {"number": read.number, "number_kind": "citizen", "birth_date": read.birth_date, "sex": read.sex}
    if field == "residence" and (code := places.code_of(value)).isdigit():
        return {"residence": value, "residence_code": code}
    return {field: value}
