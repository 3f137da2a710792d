"""Marks are planted where personal data belongs, the program is used, and every place where they do not belong is
searched for them: addresses, file names, headers, error pages, logs, tables, sessions, jobs, notices, exports, the
properties of papers, files of the home (THREATS 3.2, T12, T19, T51, T67, T75, T78).
"""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from uuid import uuid4

import psycopg
import pypdf
import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from psycopg import sql

from fengqiao.desk import exporting
from fengqiao.desk.reads import search
from fengqiao.kit import logs, scope
from fengqiao.site import home
from fengqiao.subjects.tests import factories as people
from fengqiao.users.tests import factories
from tests.harness import own_database
from tests.house import scene
from tests.house.addresses import routes
from tests.house.test_database import _case_tables, _count

NAME, YOUNG_NAME = "璩槊砼", "亓官翀"
ADDRESS = "枫桥镇玄秘弄七十七号"
OFFENCE = "破坏电力设备罪"
NUMBER, YOUNG_NUMBER = people.number(71), people.number(72, born=scene.YOUNG)
PHONE = people.new(71).phone
MARKS = {
    "name": NAME, "minor's name": YOUNG_NAME, "number": NUMBER, "minor's number": YOUNG_NUMBER, "telephone": PHONE,
    "address": ADDRESS, "offence": OFFENCE, "victim": scene.VICTIM, "victim's telephone": scene.VICTIMS_PHONE,
}  # fmt: skip
ROOT = Path(__file__).resolve().parents[2]
QUEUES = ("default", "imports", "exports", "messages", "upkeep")
SEALED = frozenset(MARKS) - {"name", "minor's name", "offence"}
"""What lies nowhere in clear, in no table at all."""
IN_CLEAR = {
    "name": {"subjects_subject", "subjects_namekey"},
    "minor's name": {"subjects_subject", "subjects_namekey"},
    "offence": {"subjects_sentence"},
}
"""Where a name is found by name, and a decision is kept: nowhere else (THREATS 6.2)."""


@dataclass
class Used:
    """What the program did while it was used, and what it left behind."""

    answers: list[tuple[str, HttpResponse]] = field(default_factory=list)
    faults: list[HttpResponse] = field(default_factory=list)
    export: bytes = b""
    paper: bytes = b""
    written: str = ""
    tables: dict[str, str] = field(default_factory=dict)
    overheard: list[tuple[str, str]] = field(default_factory=list)
    seen: dict[str, tuple[int, int, int]] = field(default_factory=dict)


def told(text: str) -> list[str]:
    """The marks that a text holds, also when they are written as an address writes them."""
    plain = text + unquote(text)
    return [what for what, mark in MARKS.items() if mark in plain]


@pytest.fixture(scope="module")
def used(cluster: Any, template_database: str, django_db_setup: None, django_db_blocker: Any) -> Iterator[Used]:
    """The program, used as a county lead uses it, with everything really committed."""
    with own_database(cluster, template_database, f"planted_{os.getpid()}", django_db_blocker):
        marked = {"residence": ADDRESS, "household": ADDRESS, "sentence": people.sentence(offences=OFFENCE)}
        with transaction.atomic(), scope.of((scope.WHOLE,)):
            own = scene.held(scene.OWN, 71, name=NAME, **marked)
            scene.held(scene.OWN, 72, minor=True, name=YOUNG_NAME, **marked)
            lead = factories.someone("county_lead", scene.COUNTY)
        done = Used()
        stranger = _stranger(cluster)
        with pytest.MonkeyPatch.context() as patch:
            stderr = io.StringIO()
            patch.setattr("sys.stderr", stderr)
            logs.configure()
            _use(done, factories.sign_in(Client(raise_request_exception=False), lead), own, patch)
            done.written = stderr.getvalue()
        with cluster.superuser(connection.settings_dict["NAME"]) as everything:
            done.tables = dict(_tables(everything))
        done.overheard = [(heard.channel, heard.payload) for heard in stranger.notifies(timeout=1)]
        stranger.close()
        done.seen = _seen(cluster)
        yield done


