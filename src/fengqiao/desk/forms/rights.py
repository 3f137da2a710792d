"""What people ask about their own data: a copy."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Line
from fengqiao.desk.forms.people import Change

LONGEST = 200
ASKERS = (("person", _("The person")), ("guardian", _("The guardian")), ("agent", _("An agent with a mandate")))


class PersonCopy(Change):
    """Who asked for a copy of all data, how that was checked, and why."""

    asked_by = forms.ChoiceField(label=_("Who asked"), choices=(("", _("Please choose")), *ASKERS))
    checked = Line(
        _("How the identity was checked"),
        longest=LONGEST,
        hint=_("For example: identity card seen; mandate of 3 May filed. No numbers."),
    )
    reason = Line(_("Reason or request"), longest=LONGEST, hint=_("It stands in the audit"))
