"""THREATS T30, T67, T71, T76: numbers without gaps, values that stay values, a code that names nobody."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
import typst
from django.db import connections, transaction

from fengqiao.audit.face import Actor
from fengqiao.documents import face as documents
from fengqiao.documents import rendering, rules
from fengqiao.documents.actions.issuing import values_of
from fengqiao.documents.models import Counter, Paper, Token
from fengqiao.documents.tests.factories import FACTS, NOW, OFFICE, order
from fengqiao.kit import scope
from fengqiao.kit.clock import local_day

HEAD = Actor(1, 7, "王海燕", "office_head", 4, OFFICE, (OFFICE,), post=1, verified_at=NOW)
HOSTILE = '#read("/etc/passwd") #eval("1+1") $x^2$ \\ *粗* _斜_ `码` @ref <标> {x} [y] // 注 #import "@preview/x:1.0.0"'
SRC = Path(__file__).parents[3]


class _Away(Exception):
    """Somebody's transaction fails after the number was taken."""


def _issue(n: int) -> str | None:
    """Every third transaction is rolled back after its paper was written."""
    try:
        with transaction.atomic(), scope.of((OFFICE,)):
            number = documents.issue(order=order("D36"), by=HEAD, at=NOW).number
            if n % 3 == 0:
                raise _Away
            return number
    except _Away:
        return None
    finally:
        connections.close_all()


def test_t30_fifty_at_once_with_rollbacks_and_a_void_leave_no_gap(committed: str) -> None:
    """Fifty issues, twenty-five at the very same moment: the staff door's role holds thirty connections."""
    gate = threading.Barrier(25)

    def run(n: int) -> str | None:
        gate.wait(60)
        return _issue(n)

    with ThreadPoolExecutor(25) as pool:
        numbers = [each for each in pool.map(run, range(50)) if each]
    with transaction.atomic(), scope.of((OFFICE,)):
        void = Paper.objects.order_by("id")[3]
        documents.withdraw(paper=void.uid, reason="重复制发", by=HEAD, at=NOW)
        given = sorted(Paper.objects.values_list("seq", flat=True))
        register = documents.register(issuer=OFFICE, year=2026, minors=True, size=100).rows
        counters = list(Counter.objects.values_list("last", flat=True))
    assert given == list(range(1, 34))
    assert counters == [33]
    assert len(set(numbers)) == 33
    assert rules.gaps(given) == ()
    assert [row.number for row in register if row.state == "withdrawn"] == [void.number]


_DYING = """
import os, sys, django
os.environ["FENGQIAO_DATABASE"] = sys.argv[1]
django.setup()
from django.db import transaction
from fengqiao.documents import face as documents
from fengqiao.documents.tests.factories import NOW, order
from fengqiao.documents.tests.test_threats import HEAD
with transaction.atomic():
    documents.issue(order=order("D36"), by=HEAD, at=NOW)
    print("issued", flush=True)
    sys.stdin.read()
"""


