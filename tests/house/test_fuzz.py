"""Whatever is typed into whichever form: no fault, nothing written when it is refused, no text lost.

Forms are found by walking the pages. There is no description of an interface for programs yet, so nothing of that kind
is tried. A dozen tries of each kind with every run, thousands in `make soak`.
"""

from __future__ import annotations

import html
import io
import re
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from fengqiao.users.tests import factories
from tests.house import scene
from tests.house.addresses import routes
from tests.house.found_forms import TYPED, Form, Given, forms_of

ROLES = {"office_head": scene.OWN, "county_lead": scene.COUNTY, "administrator": scene.COUNTY}
"""Between them they open every page that holds a form; who comes first opens most."""
LEAVES = re.compile(r"/(sign-out|post|sign-in)/")
"""Addresses that end the session of the one who tries."""
NEVER_BACK = frozenset({"password", "factor_code", "code", "q"})
HOSTILE = (
    "\x00", "‮", "a" * 5000, "𠀀" * 400, "'\"<script>", "{{7*7}}", "%s%n", "../../etc/passwd", "9" * 40, "-1", "1e309",
    "２０２６-02-30", "2026-02-30", "0000-00-00", "0001-01-01", "9999-12-31", "25:61", "\ufeff", "é́" * 50, "=1+1",
    "\r\n\r\n", "NaN",
    "00000000-0000-0000-0000-000000000000", "[]", "{}", "null", "true", "😀", "张三", "110105194912310021",
)  # fmt: skip
TEXTS = st.one_of(
    st.sampled_from(HOSTILE),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=60),
    st.dates().map(str),
    st.integers().map(str),
)
Tried = tuple[Form, dict[str, Any]]
PLAIN = settings(suppress_health_check=list(HealthCheck), deadline=None, database=None)
QUICK = settings(PLAIN, max_examples=12, derandomize=True)
LONG = settings(PLAIN, max_examples=3000)


class World:
    """A person, browsers of three posts, and the forms that their pages hold."""

    def __init__(self) -> None:
        held = scene.held(scene.OWN, 1)
        self.browsers = {
            role: factories.sign_in(Client(raise_request_exception=False), factories.someone(role, place))
            for role, place in ROLES.items()
        }
        self.forms: list[tuple[str, Form]] = []
        known: set[Any] = set()
        opened: set[str] = set()
        for role, client in self.browsers.items():
            for route in (each for each in routes() if each.name not in opened):
                address = route.address(held)
                answer = client.get(address)
                if answer.status_code != 200 or answer.streaming or "html" not in answer["Content-Type"]:
                    continue
                opened.add(route.name)
                for form in forms_of(address, answer.content.decode()):
                    if form.shape not in known and not LEAVES.search(form.action):
                        known.add(form.shape)
                        self.forms.append((role, form))


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        with connection.cursor() as cursor:
            # One transaction for thousands of tries: a door's own would be ended when a child process or the choosing
            # of the next try takes longer than its seconds, and every try after that one would fail.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        with scene.working():
            yield World()
        transaction.set_rollback(True)


