"""An hour for an appointment: the one that was proposed, or one chosen by hand; and why it is moved or called off."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Day, Line
from fengqiao.desk.forms.refusable import Refusable
from fengqiao.kit.clock import SHANGHAI


class Hour(Refusable):
    """A day and an hour in Shanghai. `anyway`: also on a day off and outside office hours."""

    day = Day(_("Day"))
    hour = forms.TimeField(label=_("Hour"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    anyway = forms.BooleanField(label=_("Also on a day off or outside office hours"), required=False)

    @property
    def starts_at(self) -> datetime:
        """The moment. Only for a form that is valid."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"], SHANGHAI)


class AnotherHour(Hour):
    """The same, for one that the person was told of."""

    reason = Line(_("Reason"))


class CallOff(Refusable):
    """Why it does not take place."""

    reason = Line(_("Reason"))
