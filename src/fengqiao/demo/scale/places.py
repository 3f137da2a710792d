"""Where people live: how many each justice office of the province has, and how its places are called."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from fengqiao.areas import face as areas
from fengqiao.kit import scope


@dataclass(frozen=True, slots=True)
class Place:
    """One justice office with the place that it serves. `village` stands for every village of it."""

    office: str
    office_name: str
    office_short: str
    name: str
    village: str
    county: str
    county_name: str
    city: str
    city_name: str


def place(office: areas.Office) -> Place:
    """The names and codes that a person's rows say of an office."""
    county, city = areas.at_level(office.area, areas.Level.COUNTY), areas.at_level(office.area, areas.Level.CITY)
    below = areas.children(office.area)
    return Place(
        office=office.area,
        office_name=office.name,
        office_short=office.short_name,
        name=areas.place(office.area).name,
        village=below[0].code if below else office.area,
        county=county,
        county_name=areas.place(county).name,
        city=city,
        city_name=areas.place(city).name,
    )


def spread(count: int, *, province: str = "33") -> list[tuple[Place, int]]:
    """`count` people over all offices, after the number of their villages (largest remainder), in order of code.

    How many people live in a township is in none of our tables; its villages and communities are the nearest to it.
    """
    with transaction.atomic(), scope.of((province,)):  # where places are remembered
        return _spread(count, province)


def _spread(count: int, province: str) -> list[tuple[Place, int]]:
    offices = areas.offices_below(province)
    weights = [max(1, len(areas.children(each.area))) for each in offices]
    whole = sum(weights)
    shares = [divmod(count * weight, whole) for weight in weights]
    left = count - sum(share for share, _rest in shares)
    more = set(sorted(range(len(shares)), key=lambda at: (-shares[at][1], at))[:left])
    given = [share + (at in more) for at, (share, _rest) in enumerate(shares)]
    return [(place(office), number) for office, number in zip(offices, given, strict=True)]