def _seen(cluster: Any) -> dict[str, tuple[int, int, int]]:
    """How many rows of each case table the staff door sees: fresh, after a scope that ended, within the whole scope."""
    tables = _case_tables()
    with psycopg.connect(
        host=str(cluster.socket), port=5432, dbname=connection.settings_dict["NAME"], user="fq_web",
        password=home.secret("db_fq_web"), autocommit=True,
    ) as door:  # fmt: skip
        fresh = [_count(door, table) for table in tables]
        with door.transaction():
            door.execute("SELECT set_config('app.lo1', '0', true), set_config('app.hi1', ':', true)")
            whole = [_count(door, table) for table in tables]
        ended = [_count(door, table) for table in tables]
    return dict(zip(tables, zip(fresh, ended, whole, strict=True), strict=True))


def _stranger(cluster: Any) -> psycopg.Connection[Any]:
    """The wall's role, which may read no case, listens to everything that is ever announced."""
    made = psycopg.connect(
        host=str(cluster.socket), port=5432, dbname=connection.settings_dict["NAME"], user="fq_wall",
        password=home.secret("db_fq_wall"), autocommit=True,
    )  # fmt: skip
    for channel in ("procrastinate_any_queue_v1", *(f"procrastinate_queue_v1#{queue}" for queue in QUEUES)):
        made.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
    return made


def _use(done: Used, client: Client, own: scene.Held, patch: pytest.MonkeyPatch) -> None:
    for route in routes():
        done.answers.append((route.name, client.get(route.address(own))))
    for text in (NAME, NUMBER, PHONE, YOUNG_NAME, "不存在的人"):
        done.answers.append(("search", client.post("/search/", {"q": text})))
    asked = client.post("/subjects/export/", {"list": "", "reason": "月度核对", "request": str(uuid4())})
    done.answers.append(("export", asked))
    with patch.context() as small:
        small.setattr(exporting, "INLINE_ROWS", -1)  # a long list: its job is announced
        told_why = {"list": "", "reason": f"{NAME} {NUMBER}", "request": str(uuid4())}
        done.answers.append(("long export", client.post("/subjects/export/", told_why)))
    file = client.post(f"{asked['Location']}file/")
    done.export = file.content
    done.paper = client.get(f"/papers/{own.paper}/pdf/").content
    done.answers += [("export file", file), ("paper", client.get(f"/papers/{own.paper}/pdf/"))]

    def breaks(**values: object) -> None:
        raise RuntimeError(f"{NUMBER} {NAME} {PHONE} {OFFENCE}")

    patch.setattr(search, "search", breaks)
    done.faults = [
        client.post("/search/", {"q": NUMBER}),
        client.get(f"/subjects/?q={NAME}"),
        client.get(f"/{NAME}/{NUMBER}/"),
        client.post("/search/", {"q": NUMBER}, headers={"HX-Request": "true"}),
        client.post(f"/subjects/{own.subject}/correct/", {"name": YOUNG_NAME * 400}),
    ]


def _tables(everything: psycopg.Connection[Any]) -> Iterator[tuple[str, str]]:
    """Every table of the schema as text."""
    names = everything.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'fq'").fetchall()
    for (name,) in names:
        rows = everything.execute(f"SELECT t::text FROM fq.{name} t").fetchall()  # type: ignore[arg-type]
        yield name, "\n".join(row[0] for row in rows)


def test_the_marks_were_really_there_to_be_found(used: Used) -> None:
    """The search finds what it looks for: on the pages where it belongs."""
    pages = "".join(answer.content.decode(errors="replace") for _, answer in used.answers if not answer.streaming)
    assert {"name", "offence"} <= set(told(pages))
    assert NAME in used.tables["subjects_subject"]
    assert [answer.status_code for answer in used.faults] == [500, 400, 404, 500, 422]
    assert used.export.startswith(b"PK")
    assert used.paper.startswith(b"%PDF")
    assert "shell.fault" in used.written


def test_no_address_names_anybody(used: Used) -> None:
    wrong = []
    for name, answer in used.answers:
        found = [answer.get("Location", ""), answer.get("HX-Redirect", ""), answer.get("HX-Push-Url", "")]
        if not answer.streaming and answer["Content-Type"].startswith("text/html"):
            found += re.findall(
                r'(?:href|src|action|formaction|hx-\w+)="([^"]*)"', answer.content.decode(errors="replace")
            )
        wrong += [(name, text) for text in found if told(text)]
    assert not wrong


