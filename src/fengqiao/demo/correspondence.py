"""Letters of the demonstration: organs answered by hand, or did not yet; one county asks the other for help."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from fengqiao.areas.face import Level
from fengqiao.audit import face as audit
from fengqiao.demo.company import COUNTY, LEAD, Company, office_of
from fengqiao.demo.days import Days, at_hour
from fengqiao.documents import face as documents
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day
from fengqiao.law import face as law
from fengqiao.letters import face as letters
from fengqiao.subjects import face as subjects

STRANGER, ADMIN, OTHER_COUNTY = "sy.staff", "zj.admin", "330604"
COUNTY_LEVEL: Final = int(Level.COUNTY)
_WAYS = ("messenger", "exchange", "post")
# Every so many letters one has no receipt: of the old ones these are overdue.
_SILENT = 5
_CLERKS = {"procuratorate": "刑事执行检察部 孙某", "police": "法制大队收发室 俞某", "decision_organ": "刑事审判庭 胡某"}


def tell(people: list[subjects.SubjectRow], *, county: str, company: Company, days: Days) -> None:
    """What came back for the letters of the stories, and what came in."""
    with transaction.atomic(), scope.of((county,)):
        by = company.at_work(COUNTY, days.now)
        rows = _written(by, days)
    _sealed(rows, county=county, company=company, days=days)
    with transaction.atomic(), scope.of((county,)):
        rows = tuple(row for row in _written(by, days) if row.sent_on is not None)
    by_hand = [row for row in reversed(rows) if row.by_hand]
    for number, row in enumerate(by_hand):
        if number % _SILENT:
            _came_back(row, number, company=company, days=days)
    overdue = [row for row in by_hand[::_SILENT] if row.due_on is not None and row.due_on < days.today]
    if overdue:
        by = company.at_work(COUNTY, days.now)
        letters.chase(letter=overdue[0].uid, note="电话联系对方收发室，答复正在查找。", by=by, at=days.now)
    _confirmed_there(rows, company=company, days=days)
    _registered(county, company=company, days=days)
    _asked_by_the_other_county(county, company=company, days=days)
    _prepared_by_an_office(people[0], company=company, days=days)
    _from_a_court(people[-1], company=company, days=days)
    letters.look_after(over=(county, OTHER_COUNTY), at=days.now)


def _written(by: audit.Actor, days: Days) -> tuple[letters.LetterRow, ...]:
    return letters.sent(by=by, today=days.today, minors=True, size=1000).rows


def _sealed(rows: tuple[letters.LetterRow, ...], *, county: str, company: Company, days: Days) -> None:
    """The county's lead signs and seals what goes with the letters, the same evening, and they leave; of the last
    working day not yet."""
    waiting: dict[date, set[UUID]] = {}
    with transaction.atomic(), scope.of((county,)):
        for row in rows:
            for each in row.papers:
                paper = documents.paper(uid=UUID(each["uid"]))
                if (
                    row.written_on < days.office(-1, 9).date()
                    and paper.state == "issued"
                    and paper.level == COUNTY_LEVEL
                ):
                    waiting.setdefault(row.written_on, set()).add(paper.uid)
    for day, papers in sorted(waiting.items()):
        at = min(at_hour(day, 17), days.now)
        documents.seal(papers=sorted(papers), by=company.at_work(LEAD, at), at=at)


def _came_back(row: letters.LetterRow, number: int, *, company: Company, days: Days) -> None:
    """The receipt slip, one to three working days later, if that day has come."""
    assert row.sent_on is not None
    day = row.sent_on
    for _ in range(1 + number % 3):
        day = law.next_working(day + timedelta(days=1))
    at = at_hour(day, 15 + number % 2)
    if at > days.now:
        return
    clerk = _CLERKS.get(row.organ, "收发室 王某")
    given = letters.Receipt(receiver=f"{row.name}{clerk}", day=day, way=_WAYS[number % len(_WAYS)])
    letters.note_receipt(letter=row.uid, receipt=given, by=company.at_work(COUNTY, at), at=at)


def _confirmed_there(rows: tuple[letters.LetterRow, ...], *, company: Company, days: Days) -> None:
    """The other county has our letters and has not answered yet."""
    for row in rows:
        if row.organ_area == OTHER_COUNTY and not row.by_hand and row.sent_on is not None:
            at = min(at_hour(law.next_working(row.sent_on + timedelta(days=1)), 9), days.now)
            letters.confirm(letter=row.uid, by=company.at_work(STRANGER, at), at=at)


#: Kind, name, place and street of the organs that the county writes to; the numbers are nobody's.
_ORGANS: Final = (
    ("court", "诸暨市人民法院", "330681", "暨阳街道"),
    ("court", "绍兴市中级人民法院", "3306", "越城区"),
    ("court", "绍兴市上虞区人民法院", "330604", "百官街道"),
    ("court", "杭州市上城区人民法院", "330102", "上城区"),
    ("procuratorate", "诸暨市人民检察院", "330681", "暨阳街道"),
    ("procuratorate", "绍兴市上虞区人民检察院", "330604", "百官街道"),
    ("police", "诸暨市公安局", "330681", "暨阳街道"),
    ("police", "绍兴市上虞区公安局", "330604", "百官街道"),
    ("prison", "诸暨市看守所", "330681", "陶朱街道"),
    ("other_institution", "绍兴市上虞区社区矫正机构", "330604", "百官街道"),
    ("exit_entry_office", "诸暨市公安局出入境管理大队", "330681", "暨阳街道"),
    ("justice_bureau", "诸暨市司法局", "330681", "暨阳街道"),
    ("other", "诸暨市安置帮教工作办公室", "330681", "暨阳街道"),
)


def _registered(county: str, *, company: Company, days: Days) -> None:
    """The county's register of organs, as its administrator filled it in; marked as invented."""
    by, at = company.at_work(ADMIN, days.now), days.now
    for number, (kind, name, place, street) in enumerate(_ORGANS, start=1):
        entry = letters.Entry(kind=kind, name=name, place=place, address=street, phone=f"0575-0000{number:04}")
        letters.add_organ(area=county, entry=entry, since=days.day(-400), by=by, at=at, demonstration=True)


