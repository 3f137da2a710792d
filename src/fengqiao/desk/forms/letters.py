"""What the pages of letters send."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Day, Line
from fengqiao.desk.forms.refusable import Refusable
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


class Came(Refusable):
    """A letter from outside of this system."""

    refused_as: ClassVar[dict[str, str]] = {"day": "arrived_on"}
    from_kind = forms.ChoiceField(label=_("Sender"))
    from_name = Line(_("Name of the sender"), longest=120, hint=_("As on the letter, such as 杭州市上城区人民法院"))
    title = Line(_("What it is called"), longest=120, hint=_("Such as 社区矫正告知书, 回执, 复函"))
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

    def came(self) -> letters.Came:
        """What was filled in. Only for a form that is valid."""
        return letters.Came(**{**self.cleaned_data, "papers": self.cleaned_data["papers"].splitlines()})
