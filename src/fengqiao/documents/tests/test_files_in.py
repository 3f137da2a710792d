"""THREATS T44, T68, T70, T72: files that come in are judged by what they hold, kept sealed, struck out, not removed."""

from __future__ import annotations

import io
import zlib
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from PIL import Image
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from fengqiao.documents import face as documents
from fengqiao.documents.files import child, limits, looking
from fengqiao.documents.files.answer import Fault, Looked, Refused
from fengqiao.documents.tests.factories import NOW, OFFICE, PNG, attached
from fengqiao.documents.tests.test_papers import CLERK
from fengqiao.kit.ids import new_id
from fengqiao.users import face as users


def picture(kind: str = "JPEG", mode: str = "RGB", size: tuple[int, int] = (40, 20), **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, "white" if mode != "RGBA" else (200, 0, 0, 0)).save(out, kind, **how)
    return out.getvalue()


def pdf(change: object = None, **how: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    if callable(change):
        change(writer)
    if how:
        writer.encrypt(how["password"])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def action(kind: str, **more: str) -> object:
    """An action that hangs on an annotation of the page, compressed away in an object of its own."""

    def change(writer: PdfWriter) -> None:
        note = writer.add_annotation(0, FreeText(text="x", rect=(0, 0, 9, 9)))
        note[NameObject("/A")] = writer._add_object(deed(kind, **more))

    return change


def deed(kind: str, **more: str) -> DictionaryObject:
    values = {NameObject(f"/{key}"): TextStringObject(value) for key, value in more.items()}
    return DictionaryObject({NameObject("/S"): NameObject(kind), **values})


def opening(writer: PdfWriter) -> None:
    """A script that runs when the file is opened."""
    writer.root_object[NameObject("/OpenAction")] = deed("/JavaScript", JS="app.alert(1)")


def bomb(side: int = 60_000) -> bytes:
    """A PNG whose head promises more dots than any memory holds."""
    head = side.to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    chunk = len(head).to_bytes(4, "big") + b"IHDR" + head + zlib.crc32(b"IHDR" + head).to_bytes(4, "big")
    return PNG[:8] + chunk + PNG[33:]


FAULTS = {
    "empty": (b" \r\n\x00", Fault.EMPTY),
    "script": (b"alert(1)", Fault.NOT_TAKEN),
    "page": (b"<html><script>", Fault.NOT_TAKEN),
    "drawing": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Fault.NOT_TAKEN),
    "word": (b"PK\x03\x04 word/document.xml", Fault.NOT_TAKEN),
    "twin": (b"GIF89a" + pdf(), Fault.NOT_TAKEN),
    "cut": (picture()[:120], Fault.BROKEN),
    "no pdf": (b"%PDF-1.7 nothing", Fault.BROKEN),
    "locked": (pdf(password="1234"), Fault.ENCRYPTED),
    "open action": (pdf(opening), Fault.ACTIVE),
    "carried": (pdf(lambda writer: writer.add_attachment("a.exe", b"MZ")), Fault.ACTIVE),
    "launch": (pdf(action("/Launch", F="cmd.exe")), Fault.ACTIVE),
    "named script": (pdf(action("/J#61vaScript", JS="1")), Fault.ACTIVE),
    "sends": (pdf(action("/SubmitForm", F="http://x")), Fault.ACTIVE),
    "bomb": (bomb(), Fault.TOO_HEAVY),
}


@pytest.mark.parametrize("name", FAULTS)
def test_t70_a_file_is_judged_by_its_content(name: str) -> None:
    content, fault = FAULTS[name]
    assert child.answer(content) == Refused(fault)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_t70_a_picture_is_drawn_anew_and_tells_neither_place_nor_device(kind: str) -> None:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "HUAWEI P60", 6
    came = picture(kind, exif=exif, **({"comment": b"30.11,120.01"} if kind == "JPEG" else {})) + pdf()
    found = child.answer(came)
    assert isinstance(found, Looked)
    for told in (b"HUAWEI", b"30.11", b"%PDF", b"Exif"):
        assert told not in found.content
    assert Image.open(io.BytesIO(found.content)).size == (20, 40), "turned as the camera was held"


