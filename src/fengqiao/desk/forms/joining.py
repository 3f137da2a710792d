"""Two files joined, and separated again: why."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.people import Change

LONGEST = 500


class Cause(Change):
    """Why it is one human, or two after all, and how that was found out."""

    refused_as = {"reason": "cause"}
    cause = forms.CharField(
        label=_("Grounds, and how they were checked"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 3})
    )
