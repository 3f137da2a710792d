"""Who works where: the posts that the rows of a person name, found or made for every office of the province."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final, NamedTuple

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.demo.accounts import seed_of
from fengqiao.demo.cast import PASSWORD
from fengqiao.demo.scale.loading import Connection
from fengqiao.kit.citizen_number import check_digit
from fengqiao.users import face as users

#: How many of each role a place has; the order in which one place's holders are counted is that of their posts.
WANTED: Final = {
    areas.Level.CITY: {"city_staff": 1, "city_lead": 1},
    areas.Level.COUNTY: {"county_staff": 1, "county_lead": 1, "bureau_head": 1},
    areas.Level.TOWNSHIP: {"office_staff": 2, "office_head": 1},
}
_SURNAMES: Final = "赵孙李吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎"
_GIVEN: Final = "佳敏 海燕 晓峰 志远 思远 婷婷 伟东 建国 永良 国荣 美芬 志刚 卫星 文静 立峰 雅琴 启明 红梅 少华 益民"


class Holder(NamedTuple):
    """Who holds a post."""

    person: int
    account: int
    post: int
    name: str


_HELD: Final = """
SELECT post.area, post.role, person.id, account.id, post.id, person.name
FROM users_post post JOIN users_account account ON account.id = post.account_id
JOIN users_person person ON person.id = account.person_id WHERE post.to_day IS NULL ORDER BY post.id"""
#: Every office that has none decides on short leaves, as the offices of the told county do. Law: art. 9.
_DELEGATED: Final = """
INSERT INTO users_delegation (uid, institution, office, power, from_day, document, given_by_id, created_at)
SELECT gen_random_uuid(), left(head.area, 6), head.area, 'leave', %(day)s, '演示委', min(giver.person_id), now()
FROM users_post head
JOIN users_post lead ON lead.area = left(head.area, 6) AND lead.role = 'county_lead'
JOIN users_account giver ON giver.id = lead.account_id
WHERE head.role = 'office_head' AND left(head.area, 6) <> ALL
  (SELECT institution FROM users_delegation)
GROUP BY head.area"""

Slot = tuple[str, str, int]
"""A place, a role, and which of its holders."""


def fill(
    connection: Connection, offices: Iterable[str], *, by: Actor, at: datetime, say: Callable[[str], None]
) -> dict[Slot, Holder]:
    """Everybody who works on cases at these offices and above them; whoever is missing is made."""
    found = present(connection)
    wanted = [slot for place in _places(offices) for slot in _wanted(place)]
    missing = [slot for slot in wanted if slot not in found]
    for number, slot in enumerate(missing):
        if number % 1000 == 0 and number:
            say(f"demonstration: {number} of {len(missing)} accounts")
        _make(number, slot, by=by, at=at)
    connection.execute(_DELEGATED, {"day": at.date()})
    return present(connection)


def _places(offices: Iterable[str]) -> Iterable[str]:
    """Cities, counties and offices, each once, in the order of their codes."""
    lengths = (4, 6, 9)
    return sorted({office[:length] for office in offices for length in lengths})


def _wanted(place: str) -> Iterable[Slot]:
    for role, count in WANTED.get(areas.level_of(place), {}).items():
        yield from ((place, role, number) for number in range(count))


def present(connection: Connection) -> dict[Slot, Holder]:
    """Everybody who holds a post, by place, role and which of several."""
    found: dict[Slot, Holder] = {}
    for area, role, *who in connection.execute(_HELD).fetchall():
        number = 0
        while (area, role, number) in found:
            number += 1
        found[area, role, number] = Holder(*who)
    return found


def _make(number: int, slot: Slot, *, by: Actor, at: datetime) -> None:
    place, role, _which = slot
    username = username_of(slot)
    account = users.create_demonstration_account(
        name=_SURNAMES[number * 7 % len(_SURNAMES)] + _GIVEN.split()[number // 3 % 20],
        number=_number(number), username=username, password=PASSWORD, seed=seed_of(username), by=by, at=at,
    )  # fmt: skip
    users.give_post(
        account=account.uid, role=role, area=place, from_day=None, document=f"演示任〔{at.year}〕{number + 1001}号",
        by=by, at=at,
    )  # fmt: skip


def username_of(slot: Slot) -> str:
    """How the holder of a post signs in: `office_staff.330110001`, the second `office_staff2.330110001`."""
    place, role, which = slot
    return f"{role}{which + 1 if which else ''}.{place}"


def _number(position: int) -> str:
    """An invented identity number; the prefix 339800 belongs to no place, so nobody can have it."""
    first17 = f"339800{1965 + position // 8000:04d}0101{position % 1000:03d}"
    first17 = first17[:10] + f"{1 + position // 1000 % 8:02d}" + first17[12:]
    return first17 + check_digit(first17)
