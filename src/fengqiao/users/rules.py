"""Roles, rights and powers, and the pure rules about posts, delegations and covers.

Law: Community Corrections Law art. 9 (offices act by delegation), arts. 10-11 (who decides, who assists).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from fengqiao.areas.face import Level, covers, level_of, parent

# Unit: days. A cover bridges an absence; a longer one is a new post with its own document.
COVER_MAX_DAYS = 92


class Role(StrEnum):
    """The roles of posts."""

    OFFICE_STAFF = "office_staff"
    OFFICE_HEAD = "office_head"
    COUNTY_STAFF = "county_staff"
    COUNTY_LEAD = "county_lead"
    BUREAU_HEAD = "bureau_head"
    CITY_STAFF = "city_staff"
    CITY_LEAD = "city_lead"
    PROVINCE_STAFF = "province_staff"
    PROVINCE_LEAD = "province_lead"
    DUTY_OFFICER = "duty_officer"
    COUNSELLOR = "counsellor"
    SOCIAL_WORKER = "social_worker"
    VOLUNTEER = "volunteer"
    PROVIDER = "provider"
    STATION_HELPER = "station_helper"
    PROCURATOR = "procurator"
    PEOPLES_SUPERVISOR = "peoples_supervisor"
    CLERK = "clerk"
    ADMINISTRATOR = "administrator"
    DATA_OFFICER = "data_officer"


class Right(StrEnum):
    """What a page may ask of whoever opens it. Whether a *case* lies within reach is the database's answer."""

    WORK_HERE = "work_here"
    SEE_CASES = "see_cases"
    WORK_CASES = "work_cases"
    DECIDE = "decide"
    REVEAL = "reveal"
    LOAD_REGISTER = "load_register"
    READ_PARAMETERS = "read_parameters"
    SEE_POSTS = "see_posts"
    MANAGE_POSTS = "manage_posts"
    MANAGE_DELEGATIONS = "manage_delegations"
    MANAGE_COVERS = "manage_covers"
    CONFIRM_RESETS = "confirm_resets"
    PUBLISH = "publish"
    KEEP_ORGANS = "keep_organs"
    PROPOSE_LAW = "propose_law"
    CONFIRM_LAW = "confirm_law"
    REVIEW_ACCESS = "review_access"
    OPEN_RESTRICTED = "open_restricted"
    REVIEW_OPENINGS = "review_openings"
    SEAL_RECORDS = "seal_records"
    OPEN_SEALED = "open_sealed"


@dataclass(frozen=True, slots=True)
class RoleInfo:
    """What a role is called, at which levels it exists, and whether its post sees case rows."""

    zh: str
    en: str
    levels: frozenset[Level]
    sees_cases: bool
    rights: frozenset[Right]


_CODES = frozenset(role.value for role in Role)
_ALL = frozenset(Level)
_INSTITUTIONS = frozenset({Level.PROVINCE, Level.CITY, Level.COUNTY})
_EVERYONE = frozenset({Right.WORK_HERE})
_READER = _EVERYONE | {Right.SEE_CASES, Right.READ_PARAMETERS, Right.SEE_POSTS}
_WORKER = _READER | {Right.WORK_CASES, Right.REVEAL, Right.MANAGE_COVERS}
_DECIDER = _WORKER | {Right.DECIDE}
_STAFF = _WORKER | {Right.PROPOSE_LAW}
_LEAD = _DECIDER | {Right.CONFIRM_LAW}


def _role(zh: str, en: str, levels: frozenset[Level], rights: frozenset[Right]) -> RoleInfo:
    return RoleInfo(zh, en, levels, Right.SEE_CASES in rights, rights)


