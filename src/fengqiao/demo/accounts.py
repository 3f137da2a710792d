"""The demonstration's accounts: five levels, bureau head, procurator, administrator, data officer, clerk.

Their password is public, their one-time codes are shown on the sign-in page; `users` refuses both in a real
installation. Identity numbers as in `people`: nobody can have them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.demo.cast import CAST, FENGQIAO, PASSWORD, STRANGERS, Cast
from fengqiao.kit.citizen_number import check_digit
from fengqiao.users import face as users


def everybody() -> tuple[Cast, ...]:
    """The named cast, the strangers, and two people for each further office of the county."""
    offices = [o for o in areas.offices_below("330681") if o.area != FENGQIAO]
    more = []
    for number, office in enumerate(offices):
        for role, mark, title in (("office_staff", "s", "工作人员"), ("office_head", "h", "负责人")):
            more.append(Cast(f"{mark}{office.area}", _name(number, role), role, office.area, office.short_name + title))
    return (*CAST, *STRANGERS, *more)


_SURNAMES = "赵孙李吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔"
_STAFF = ("小丽", "佳敏", "海燕", "晓峰", "志远", "思远", "婷婷", "伟东")
_HEADS = ("建国", "永良", "国荣", "美芬", "志刚", "水根", "卫星")


def _name(number: int, role: str) -> str:
    """A name for the person in a post of the office with this number."""
    if role == "office_head":
        return _SURNAMES[(number * 5 + 3) % len(_SURNAMES)] + _HEADS[number % len(_HEADS)]
    return _SURNAMES[number % len(_SURNAMES)] + _STAFF[number % len(_STAFF)]


def number_of(position: int) -> str:
    """The invented identity number of one of the cast: every position another natural person."""
    birth = date(1970, 1, 1) + timedelta(days=97 * position)
    first17 = f"339900{birth:%Y%m%d}{900 + position % 90:03d}"
    return first17 + check_digit(first17)


def seed_of(username: str) -> str:
    """The seed of the one-time codes, from the name: the same in every demonstration. Base32."""
    letters = "".join(chr(ord("A") + ord(c) % 26) for c in username)
    return (letters * 32)[:32]


def make(*, by: Actor, at: datetime) -> dict[str, UUID]:
    """All accounts with their posts; username → the account's uid."""
    made = {}
    for position, member in enumerate(everybody()):
        account = users.create_demonstration_account(
            name=member.name,
            number=number_of(position),
            username=member.username,
            password=PASSWORD,
            seed=seed_of(member.username),
            by=by,
            at=at,
        )
        users.give_post(
            account=account.uid,
            role=member.role,
            area=member.area,
            from_day=None,
            document=f"演示任〔{at.year}〕{position + 1:03d}号",
            by=by,
            at=at,
        )
        made[member.username] = account.uid
    return made


# Two offices hold no delegation, so that the county decides their short leaves too.
WITHOUT_DELEGATION = frozenset({"330681201", "330681116"})


def delegate_leave(*, by: Actor, at: datetime) -> None:
    """The county lead's delegation of leave up to seven days to the justice offices.

    Law: Community Corrections Law art. 9; Implementation Measures art. 27.
    """
    for number, office in enumerate(areas.offices_below("330681"), 1):
        if office.area not in WITHOUT_DELEGATION:
            document = f"诸矫委〔{at.year}〕{number:02d}号"
            users.delegate(office=office.area, power="leave", document=document, by=by, at=at)
