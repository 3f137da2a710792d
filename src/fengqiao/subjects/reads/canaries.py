"""Numbers that nobody under correction has, known to this installation alone: whoever looks for one has read it
where it was planted (THREATS T18).

Nothing is stored: they follow from the installation's key, so that no table, no dump and no source tells which they
are. `fengqiao canaries` prints them for the data officer, who leaves them where nobody has reason to read; a file under
one of them is that of a planted person (T77).
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from fengqiao.audit.face import Actor
from fengqiao.kit import bus, citizen_number, crypto
from fengqiao.subjects.facts import PlantedOpened
from fengqiao.subjects.models import Subject
from fengqiao.subjects.reads.rows import opened

PLANTED_STATE: Final = "assessment_only"
"""Of planted people: asked about before a judgment. In no caseload, no count and no job, and found by name."""
#: How many of each county.
PLANTED: Final = 40
_FIRST_BIRTH: Final = date(1956, 1, 1)
_BIRTHS: Final = 18_000
"""Unit: days. Up to the year 2005: believable, and nobody under eighteen."""


def numbers(county: str) -> tuple[str, ...]:
    """The planted numbers of a county (six digits)."""
    return tuple(_number(county, serial) for serial in range(PLANTED))


def _number(county: str, serial: int) -> str:
    drawn = crypto.keyed_hash(f"{county}:{serial}", purpose="subjects.canary")
    born = _FIRST_BIRTH + timedelta(days=int.from_bytes(drawn[:4], "big") % _BIRTHS)
    first = f"{county}{born:%Y%m%d}{int.from_bytes(drawn[4:6], 'big') % 1000:03d}"
    return first + citizen_number.check_digit(first)


def is_planted(number: str) -> bool:
    """Whether a whole number, as `citizen_number.normalise` writes it, is one of them."""
    return crypto.keyed_hash(number, purpose="subjects.canary") in _marks(number[:6])


def watched(person: Subject, by: Actor) -> None:
    """A file is being opened: when its person was planted, whoever listens hears of it. Somebody real who happens to
    have a planted number stands in another state as soon as anything is done about him or her."""
    if person.state == PLANTED_STATE and is_planted(opened(person, "number")):
        bus.announce(PlantedOpened(by, person.uid))


@lru_cache(maxsize=256)
def _marks(county: str) -> frozenset[bytes]:
    return frozenset(crypto.keyed_hash(number, purpose="subjects.canary") for number in numbers(county))
