"""The child process that touches the file. It has no environment, no database, little memory and little time.

Started by `reading`: bytes of the file on stdin, one msgpack message on stdout. Nothing else of the product is
imported here.
"""

from __future__ import annotations

import resource
import sys

import msgspec

from fengqiao.exchange.files import delimited, limits, workbook
from fengqiao.exchange.files.refusal import FileRefused, Reason
from fengqiao.exchange.files.table import Refused, Table

ZIP_MARK = b"PK\x03\x04"
EMPTY_ZIP_MARK = b"PK\x05\x06"
COMPOUND_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An encrypted .xlsx is a compound file with a stream of this name.
ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
OTHER_MARKS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"{\\rtf")


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


def read(content: bytes) -> Table:
    """Read what the first bytes say it is; the name of the file is not believed.

    Raises: FileRefused.
    """
    if not content.strip():
        raise FileRefused(Reason.EMPTY)
    if content.startswith(ZIP_MARK):
        return workbook.read(content)
    if content.startswith(COMPOUND_MARK):
        raise FileRefused(Reason.ENCRYPTED if ENCRYPTED_STREAM in content else Reason.OLD_FORMAT)
    if content.startswith((EMPTY_ZIP_MARK, *OTHER_MARKS)):
        raise FileRefused(Reason.NOT_A_TABLE)
    return delimited.read(content)


def answer(content: bytes) -> Table | Refused:
    """The message for the parent: the table, or the refusal by name."""
    try:
        return read(content)
    except FileRefused as refusal:
        return Refused(reason=refusal.reason.value, detail=refusal.detail)
    except MemoryError:
        return Refused(reason=Reason.TOO_HEAVY.value)


def main() -> None:
    """Read stdin, answer on stdout."""
    limit_self()
    sys.stdout.buffer.write(msgspec.msgpack.encode(answer(sys.stdin.buffer.read())))