ROLES: dict[Role, RoleInfo] = {
    Role.OFFICE_STAFF: _role(
        "司法所工作人员", "justice office staff", frozenset({Level.TOWNSHIP}), _WORKER | {Right.OPEN_RESTRICTED}
    ),
    Role.OFFICE_HEAD: _role(
        "司法所负责人", "head of the justice office", frozenset({Level.TOWNSHIP}), _DECIDER | {Right.OPEN_RESTRICTED}
    ),
    Role.COUNTY_STAFF: _role(
        "县级社区矫正机构工作人员",
        "county institution staff",
        frozenset({Level.COUNTY}),
        _STAFF | {Right.OPEN_RESTRICTED, Right.SEAL_RECORDS},
    ),
    Role.COUNTY_LEAD: _role(
        "县级社区矫正机构负责人",
        "head of the county institution",
        frozenset({Level.COUNTY}),
        _LEAD
        | {Right.LOAD_REGISTER, Right.MANAGE_DELEGATIONS, Right.PUBLISH, Right.REVIEW_OPENINGS}
        | {Right.SEAL_RECORDS, Right.OPEN_SEALED},
    ),
    Role.BUREAU_HEAD: _role(
        "县级司法局负责人",
        "head of the county justice bureau",
        frozenset({Level.COUNTY}),
        _READER | {Right.DECIDE, Right.MANAGE_COVERS, Right.REVIEW_OPENINGS},
    ),
    Role.CITY_STAFF: _role("市级社区矫正机构工作人员", "city institution staff", frozenset({Level.CITY}), _STAFF),
    Role.CITY_LEAD: _role("市级社区矫正机构负责人", "head of the city institution", frozenset({Level.CITY}), _LEAD),
    Role.PROVINCE_STAFF: _role(
        "省级社区矫正机构工作人员", "province institution staff", frozenset({Level.PROVINCE}), _STAFF
    ),
    Role.PROVINCE_LEAD: _role(
        "省级社区矫正机构负责人",
        "head of the province institution",
        frozenset({Level.PROVINCE}),
        _LEAD | {Right.PUBLISH},
    ),
    Role.DUTY_OFFICER: _role("指挥中心值班人员", "command centre duty officer", _INSTITUTIONS, _EVERYONE),
    Role.COUNSELLOR: _role("心理咨询师", "counsellor", _ALL, _EVERYONE),
    Role.SOCIAL_WORKER: _role("社会工作者", "social worker", _ALL, _EVERYONE),
    Role.VOLUNTEER: _role("志愿者", "volunteer", _ALL, _EVERYONE),
    Role.PROVIDER: _role("服务机构人员", "service provider", _ALL, _EVERYONE),
    Role.STATION_HELPER: _role("村（社区）工作站人员", "village station helper", frozenset({Level.VILLAGE}), _EVERYONE),
    Role.PROCURATOR: _role("检察官", "procurator", _INSTITUTIONS, _EVERYONE | {Right.SEE_CASES, Right.READ_PARAMETERS}),
    Role.PEOPLES_SUPERVISOR: _role("人民监督员", "people's supervisor", _INSTITUTIONS, _EVERYONE),
    Role.CLERK: _role("文书管理员", "clerk", _INSTITUTIONS, _EVERYONE | {Right.READ_PARAMETERS}),
    Role.ADMINISTRATOR: _role(
        "系统管理员",
        "administrator",
        _INSTITUTIONS,
        _EVERYONE
        | {Right.READ_PARAMETERS, Right.SEE_POSTS, Right.MANAGE_POSTS, Right.CONFIRM_RESETS, Right.KEEP_ORGANS},
    ),
    Role.DATA_OFFICER: _role(
        "数据保护专员",
        "data officer",
        _INSTITUTIONS,
        _EVERYONE
        | {Right.SEE_POSTS, Right.CONFIRM_RESETS, Right.KEEP_ORGANS, Right.REVIEW_ACCESS, Right.REVIEW_OPENINGS},
    ),
}

# Whose work is with the person: the office, its head (in a small office the only one), the county's staff. The leads of
# the institutions and of the bureau decide what these propose, and nobody decides on the own proposal.
# Law: Community Corrections Law arts 9, 10, 29; the separation of ARCHITECTURE 3.
IN_CHARGE: Final = frozenset({Role.OFFICE_STAFF, Role.OFFICE_HEAD, Role.COUNTY_STAFF})

# A deputy does the absent colleague's case work; who holds which post stays with the holders themselves.
NOT_BY_COVER = frozenset(
    {
        Right.MANAGE_POSTS,
        Right.MANAGE_DELEGATIONS,
        Right.MANAGE_COVERS,
        Right.CONFIRM_RESETS,
        Right.PUBLISH,
        Right.KEEP_ORGANS,
        Right.PROPOSE_LAW,
        Right.CONFIRM_LAW,
        Right.REVIEW_ACCESS,
        Right.OPEN_RESTRICTED,
        Right.REVIEW_OPENINGS,
        Right.SEAL_RECORDS,
        Right.OPEN_SEALED,
    }
)


