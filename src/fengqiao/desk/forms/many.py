"""What exactly is done for many: who takes over and from when, or which step is taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Day
from fengqiao.desk.forms.refusable import Refusable
from fengqiao.desk.rules import MOST_AT_ONCE

Choices = Iterable[tuple[str, Any]]


class Assignment(Refusable):
    """Who takes over, and from which day."""

    officer = forms.ChoiceField(label=_("Staff member"))
    first_day = Day(_("Beginning on"))

    def __init__(self, *args: Any, listed: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["officer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Please choose")), *listed]

    def said(self) -> Mapping[str, Any]:
        """As it is kept. Only for a form that is valid."""
        given = self.cleaned_data
        return {"officer": int(given["officer"]), "first_day": given["first_day"].isoformat()}


class Press(Refusable):
    """Which of the possible steps."""

    way = forms.ChoiceField(label=_("Step"))

    def __init__(self, *args: Any, listed: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Please choose")), *listed]

    def said(self) -> Mapping[str, Any]:
        """As it is kept. Only for a form that is valid."""
        return {"way": self.cleaned_data["way"]}


def ticked(post: QueryDict, name: str) -> tuple[UUID, ...]:
    """The ticked rows, each once, one more than may be done at once at the most. Raises: BadRequest."""
    try:
        found = dict.fromkeys(UUID(text) for text in post.getlist(name)[: MOST_AT_ONCE + 1])
    except ValueError:
        raise BadRequest("not one of our forms") from None
    return tuple(found)
