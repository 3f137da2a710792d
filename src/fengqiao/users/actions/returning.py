"""Accounts after a restore whose second factors cannot be read any more: closed, and opened again one by one.

Nobody may bind a factor with a password alone after such a day. One administrator begins, by hand on the machine; the
others are given a one-time password as after a loss: proposed by one, confirmed by another (T37).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from fengqiao.audit.face import system, write
from fengqiao.users.actions import passkeys
from fengqiao.users.actions.people import NewAccount, renew
from fengqiao.users.errors import Unknown
from fengqiao.users.models import Account


def end_passkeys(at: datetime) -> None:
    """End every passkey: one that was lost and removed after the backup was made must not come back with it."""
    passkeys.end_all(at, why=passkeys.RESTORED)


def close_all_but(*, administrator: str, area: str, at: datetime) -> NewAccount:
    """End every password and factor; a one-time password for one administrator. Raises: Unknown."""
    by = system("restore", ranges=(area,))
    with transaction.atomic():
        Account.objects.update(seed=None, seed_confirmed_at=None, password_until=at)
        first = Account.objects.select_for_update().filter(username=administrator, is_active=True).first()
        if first is None:
            raise Unknown()
        made = renew(first, area, at)
        write(by=by, what="users.closed_after_restore", about=str(first.uid), area=area)
    return made
