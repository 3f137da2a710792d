"""The room's forms: shape and cross-field sense. Whether it may be is for the acts to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.users import rules
from fengqiao.users.errors import PAGES, UsersError


def _speaks_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


class RoomForm(forms.Form):
    """A form that can take a refusal of an act beside the field it belongs to."""

    def refuse(self, error: UsersError) -> None:
        """Show an act's refusal where it can be mended."""
        self.add_error(error.field if error.field in self.fields else None, error.message)

    def chosen(self) -> dict[str, Any]:
        """What was filled in, as the act takes it. Only for a form that is valid."""
        return self.cleaned_data

    def carried(self, act: Callable[..., object], **also: object) -> bool:
        """Whether something was sent, fits, and the act took it; what the act refused stands beside its field.

        The act gets what was filled in and `also` what the page knows.

        Raises: the refusals that have a page of their own.
        """
        if not self.is_valid():
            return False
        try:
            act(**self.chosen(), **also)
        except PAGES:
            raise
        except UsersError as error:
            self.refuse(error)
        return self.is_valid()


class SignInForm(RoomForm):
    """Name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(RoomForm):
    """Six digits from the authenticator."""

    code = forms.CharField(
        label=_("Code from the authenticator"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        """Six digits, however they were typed."""
        return "".join(c for c in self.cleaned_data["code"] if not c.isspace())


class PasswordForm(RoomForm):
    """Change one's own password."""

    present = forms.CharField(
        label=_("Present password"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        max_length=128,
        strip=False,
        help_text=_("At least 12 characters. A sentence that you remember is best."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same."""
        cleaned = super().clean() or {}
        if cleaned.get("new") and cleaned.get("again") and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("This differs from the new password."))
        return cleaned

    def chosen(self) -> dict[str, Any]:
        """The present password and the new one."""
        return {"present": self.cleaned_data["present"], "new": self.cleaned_data["new"]}


class AccountForm(RoomForm):
    """A new account."""

    name = forms.CharField(label=_("Name"), max_length=60)
    number = forms.CharField(
        label=_("Identity number"),
        max_length=24,
        help_text=_("Only used to recognise the same person in several accounts; the number itself is not kept."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    username = forms.CharField(
        label=_("User name"),
        max_length=40,
        help_text=_("Lower-case letters, digits, dots, hyphens or underscores."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class PostForm(RoomForm):
    """A post for an account."""

    role = forms.ChoiceField(label=_("Role"))
    area = forms.ChoiceField(label=_("Place of work"))
    from_day = forms.DateField(label=_("First day"), widget=forms.DateInput(format="%Y-%m-%d"))
    document = forms.CharField(label=_("Number of the document"), max_length=80)

    def __init__(self, *args: Any, within: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chinese = _speaks_chinese()
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, found.zh if chinese else found.en)
            for role, found in rules.ROLES.items()
            if any(level >= areas.level_of(within) for level in found.levels)
        ]
        self.fields["area"].choices = offices_within(within)  # type: ignore[attr-defined]


class DelegationForm(RoomForm):
    """A power for an office."""

    power = forms.ChoiceField(label=_("Power"))
    office = forms.ChoiceField(label=_("Justice office"))
    from_day = forms.DateField(label=_("First day"), widget=forms.DateInput(format="%Y-%m-%d"))
    document = forms.CharField(
        label=_("Number of the document"),
        max_length=80,
        help_text=_("The county institution's paper that gives the power, for example 诸矫委〔2026〕3号."),
    )

    def __init__(self, *args: Any, institution: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chinese = _speaks_chinese()
        powers = [(p.key, p.zh if chinese else p.en) for p in rules.POWERS.values()]
        self.fields["power"].choices = powers  # type: ignore[attr-defined]
        offices = [(o.area, o.short_name) for o in areas.offices_below(institution)]
        self.fields["office"].choices = offices  # type: ignore[attr-defined]


class CoverForm(RoomForm):
    """A deputy for a post."""

    covered = forms.ChoiceField(label=_("Absent"))
    deputy = forms.ChoiceField(label=_("Deputy"))
    from_day = forms.DateField(label=_("First day"), widget=forms.DateInput(format="%Y-%m-%d"))
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(format="%Y-%m-%d"))
    reason = forms.CharField(label=_("Reason"), max_length=80)

    def __init__(
        self, *args: Any, covered: list[tuple[str, str]], deputies: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["covered"].choices = covered  # type: ignore[attr-defined]
        self.fields["deputy"].choices = deputies  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned = super().clean() or {}
        if cleaned.get("from_day") and cleaned.get("last_day") and cleaned["last_day"] < cleaned["from_day"]:
            self.add_error("last_day", _("The last day lies before the first."))
        return cleaned

    def chosen(self) -> dict[str, Any]:
        """The cleaned values, with posts as ids."""
        cleaned = self.cleaned_data
        return {**cleaned, "covered": UUID(cleaned["covered"]), "deputy": UUID(cleaned["deputy"])}


class PasskeyForm(RoomForm):
    """A name for a new key, and what the device said."""

    name = forms.CharField(
        label=_("Name of the passkey"),
        max_length=40,
        help_text=_("By which you recognise the device, for example: office computer, blue security key."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    answer = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


class IdentityForm(RoomForm):
    """By which name the other provider knows a colleague."""

    subject = forms.CharField(
        label=_("Identifier at the provider"),
        max_length=255,
        help_text=_("The colleague is here in person; the identifier stands on the page that refused the sign-in."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )


class ResetForm(RoomForm):
    """Why somebody needs a new password and second factor."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("The colleague is here in person and has shown an identity card."),
    )


class EndSessionsForm(RoomForm):
    """Why a colleague is signed out everywhere."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


def offices_within(within: str) -> list[tuple[str, str]]:
    """The place itself and the offices in it, for a choice; at province level the cities and counties."""
    own = [(within, areas.office_name(within))]
    if areas.level_of(within) >= areas.Level.COUNTY:
        return own + [(o.area, o.short_name) for o in areas.offices_below(within) if o.area != within]
    below = areas.children(within)
    counties = [
        c for place in below for c in ([place, *areas.children(place.code)] if len(place.code) == 4 else [place])
    ]
    return own + [(place.code, areas.full_name(place.code)) for place in counties]
