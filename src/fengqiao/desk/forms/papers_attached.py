"""What the card of files sends."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Line
from fengqiao.desk.forms.refusable import Refusable
from fengqiao.documents import face as documents

LONGEST_NOTE = 200
ACCEPT = ".pdf,.jpg,.jpeg,.png"


class Several(forms.FileInput):
    """An input that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile[Any]]:
        return list(files.getlist(name)) if hasattr(files, "getlist") else []


class Files(forms.FileField):
    """Several files; each is judged by its content afterwards, so an empty one is no fault of the form."""

    widget = Several

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[Any]]:
        if not data:
            raise forms.ValidationError(_("Choose the files to add"))
        return list(data)


class Attach(Refusable):
    """Files, and what they are."""

    file = Files(
        label=_("Files"), help_text=_("PDF, JPG or PNG; at most 10 MB each, 5 at once"),
        widget=Several(attrs={"accept": ACCEPT, "multiple": True}),
    )  # fmt: skip
    note = Line(_("What they are"), required=False, longest=LONGEST_NOTE, hint=_("Such as 门诊病历及预约单"))

    def new_files(self) -> list[documents.NewFile]:
        """The files as they came; what is too large is not read. Only for a form that is valid."""
        return [new_file(each) for each in self.cleaned_data["file"]]


class Strike(Refusable):
    """Why a file is struck out."""

    reason = Line(_("Reason"), longest=LONGEST_NOTE)


def attach(request: HttpRequest) -> Attach:
    """The form as it was sent."""
    return Attach(request.POST, request.FILES)


def new_file(given: UploadedFile[Any]) -> documents.NewFile:
    """A file with no more of its bytes than are needed to say that it is too large."""
    content = cast(bytes, given.read(documents.file_limits.MOST_BYTES + 1))
    return documents.NewFile(given.name or "", content)
