"""Files that mean harm, made when a test needs them; none is kept in the repository (THREATS T68)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from fengqiao.exchange.files.refusal import Reason
from fengqiao.exchange.tests import samples

SHEET = "xl/worksheets/sheet1.xml"
SHEET_START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
SHEET_END = "</sheetData></worksheet>"
MEBIBYTE = 1024 * 1024
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def good() -> bytes:
    """A small good workbook to start from."""
    return samples.workbook(samples.good_rows(3))


def changed(replaced: Mapping[str, bytes], *, content: bytes | None = None, level: int = 6) -> bytes:
    """A workbook with parts replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content or good())) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in [*(name for name in old.namelist() if name not in replaced), *replaced]:
            part = replaced[name] if name in replaced else old.read(name)
            new.writestr(name, part, compress_type=zipfile.ZIP_DEFLATED, compresslevel=level)
    return buffer.getvalue()


def part(name: str) -> str:
    """The text of a part of the good workbook."""
    with zipfile.ZipFile(io.BytesIO(good())) as package:
        return package.read(name).decode()


def sheet(cells: str) -> bytes:
    """A workbook whose only sheet has the given XML between its sheetData tags."""
    return changed({SHEET: f"{SHEET_START}{cells}{SHEET_END}".encode()})


def bomb() -> bytes:
    """Two hundred megabytes of spaces in a few hundred kilobytes."""
    return changed({SHEET: (SHEET_START + SHEET_END).encode() + b" " * (150 * MEBIBYTE)})


def many_bombs() -> bytes:
    """Parts that each keep the ratio and together do not keep the size."""
    block = bytes(range(256)) * 16
    # Every sixty-fourth block differs, so that a part of 30 MB packs to about a fortieth.
    text = b"".join(block if index % 8 else index.to_bytes(4, "big") * 1024 for index in range(30 * 256))
    return changed({f"xl/media/picture{number}.png": text for number in range(8)}, level=1)


def lying_size() -> bytes:
    """A part whose directory says one byte, so that a trusting reader takes the rest for free."""
    content = bytearray(good())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as package:
        size = package.getinfo(SHEET).file_size
    directory = content.rindex(SHEET.encode()) - 46
    assert int.from_bytes(content[directory + 24 : directory + 28], "little") == size
    content[directory + 24 : directory + 28] = (1).to_bytes(4, "little")
    return bytes(content)


def with_doctype(declaration: str) -> bytes:
    """A sheet that declares entities."""
    return changed({SHEET: f"<?xml version='1.0'?>{declaration}{SHEET_START}{SHEET_END}".encode()})


