"""The public door, from outside.

    disclosure.draft_digest("330681", on=day)               what a head of institution looks at before publishing
    disclosure.publish(authority=, digest=, by=, at=)       a numbered version of the powers list, for strangers
    disclosure.published_by("330681")                       the newest version of an authority
    disclosure.forget_lookups(at=now)                       drops counters of look-ups that are long over

Law: Community Corrections Law arts 8, 62.
"""

from __future__ import annotations

from datetime import date

from fengqiao.disclosure import powers, reads
from fengqiao.disclosure.actions import publish
from fengqiao.disclosure.errors import NotPublishable
from fengqiao.disclosure.reads import published_by
from fengqiao.disclosure.throttle import forget as forget_lookups


def draft_digest(authority: str, *, on: date) -> str:
    """The digest of the list as the definitions give it on a day."""
    return powers.digest(reads.draft(authority, on=on))


__all__ = ["NotPublishable", "draft_digest", "forget_lookups", "publish", "published_by"]
