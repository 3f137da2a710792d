"""How often one network may look up papers: ten in a minute, counted in the database under a keyed hash (T76)."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from fengqiao.disclosure import rules
from fengqiao.disclosure.models import Lookups
from fengqiao.kit import clock, crypto

_TAKE = """
INSERT INTO disclosure_lookups AS l (network, since, tries) VALUES (%(key)s, %(at)s, 1)
ON CONFLICT (network) DO UPDATE SET
  tries = CASE WHEN l.since <= %(gone)s THEN 1 ELSE least(l.tries + 1, 30000) END,
  since = CASE WHEN l.since <= %(gone)s THEN %(at)s ELSE l.since END
RETURNING tries
"""


def take(address: str, at: datetime) -> bool:
    """Count a look-up; False when this network has had its ten in the present minute."""
    named = f"{clock.local_day(at)} {rules.network(address)}"
    key = crypto.keyed_hash(named, purpose="disclosure.lookups")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, {"key": key, "at": at, "gone": at - rules.WINDOW})
        row = cursor.fetchone()
    return row is not None and row[0] <= rules.TRIES


def forget(at: datetime) -> int:
    """Drop counters whose window is long over; how many."""
    return Lookups.objects.filter(since__lt=at - 10 * rules.WINDOW).delete()[0]
