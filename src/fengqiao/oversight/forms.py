"""What is typed on the room's pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.oversight import rules
from fengqiao.oversight.errors import OversightError
from fengqiao.shell import face as shell


class _Form(forms.Form):
    @property
    def problem(self) -> str:
        """What stands against the form as a whole."""
        return " ".join(str(error) for error in self.non_field_errors()) if self.is_bound else ""

    def refuse(self, error: OversightError) -> None:
        """Show a refusal beside the field it belongs to."""
        told = error.text.zh if shell.is_chinese() else error.text.en
        self.add_error(error.field if error.field in self.fields else None, told)


F = TypeVar("F", bound=_Form)


def id_in(uid: UUID) -> str:
    """How the fields of one form among many of a page are called: each label leads to its own field."""
    return f"f-{uid.hex[-12:]}-%s"


def one_of_many(kind: type[F], uids: Iterable[UUID], wrong: Mapping[UUID, F]) -> dict[UUID, Any]:
    """The fields of an empty form for each, but for those that were refused: these keep what was typed."""
    return {uid: shell.fields(wrong.get(uid) or kind(auto_id=id_in(uid))) for uid in uids}


def _words(label: shell.Words, hint: shell.Words) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=hint, min_length=rules.LEAST_WORDS, max_length=rules.MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


_UNSAID = ("", _("Please choose"))
"""No outcome and no ground is chosen before somebody chooses it."""


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
        label=_("Outcome of the review"), choices=(_UNSAID, ("yes", _("In order")), ("no", _("Not in order")))
    )
    words = _words(_("What was found out"), _("Who was asked, what came out, what follows."))


class ReviewForm(_Form):
    """What the reviewer found."""

    verdict = forms.ChoiceField(
        label=_("Was it needed?"), choices=(_UNSAID, ("yes", _("It was needed")), ("no", _("It was not needed")))
    )
    words = _words(_("Review"), _("What was asked and found; what follows."))


def _line(label: shell.Words, hint: shell.Words = "", *, most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=most, strip=True)


class SealingForm(_Form):
    """The conditions of the law, confirmed against the papers, and what the proposal rests on."""

    offence_before_eighteen = forms.BooleanField(
        label=_("Under eighteen at the time of the offence, checked against the judgment"), required=True
    )
    five_years_or_less = forms.BooleanField(
        label=_(
            "Sentenced to five years or less, or exempted from punishment; not a combined sentence above five years"
        ),
        required=True,
    )
    paper = _line(_("Judgment or notice of sealing it rests on"), _("Number of the paper"))
    words = _words(_("What was checked"), _("How both conditions were checked."))


class SettleForm(_Form):
    """The second person's answer."""

    words = forms.CharField(
        label=_("Opinion on the sealing"), required=False, max_length=rules.MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Required when it is declined."),
    )  # fmt: skip


class LookForm(_Form):
    """Whose sealed record, for which organ, on which paper."""

    number = forms.CharField(
        label=_("Identity number"), max_length=24, help_text=_("The whole number. The search is counted and kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("Ground of the query"),
        choices=(
            _UNSAID,
            ("judicial", _("A judicial organ needs it for a case")),
            ("state_rules", _("A unit asks by state rules")),
        ),
    )
    organ = _line(_("Organ that asks"), most=120)
    paper = _line(_("Number of its letter"))
    words = _words(
        _("What it is needed for"), _("Only this is told to the organ, which keeps it secret (Law art. 54).")
    )
