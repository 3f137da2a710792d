"""The page that asks for the second factor again and keeps the form that needed it.

The form's own fields come back as hidden ones, so that one press more sends them again with the code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse

from fengqiao.shell import face as shell
from fengqiao.users import key_lists
from fengqiao.users.actions.factors import present_code
from fengqiao.users.models import Account

if TYPE_CHECKING:
    from fengqiao.users.door import StaffRequest

FIELD = "factor_code"
KEY_FIELD = "factor_passkey"
_OURS = frozenset({FIELD, KEY_FIELD, "csrfmiddlewaretoken"})


def demonstration_code(account: Account, request: StaffRequest) -> str:
    """The present code, for accounts of a demonstration only; nothing in a real installation (T88)."""
    if settings.FENGQIAO_DEMONSTRATION and account.is_demonstration and account.seed_confirmed_at:
        return present_code(account, request.at)
    return ""


def ask(request: StaffRequest, *, is_wrong: bool = False, is_key: bool = False, target: str = "") -> HttpResponse:
    """Ask for the code or a passkey; `target` is where the answer is sent, this same address unless given.

    `is_wrong`: what came was refused; `is_key`: and it was a passkey.
    """
    assert request.signed_in is not None
    account = Account.objects.get(id=request.signed_in.account)
    kept = [(name, value) for name, values in request.POST.lists() if name not in _OURS for value in values]
    context = {
        "field": FIELD,
        "kept": kept,
        "target": target or request.get_full_path(),
        "is_wrong": is_wrong and not is_key,
        "is_wrong_key": is_wrong and is_key,
        "key_field": KEY_FIELD,
        "has_key": key_lists.place(request).is_here and key_lists.has_any(account.id),
        "has_files": bool(request.FILES),
        "code": demonstration_code(account, request),
    }
    return shell.render(request, "users/factor.html", context, status=422 if is_wrong else 200)
