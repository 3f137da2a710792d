"""What a register is checked against, and the uploads of a county."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from uuid import UUID

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.exchange.errors import UnknownCounty, UnknownUpload
from fengqiao.exchange.models import Upload
from fengqiao.exchange.register.checking import Surroundings
from fengqiao.exchange.register.offices import Office, OfficeNames, names
from fengqiao.kit import edition

SHOWN_UPLOADS = 20


def surroundings(county: str, *, today: date) -> Surroundings:
    """Offices and areas that a register of this county is checked against.

    Raises: UnknownCounty.
    """
    # Checking asks outside of a transaction, where places are read anew each time: a file names a few of them often.
    return Surroundings(offices=_offices(county), find_area=lru_cache(maxsize=4096)(find_area), today=today)


@edition.kept(128)
def _offices(county: str) -> OfficeNames:
    if not areas.is_running(county) or areas.level_of(county) is not areas.Level.COUNTY:
        raise UnknownCounty()
    found = [
        Office(code=office.area, name=office.short_name, area=office.area, area_name=areas.place(office.area).name)
        for office in areas.offices_below(county)
    ]
    if not found:
        raise UnknownCounty()
    return names(county, areas.place(county).name, found)


def find_area(code: str) -> str | None:
    """The short form of an area code of 6, 9 or 12 digits; None when no place has it."""
    try:
        short = areas.shorten(code)
    except areas.BadCode:
        return None
    return short if areas.exists(short) else None


def upload(uid: UUID, *, by: Actor) -> Upload:
    """One upload in the viewer's scope.

    Raises: UnknownUpload, also for one of another county.
    """
    found = Upload.objects.filter(uid=uid, area=by.area).first()
    if found is None:
        raise UnknownUpload()
    return found


def uploads(*, by: Actor) -> Sequence[Upload]:
    """The latest uploads of the viewer's county, without what is sealed in them."""
    found = Upload.objects.filter(area=by.area).defer("table_sealed", "outcome_sealed").order_by("-id")
    return tuple(found[:SHOWN_UPLOADS])
