"""What people ask about their own data: a copy, a correction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Day, Line
from fengqiao.desk.forms.people import Change
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

LONGEST = 200
LONGEST_TEXT = 2000
ASKERS = subjects.request_rules.ASKERS


def _choices(listed: Mapping[str, shell.Words]) -> list[tuple[str, str]]:
    return [("", _("Please choose")), *((key, shell.text(words)) for key, words in listed.items())]


class PersonCopy(Change):
    """How the identity of whoever asked was checked, and why the copy is given; who asked stands in the request."""

    checked = Line(
        _("How the identity was checked"),
        longest=LONGEST,
        hint=_("For example: identity card seen; mandate of 3 May filed. No numbers."),
    )
    reason = Line(_("Reason or request"), longest=LONGEST, hint=_("It stands in the audit"))


class NewRequest(Change):
    """What the person asks to be put right."""

    refused_as = {"reason": "wish"}
    asked_by = forms.ChoiceField(label=_("Who asked"), choices=lambda: _choices(ASKERS))
    field = forms.ChoiceField(label=_("About"), choices=lambda: _choices(subjects.request_rules.FIELDS))
    received_on = Day(_("Received on"))
    wish = forms.CharField(
        label=_("What should be corrected, and how"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )


class AnswerRequest(Change):
    """The answer with its reasons; what was corrected is chosen among the corrections since the request came."""

    refused_as = {"reason": "text"}
    answer = forms.ChoiceField(label=_("Answer"), choices=lambda: _choices(subjects.request_rules.ANSWERS))
    correction = forms.ChoiceField(label=_("The correction that was made"), required=False)
    text = forms.CharField(
        label=_("Reasons, as they are told to the person"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, made: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("correction", made)

    def settled(self) -> dict[str, Any]:
        """The answer as the act takes it. Only for a form that is valid."""
        given = self.cleaned_data
        chosen = UUID(given["correction"]) if given["correction"] else None
        return {"answer": given["answer"], "text": given["text"], "correction": chosen}