def _state() -> dict[str, Any]:
    """A digest of every table but those that note what was tried."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'fq' "
            "AND c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT') AND c.relname !~ "
            "'^(areas_|users_|django_|auth_|procrastinate_|audit_|subjects_exactsearch|kit_)' ORDER BY 1"
        )
        tables = [name for (name,) in cursor.fetchall()]
        each = " UNION ALL ".join(
            f"SELECT '{name}', count(*), sum(hashtextextended(t::text, 0)) FROM fq.{name} t" for name in tables
        )
        cursor.execute(each)
        return {name: (count, digest) for name, count, digest in cursor.fetchall()}


def _value(draw: Callable[[Any], Any], control: Given) -> Any:
    """Something for a control: what stood there, one of its choices, or anything at all."""
    usual = [control.value, *control.choices]
    if control.kind == "file":
        name = draw(st.sampled_from(["a.pdf", "b.png", "c.xlsx", "d.html"]))
        return SimpleUploadedFile(name, draw(st.binary(max_size=99)))
    if control.kind == "hidden":
        return draw(st.one_of(st.just(control.value), st.just(control.value), TEXTS))
    return draw(st.one_of(st.sampled_from(usual), TEXTS))


def _filled(draw: Callable[[Any], Any], form: Form) -> dict[str, Any]:
    return {
        control.name: _value(draw, control)
        for control in form.controls
        if control.name != "csrfmiddlewaretoken" and not draw(st.sampled_from([False] * 5 + [True]))
    }


def _lost(form: Form, sent: dict[str, Any], page: str) -> list[str]:
    """What was typed as text and does not stand on the page that came back."""
    shown = html.unescape(page)
    typed = {control.name for control in form.controls if control.kind in TYPED} - NEVER_BACK
    return [
        name for name, text in sent.items()
        if name in typed and isinstance(text, str) and text.isprintable() and text.strip()
        and " ".join(text.split()) not in " ".join(shown.split())
    ]  # fmt: skip


def _try(world: World, data: Any) -> None:
    role, form = data.draw(st.sampled_from(world.forms))
    sent = _filled(data.draw, form)
    client = world.browsers[role]
    with transaction.atomic():
        before = _state()
        answer = getattr(client, form.method)(form.action, sent)
        page = "" if answer.streaming else answer.content.decode(errors="replace")
        told = f"{role} {form.shape} {sent}"
        assert answer.status_code < 500, told
        if answer.status_code >= 400 or form.method == "get":
            after = _state()
            assert [name for name in before if before[name] != after[name]] == [], told
        if answer.status_code == 422:
            assert not _lost(form, sent, page), (told, _lost(form, sent, page))
        transaction.set_rollback(True)


def test_the_walk_finds_the_forms_of_the_pages(world: World) -> None:
    shapes = {form.shape[0] for _, form in world.forms}
    assert len(world.forms) > 40
    assert {"post /search/", "post /subjects/intake/", "post /staff/new/"} <= shapes
    assert any(shape.startswith("post /matters/…/") for shape in shapes)


@given(st.data())
@settings(QUICK, max_examples=60)
def test_no_form_falls_over_writes_when_it_refuses_or_loses_text(world: World, data: Any) -> None:
    _try(world, data)


@pytest.mark.soak
@given(st.data())
@LONG
def test_no_form_falls_over_writes_when_it_refuses_or_loses_text_thousands(world: World, data: Any) -> None:
    _try(world, data)


def _search(world: World, text: str, reason: str) -> None:
    with transaction.atomic():
        for role in ("county_lead", "office_head"):
            for address in ("/search/", "/search/live/"):
                answer = world.browsers[role].post(address, {"q": text, "reason": reason})
                refused = (400,) if "\0" in text + reason else ()
                assert answer.status_code in (200, 302, 422, 429, *refused), (address, text)
        transaction.set_rollback(True)


@given(TEXTS, TEXTS)
@QUICK
def test_no_search_falls_over(world: World, text: str, reason: str) -> None:
    _search(world, text, reason)


@pytest.mark.soak
@given(TEXTS, TEXTS)
@LONG
def test_no_search_falls_over_thousands(world: World, text: str, reason: str) -> None:
    _search(world, text, reason)


def _picture() -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "PNG")
    return content.getvalue()


REGISTER = "姓名,身份证号码,矫正类别\n张三,110105194912310021,缓刑\n".encode()
SEEDS = {
    "a.csv": (REGISTER, "/imports/"),
    "a.xlsx": (b"PK\x03\x04" + zlib.compress(REGISTER), "/imports/"),
    "a.png": (_picture(), None),
    "a.pdf": (b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF", None),
}


@st.composite
def damaged(draw: Callable[[Any], Any]) -> tuple[str, bytes, str | None]:
    """A file of each kind, cut, doubled, or with bytes changed; under any of the names."""
    content, address = SEEDS[draw(st.sampled_from(sorted(SEEDS)))]
    name = draw(st.sampled_from([*SEEDS, "b.html", "c", "d.xlsm", "‮gnp.exe"]))
    raw = bytearray(content)
    for _ in range(draw(st.integers(0, 8))):
        raw[draw(st.integers(0, len(raw) - 1))] = draw(st.integers(0, 255))
    cut = draw(st.integers(0, len(raw)))
    return name, bytes(raw[:cut]) + draw(st.binary(max_size=40)), address


def _upload(world: World, file: tuple[str, bytes, str | None]) -> None:
    name, content, address = file
    attach = next(form for _, form in world.forms if form.action.endswith("/attachments/")) if not address else None
    with transaction.atomic():
        sent = {"file": SimpleUploadedFile(name, content), "note": "测试"}
        answer = world.browsers["county_lead"].post(address or attach.action, sent)  # type: ignore[union-attr]
        assert answer.status_code < 500, (name, content)
        transaction.set_rollback(True)


@given(damaged())
@settings(QUICK, max_examples=6)
def test_no_file_makes_it_fall_over(world: World, file: tuple[str, bytes, str | None]) -> None:
    _upload(world, file)


@pytest.mark.soak
@given(damaged())
@settings(LONG, max_examples=500)
def test_no_file_makes_it_fall_over_hundreds(world: World, file: tuple[str, bytes, str | None]) -> None:
    _upload(world, file)
