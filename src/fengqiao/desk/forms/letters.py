"""What the pages of letters send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.desk.forms.intake import Day, Line
from fengqiao.desk.forms.refusable import Refusable
from fengqiao.desk.reads import beginning
from fengqiao.kit import clock
from fengqiao.letters import face as letters
from fengqiao.shell import face as shell


def _long(label: Any, *, required: bool = True, rows: int = 3, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=4000, help_text=hint, widget=forms.Textarea(attrs={"rows": rows})
    )


class Receipt(Refusable):
    """Who received the letter, when, and how it got there."""

    receiver = Line(_("Received by"), hint=_("The organ's clerk or the stamp on the slip"))
    day = Day(_("Received on"))
    way = forms.ChoiceField(label=_("Way of delivery"))
    note = Line(_("Remark"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = [(code, shell.text(words)) for code, words in letters.WAYS.items()]
        self.fields["way"].choices = ways  # type: ignore[attr-defined]

    def receipt(self) -> letters.Receipt:
        """What was filled in. Only for a form that is valid."""
        return letters.Receipt(**self.cleaned_data)


class Chase(Refusable):
    """Whom one spoke with, and what they said."""

    note = Line(_("How they were reminded, and what they said"), longest=500)


class Drop(Refusable):
    """Why a letter will never go."""

    reason = Line(_("Reasons"), longest=500)


class Reply(Refusable):
    """What is answered."""

    words = _long(_("What we answer"), rows=6)
    on_paper = forms.BooleanField(
        label=_("As a paper with number and seal"),
        required=False,
        initial=True,
        help_text=_("It leaves with the seal. Without it the words alone are sent, as after a call."),
    )


class Came(Refusable):
    """A letter from outside of this system."""

    refused_as: ClassVar[dict[str, str]] = {"day": "arrived_on"}
    from_kind = forms.ChoiceField(label=_("Sender"))
    from_name = Line(_("Name of the sender"), longest=120, hint=_("As on the letter, such as 杭州市上城区人民法院"))
    title = Line(_("What it is called"), longest=120, hint=_("Such as 社区矫正告知书, 回执, 复函"))
    document = forms.ChoiceField(label=_("What it is"), required=False)
    number = Line(_("Document number"), required=False, longest=80)
    sent_on = Day(_("Dated"))
    arrived_on = Day(_("Received on"))
    papers = _long(_("Papers with it"), required=False, hint=_("One on each line"))
    words = _long(_("What it says"), required=False)
    wants_answer = forms.BooleanField(label=_("It asks for an answer"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        organs = [(code, shell.text(words)) for code, words in letters.ORGANS.items()]
        self.fields["from_kind"].choices = organs  # type: ignore[attr-defined]
        known = [(name, f"{name} {shell.text(words)}") for name, words in beginning.documents(clock.today()).items()]
        self.fields["document"].choices = [("", _("None of these")), *known]  # type: ignore[attr-defined]

    def came(self) -> letters.Came:
        """What was filled in. Only for a form that is valid."""
        return letters.Came(**{**self.cleaned_data, "papers": self.cleaned_data["papers"].splitlines()})


class Write(Refusable):
    """A letter that no procedure calls for. An addressee of the register, or one by kind and name."""

    organ = forms.ChoiceField(label=_("Addressee from the register"), required=False)
    to_kind = forms.ChoiceField(label=_("Kind of organ"), required=False)
    to_name = Line(_("Name of the addressee"), required=False, longest=120, hint=_("When the register has it not"))
    title = Line(_("Title of the letter"), longest=120, hint=_("Such as 关于商请提供裁判文书的函"))
    words = _long(_("Text of the letter"), rows=8)
    wants_answer = forms.BooleanField(label=_("We ask for an answer"), required=False)
    on_paper = forms.BooleanField(
        label=_("As a paper with number and seal"),
        required=False,
        initial=True,
        help_text=_("It leaves with the seal. Without it the words alone are sent, as after a call."),
    )

    def __init__(self, *args: Any, register: Sequence[letters.OrganRow] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._register = {str(row.uid): row for row in register}
        listed = [(uid, f"{row.name}（{shell.text(row.kind_title)}）") for uid, row in self._register.items()]
        kinds = [(code, shell.text(letters.ORGANS[code])) for code in letters.REGISTERED]
        self.fields["organ"].choices = [("", _("Not in the register")), *listed]  # type: ignore[attr-defined]
        self.fields["to_kind"].choices = [("", "—"), *kinds]  # type: ignore[attr-defined]

    def written(self) -> letters.Written:
        """What was filled in. Only for a form that is valid."""
        told = dict(self.cleaned_data)
        row = self._register.get(told.pop("organ"))
        if row is not None:
            told |= {"to_kind": row.kind, "to_name": row.name, "to_area": row.place, "to_organ": row.uid}
        return letters.Written(**told)


class Organ(Refusable):
    """An entry of the register of organs."""

    refused_as: ClassVar[dict[str, str]] = {"since": "valid_from"}
    kind = forms.ChoiceField(label=_("Kind of organ"))
    name = Line(_("Name of the organ"), longest=120, hint=_("As on its seal"))
    place = Line(_("Division code"), required=False, longest=12, hint=_("Of the county where it is, such as 330681"))
    address = Line(_("Postal address"), required=False)
    phone = Line(_("Telephone of the office"), required=False, longest=40)
    fax = Line(_("Fax"), required=False, longest=40)
    email = Line(_("E-mail"), required=False, longest=120)
    valid_from = Day(_("From which day on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(code, shell.text(letters.ORGANS[code])) for code in letters.REGISTERED]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def clean_place(self) -> str:
        """A code that the table of places knows, or none."""
        given: str = self.cleaned_data["place"]
        try:
            known = not given or areas.is_running(areas.shorten(given))
        except areas.BadCode:
            known = False
        if not known:
            raise forms.ValidationError(_("No place has this code"))
        return areas.shorten(given) if given else ""

    def entry(self) -> letters.Entry:
        """What was filled in. Only for a form that is valid."""
        told = {name: value for name, value in self.cleaned_data.items() if name in letters.Entry.__dataclass_fields__}
        return letters.Entry(**told)


class OrganChange(Organ):
    """A correction, another name from a day on, or the end of an entry; why."""

    do = forms.ChoiceField(label=_("What is changed"))
    reason = Line(_("Reasons"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["do"].choices = [  # type: ignore[attr-defined]
            ("correct", _("Put right what it says")),
            ("rename", _("It has another name from the day below on")),
            ("end", _("It is not written to any more from the day below on")),
        ]
        self.fields["valid_from"].label = _("From which day on the change holds")
        self.order_fields(["do", "reason"])


class Join(Refusable):
    """The matter to which a letter belongs."""

    matter = forms.UUIDField(label=_("Procedure"))
