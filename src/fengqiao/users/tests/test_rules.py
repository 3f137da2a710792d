"""Roles, rights, covers and delegations as rules. No database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fengqiao.areas.face import Level
from fengqiao.users import passwords, rules
from fengqiao.users.rules import NOT_BY_COVER, ROLES, Right, Role, Station

TODAY = date(2026, 11, 22)
DECIDERS = {Role.OFFICE_HEAD, Role.COUNTY_LEAD, Role.BUREAU_HEAD, Role.CITY_LEAD, Role.PROVINCE_LEAD}


def test_every_role_is_described_and_fits_some_level() -> None:
    assert set(ROLES) == set(Role)
    assert all(found.levels and found.zh and found.en for found in ROLES.values())


def test_only_heads_decide() -> None:
    assert {role for role in Role if rules.may(role, Right.DECIDE)} == DECIDERS


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.VOLUNTEER, Role.PROVIDER, Role.STATION_HELPER])
def test_helpers_neither_record_nor_decide_nor_see_cases(role: Role) -> None:
    """Law: Community Corrections Law arts. 10-11."""
    assert ROLES[role].rights == {Right.WORK_HERE}
    assert not ROLES[role].sees_cases


@pytest.mark.parametrize("role", [Role.CLERK, Role.ADMINISTRATOR, Role.DATA_OFFICER, Role.STATION_HELPER])
def test_who_keeps_the_house_has_no_case_rows(role: Role) -> None:
    assert rules.ranges(role, "330681") == ()


@pytest.mark.parametrize(
    ("role", "area", "fits"),
    [
        ("office_head", "330681109", True),
        ("office_head", "330681", False),
        ("county_lead", "330681", True),
        ("county_lead", "3306", False),
        ("procurator", "330681", True),
        ("station_helper", "330681109201", True),
    ],
)
def test_a_post_exists_at_its_levels_only(role: str, area: str, fits: bool) -> None:
    assert rules.fits(role, area) is fits


def _refusal(deputy: Station, covered: Station, first: int = 0, days: int = 7) -> str | None:
    begins = TODAY + timedelta(days=first)
    return rules.cover_refusal(deputy, covered, from_day=begins, to_day=begins + timedelta(days=days), today=TODAY)


STAFF = Station("office_staff", "330681109")
HEAD = Station("office_head", "330681109")


def test_t23_a_colleague_of_the_same_office_may_stand_in() -> None:
    assert _refusal(STAFF, HEAD) is None


@pytest.mark.parametrize(
    ("deputy", "covered", "code"),
    [
        (STAFF, Station("office_head", "330682100"), "cover_place"),
        (STAFF, Station("procurator", "330681"), "cover_role"),
        (Station("administrator", "330681"), Station("county_lead", "330681"), "cover_role"),
        (Station("social_worker", "330681109"), HEAD, "cover_role"),
        (STAFF, Station("administrator", "330681"), "cover_role"),
    ],
)
def test_t23_who_cannot_stand_in_for_whom(deputy: Station, covered: Station, code: str) -> None:
    assert _refusal(deputy, covered) == code


def test_t23_a_cover_is_neither_in_the_past_nor_without_end() -> None:
    assert _refusal(STAFF, HEAD, first=-1) == "cover_past"
    assert _refusal(STAFF, HEAD, days=0) == "cover_order"
    assert _refusal(STAFF, HEAD, days=rules.COVER_MAX_DAYS + 1) == "cover_long"
    assert _refusal(STAFF, HEAD, days=rules.COVER_MAX_DAYS) is None


@given(
    institution=st.sampled_from(["33", "3306", "330681", "330682", "330681109"]),
    office=st.sampled_from(["330681", "330681109", "330682100", "330681109201"]),
    power=st.sampled_from(["leave", "discharge", ""]),
    first=st.integers(-30, 30),
)
def test_t23_a_delegation_goes_from_a_county_to_its_own_office_from_today_on(
    institution: str, office: str, power: str, first: int
) -> None:
    refusal = rules.delegation_refusal(institution, office, power, from_day=TODAY + timedelta(days=first), today=TODAY)
    right_place = len(institution) == 6 and len(office) == 9 and office.startswith(institution)
    assert (refusal is None) == (right_place and power == "leave" and first >= 0)


@given(start=st.dates(date(2020, 1, 1), date(2030, 1, 1)), days=st.integers(0, 400), offset=st.integers(-5, 405))
def test_a_period_holds_from_its_first_day_until_before_its_end(start: date, days: int, offset: int) -> None:
    assert rules.holds(start, start + timedelta(days=days), start + timedelta(days=offset)) == (0 <= offset < days)


def test_rights_about_posts_are_never_lent() -> None:
    assert {Right.MANAGE_POSTS, Right.MANAGE_DELEGATIONS, Right.CONFIRM_RESETS} <= NOT_BY_COVER
    assert not {Right.DECIDE, Right.WORK_CASES} & NOT_BY_COVER


def test_levels_of_roles_are_levels() -> None:
    assert all(isinstance(level, Level) for found in ROLES.values() for level in found.levels)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "password_short"),
        ("x" * 129, "password_long"),
        ("password1234", "password_common"),
        ("PASSWORD1234", "password_common"),
        ("aaaaaaaaaaaaaaaa", "password_common"),
        ("abcdefghijklmn", "password_common"),
        ("qwertyuiopasdf", "password_common"),
        ("zhangsan.2026!", "password_common"),
        ("山高水长流不尽的枫溪江水", None),
        ("tram lemon orbit 73", None),
    ],
)
def test_passwords_are_long_and_not_common(password: str, code: str | None) -> None:
    assert passwords.password_refusal(password, known=("zhangsan.", "张三")) == code
