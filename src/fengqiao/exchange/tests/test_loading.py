"""The initial load: what is written, for whom, by whom, and that twice is once (ARCHITECTURE 5, THREATS T35)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fengqiao.areas import face as areas
from fengqiao.audit.face import Actor
from fengqiao.exchange import actions, bench, planning, reads
from fengqiao.exchange import face as exchange
from fengqiao.exchange.files import reading
from fengqiao.exchange.register import checking
from fengqiao.exchange.tests import samples
from fengqiao.exchange.tests.people import number, row
from fengqiao.kit import clock, scope
from fengqiao.subjects import face as subjects
from fengqiao.users.tests import factories

COUNTY = "330681"
OFFICE = "330681109"


@pytest.fixture
def lead(everywhere: None) -> Actor:
    return factories.someone("county_lead", COUNTY).actor()


def now() -> datetime:
    return clock.now()


def register(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "register.xlsx"
    path.write_bytes(samples.workbook(list(rows)))
    return path


def load(path: Path, by: Actor | None, **changes: Any) -> exchange.ImportResult:
    options: dict[str, Any] = {"dry_run": False, "good_rows": False, "report": None, **changes}
    return exchange.import_register(path, county=COUNTY, by=by, at=now(), **options)


def people_in(area: str, by: Actor) -> list[Any]:
    with scope.of((area,)):
        return list(subjects.Subject.objects.filter(area__startswith=area).order_by("id"))


def counts(result: exchange.ImportResult) -> tuple[int, int, int, int, int]:
    return (result.rows, result.accepted, result.unchanged, result.rejected, result.written)


def test_a_good_register_is_loaded_with_dates_as_given(tmp_path: Path, lead: Actor) -> None:
    result = load(register(tmp_path, row()), lead)

    assert counts(result) == (1, 1, 0, 0, 1)
    [person] = people_in(OFFICE, lead)
    assert (person.state, person.area) == ("in_correction", OFFICE)
    assert (str(person.term_start), str(person.term_end)) == ("2026-09-12", "2027-03-11")


def test_an_empty_day_of_entry_opens_registration_with_its_clock_from_the_real_dates(
    tmp_path: Path, lead: Actor
) -> None:
    from fengqiao.procedures import face as procedures

    load(register(tmp_path, row(入矫日期="")), lead)

    [person] = people_in(OFFICE, lead)
    with scope.of((COUNTY,)):
        [matter] = procedures.matters_of(subject_id=person.id)
        shown = procedures.matter(uid=matter.uid, by=lead, at=now())
    assert matter.key == "registration"
    report_in = next(one for one in shown.progress.clocks if one.id == "REG-1")
    # Effect on 12 September, ten calendar days: the clock ran out long before the load.
    assert (str(report_in.last_good_day), report_in.state in {"late", "lapsed"}) == ("2026-09-22", True)


@pytest.mark.parametrize(
    ("court", "clock_id"), [("诸暨市人民法院", "REG-2"), ("浙江省监狱管理局", "REG-3"), ("绍兴市公安局", "REG-3")]
)
def test_temporary_service_opens_with_the_clock_of_its_organ(
    tmp_path: Path, lead: Actor, court: str, clock_id: str
) -> None:
    from fengqiao.procedures import face as procedures

    load(register(tmp_path, row(矫正类别="暂予监外执行", 原判刑罚="有期徒刑三年", 判决机关=court, 入矫日期="")), lead)

    [person] = people_in(OFFICE, lead)
    with scope.of((COUNTY,)):
        [matter] = procedures.matters_of(subject_id=person.id)
        shown = procedures.matter(uid=matter.uid, by=lead, at=now())
    assert clock_id in {one.id for one in shown.progress.clocks}


def test_the_same_file_twice_changes_nothing(tmp_path: Path, lead: Actor) -> None:
    path = register(tmp_path, *samples.good_rows(9))
    first = load(path, lead)
    before = _written_rows()

    second = load(path, lead)

    assert counts(first) == (9, 9, 0, 0, 9)
    assert counts(second) == (9, 0, 9, 0, 0)
    assert _written_rows() == before


def _written_rows() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE n.nspname = 'fq' AND c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT') "
            "AND (c.relname LIKE 'subjects_%' OR c.relname LIKE 'casework_%' OR c.relname LIKE 'procedures_%')"
        )
        found = {}
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT count(*) FROM fq.{table}")
            found[table] = cursor.fetchone()[0]
        return found


def test_one_bad_row_stops_the_whole_file(tmp_path: Path, lead: Actor) -> None:
    result = load(register(tmp_path, row(), row(身份证号="123")), lead)

    assert counts(result) == (2, 1, 0, 1, 0)
    assert result.has_errors
    assert people_in(COUNTY, lead) == []


def test_good_rows_are_loaded_on_request_and_the_rest_later(tmp_path: Path, lead: Actor) -> None:
    bad = row(身份证号=number("19900101", 32), 出生日期="", 矫正类别="缓")
    first = load(register(tmp_path, row(), bad), lead, good_rows=True)
    second = load(register(tmp_path, row(), {**bad, "矫正类别": "缓刑"}), lead)

    assert counts(first) == (2, 1, 0, 1, 1)
    assert counts(second) == (2, 1, 1, 0, 1)
    assert len(people_in(COUNTY, lead)) == 2


def test_a_dry_run_writes_nothing_and_needs_nobody(tmp_path: Path, lead: Actor) -> None:
    result = load(register(tmp_path, row()), None, dry_run=True)

    assert counts(result) == (1, 1, 0, 0, 0)
    assert people_in(COUNTY, lead) == []


def test_a_person_known_with_other_content_is_rejected_and_left_alone(tmp_path: Path, lead: Actor) -> None:
    load(register(tmp_path, row()), lead)

    result = load(register(tmp_path, row(矫正结束日期="2027-03-10")), lead)

    assert counts(result) == (1, 0, 0, 1, 0)
    assert "already_registered" in {fault.code for fault in result.faults}
    [person] = people_in(OFFICE, lead)
    assert str(person.term_end) == "2027-03-11"


def test_somebody_with_a_running_file_at_another_office_is_accepted_as_pending(tmp_path: Path, lead: Actor) -> None:
    load(register(tmp_path, row()), lead)

    result = load(register(tmp_path, row(执行司法所="店口司法所", 居住地代码="")), lead)

    assert counts(result) == (1, 1, 0, 0, 1)
    assert result.pending_county_check == 1


def test_t08_a_number_held_in_another_county_is_answered_like_an_unknown_one(tmp_path: Path, lead: Actor) -> None:
    other = factories.someone("county_lead", "330683").actor()
    office = areas.offices_below("330683")[0].short_name
    elsewhere = register(tmp_path, row(执行司法所=office, 居住地代码=""))
    exchange.import_register(
        elsewhere, county="330683", dry_run=False, good_rows=False, report=None, by=other, at=now()
    )

    known = load(register(tmp_path, row()), lead)
    unknown = load(register(tmp_path, row(身份证号=number("19850412", 44))), lead)

    assert known.document() == unknown.document()


@pytest.mark.parametrize(
    ("role", "area"),
    [
        ("office_staff", OFFICE), ("office_head", OFFICE), ("county_staff", COUNTY), ("bureau_head", COUNTY),
        ("county_lead", "330683"), ("city_lead", "3306"), ("province_lead", "33"), ("procurator", COUNTY),
        ("administrator", COUNTY),
    ],
)  # fmt: skip
def test_t35_import_is_no_back_door_for_anybody_but_the_county_lead(
    tmp_path: Path, everywhere: None, role: str, area: str
) -> None:
    by = factories.someone(role, area).actor()
    past = row(入矫日期="2025-09-15", 矫正开始日期="2025-09-12", 文书生效日期="2025-09-12", 判决日期="2025-09-01")

    with pytest.raises(exchange.NotAllowed):
        load(register(tmp_path, past), by)

    assert people_in(COUNTY, by) == []


def test_writing_as_nobody_is_refused(tmp_path: Path, everywhere: None) -> None:
    with pytest.raises(exchange.NotAllowed):
        load(register(tmp_path, row()), None)


def test_an_unknown_county_is_refused(tmp_path: Path, everywhere: None) -> None:
    for county in ("330699", "3306", "330681109", "x"):
        with pytest.raises(exchange.UnknownCounty):
            exchange.import_register(
                register(tmp_path, row()), county=county, dry_run=True, good_rows=False, report=None, by=None, at=now()
            )


def test_a_refused_file_is_a_result_with_one_fault(tmp_path: Path, everywhere: None) -> None:
    path = tmp_path / "register.xlsx"
    path.write_bytes(b"%PDF-1.7")

    result = load(path, None, dry_run=True)

    assert result.has_errors
    assert [(fault.row, fault.code) for fault in result.faults] == [(0, "not_a_table")]
    assert counts(result) == (0, 0, 0, 0, 0)


def test_the_document_is_the_contract(tmp_path: Path, everywhere: None) -> None:
    rows = [row(), row(身份证号=number("19900101", 31)[:-1] + "?", 性别="", 出生日期="")]

    document = load(register(tmp_path, *rows), None, dry_run=True).document()

    assert list(document) == [
        "rows", "accepted", "unchanged", "rejected", "pending_county_check", "written", "errors",
    ]  # fmt: skip
    [error] = document["errors"]
    assert list(error) == ["row", "column", "code", "severity", "message"]
    assert (error["row"], error["column"], error["code"], error["severity"]) == (3, "身份证号", "id_character", "error")
    msgspec.json.encode(document)


def test_the_report_says_what_was_loaded(tmp_path: Path, lead: Actor) -> None:
    report = tmp_path / "out.xlsx"

    load(register(tmp_path, row(), row(身份证号="123")), lead, good_rows=True, report=report)

    lines = list(openpyxl.load_workbook(report)["花名册"].iter_rows(values_only=True))
    assert [line[-3] for line in lines[1:]] == ["已载入", "退回"]


@pytest.mark.parametrize(("entered_on", "most"), [("20260325", 40), ("", 65)])
def test_a_batch_takes_a_fixed_number_of_statements(lead: Actor, entered_on: str, most: int) -> None:
    surroundings = reads.surroundings(COUNTY, today=clock.today())
    counts = []
    for first, many in ((0, 2), (100, 40)):
        table = reading.read(bench.as_csv(bench.crowd(many, first=first, entered_on=entered_on)))
        plan = planning.plan(checking.check(table, surroundings), by=lead, today=clock.today())
        with CaptureQueriesContext(connection) as queries:
            written = actions.load(plan.new, county=COUNTY, source="test", by=lead, at=now())
        assert written == many
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most


def test_plans_made_on_empty_tables_are_forgotten_as_the_tables_fill(
    tmp_path: Path, lead: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH_SIZE", 1)
    path = tmp_path / "register.csv"
    path.write_bytes(bench.as_csv(bench.crowd(6)))
    with CaptureQueriesContext(connection) as queries:
        result = exchange.import_register(
            path, county=bench.COUNTY, dry_run=False, good_rows=False, report=None, by=lead, at=clock.now()
        )
    assert result.written == 6
    # Before the first, second, third and fifth batch.
    assert len([q for q in queries.captured_queries if "DISCARD PLANS" in q["sql"]]) == 4


def test_newcomers_of_a_file_have_each_a_registration_of_their_own(tmp_path: Path, lead: Actor) -> None:
    from fengqiao.procedures import face as procedures

    rows = [row(身份证号=number("19850412", 2 * n), 入矫日期="" if n % 2 else "2026-09-15") for n in range(1, 8)]
    load(register(tmp_path, *rows), lead)

    people = people_in(OFFICE, lead)
    matters = [procedures.matters_of(subject_id=person.id) for person in people]
    assert [len(found) for found in matters] == [int(person.state == "documents_received") for person in people]
    assert sum(len(found) for found in matters) == 4
    assert procedures.compare_all(by=lead) == ()


def test_the_samples_load_in_the_real_county(tmp_path: Path, lead: Actor) -> None:
    good = tmp_path / "good.xlsx"
    good.write_bytes(samples.files()["good.xlsx"])

    result = load(good, lead)

    assert counts(result) == (28, 28, 0, 0, 28)
    assert result.faults == ()
    states = [person.state for person in people_in(COUNTY, lead)]
    assert states.count("in_correction") == 24