def test_no_header_and_no_file_name_names_anybody(used: Used) -> None:
    assert not [(name, answer.headers) for name, answer in used.answers if told(str(dict(answer.headers)))]


def test_t78_no_page_shows_the_victim_a_whole_number_or_another_place_than_its_own(used: Used) -> None:
    never = {"number", "minor's number", "victim", "victim's telephone", "telephone"}
    pages = [(n, a.content.decode(errors="replace")) for n, a in used.answers if "html" in a.get("Content-Type", "")]
    # The officer's own words come back in the search box, and nowhere else.
    pages = [(name, re.sub(r'<input[^>]*name="q"[^>]*>', "", text)) for name, text in pages]
    assert not [(name, told(text)) for name, text in pages if never & set(told(text)) and name != "search"]


def test_t12_error_pages_and_logs_name_nobody(used: Used) -> None:
    for answer in used.faults[:4]:
        assert not told(answer.content.decode())
    assert not told(used.written)


def test_t12_t78_no_table_holds_in_clear_what_is_sealed(used: Used) -> None:
    wrong = {table: sorted(SEALED & set(told(text))) for table, text in used.tables.items()}
    assert {table: found for table, found in wrong.items() if found} == {}


def test_t78_names_and_offences_stand_only_where_they_are_kept(used: Used) -> None:
    """Neither in jobs, sessions, notices, letters, drafts and acts, nor in the record of who did what."""
    where = {what: {table for table, text in used.tables.items() if MARKS[what] in text} for what in IN_CLEAR}
    assert where == IN_CLEAR


def test_t02_rows_that_are_there_are_seen_by_nobody_without_a_scope(used: Used) -> None:
    """In a database that holds something: an empty one would show nothing to whatever policy."""
    there = {table for table, (_fresh, _ended, whole) in used.seen.items() if whole}
    assert there >= {"subjects_subject", "procedures_act", "documents_paper", "letters_sent", "supervision_appointment"}
    assert not {table: counts for table, counts in used.seen.items() if counts[0] or counts[1]}


def test_t09_a_stranger_who_listens_hears_numbers_of_jobs_and_nothing_else(used: Used) -> None:
    assert used.overheard, "nothing was announced while the program was used"
    for channel, payload in used.overheard:
        assert not told(channel + payload)
        heard = json.loads(payload)
        assert set(heard) == {"type", "job_id"}
        assert isinstance(heard["job_id"], int)


def test_t09_nothing_is_announced_but_by_the_queue(used: Used) -> None:
    """No function of ours and no line of the program announces anything: what is heard above is all there is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT proname FROM pg_proc WHERE prosrc ~* '\\m(pg_notify|notify)\\M' AND proowner <> 10")
        assert all(name.startswith("procrastinate_") for (name,) in cursor.fetchall())
    sources = [path for path in (ROOT / "src").rglob("*.py") if "tests" not in path.parts]
    assert not [p.name for p in sources if re.search(r"\bpg_notify\b|\bNOTIFY [a-z\"{]", p.read_text(encoding="utf-8"))]


def test_t67_t75_a_list_that_is_taken_out_holds_names_in_its_cells_alone(used: Used) -> None:
    parts = zipfile.ZipFile(io.BytesIO(used.export))
    inside = {name: parts.read(name).decode(errors="replace") for name in parts.namelist()}
    cells = {"xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"}
    assert any("name" in told(inside.get(name, "")) for name in cells)
    for name, text in inside.items():
        assert set(told(text)) <= ({"name"} if name in cells else set()), name


def test_t67_the_properties_of_a_paper_name_nobody(used: Used) -> None:
    read = pypdf.PdfReader(io.BytesIO(used.paper))
    properties = f"{dict(read.metadata or {})} {read.xmp_metadata and read.xmp_metadata.rdf_root.toxml()}"
    assert not told(properties + str(read.outline))


def test_no_cache_and_no_file_of_the_home_holds_anybody(used: Used) -> None:
    kept = getattr(caches["default"], "_cache", {})
    assert not kept
    for path in home.folder().rglob("*"):
        if path.is_file() and "postgres" not in path.parts and path.stat().st_size < 5_000_000:
            text = path.read_bytes().decode(errors="replace")
            assert not told(f"{path.name} {text}"), path
