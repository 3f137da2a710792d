"""A form that shows what the rooms below said against it, beside the fields it is about."""

from __future__ import annotations

from typing import ClassVar

from django import forms

from fengqiao.desk.refusals import Refusal
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects


class Refusable(forms.Form):
    """The base of the forms that end in one act."""

    refused_as: ClassVar[dict[str, str]] = {}
    """The register's name of a field → ours, where they differ."""

    @property
    def problem(self) -> str:
        """What stands above the form."""
        return " ".join(str(error) for error in self.non_field_errors())

    def refuse(self, error: Refusal) -> None:
        """Put what was wrong where it can be mended; what belongs to no field stands above the form."""
        if isinstance(error, subjects.NotAcceptable):
            for each in error.wrong:
                self._beside(each.field, each.text)
        else:
            self._beside(getattr(error, "field", ""), error.text)

    def _beside(self, field: str, text: shell.Words) -> None:
        name = self.refused_as.get(field, field)
        self.add_error(name if name in self.fields else None, shell.text(text))
