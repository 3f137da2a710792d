"""What is typed on the room's pages."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.oversight import rules
from fengqiao.oversight.errors import OversightError
from fengqiao.shell import face as shell


class _Form(forms.Form):
    def refuse(self, error: OversightError) -> None:
        """Show a refusal beside the field it belongs to."""
        told = error.text.zh if shell.is_chinese() else error.text.en
        self.add_error(error.field if error.field in self.fields else None, told)


def _words(label: shell.Words, hint: shell.Words) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, min_length=rules.LEAST_WORDS, max_length=rules.MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class AskForm(_Form):
    """Whose file, and why now."""

    number = forms.CharField(
        label=_("Identity number"),
        max_length=24,
        help_text=_("The whole number. The search is counted and kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    words = _words(_("Why it cannot wait"), _("What happened, and what is needed of the file. The reviewer reads it."))


class FindingForm(_Form):
    """What was found out about a finding."""

    verdict = forms.ChoiceField(
        label=_("Outcome of the review"), choices=(("yes", _("In order")), ("no", _("Not in order")))
    )
    words = _words(_("What was found out"), _("Who was asked, what came out, what follows."))


class ReviewForm(_Form):
    """What the reviewer found."""

    verdict = forms.ChoiceField(
        label=_("Was it needed?"), choices=(("yes", _("It was needed")), ("no", _("It was not needed")))
    )
    words = _words(_("Review"), _("What was asked and found; what follows."))
