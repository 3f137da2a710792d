"""Publishing the powers list: a numbered version that strangers read, never changed afterwards.

Law: open-government duties of the justice bureaus; Community Corrections Law art. 8 (who answers for corrections).
"""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from fengqiao.audit.face import Actor, act
from fengqiao.disclosure import errors, powers, printing, reads, workbook
from fengqiao.disclosure.models import Publication
from fengqiao.kit.clock import local_day
from fengqiao.users import face as users


@act("disclosure.publish_powers", record=("authority", "digest"))
def publish(*, authority: str, digest: str, by: Actor, at: datetime) -> Publication:
    """Publish the list of an authority as it is now; `digest` is that of the preview its head has looked at.

    Raises: NotAllowed, FactorNeeded, NotPublishable (the list is another one by now, or nothing differs),
    CannotPrint.
    """
    if not users.has_in(by, users.Right.PUBLISH, authority) or by.area != authority:
        raise users.NotAllowed("not_allowed")
    if by.account is not None and not users.verified_within(by, at):
        raise users.FactorNeeded
    told = reads.draft(authority, on=local_day(at))
    if powers.digest(told) != digest:
        raise errors.changed_since()
    with transaction.atomic():
        _one_after_another(authority)
        before = reads.published_by(authority)
        if before is not None and before.digest == digest:
            raise errors.nothing_new()
        return _insert(told, digest=digest, number=(before.number if before else 0) + 1, at=at)


def _one_after_another(authority: str) -> None:
    """Two heads who publish at once get two numbers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"disclosure.publish {authority}"])


def _insert(told: powers.PowersList, *, digest: str, number: int, at: datetime) -> Publication:
    day = local_day(at)
    return Publication.objects.create(
        authority=told.authority,
        name_zh=told.name.zh,
        name_en=told.name.en,
        number=number,
        published_on=day,
        content=powers.as_json(told),
        digest=digest,
        xlsx=workbook.workbook(told, number=number, day=day),
        pdf=printing.pdf(told, number=number, day=day),
    )
