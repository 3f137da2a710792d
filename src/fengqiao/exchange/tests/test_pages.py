"""The pages of an import, from a bad file to a loaded register."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from fengqiao.exchange import actions, queue, tasks
from fengqiao.exchange.models import Upload
from fengqiao.exchange.tests import hostile, samples
from fengqiao.exchange.tests.people import number, row
from fengqiao.kit import clock, scope
from fengqiao.users import face as users
from fengqiao.users.tests import factories

COUNTY = "330681"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """Jobs asked for, instead of the queue's table."""
    jobs: list[tuple[str, str, str]] = []
    monkeypatch.setattr(queue, "ask_load", lambda *, area, upload: jobs.append(("load", area, str(upload))))
    monkeypatch.setattr(queue, "ask_check", lambda *, area, upload: jobs.append(("check", area, str(upload))))
    return jobs


@pytest.fixture
def browser(client: Client, everywhere: None) -> Client:
    factories.sign_in(client, factories.someone("county_lead", COUNTY))
    return client


def send(browser: Client, content: bytes, name: str = "register.xlsx") -> Any:
    return browser.post("/imports/", {"file": SimpleUploadedFile(name, content)})


def the_upload() -> Upload:
    with scope.of((COUNTY,)):
        return Upload.objects.latest("id")


def test_a_good_file_is_previewed_confirmed_loaded_and_reported(browser: Client, asked: list[Any]) -> None:
    sent = send(browser, samples.workbook(samples.good_rows(8)))
    assert sent.status_code == 302
    page = browser.get(sent["Location"])
    assert page.status_code == 200
    assert "8" in page.content.decode()
    assert the_upload().state == "checked"

    confirmed = browser.post(f"{sent['Location']}confirm/", {"confirmed": "on"})
    assert confirmed.status_code == 302
    [(job, area, uid)] = asked
    assert (job, area) == ("load", COUNTY)
    tasks.load(area, uid)

    done = browser.get(sent["Location"])
    assert (the_upload().state, the_upload().written, the_upload().done_rows) == ("loaded", 8, 8)
    assert done.status_code == 200
    report = browser.get(f"{sent['Location']}report/")
    assert report["Content-Type"].endswith("spreadsheetml.sheet")
    assert report.content.startswith(b"PK")


def test_bad_rows_are_shown_with_what_to_do_and_may_be_left_out(browser: Client, asked: list[Any]) -> None:
    rows = [row(), row(身份证号="123")]
    sent = send(browser, samples.workbook(rows))

    page = browser.get(sent["Location"]).content.decode()
    assert "18 位" in page or "18 characters" in page
    browser.post(f"{sent['Location']}confirm/", {"confirmed": "on", "good_rows": "on"})
    tasks.load(*asked[0][1:])

    assert (the_upload().state, the_upload().written) == ("loaded", 1)


def test_bad_rows_stop_a_load_that_did_not_allow_them(browser: Client, asked: list[Any]) -> None:
    sent = send(browser, samples.workbook([row(), row(身份证号="123")]))

    browser.post(f"{sent['Location']}confirm/", {"confirmed": "on"})
    tasks.load(*asked[0][1:])

    assert (the_upload().state, the_upload().written) == ("checked", 0)


def test_nothing_is_loaded_without_the_tick(browser: Client, asked: list[Any]) -> None:
    sent = send(browser, samples.workbook([row()]))

    refused = browser.post(f"{sent['Location']}confirm/", {})

    assert refused.status_code == 422
    assert asked == []


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("register.xlsm", hostile.good),
        ("register.xls", hostile.good),
        ("a.xlsx", lambda: b"%PDF"),
        ("a.csv", lambda: b" "),
    ],
)
def test_a_refused_file_is_answered_with_what_to_do(browser: Client, name: str, make: Any) -> None:
    answer = send(browser, make(), name)

    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    with scope.of((COUNTY,)):
        assert not Upload.objects.exists()


def test_t68_the_web_still_answers_after_a_bomb(browser: Client) -> None:
    assert send(browser, hostile.bomb()).status_code == 422
    assert browser.get("/imports/").status_code == 200


