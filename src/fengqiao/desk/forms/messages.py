"""What was done about a message that did not arrive."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.refusable import Refusable


class Answer(Refusable):
    """How the person was told, and whether the number was confirmed."""

    what = forms.CharField(
        label=_("How the person was told, by whom and when"), max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    number_confirmed = forms.BooleanField(
        label=_("The number was confirmed with the person; messages may go there again"), required=False
    )
