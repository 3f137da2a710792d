"""The child process that touches the file. It has no environment, no database, little memory and little time.

Started by `looking`: bytes of the file on stdin, one msgpack message on stdout. Nothing else of the product is
imported here.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings
from typing import Any, Final

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from fengqiao.documents.files import limits
from fengqiao.documents.files.answer import Fault, FileRefused, Kind, Looked, Refused

PDF_MARK: Final = b"%PDF-"
PICTURES: Final = {b"\xff\xd8\xff": Kind.JPEG, b"\x89PNG\r\n\x1a\n": Kind.PNG}
# What makes a PDF do something, or carry something, besides being looked at. Source: ISO 32000-1, 7.11.4, 12.6, 13.
ACTIVE_KEYS: Final = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/RichMediaContent", "/XFA"})
ACTIVE_ACTIONS: Final = frozenset(
    {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/GoToR", "/GoToE", "/Rendition", "/Movie", "/Sound"}
)
ACTIVE_TYPES: Final = frozenset({"/EmbeddedFile"})
ACTIVE_NOTES: Final = frozenset({"/FileAttachment", "/RichMedia", "/Screen", "/3D", "/Movie", "/Sound"})


def limit_self() -> None:
    """Bind this process: memory, processor time, no files written, no core with personal data left behind."""
    bounds = {
        resource.RLIMIT_AS: limits.CHILD_MEMORY_BYTES,
        resource.RLIMIT_CPU: limits.CHILD_CPU_SECONDS,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, bound in bounds.items():
        try:
            resource.setrlimit(what, (bound, bound))
        except (ValueError, OSError):
            # macOS, where people develop, knows no limit on address space; where we run, Linux, all must hold.
            if sys.platform == "linux":
                raise


def look(content: bytes) -> Looked:
    """Look at what the first bytes say it is; the name of the file is not believed. Raises: FileRefused."""
    if not content.strip(b"\x00 \r\n\t"):
        raise FileRefused(Fault.EMPTY)
    if content.startswith(PDF_MARK):
        return _pdf(content)
    for mark, kind in PICTURES.items():
        if content.startswith(mark):
            return _picture(content, kind)
    raise FileRefused(Fault.NOT_TAKEN)


def _picture(content: bytes, kind: Kind) -> Looked:
    """The picture drawn anew: nothing of where and with what it was taken, nothing hung on behind its end."""
    Image.MAX_IMAGE_PIXELS = limits.MOST_DOTS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        with Image.open(io.BytesIO(content), formats=[kind.name]) as found:
            plain = _plain(ImageOps.exif_transpose(found))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefused(Fault.TOO_HEAVY) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError):
        raise FileRefused(Fault.BROKEN) from None
    out = io.BytesIO()
    if kind is Kind.JPEG:
        plain.save(out, "JPEG", quality=limits.JPEG_QUALITY)
    else:
        plain.save(out, "PNG", optimize=False)
    return Looked(kind, 1, out.getvalue())


def _plain(upright: Image.Image) -> Image.Image:
    """The dots alone, on white where they are transparent: no place, device, comment or profile."""
    if upright.has_transparency_data:
        seen = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen)
    plain = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
    plain.info.clear()
    return plain


def _pdf(content: bytes) -> Looked:
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise FileRefused(Fault.ENCRYPTED)
        pages = len(reader.pages)
        _must_be_still(reader)
    except (PyPdfError, ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError, AssertionError):
        raise FileRefused(Fault.BROKEN) from None
    if not pages:
        raise FileRefused(Fault.BROKEN)
    if pages > limits.MOST_PAGES:
        raise FileRefused(Fault.TOO_HEAVY)
    return Looked(Kind.PDF, pages, content)


def _must_be_still(reader: PdfReader) -> None:
    """Every object of the file is looked at, wherever it hangs. Raises: FileRefused."""
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    if len(numbers) > limits.MOST_OBJECTS:
        raise FileRefused(Fault.TOO_HEAVY)
    ahead: list[Any] = [reader.trailer]
    for number in sorted(numbers):
        ahead.append(reader.get_object(IndirectObject(number, 0, reader)))
    while ahead:
        found = ahead.pop()
        if isinstance(found, DictionaryObject | StreamObject):
            _must_not_act(found)
            ahead += [found.raw_get(key) for key in found]
        elif isinstance(found, ArrayObject):
            ahead += list(found)


def _must_not_act(found: DictionaryObject) -> None:
    told = {key: str(found.raw_get(key)) for key in ("/S", "/Type", "/Subtype") if key in found}
    if (
        ACTIVE_KEYS & set(found)
        or told.get("/S") in ACTIVE_ACTIONS
        or told.get("/Type") in ACTIVE_TYPES
        or told.get("/Subtype") in ACTIVE_NOTES
    ):
        raise FileRefused(Fault.ACTIVE)


def answer(content: bytes) -> Looked | Refused:
    """The message for the parent: the file, or why it is not taken."""
    try:
        found = look(content)
    except FileRefused as refusal:
        return Refused(refusal.fault)
    except MemoryError:
        return Refused(Fault.TOO_HEAVY)
    return found if len(found.content) <= limits.MOST_BYTES else Refused(Fault.TOO_HEAVY)


def main() -> None:
    """Read stdin, answer on stdout."""
    limit_self()
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer(sys.stdin.buffer.read())))