def test_t30_a_process_killed_after_taking_a_number_gives_it_back(committed: str) -> None:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "fengqiao.site.settings", "PYTHONPATH": f"{SRC}"}
    dying = subprocess.Popen(
        [sys.executable, "-c", _DYING, committed], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert dying.stdout is not None
    assert dying.stdout.readline().strip() == b"issued"
    os.kill(dying.pid, signal.SIGKILL)
    dying.communicate()
    assert _issue(1) == "〔2026〕诸枫矫告字第1号"


def test_t30_no_door_can_skip_or_reuse_a_number(everywhere: None) -> None:
    documents.issue(order=order("D36"), by=HEAD, at=NOW)
    for last in (5, 1):
        with pytest.raises(Exception, match="numbers follow each other"), transaction.atomic():
            Counter.objects.update(last=last)


def _text(pdf: bytes) -> str:
    """What can be read out of a PDF: the characters of its fonts' maps, decoded from its compressed streams."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.S):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    return b"\n".join(found).decode("latin-1")


@pytest.mark.parametrize("kind", sorted(documents.KINDS))
def test_t71_a_value_is_printed_and_never_run(kind: str, everywhere: None) -> None:
    """Every paper takes a hostile text in every place where it takes a text, and every page is still drawn."""
    facts = {name: _hostile(value) for name, value in FACTS[kind].items()}
    person = {"name": HOSTILE, "offences": HOSTILE, "relations": [HOSTILE], "residence": HOSTILE}
    values = values_of(order(kind, facts=facts, **person), day=local_day(NOW))
    assert HOSTILE in values["person"].get("name", values["facts"].get("subject", "")), "a letter prints no person"
    plain = values_of(order(kind), day=local_day(NOW))
    hostile, normal = (rendering.pdf([({**v, "number": "1"}, rendering.Look())]) for v in (values, plain))
    assert b"root:x:0:0" not in hostile
    assert "root:x:0:0" not in _text(hostile)
    assert len(hostile) > len(normal), "the text stands there as it was given, so the file carries more glyphs"


def _hostile(value: object) -> object:
    if isinstance(value, str) and not value.isdigit():
        return value + HOSTILE
    if isinstance(value, list) and value and all(isinstance(each, str) and not each.isdigit() for each in value):
        return [each + HOSTILE for each in value]
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [{name: _hostile(each) for name, each in row.items()} for row in value]
    return value


def test_t71_the_same_sheet_is_drawn_for_a_hostile_text_and_its_twin_of_harmless_letters(everywhere: None) -> None:
    """The calls in a name change nothing but the letters that are drawn: two equal sheets but for one character."""

    def picture(name: str) -> list[bytes]:
        values = {**values_of(order("D33", name=name), day=local_day(NOW)), "number": "1"}
        return rendering.pictures([(values, rendering.Look())], ppi=40)

    assert picture('#read("a")') != picture('#resd("a")')
    assert len(picture('#read("a")')) == len(picture('#resd("a")'))


def test_t71_no_package_and_no_file_outside_the_templates_can_be_reached(tmp_path: Path) -> None:
    compiler = typst.Compiler(
        b"", root=rendering.TEMPLATES, font_paths=[], ignore_system_fonts=True,
        package_path=tmp_path / "none", package_cache_path=tmp_path / "none",
    )  # fmt: skip
    for source in (b'#read("/etc/passwd")', b'#read("../../site/settings.py")', b'#import "@local/x:1.0.0": *'):
        with pytest.raises(typst.TypstError):
            compiler.compile(source, format="pdf")


def test_t71_no_template_names_a_package_or_evaluates_anything() -> None:
    for path in sorted(rendering.TEMPLATES.glob("*.typ")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"@preview|@local|\beval\(|\bplugin\(|\bread\(|\bcbor\(|\bcsv\(", text), path.name


def test_t71_a_reused_compiler_never_prints_anothers_values(everywhere: None) -> None:
    """Two persons alternately, many times, in several threads: each paper is the one drawn for it alone."""
    values = {
        name: {**values_of(order("D36", name=name), day=local_day(NOW)), "number": "1"} for name in ("张伟", "王芳")
    }
    alone = {name: rendering.pdf([(each, rendering.Look())]) for name, each in values.items()}

    def draw(n: int) -> bool:
        name = ("张伟", "王芳")[n % 2]
        return rendering.pdf([(values[name], rendering.Look())]) == alone[name]

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(draw, range(1_000)))
    assert alone["张伟"] != alone["王芳"]


def test_t67_a_pdf_carries_no_name_outside_its_pages(everywhere: None) -> None:
    values = {**values_of(order("D33", name="SecretName"), day=local_day(NOW)), "number": "1"}
    pdf = rendering.pdf([(values, rendering.Look())])
    information = b" ".join(re.findall(rb"/(?:Title|Author|Subject|Keywords|Creator|Producer)\s*\([^)]*\)", pdf))
    metadata = b" ".join(re.findall(rb"<x:xmpmeta.*?</x:xmpmeta>|<\?xpacket.*?<\?xpacket end", pdf, re.S))
    for place in (information, metadata):
        assert b"SecretName" not in place
        assert "SecretName".encode("utf-16-be") not in place
    assert b"/Author" not in pdf
    assert b"/CreationDate" not in pdf
    assert pdf == rendering.pdf([(values, rendering.Look())]), "the same values give the same bytes"


def test_t76_the_public_row_says_nothing_of_the_person_and_is_all_that_the_public_door_reads(
    everywhere: None, sql: object
) -> None:
    subject_id = 987_654_321
    paper = documents.issue(order=order("D33", subject_id=subject_id, name="张伟"), by=HEAD, at=NOW)
    row = Token.objects.values().get()
    assert set(row) == {"id", "hash", "kind", "title", "office", "day", "valid_until", "second", "state"}
    printed = " ".join(map(str, row.values()))
    for secret in ("张伟", str(subject_id), paper.number, str(paper.uid), str(paper.matter), OFFICE):
        assert secret not in printed
    public = sql("fq_public")  # type: ignore[operator]
    assert public.execute("SELECT count(*) FROM fq.documents_token").fetchone() is not None
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        public.execute("UPDATE fq.documents_token SET state = 'valid'")


def test_t76_the_public_door_is_told_of_sealed_papers_only(everywhere: None) -> None:
    from fengqiao.documents.reads import opened_token

    paper = documents.issue(order=order("D33"), by=HEAD, at=NOW)
    token = opened_token(paper)
    assert documents.told_of(token) is None, "not sealed yet"
    documents.seal(papers=[paper.uid], by=HEAD, at=NOW)
    told = documents.told_of(token)
    assert told is not None
    assert (told.state, told.second, told.day) == ("valid", paper.second, paper.day)
    assert documents.told_of(token[:-1] + "_") is None


def test_t76_a_void_paper_never_becomes_valid_again(everywhere: None) -> None:
    paper = documents.issue(order=order("D33"), by=HEAD, at=NOW)
    documents.withdraw(paper=paper.uid, reason="错发", by=HEAD, at=NOW)
    with pytest.raises(Exception, match="a void paper stays void"), transaction.atomic():
        Token.objects.update(state="valid")


def test_t76_tokens_are_random_and_are_found_by_their_hash_alone(everywhere: None) -> None:
    papers = [documents.issue(order=order("D33"), by=HEAD, at=NOW) for _ in range(20)]
    from fengqiao.documents.reads import opened_token, token_hash

    tokens = [opened_token(paper) for paper in papers]
    assert len(set(tokens)) == 20
    assert min(map(len, tokens)) >= 22, "128 bits in base 64"
    assert {bytes(row.hash) for row in Token.objects.all()} == {token_hash(token) for token in tokens}
    assert not any(token.encode() in bytes(row.hash) for token in tokens for row in Token.objects.all())


def test_t76_the_seal_is_drawn_by_the_renderer_and_lies_in_no_file() -> None:
    """No picture of a seal exists anywhere in the package, so no address can serve one."""
    package = Path(rendering.__file__).parents[1]
    pictures = [p for p in package.rglob("*") if p.suffix.lower() in {".png", ".svg", ".jpg", ".webp", ".gif"}]
    assert not [p for p in pictures if "seal" in p.name or "印" in p.name or "documents" in p.parts]
