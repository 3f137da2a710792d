"""How a list is to look: which columns, under which name, for whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Line
from fengqiao.desk.forms.refusable import Refusable
from fengqiao.desk.reads import tables
from fengqiao.shell import face as shell

LONGEST_NAME = 40


class Setup(Refusable):
    """Columns, and for a view that is to be kept its name and who sees it."""

    refused_as: ClassVar[dict[str, str]] = {}
    columns = forms.MultipleChoiceField(
        label=_("Columns"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("The person is always shown first. Without a tick the usual columns are shown."),
    )  # fmt: skip
    name = Line(_("Name of the view"), required=False, longest=LONGEST_NAME, hint=_("No names of persons"))
    shared = forms.BooleanField(label=_("For everybody in my office"), required=False)

    def __init__(self, sent: Any = None, *, of: str, may_share: bool, **kwargs: Any) -> None:
        super().__init__(sent, **kwargs)
        if of == "caseload":
            field = self.fields["columns"]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = [(key, shell.text(column.label)) for key, column in tables.PERSON_COLUMNS.items()]
        else:
            del self.fields["columns"]
        if not may_share:
            del self.fields["shared"]

    def clean(self) -> dict[str, Any]:
        """A view that is kept has a name."""
        found = super().clean() or {}
        if self.is_kept and not found.get("name") and "name" not in self.errors:
            self.add_error("name", _("Please give the view a name"))
        return found

    @property
    def is_kept(self) -> bool:
        """Whether the view is to be kept, not only shown once."""
        return self.data.get("do") == "keep"

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked columns. Only for a form that is valid."""
        return tuple(self.cleaned_data.get("columns", ()))

    def kept(self) -> Mapping[str, Any]:
        """Name and whether it is shared. Only for a form that is valid."""
        return {"name": self.cleaned_data["name"], "shared": self.cleaned_data.get("shared", False)}
