"""The two forms of an import: the file, and the confirmation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fengqiao.exchange.files import limits


class FileForm(forms.Form):
    """A register to check."""

    file = forms.FileField(
        label=_("Register file"),
        help_text=_(".xlsx, or .csv in UTF-8 or GB18030; at most 20 MB and 20,000 rows"),
        error_messages={"required": _("Choose a file"), "empty": _("The file is empty")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if file.size is None or file.size > limits.MAX_FILE_BYTES:
            raise forms.ValidationError(_("The file is larger than 20 MB"))
        return file


class ConfirmForm(forms.Form):
    """The county lead's confirmation."""

    good_rows = forms.BooleanField(required=False)
    confirmed = forms.BooleanField(
        error_messages={"required": _("Confirm that the dates and entries were checked against the papers")}
    )
