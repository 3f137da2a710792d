"""Holds, and the destruction of what has reached its time."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.people import Change
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

LONGEST = 500
_RULES = subjects.retention_rules


def _words(label: Any, *, required: bool = True) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, required=required, widget=forms.Textarea(attrs={"rows": 3})
    )  # fmt: skip


class NewHold(Change):
    """Why a file is kept whatever its time."""

    refused_as = {"reason": "cause"}
    kind = forms.ChoiceField(
        label=_("Kind of hold"),
        choices=lambda: [("", _("Please choose")), *((key, shell.text(text)) for key, text in _RULES.HOLDS.items())],
    )
    cause = _words(_("Grounds of the hold"))


class Lifting(Change):
    """Which hold ends, and why."""

    refused_as = {"reason": "cause"}
    hold = forms.UUIDField(widget=forms.HiddenInput)
    cause = _words(_("Why it ends"))


class Proposal(Change):
    """What is to be destroyed, with the appraisal."""

    refused_as = {"reason": "words"}
    what = forms.ChoiceField(
        label=_("What is destroyed"),
        choices=lambda: [("", _("Please choose")), *((key, shell.text(text)) for key, text in _RULES.KINDS.items())],
    )
    words = _words(_("Appraisal: why it need not be kept longer"))


class Word(Change):
    """The second person's word; declining asks for reasons."""

    refused_as = {"reason": "answer"}
    answer = _words(_("Remark; when it is declined, the reasons"), required=False)
