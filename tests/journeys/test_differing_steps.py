"""What differs for the other three categories, for a minor and for a woman, as it stands on the pages: papers that must
come, what an application asks, who belongs to a group, what is not public, how it ends; and what is absent for others.

The common way is walked in `test_whole_correction`, the ways of being registered in `test_registration_variants`. The
people are those of the demonstration; only the newcomers of the three categories are entered here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.journeys.conftest import Program, _environment
from tests.journeys.hands import sign_in, taken_in

pytestmark = pytest.mark.browser

#: Somebody of each kind at 枫桥 and, by procedure and kind, a matter: the ids that stand in addresses.
STANDING = """
import json
from fengqiao.site.running import django_ready
django_ready("worker")
from django.db import transaction
from fengqiao.kit import scope
from fengqiao.procedures.models import Matter, Task
from fengqiao.subjects.models import Subject
found = {}
with transaction.atomic(), scope.of(("330681",)):
    ours = Subject.objects.filter(area="330681109")
    men = ours.filter(minor=False, sex="1", category="suspended_sentence")
    kinds = {
        "minor": ours.filter(minor=True), "man": men, "woman": ours.filter(minor=False, sex="2"),
        "outside": ours.filter(category="temporary_service_outside"),
        "parole": ours.filter(minor=False, category="parole"),
    }
    for kind, people in kinds.items():
        for key in ("induction", "correction_group", "correction_plan", "report", "discharge"):
            rows = Matter.objects.filter(procedure=key, subject_id__in=people.values("pk")).order_by("-id")
            if key == "report":
                rows = rows.filter(pk__in=Task.objects.filter(step="due").values("matter_id"))
            if key == "discharge" and kind in ("outside", "man"):
                rows = rows.filter(pk__in=Task.objects.filter(step="certify").values("matter_id"))
            found[f"{kind} {key}"] = [str(row.uid) for row in rows[:1]]
        left = people.filter(state="in_correction").order_by("-term_end")
        found[kind] = [str(one.uid) for one in left[:1]]
    under = Subject.objects.filter(minor=False, category="public_surveillance", state="in_correction")
    found["surveillance"] = [str(one.uid) for one in under.order_by("-term_end")[:1]]
    ended = Subject.objects.filter(minor=True, state="discharged").order_by("pk")
    found["minor discharged"] = [str(one.uid) for one in ended[:1]]
print(json.dumps(found))
"""
#: What must come with whom, in the order of the list (Measures art. 16), and who does not need it.
PAPERS = {
    "public_surveillance": ("管制一年", 987, "缺少：判决书、执行通知书。"),
    "parole": ("有期徒刑三年，余刑假释", 989, "缺少：判决书、裁定书、执行通知书、假释证明书。"),
    "temporary_service_outside": (
        "有期徒刑三年", 991, "缺少：判决书、暂予监外执行决定书、执行通知书、病情诊断、妊娠检查或者生活不能自理鉴别材料",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def standing(program: Program) -> dict[str, str]:
    """Addresses by name; nobody of the wanted kinds is missing in the demonstration."""
    told = subprocess.run(
        [sys.executable, "-c", STANDING], env=_environment(program.home), capture_output=True, text=True, check=True
    )
    found = json.loads(told.stdout.strip().rsplit("\n", 1)[-1])
    return {name: uids[0] for name, uids in found.items() if uids}


def read(page: Any, address: str) -> str:
    answer = page.goto(address)
    assert answer.status == 200, address
    return str(page.inner_text("main"))


@pytest.mark.parametrize("category", PAPERS)
def test_the_papers_that_must_come_are_those_of_the_category(page: Any, program: Program, category: str) -> None:
    sentence, serial, wanted = PAPERS[category]
    sign_in(page, program.address, "zj.staff")
    matter = taken_in(page, program.address, f"试类{serial}", serial, category=category, sentence=sentence)
    told = read(page, matter)
    assert wanted in told
    assert ("等待移送" in told) == (category == "temporary_service_outside"), "who is brought, and who comes"


def test_an_application_for_leave_asks_what_the_person_s_kind_asks(
    page: Any, program: Program, standing: dict[str, str]
) -> None:
    asked = {
        "man": "可能同时执行禁止令",
        "surveillance": "可能同时执行禁止令",
        "outside": "须说明身体状况是否适合外出",
        "minor": "由监护人申请并同意",
        "parole": "",
    }
    notes = {note for note in asked.values() if note}
    sign_in(page, program.address, "zj.lead")
    for kind, own in asked.items():
        told = read(page, f"{program.address}/subjects/{standing[kind]}/start/leave/")
        # A minor's sentence may be a suspended one: that note stands beside the guardian's.
        others = notes - {own} - ({"可能同时执行禁止令"} if kind == "minor" else set())
        assert own in told, kind
        assert not [note for note in others if note in told], kind
        assert bool(page.locator("[name=guardian_agrees]").count()) == (kind == "minor"), kind


def test_a_group_is_made_for_its_person_and_a_minor_s_beginning_is_not_public(
    page: Any, program: Program, standing: dict[str, str]
) -> None:
    knows, woman = "成员中应当有熟悉未成年人身心特点的人员", "成员中应当有女性"
    closed, apart = "宣告不公开，通知监护人到场", "与成年人分别进行"
    sign_in(page, program.address, "zj.lead")

    def matter(name: str) -> str:
        return read(page, f"{program.address}/matters/{standing[name]}/")

    assert knows in matter("minor correction_group")
    assert woman in matter("woman correction_group")
    told = matter("man correction_group")
    assert knows not in told
    assert woman not in told
    assert closed in matter("minor induction")
    assert closed not in matter("man induction")
    assert apart in matter("minor correction_plan")
    assert apart not in matter("man correction_plan")


def test_a_minor_reports_with_the_guardian(page: Any, program: Program, standing: dict[str, str]) -> None:
    sign_in(page, program.address, "fq.staff")
    note = "按未成年人频次执行，监护人到场"
    for kind in ("minor", "man"):
        told = read(page, f"{program.address}/matters/{standing[f'{kind} report']}/?step=due&outcome=accepted")
        assert (note in told) == (kind == "minor")
        form = page.locator("#panel-due form")
        assert bool(form.locator("[name=guardian][required], [name=guardian][aria-required=true]").count()) == (
            kind == "minor"
        )


def test_temporary_service_ends_at_the_prison_and_a_minor_s_discharge_is_not_public(
    page: Any, program: Program, standing: dict[str, str]
) -> None:
    released, prison = "监所已办理释放，不另发证明书", "由监狱、看守所办理刑满释放"
    sign_in(page, program.address, "zj.lead")
    told = read(page, f"{program.address}/matters/{standing['outside discharge']}/")
    assert prison in told
    assert released in told
    assert "函告监所办理释放" in told
    told = read(page, f"{program.address}/matters/{standing['man discharge']}/")
    assert prison not in told
    assert released not in told
    assert "解除宣告不公开，通知监护人到场" in read(page, f"{program.address}/matters/{standing['minor discharge']}/")


def test_a_minor_s_closed_archive_shows_nobody_what_is_in_it(
    page: Any, program: Program, standing: dict[str, str]
) -> None:
    sign_in(page, program.address, "zj.staff")
    told = read(page, f"{program.address}/archives/{standing['minor discharged']}/")
    assert "已封存" in told
    assert "解除社区矫正证明书" not in told, "no index of what is sealed"
    assert page.locator("a:has-text('查阅封存档案')").count() == 0, "the county's lead alone opens it"
