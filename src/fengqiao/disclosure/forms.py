"""What is sent when a list is published: which preview was looked at."""

from __future__ import annotations

from django import forms


class PublishForm(forms.Form):
    """The digest of the preview that its head has looked at and confirmed."""

    digest = forms.RegexField(regex=r"^[0-9a-f]{64}$", widget=forms.HiddenInput)
    confirmed = forms.BooleanField()