def _prepared_by_an_office(person: subjects.SubjectRow, *, company: Company, days: Days) -> None:
    """An office asks a court of another place for a paper: the county has it to send."""
    office = office_of(person.area)
    at = days.office(-1, 15)
    letter = letters.Written(
        to_kind="court", to_name="杭州市上城区人民法院", to_area="330102", title="关于商请提供生效裁判文书的函",
        words="因我市接收的社区矫正对象档案中缺少生效裁判文书副本，商请贵院予以提供。", wants_answer=True,
    )  # fmt: skip
    about = letters.About(subject_id=person.id, area=person.area, minor=person.is_minor_regime)
    letters.compose(letter=letter, about=about, by=company.at_work(office.first, at), at=at)


def _asked_by_the_other_county(county: str, *, company: Company, days: Days) -> None:
    """上虞 asks for help with somebody of theirs who is here for work."""
    at = days.office(-1, 10)
    lines = (
        ("姓名", "蒋伟明"), ("性别", "男"), ("证件号码", "339900************"), ("矫正类别", "缓刑"),
        ("外出事由", "处理工作重要事务"), ("详细地址", "诸暨市大唐街道轻纺路66号"), ("外出期间联系方式", "19900000088"),
        ("请求协助事项", "请接受该对象到达、离开报告，并开展一次实地核查。"),
    )  # fmt: skip
    order = letters.Order(
        kind=letters.ASSIST, title={"zh": "协助监管函", "en": "letter asking for assisted supervision"},
        area=OTHER_COUNTY, sender=OTHER_COUNTY, to_kind=letters.OTHER_INSTITUTION, to_area=county,
        body={"lines": [list(each) for each in lines]},
    )  # fmt: skip
    letters.send(order=order, by=company.at_work(STRANGER, at), at=at)


def _from_a_court(person: subjects.SubjectRow, *, company: Company, days: Days) -> None:
    """A court of another place asks how somebody is doing."""
    at = days.office(-2, 14)
    came = letters.Came(
        from_kind="court", from_name="杭州市上城区人民法院", title="关于了解社区矫正对象矫正表现的函",
        number="（2026）浙0102执函12号", sent_on=local_day(at) - timedelta(days=3), arrived_on=local_day(at),
        papers=("函件一份",), words="请函复该对象接受社区矫正以来的表现。", wants_answer=True,
    )  # fmt: skip
    about = letters.About(subject_id=person.id, area=person.area, minor=person.is_minor_regime)
    letters.register(came=came, about=about, by=company.at_work(COUNTY, at), at=at)
