"""A declared relation, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Line
from fengqiao.desk.forms.people import Change
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.users import face as users

LONGEST = 500
_KINDS = subjects.avoidance_rules.KINDS


class Declare(Change):
    """What the relation is; whose it is, where somebody leads the office."""

    person = forms.ChoiceField(label=_("Whose relation"), required=False)
    kind = forms.ChoiceField(
        label=_("Relation"),
        choices=lambda: [("", _("Please choose")), *((key, shell.text(words)) for key, words in _KINDS.items())],
    )
    words = forms.CharField(
        label=_("What the relation is"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("From then on the file is closed to whoever declared: neither seen nor decided on."),
    )

    def __init__(self, *args: Any, colleagues: Mapping[str, users.Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if colleagues:
            own = ("", str(_("My own")))
            self.fields["person"].choices = [own, *((key, each.name) for key, each in colleagues.items())]  # type: ignore[attr-defined]
        else:
            del self.fields["person"]

    def settled(self, colleagues: Mapping[str, users.Officer]) -> dict[str, Any]:
        """The declaration as the act takes it. Only for a form that is valid."""
        given = self.cleaned_data
        whose = colleagues.get(given.get("person", ""))
        return {"person": whose, "kind": given["kind"], "words": given["words"]}


class Lift(Change):
    """Why a declaration ends."""

    refused_as = {"words": "reason"}
    reason = Line(_("Reason of the end"), longest=200)