LAUGHS = (
    "<!DOCTYPE l [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
OUTSIDE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"


def too_many_parts() -> bytes:
    """A thousand and one parts."""
    return changed({f"xl/media/{number}.png": b"x" for number in range(1001)})


def encrypted_part() -> bytes:
    """A package whose directory says that its parts are encrypted."""
    content = bytearray(good())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    return bytes(content)


def with_relation(kind: str, target: str) -> bytes:
    """A workbook with one more relation that points outside."""
    name = "xl/_rels/workbook.xml.rels"
    relation = f'<Relationship Id="rX" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    return changed({name: part(name).replace("</Relationships>", relation).encode()})


def macro_type() -> bytes:
    """An .xlsm under the name .xlsx, without the macro part itself."""
    name = "[Content_Types].xml"
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macro = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return changed({name: part(name).replace(plain, macro).encode()})


def far_cell() -> bytes:
    """One value in the last cell that a sheet can have: as a rectangle it would be 17 thousand million cells."""
    return sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def deep() -> bytes:
    """Elements inside elements inside elements."""
    return sheet("<row>" * 5_000 + "</row>" * 5_000)


def many_elements() -> bytes:
    """More elements than twenty thousand people need, packed well inside the permitted ratio."""
    rows = "".join(f'<row r="{n}"><c s="{n * 7919 % 1_003}"/></row>' for n in range(1, 200_001))
    return changed({SHEET: f"{SHEET_START}{rows * 6}{SHEET_END}".encode()}, level=1)


HOSTILE: Mapping[str, tuple[Callable[[], bytes], set[Reason]]] = {
    "one bomb": (bomb, {Reason.PACKED_TOO_TIGHT}),
    "many bombs": (many_bombs, {Reason.UNPACKS_TOO_LARGE}),
    "a size that lies": (lying_size, {Reason.BROKEN}),
    "a million laughs": (lambda: with_doctype(LAUGHS), {Reason.DOCTYPE}),
    "an outside entity": (lambda: with_doctype(OUTSIDE), {Reason.DOCTYPE}),
    "a thousand and one parts": (too_many_parts, {Reason.TOO_MANY_PARTS}),
    "a macro part": (lambda: changed({"xl/vbaProject.bin": b"x"}), {Reason.MACROS}),
    "a macro type": (macro_type, {Reason.MACROS}),
    "an old macro sheet": (lambda: changed({"xl/macrosheets/sheet1.xml": b"<x/>"}), {Reason.MACROS}),
    "an embedded object": (lambda: changed({"xl/embeddings/oleObject1.bin": b"x"}), {Reason.MACROS}),
    "an outside workbook": (lambda: changed({"xl/externalLinks/externalLink1.xml": b"<x/>"}), {Reason.EXTERNAL_LINKS}),
    "an outside relation": (lambda: with_relation("externalLinkPath", "file:///x.xlsx"), {Reason.EXTERNAL_LINKS}),
    "a data connection": (lambda: changed({"xl/connections.xml": b"<x/>"}), {Reason.EXTERNAL_LINKS}),
    "encrypted parts": (encrypted_part, {Reason.ENCRYPTED}),
    "an encrypted workbook": (lambda: COMPOUND + "EncryptedPackage".encode("utf-16-le"), {Reason.ENCRYPTED}),
    "an old .xls": (lambda: COMPOUND + "Workbook".encode("utf-16-le"), {Reason.OLD_FORMAT}),
    "half a file": (lambda: good()[:2000], {Reason.BROKEN}),
    "a part that is not XML": (lambda: changed({SHEET: b"<worksheet"}), {Reason.BROKEN}),
    "another kind of package": (lambda: _other_package(), {Reason.NOT_A_TABLE}),
    "a far cell": (far_cell, {Reason.TOO_MANY_ROWS, Reason.TOO_MANY_COLUMNS}),
    "deep nesting": (deep, {Reason.TOO_HEAVY}),
    "millions of elements": (many_elements, {Reason.TOO_HEAVY}),
    "an empty file": (lambda: b"", {Reason.EMPTY}),
    "only white space": (lambda: b" \r\n ", {Reason.EMPTY}),
    "an empty sheet": (lambda: sheet(""), {Reason.EMPTY}),
    "a PDF": (lambda: b"%PDF-1.7\n...", {Reason.NOT_A_TABLE}),
    "a web page": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", {Reason.NOT_A_TABLE}),
    "CSV with NUL": (lambda: "姓名,身份证号\n张\x00三,1".encode(), {Reason.CONTROL_BYTES}),
    "CSV of a million columns": (lambda: b"1," * 1_000_000, {Reason.TOO_MANY_COLUMNS}),
    "CSV with one endless cell": (lambda: b'a,b\n"' + b"x" * MEBIBYTE, {Reason.CELL_TOO_LONG}),
    "CSV of too many rows": (lambda: b"a,b\n" * 30_000, {Reason.TOO_MANY_ROWS}),
    "CSV in UTF-16": (lambda: "姓名,身份证号".encode("utf-16"), {Reason.UNKNOWN_ENCODING}),
    "CSV in no encoding": (lambda: b"\xff\xfd\x80\x81\xff,\xff", {Reason.UNKNOWN_ENCODING}),
    "too many bytes": (lambda: b"a," * (11 * MEBIBYTE), {Reason.TOO_LARGE}),
}


def _other_package() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("word/document.xml", "<x/>")
    return buffer.getvalue()
