"""Named queries on what was published, and the draft that the definitions give now."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from fengqiao.areas import face as areas
from fengqiao.disclosure import powers, rules
from fengqiao.disclosure.models import Publication
from fengqiao.documents import face as documents
from fengqiao.kit.records import record
from fengqiao.law.face import Text
from fengqiao.procedures import face as procedures


@record
class Published:
    """A published version with its list."""

    number: int
    published_on: date
    list: powers.PowersList
    digest: str


@record
class Version:
    """A published version in the list of versions."""

    number: int
    published_on: date
    digest: str


_WITHOUT_FILES = ("authority", "name_zh", "name_en", "number", "published_on", "content", "digest")


def authorities(county: str) -> tuple[str, ...]:
    """Whose list holds in a county: its own, else its province's."""
    return (county, areas.at_level(county, areas.Level.PROVINCE))


def published(county: str = "") -> Published | None:
    """The version that holds for this site: the newest of the county, else of the province, else none."""
    row = _newest(authorities(county or settings.FENGQIAO_COUNTY), *_WITHOUT_FILES)
    return _published(row) if row else None


def published_by(authority: str) -> Published | None:
    """The newest version of one authority."""
    row = _newest((authority,), *_WITHOUT_FILES)
    return _published(row) if row else None


def published_file(kind: str, county: str = "") -> tuple[Version, bytes] | None:
    """The file of the version that holds, as it was published; `kind` is the column: xlsx or pdf."""
    row = _newest(
        authorities(county or settings.FENGQIAO_COUNTY), "authority", "number", "published_on", "digest", kind
    )
    content = getattr(row, kind) if row else None
    return (_version(row), bytes(content)) if row and content is not None else None


def versions(authority: str) -> tuple[Version, ...]:
    """All versions of an authority, the newest first."""
    rows = Publication.objects.filter(authority=authority).order_by("-number")
    return tuple(_version(row) for row in rows.only("number", "published_on", "digest"))


def draft(authority: str, *, on: date) -> powers.PowersList:
    """The list as the definitions give it on a day, for an authority."""
    return powers.powers_list(procedures.all_current(on), authority=authority, name=authority_name(authority), on=on)


def authority_name(authority: str) -> Text:
    """What an authority is called on the list (诸暨市社区矫正管理局)."""
    office, place = areas.office(authority), areas.place(authority)
    zh = office.name if office and office.area == authority else f"{place.name}社区矫正机构"
    return Text(zh, f"Community corrections institution of {place.name}")


def confirmed(token: str, *, today: date) -> rules.Confirmed | None:
    """What strangers learn of the paper with this token, or None: unknown, not sealed yet, or no token at all."""
    told = documents.told_of(token) if len(token) == rules.TOKEN_LENGTH else None
    if told is None:
        return None
    standing = rules.standing(told.state, told.valid_until, today)
    if standing is None:
        return None
    known = documents.KINDS.get(told.kind)
    title = Text(told.title, known.title.en if known else told.title)
    return rules.Confirmed(title, told.office, told.day, told.valid_until, told.second, standing)


def _newest(wanted: tuple[str, ...], *columns: str) -> Publication | None:
    """The newest row of the most local of these authorities."""
    rows = Publication.objects.filter(authority__in=wanted).order_by("-number").only(*columns)
    found = {row.authority: row for row in reversed(rows)}
    return next((found[each] for each in wanted if each in found), None)


def _published(row: Publication) -> Published:
    return Published(row.number, row.published_on, powers.from_json(bytes(row.content)), row.digest)


def _version(row: Publication) -> Version:
    return Version(row.number, row.published_on, row.digest)
