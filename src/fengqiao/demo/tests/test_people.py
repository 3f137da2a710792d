"""The invented people: the same for a day, nobody's numbers, lawful sentences, true stories."""

from __future__ import annotations

from datetime import date

import pytest

from fengqiao.areas import face as areas
from fengqiao.demo import accounts, people
from fengqiao.kit import citizen_number
from fengqiao.law import face as law

pytestmark = pytest.mark.usefixtures("everywhere")

COUNTY = "330681"
TODAY = date(2026, 11, 23)
# A working day, a Sunday, the middle of the longest holiday, the end of February in a leap year.
DAYS = [TODAY, date(2026, 11, 22), date(2026, 10, 4), date(2028, 2, 29)]


def test_the_same_day_gives_the_same_people() -> None:
    first, again = people.invent(COUNTY, today=TODAY), people.invent(COUNTY, today=TODAY)
    assert [each.row() for each in first] == [each.row() for each in again]
    other = people.invent(COUNTY, today=date(2026, 12, 1))
    assert [each.values["姓名"] for each in other] == [each.values["姓名"] for each in first]


def test_nobody_can_have_these_numbers_and_each_belongs_to_one_person() -> None:
    numbers = [each.number for each in people.invent(COUNTY, today=TODAY)]
    numbers += [accounts.number_of(position) for position in range(len(accounts.everybody()))]
    read = [citizen_number.parse(number) for number in numbers]
    assert len(set(numbers)) == len(numbers)
    assert {each.number[:6] for each in read} == {"339900"}
    assert not areas.exists("3399")


def test_number_birth_date_and_sex_agree() -> None:
    for each in people.invent(COUNTY, today=TODAY):
        read = citizen_number.parse(each.number)
        assert read.birth_date.isoformat() == each.values["出生日期"]
        assert read.sex == ("1" if each.values["性别"] == "男" else "2")


def test_everybody_lives_under_the_office_that_answers_for_them() -> None:
    offices = {office.short_name: office.area for office in areas.offices_below(COUNTY)}
    invented = people.invent(COUNTY, today=TODAY)
    assert len(invented) == 400
    assert {each.values["执行司法所"] for each in invented} == set(offices)
    for each in invented:
        assert each.values["居住地代码"].startswith(offices[each.values["执行司法所"]])
        assert areas.exists(each.values["居住地代码"])


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_every_story_is_true_on_the_day_of_the_build(today: date) -> None:
    for each in people.invent(COUNTY, today=today):
        end = date.fromisoformat(each.values["矫正结束日期"])
        effective = date.fromisoformat(each.values["文书生效日期"])
        assert effective <= today
        assert (end < today) is each.story.startswith("ended")
        assert each.entered_on is None or effective <= each.entered_on <= today
        assert (each.entered_on is None) is each.story.startswith(("arriving", "notified"))
        if each.story == "minor":
            assert today.year - int(each.values["出生日期"][:4]) < 19


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_due_today_is_due_today_unless_today_is_a_holiday(today: date) -> None:
    due = [each for each in people.invent(COUNTY, today=today) if each.story == "arriving_today"]
    assert due
    for each in due:
        effective = date.fromisoformat(each.values["文书生效日期"])
        last = law.due("REG-1", start=effective).last_good_day
        assert last == today or not law.is_working(today)