def test_what_is_transparent_is_white_and_a_plain_pdf_stays_as_it_came() -> None:
    found = child.answer(picture("PNG", "RGBA"))
    assert isinstance(found, Looked)
    assert Image.open(io.BytesIO(found.content)).getpixel((0, 0)) == (255, 255, 255)
    plain = pdf()
    assert child.answer(plain) == Looked(found.kind.PDF, 1, plain)


def test_t68_a_decoder_that_dies_or_does_not_end_is_a_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert looking.look(PNG) == child.answer(PNG)
    assert looking.look(b"x" * (limits.MOST_BYTES + 1)) == Refused(Fault.TOO_LARGE)
    assert looking.look(PNG, seconds=0) == Refused(Fault.TOO_HEAVY)
    monkeypatch.setattr(looking, "START", "import os; os.kill(os.getpid(), 9)")
    assert looking.look(PNG) == Refused(Fault.TOO_HEAVY)
    monkeypatch.setattr(looking, "START", "import time; time.sleep(9)")
    assert looking.look(PNG, seconds=0.2) == Refused(Fault.TOO_HEAVY)


@pytest.fixture
def holder(everywhere: None) -> documents.Holder:
    return documents.Holder(about=documents.MATTER, uid=new_id(), area=OFFICE, subject_id=1)


def attach(to: documents.Holder, *files: tuple[str, bytes]) -> documents.Attached:
    new = [documents.NewFile(name, content) for name, content in files]
    return documents.attach(to=to, files=new, note="复诊", by=CLERK, at=NOW)


def test_each_file_of_a_press_is_kept_or_refused_by_itself(holder: documents.Holder) -> None:
    done = attach(holder, ("C:\\病历\u202ejpg.png", PNG), ("偷.exe", b"MZ"), ("又.png", PNG))
    assert done.refused == (("偷.exe", Fault.NOT_TAKEN), ("又.png", Fault.THERE_ALREADY))
    [row] = documents.attachments_of(documents.MATTER, holder.uid)
    assert (row.name, row.note, row.kind, row.by) == ("病历jpg.png", "复诊", "png", "王海燕")
    assert documents.attached_file(row.uid).startswith(b"\x89PNG")
    with connection.cursor() as cursor:
        cursor.execute("SELECT content_sealed, told_sealed FROM documents_attachment")
        assert not any(word in bytes(cell) for cell in cursor.fetchone() for word in (b"PNG", "病历".encode()))


def test_a_file_is_struck_out_once_with_a_reason_and_may_come_again(holder: documents.Holder) -> None:
    uid = attached(holder, by=CLERK, at=NOW)
    with pytest.raises(documents.ReasonMissing):
        documents.strike_attachment(uid=uid, reason=" ", by=CLERK, at=NOW)
    documents.strike_attachment(uid=uid, reason="传错人", by=CLERK, at=NOW)
    with pytest.raises(documents.StruckAlready):
        documents.strike_attachment(uid=uid, reason="再来", by=CLERK, at=NOW)
    with pytest.raises(documents.UnknownAttachment):
        documents.attached_file(uid)
    [row] = documents.attachments_of(documents.MATTER, holder.uid)
    assert row.struck is not None
    assert (row.struck.by, row.struck.reason) == ("王海燕", "传错人")
    assert attach(holder, ("又.png", PNG)).kept
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE documents_attachment SET struck_by = '别人' WHERE uid = %s", [uid])
    with pytest.raises(Exception, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM documents_attachment")


def test_bounds_and_rights_are_kept(holder: documents.Holder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_OF_ONE", 1)
    done = attach(holder, ("1.png", PNG), ("2.png", picture("PNG")))
    assert [fault for _name, fault in done.refused] == [Fault.TOO_MANY]
    with pytest.raises(documents.NothingAttached):
        attach(holder)
    elsewhere = documents.Holder(about=documents.MATTER, uid=new_id(), area="330102001", subject_id=1)
    with pytest.raises(users.NotAllowed):
        attach(elsewhere, ("1.png", PNG))


def test_a_file_that_was_changed_in_the_database_is_never_served(
    holder: documents.Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    uid: UUID = attached(holder, by=CLERK, at=NOW)
    monkeypatch.setattr("fengqiao.kit.crypto.open_bytes", lambda *_a, **_k: b"another")
    with pytest.raises(documents.FileBroken):
        documents.attached_file(uid)
