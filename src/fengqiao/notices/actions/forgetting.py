"""Numbers go when nobody needs them any more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit.clock import local_day
from fengqiao.law import face as law
from fengqiao.notices import rules
from fengqiao.notices.models import Message


def forget_numbers(*, over: Sequence[str], at: datetime) -> int:
    """Drop the numbers of messages that ended long enough ago, one place after another; how many.

    The mask stays in the record, the number and its hash do not. Unit of the parameter: calendar days.
    """
    return sum(_forget(by=audit.system("retention", ranges=(area,)), at=at) for area in over)


@audit.act("notices.forget_numbers")
def _forget(*, by: Actor, at: datetime) -> int:
    days = law.param("notices.number_retention_days", on=local_day(at), area=by.area).number
    before = at - timedelta(days=days)
    kept = Message.objects.filter(to_sealed__isnull=False)
    ended = kept.filter(state__in=rules.SETTLED, settled_at__lt=before)
    silent = kept.filter(state=rules.ACCEPTED, sent_at__lt=before)
    return ended.update(to_sealed=None, to_hash=None) + silent.update(to_sealed=None, to_hash=None)