def test_an_interrupted_load_goes_on_where_the_register_stands(
    browser: Client, asked: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = send(browser, samples.workbook(samples.good_rows(8)))
    browser.post(f"{sent['Location']}confirm/", {"confirmed": "on"})
    monkeypatch.setattr(actions, "BATCH_SIZE", 3)
    real, calls = actions.load_people, []

    def dies(**given: Any) -> int:
        if len(calls) == 1:
            raise RuntimeError("the machine stops here")
        calls.append(1)
        return real(**given)

    monkeypatch.setattr(actions, "load_people", dies)
    with pytest.raises(RuntimeError):
        tasks.load(*asked[0][1:])
    assert (the_upload().state, the_upload().written) == ("loading", 3)
    monkeypatch.setattr(actions, "load_people", real)

    tasks.load(*asked[0][1:])

    assert (the_upload().state, the_upload().done_rows) == ("loaded", 8)


def test_a_large_file_is_checked_by_a_job(browser: Client, asked: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from fengqiao.exchange import running

    monkeypatch.setattr(running, "INLINE_ROWS", 1)
    sent = send(browser, samples.workbook(samples.good_rows(3)))
    waiting = browser.get(sent["Location"]).content.decode()
    assert "hx-trigger" in waiting
    assert "http-equiv" not in waiting  # nothing moves under a reader's eyes (WCAG 2.2.1)

    tasks.check(*asked[0][1:])

    assert the_upload().state == "checked"
    assert "hx-trigger" not in browser.get(sent["Location"], headers={"HX-Request": "true"}).content.decode()


def test_t24_a_job_whose_actor_lost_the_post_writes_nothing(client: Client, everywhere: None, asked: list[Any]) -> None:
    lead = factories.someone("county_lead", COUNTY)
    factories.sign_in(client, lead)
    sent = send(client, samples.workbook([row()]))
    client.post(f"{sent['Location']}confirm/", {"confirmed": "on"})
    administrator = factories.someone("administrator", COUNTY).actor()
    users.end_post(post=lead.post_uid, by=administrator, at=clock.now())

    tasks.load(*asked[0][1:])

    assert (the_upload().state, the_upload().failure, the_upload().written) == ("failed", "post_ended", 0)


def test_discarding_forgets_the_cells_at_once(browser: Client) -> None:
    sent = send(browser, samples.workbook([row()]))

    browser.post(f"{sent['Location']}discard/")

    upload = the_upload()
    assert (upload.state, upload.table_sealed, upload.outcome_sealed) == ("discarded", None, None)
    assert browser.get(f"{sent['Location']}report/").status_code == 404


def test_uploads_are_forgotten_after_their_time(browser: Client) -> None:
    send(browser, samples.workbook([row()]))

    assert actions.forget_expired(areas=[COUNTY], at=clock.now()) == 0
    assert actions.forget_expired(areas=[COUNTY], at=clock.now() + timedelta(hours=25)) == 1

    assert (the_upload().state, the_upload().table_sealed) == ("expired", None)


def test_what_is_kept_is_sealed_and_bound_to_its_row(browser: Client) -> None:
    send(browser, samples.workbook([row(姓名="陈桂芳")]))

    upload = the_upload()
    for sealed in (upload.table_sealed, upload.outcome_sealed):
        assert "陈桂芳".encode() not in bytes(sealed)


@pytest.mark.parametrize("role", ["county_staff", "bureau_head", "administrator"])
def test_pages_are_closed_to_other_posts(client: Client, everywhere: None, role: str) -> None:
    factories.sign_in(client, factories.someone(role, COUNTY))

    assert client.get("/imports/").status_code == 403


def test_t15_an_upload_of_another_county_is_not_found(browser: Client, client: Client) -> None:
    sent = send(browser, samples.workbook([row()]))
    stranger = Client()
    factories.sign_in(stranger, factories.someone("county_lead", "330683"))

    foreign = stranger.get(sent["Location"])
    missing = stranger.get("/imports/018f0000-0000-7000-8000-000000000000/")

    assert (foreign.status_code, missing.status_code) == (404, 404)


def test_the_empty_register_imports_as_soon_as_it_is_filled_in(browser: Client) -> None:
    import io

    import openpyxl

    blank = browser.get("/imports/register.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(blank.content))
    sheet = book["花名册"]
    values = row(身份证号=number("19850412", 24))
    for column, cell in enumerate(sheet[1], start=1):
        sheet.cell(2, column, values[cell.value])
    filled = io.BytesIO()
    book.save(filled)

    sent = send(browser, filled.getvalue())

    assert sent.status_code == 302
    assert the_upload().state == "checked"
    assert (the_upload().rows, the_upload().failure) == (1, "")


def test_personal_data_never_stands_in_an_address_or_a_file_name(browser: Client) -> None:
    sent = send(browser, samples.workbook([row()]), name="陈桂芳 339900198504120220.xlsx")
    report = browser.get(f"{sent['Location']}report/")

    for text in (sent["Location"], report["Content-Disposition"]):
        assert "陈桂芳" not in text
        assert "3399" not in text


def test_a_confirmed_import_is_queued_with_opaque_ids_only(browser: Client) -> None:
    sent = send(browser, samples.workbook([row()]))
    browser.post(f"{sent['Location']}confirm/", {"confirmed": "on"})

    [job] = ProcrastinateJob.objects.filter(task_name="exchange.load")

    assert job.args == {"area": COUNTY, "upload": str(the_upload().uid)}
    assert (job.queue_name, job.lock) == ("imports", f"import-{the_upload().uid}")
