"""The package around a workbook: everything that can be judged before a cell is read.

An .xlsx file is a ZIP of XML parts. Every part is unpacked once, counted and parsed as XML here, so that bombs,
entities, macros and links are refused by name before the spreadsheet reader sees the file.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from xml.parsers import expat

from fengqiao.exchange.files import limits
from fengqiao.exchange.files.refusal import FileRefused, Reason

CHUNK: Final = 64 * 1024
PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".wdp", ".svg")
PRINTER_SETTINGS: Final = "xl/printersettings/"
MACRO_MARKS: Final = ("vbaproject", "vbadata", "xl/macrosheets/", "xl/dialogsheets/", "xl/activex/", "xl/embeddings/")
LINK_MARKS: Final = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/model/")
MACRO_TYPE: Final = "macroenabled"


@dataclass(slots=True)
class SheetShape:
    """What the cell reader does not tell: which rows and columns are hidden, which cells failed."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    broken_cells: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Container:
    """A package that passed: the shapes of its sheets by part name and the targets of its relations."""

    shapes: dict[str, SheetShape]
    targets: dict[str, str]
    """Relation id of the workbook → part name of the sheet."""
    sheets: tuple[tuple[str, str], ...]
    """Sheet name and relation id, in the order of the workbook."""


def inspect(content: bytes) -> Container:
    """Judge a workbook's package; return what the cell reader needs to know beside the cells.

    Raises: FileRefused with the first reason found.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return _inspect(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OverflowError) as error:
        raise FileRefused(Reason.BROKEN) from error
    except RuntimeError as error:  # zipfile says "password required" this way
        raise FileRefused(Reason.ENCRYPTED) from error


def _inspect(package: zipfile.ZipFile) -> Container:
    entries = package.infolist()
    _judge_directory(entries)
    reader = _PartReader()
    for entry in entries:
        if entry.is_dir():
            continue
        name = entry.filename
        chunks = _unpack(package, entry)
        if _is_binary(name):
            for _ in chunks:
                pass
        else:
            reader.read(name, chunks)
    if "xl/workbook.xml" not in reader.parts or "[content_types].xml" not in reader.parts:
        raise FileRefused(Reason.NOT_A_TABLE)
    return Container(shapes=reader.shapes, targets=reader.targets, sheets=tuple(reader.sheets))


def _judge_directory(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > limits.MAX_ENTRIES:
        raise FileRefused(Reason.TOO_MANY_PARTS, str(len(entries)))
    names = [entry.filename.lower().lstrip("/") for entry in entries]
    if len(set(names)) != len(names):
        # Two parts of one name: what is checked and what is read could differ.
        raise FileRefused(Reason.BROKEN)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise FileRefused(Reason.ENCRYPTED)
    if any(mark in name for name in names for mark in MACRO_MARKS):
        raise FileRefused(Reason.MACROS)
    if any(name.startswith(mark) for name in names for mark in LINK_MARKS):
        raise FileRefused(Reason.EXTERNAL_LINKS)
    if sum(entry.file_size for entry in entries) > limits.MAX_UNPACKED_BYTES:
        raise FileRefused(Reason.UNPACKS_TOO_LARGE)
    if any(_is_too_tight(entry.file_size, entry.compress_size) for entry in entries):
        raise FileRefused(Reason.PACKED_TOO_TIGHT)


def _is_too_tight(unpacked: int, packed: int) -> bool:
    return unpacked > limits.RATIO_FREE_BYTES and unpacked > packed * limits.MAX_RATIO


def _is_binary(name: str) -> bool:
    lowered = name.lower()
    return lowered.endswith(PICTURES) or (lowered.startswith(PRINTER_SETTINGS) and lowered.endswith(".bin"))


def _unpack(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack one part in pieces. The sizes of the directory bind: zipfile stops there and checks the checksum."""
    with package.open(entry) as part:
        while chunk := part.read(CHUNK):
            yield chunk


