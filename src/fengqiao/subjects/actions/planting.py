"""People who do not exist, planted in the register: whoever opens such a file had no work there (THREATS T77)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from fengqiao.audit import face as audit
from fengqiao.audit.face import Actor
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id
from fengqiao.law.face import Text
from fengqiao.subjects.actions import building
from fengqiao.subjects.actions.enrolment import prepare
from fengqiao.subjects.actions.keys import insert_keys
from fengqiao.subjects.actions.writing import SubjectsError
from fengqiao.subjects.models import Subject
from fengqiao.subjects.reads import canaries
from fengqiao.subjects.reads.search import number_hash
from fengqiao.subjects.rules.intake import NewSentence, NewSubject

_TERM: Final = timedelta(days=365)


class NoneLeft(SubjectsError):
    """Every planted number of the county has its person already."""

    code = "none_left"
    text = Text("本县（市、区）的警示号码已全部用于预设人员。", "Every planted number of the county has its person.")


@audit.act("subjects.plant", about="result")
def plant(*, area: str, name: str, by: Actor, at: datetime) -> Subject:
    """Put a file of nobody under an office, with the next planted number of its county. It has no decision, no duty and
    no matter; that it is planted follows from the installation's key alone and stands nowhere.

    Raises: NoneLeft, enrolment.NotAcceptable for a name that nobody can have.
    """
    with scope.of((area[:6],)):
        number = _free_number(area[:6])
    born = date.fromisoformat(f"{number[6:10]}-{number[10:12]}-{number[12:14]}")
    begins = local_day(at) - _TERM
    given = NewSubject(
        area=area, name=name, sex="1" if int(number[16]) % 2 else "2", birth_date=born, number=number,
        sentence=NewSentence(category="suspended_sentence", offences="—", text="—", start=begins, end=begins + _TERM),
    )  # fmt: skip
    person = building.subject(prepare(given), uid=new_id(), state=canaries.PLANTED_STATE, source="notice")
    person.save(force_insert=True)
    insert_keys([person])
    return person


def _free_number(county: str) -> str:
    hashes = {bytes(number_hash("citizen", number)): number for number in canaries.numbers(county)}
    rows = Subject.objects.filter(number_hash__in=hashes).values_list("number_hash", flat=True)
    used = {bytes(each) for each in rows}
    for marked, number in hashes.items():
        if marked not in used:
            return number
    raise NoneLeft
