"""What the room refuses, each with a code and a sentence for people."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MESSAGES: Mapping[str, str | Promise] = {
    "not_allowed": _("Your post does not include this."),
    "factor_needed": _("Enter the code from your authenticator again: the last one is more than five minutes old."),
    "bad_number": _("This is not a valid identity number."),
    "name_differs": _("This identity number is already registered under another name."),
    "username_taken": _("This user name is taken."),
    "username_shape": _("A user name has 3 to 40 lower-case letters, digits, dots, hyphens or underscores."),
    "name_missing": _("Enter the name."),
    "unknown_role": _("There is no such role."),
    "unknown_place": _("There is no place with this code."),
    "role_place": _("A post with this role does not exist at this level."),
    "own_post": _("Nobody gives a post to themselves."),
    "own_end": _("Another administrator ends your own post or account."),
    "post_exists": _("This account already holds this post."),
    "past_day": _("The day lies in the past; a post begins today or later."),
    "already_ended": _("It has ended already."),
    "document_missing": _("Enter the number of the document."),
    "unknown_power": _("This power cannot be delegated."),
    "delegation_place": _("A county institution delegates to the justice offices of its own county only."),
    "delegation_past": _("A delegation begins today or later."),
    "delegation_exists": _("This office already holds this power."),
    "cover_role": _("These posts cannot stand in for each other."),
    "cover_place": _("A deputy works in the same line of offices or in one beside it."),
    "cover_past": _("A cover begins today or later."),
    "cover_order": _("The last day lies before the first."),
    "cover_long": _("A cover lasts at most 92 days."),
    "cover_exists": _("The deputy already covers another post in this time."),
    "cover_same_person": _("Nobody is their own deputy."),
    "password_short": _("A password has at least 12 characters."),
    "password_long": _("A password has at most 128 characters."),
    "password_common": _("This password is too easy to guess. Choose another."),
    "password_same": _("Choose a password other than the present one."),
    "password_wrong": _("The present password is not right."),
    "reset_same_person": _("Another person than the one who proposed it must confirm."),
    "reset_own": _("Nobody resets their own account."),
    "reset_done": _("This reset has been confirmed already."),
    "reset_old": _("This proposal is older than a day. Propose it again."),
    "passkey_refused": _("This passkey was not accepted. Begin again."),
    "passkey_many": _("An account has at most ten passkeys. Remove one first."),
    "passkey_name": _("You have a passkey of this name already. Choose another."),
    "identity_own": _("Another administrator binds or ends your own."),
    "identity_shape": _("This is no identifier of the provider: letters, digits and signs without spaces."),
    "identity_taken": _("This identifier is bound to an account already."),
    "already_set_up": _("This installation already has an administrator."),
    "reason_missing": _("Enter the reason."),
    "demonstration_only": _("Demonstration accounts exist in demonstrations only."),
    "unknown": _("There is no such entry."),
}


class UsersError(Exception):
    """A refusal that people may read. `code` is stable; `field` names the form field it belongs to."""

    def __init__(self, code: str, *, field: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.field = field

    @property
    def message(self) -> str:
        """The sentence for people, in the language of the moment."""
        return str(MESSAGES[self.code])

    def __str__(self) -> str:
        return self.message


class NotAllowed(UsersError):
    """The post does not include the act."""


class FactorNeeded(UsersError):
    """The second factor was given too long ago for an act of this weight."""

    def __init__(self) -> None:
        super().__init__("factor_needed")


class Unknown(UsersError):
    """No such account, post, delegation or cover within reach; one answer for missing and foreign."""

    def __init__(self) -> None:
        super().__init__("unknown")


# Refusals that become pages of their own in the middleware; every other one is shown in the form.
PAGES = (FactorNeeded, NotAllowed, Unknown)