@dataclass(frozen=True, slots=True)
class Power:
    """A power of the county institution that it may let a justice office exercise."""

    key: str
    zh: str
    en: str


# Law: Measures art. 27: leave of not more than seven days may be approved by a justice office.
POWERS = {
    "leave": Power("leave", "七日以内外出请假审批", "approval of leave up to seven days"),
    "induction": Power("induction", "组织入矫宣告", "holding the induction announcement"),
    "group": Power("group", "确定矫正小组", "forming the correction group"),
    "plan": Power("plan", "制定、调整矫正方案", "adopting and adjusting the correction plan"),
}


def is_role(text: str) -> bool:
    """Whether such a role exists."""
    return text in _CODES


def info(role: str) -> RoleInfo:
    """What a role is. Raises: ValueError for an unknown role."""
    return ROLES[Role(role)]


def may(role: str, right: Right) -> bool:
    """Whether a role has a right by itself."""
    return right in info(role).rights


def fits(role: str, area: str) -> bool:
    """Whether such a post exists at the level of a place."""
    return level_of(area) in info(role).levels


def ranges(role: str, area: str) -> tuple[str, ...]:
    """The code prefixes whose case rows a post sees."""
    return (area,) if info(role).sees_cases else ()


def holds(from_day: date, to_day: date | None, on: date) -> bool:
    """Whether a half-open period contains a day."""
    return from_day <= on and (to_day is None or on < to_day)


@dataclass(frozen=True, slots=True)
class Station:
    """A role in a place, for the rules about covers."""

    role: str
    area: str


def cover_refusal(deputy: Station, covered: Station, *, from_day: date, to_day: date, today: date) -> str | None:
    """Why a cover may not be, as a code, or None (THREATS T23).

    A deputy must have case work of their own, stand in the same line or beside it, and for a limited time
    that is not in the past. What the deputy then may do is what the covered post may: never more.
    """
    if not (info(deputy.role).sees_cases and Right.WORK_HERE in info(covered.role).rights):
        return "cover_role"
    if not info(covered.role).sees_cases or Role.PROCURATOR in (deputy.role, covered.role):
        return "cover_role"
    if not _near(deputy.area, covered.area):
        return "cover_place"
    if from_day < today:
        return "cover_past"
    if not from_day < to_day:
        return "cover_order"
    if to_day - from_day > timedelta(days=COVER_MAX_DAYS):
        return "cover_long"
    return None


def _near(one: str, other: str) -> bool:
    """In one line of offices, or beside each other under the same institution."""
    return covers(one, other) or covers(other, one) or (len(one) == len(other) and parent(one) == parent(other))


def delegation_refusal(institution: str, office: str, power: str, *, from_day: date, today: date) -> str | None:
    """Why a delegation may not be, as a code, or None (THREATS T23, T26).

    Law: Community Corrections Law art. 9: a county institution, to an office of its own county.
    """
    if power not in POWERS:
        return "unknown_power"
    if level_of(institution) is not Level.COUNTY or level_of(office) is not Level.TOWNSHIP:
        return "delegation_place"
    if not covers(institution, office):
        return "delegation_place"
    if from_day < today:
        return "delegation_past"
    return None


# What makes a running session worth a look. A question to somebody, never proof.
TWO_PLACES, SHARED_BROWSER, AT_NIGHT = "two_places", "shared_browser", "at_night"
ODDITIES: Final = (TWO_PLACES, SHARED_BROWSER, AT_NIGHT)


def oddities(*, networks: set[str], hour: int, night: tuple[int, int], is_shared: bool) -> tuple[str, ...]:
    """What is unusual about a session: its account runs from several networks, its browser is another person's too,
    it was begun between the hours of the night (half-open; over midnight when the first is the later one)."""
    first, last = night
    at_night = first <= hour < last if first <= last else hour >= first or hour < last
    told = {TWO_PLACES: len(networks) > 1, SHARED_BROWSER: is_shared, AT_NIGHT: at_night}
    return tuple(code for code in ODDITIES if told[code])