class _PartReader:
    """Parses every part once: refuses DOCTYPE, counts elements, keeps the few attributes that matter."""

    def __init__(self) -> None:
        self.parts: set[str] = set()
        self.shapes: dict[str, SheetShape] = {}
        self.targets: dict[str, str] = {}
        self.sheets: list[tuple[str, str]] = []
        self._elements = 0
        self._depth = 0
        self._part = ""
        self._sheet: _SheetReader | None = None

    def read(self, name: str, chunks: Iterator[bytes]) -> None:
        self._part = name.lower().lstrip("/")
        self.parts.add(self._part)
        self._depth = 0
        self._sheet = None
        if self._part.startswith("xl/worksheets/"):
            self._sheet = _SheetReader(self.shapes.setdefault(self._part, SheetShape()))
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        try:
            for chunk in chunks:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise FileRefused(Reason.BROKEN) from error

    def _doctype(self, *_: object) -> None:
        raise FileRefused(Reason.DOCTYPE)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._elements > limits.MAX_XML_ELEMENTS or self._depth > limits.MAX_XML_DEPTH:
            raise FileRefused(Reason.TOO_HEAVY)
        local = tag.rpartition(":")[2] if ":" in tag else tag
        if self._sheet is not None:
            self._sheet.note(local, attributes)
        elif local == "Relationship":
            self._note_relation(attributes)
        elif local in ("Override", "Default") and self._part == "[content_types].xml":
            if MACRO_TYPE in attributes.get("ContentType", "").lower():
                raise FileRefused(Reason.MACROS)
        elif local == "sheet" and self._part == "xl/workbook.xml":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            self.sheets.append((attributes.get("name", ""), relation))

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _note_relation(self, attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        # A mail address becomes a hyperlink by itself; only its text is read, so it may stay.
        if attributes.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            raise FileRefused(Reason.EXTERNAL_LINKS)
        if self._part == "xl/_rels/workbook.xml.rels":
            target = attributes.get("Target", "")
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if kind == "worksheet" and not name.lower().startswith("xl/worksheets/"):
                # Sheets elsewhere would escape the checks of this module.
                raise FileRefused(Reason.BROKEN)
            self.targets[attributes.get("Id", "")] = name.lower()


class _SheetReader:
    """Follows one sheet: which row, which cell; refuses values outside the permitted rectangle."""

    def __init__(self, shape: SheetShape) -> None:
        self._shape = shape
        self._row = 0
        self._column = 0

    def note(self, local: str, attributes: dict[str, str]) -> None:
        if local == "c":
            self._note_cell(attributes)
        elif local in ("v", "is"):
            # Only cells that hold something count: offices format whole columns down to the last row.
            if self._row > limits.MAX_ROWS + limits.MAX_HEADER_ROWS:
                raise FileRefused(Reason.TOO_MANY_ROWS)
            if self._column > limits.MAX_COLUMNS:
                raise FileRefused(Reason.TOO_MANY_COLUMNS)
        elif local == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
            if _is_on(attributes.get("hidden")):
                self._shape.hidden_rows.add(self._row)
        elif local == "col" and _is_on(attributes.get("hidden")):
            first, last = int(attributes.get("min", "0")), int(attributes.get("max", "0"))
            self._shape.hidden_columns.update(range(first, min(last, limits.MAX_COLUMNS) + 1))

    def _note_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r", "")
        letters = reference.rstrip("0123456789")
        self._column = column_number(letters) if letters else self._column + 1
        if len(reference) > len(letters):
            self._row = int(reference[len(letters) :])
        if attributes.get("t") == "e":
            self._shape.broken_cells.add((self._row, self._column))


def _is_on(value: str | None) -> bool:
    return value in ("1", "true")


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """`A` is 1, `Z` 26, `AA` 27; no letters are 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def column_letters(number: int) -> str:
    """The inverse of `column_number`."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
