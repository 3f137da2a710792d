"""The file of a backup: pieces that are signed one by one, inside an age file.

age (by `rage`, the library behind pyrage) encrypts to a public key; anybody who has it could write such a file, so each
piece carries a signature of the installation that made it, bound to the archive and to its place in it. A reader
passes on nothing that is not signed, and knows at the last piece that nothing is missing. One piece is in memory
at a time.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import secrets
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

MANIFEST, HOME, DATABASE, END = b"M", b"H", b"D", b"E"
PIECE = 1 << 20
"""Bytes of the database per piece."""

_HEAD = struct.Struct(">cI64s")
_MAGIC = b"age-encryption.org/v1"
_ID = 16
_PART = ".fengqiao-"
_MOST = 64 << 20  # a piece that claims to be longer is not ours

Piece = tuple[bytes, bytes]


class ArchiveError(Exception):
    """The file is no archive of ours, was changed, was cut short, or the key does not open it."""


def _spoken(archive: bytes, number: int, kind: bytes, content: bytes) -> bytes:
    return b"fengqiao/backup/1" + archive + struct.pack(">Q", number) + kind + content


def write(out: IO[bytes], pieces: Iterable[Piece], *, recipient: str, signing: Ed25519PrivateKey) -> None:
    """Write an archive to `out`, piece by piece.

    Raises: OSError when the disk is full; whatever `pieces` raises.
    """
    failed: list[BaseException] = []
    reading, writing = os.pipe()

    def feed() -> None:
        try:
            with os.fdopen(writing, "wb") as pipe:
                for part in _signed(pieces, signing):
                    pipe.write(part)
        except BaseException as error:  # told to the caller below
            failed.append(error)

    feeder = threading.Thread(target=feed, name="backup-pieces")
    feeder.start()
    try:
        with os.fdopen(reading, "rb") as pipe:
            pyrage.encrypt_io(pipe, out, [pyrage.x25519.Recipient.from_str(recipient)])
    except pyrage.EncryptError as error:
        raise OSError(str(error)) from None
    finally:
        feeder.join()
    if failed:
        raise failed[0]


def _signed(pieces: Iterable[Piece], signing: Ed25519PrivateKey) -> Iterator[bytes]:
    archive = secrets.token_bytes(_ID)
    yield archive
    number = 0
    for number, (kind, content) in enumerate(pieces):
        yield _HEAD.pack(kind, len(content), signing.sign(_spoken(archive, number, kind, content)))
        yield content
    content = json.dumps({"pieces": number + 1}).encode()
    yield _HEAD.pack(END, len(content), signing.sign(_spoken(archive, number + 1, END, content))) + content


@contextlib.contextmanager
def read(source: IO[bytes], *, identity: str, signer: Ed25519PublicKey) -> Iterator[Iterator[Piece]]:
    """Inside: the pieces of an archive, each after its signature was found good.

    Raises: ArchiveError, from the iterator too.
    """
    if source.read(len(_MAGIC)) != _MAGIC:
        raise ArchiveError("this is no archive of fengqiao")
    source.seek(0)
    failed: list[str] = []
    reading, writing = os.pipe()

    def feed() -> None:
        try:
            with os.fdopen(writing, "wb") as pipe:
                pyrage.decrypt_io(source, pipe, [pyrage.x25519.Identity.from_str(identity)])
        except (pyrage.DecryptError, OSError) as error:
            failed.append(str(error))

    feeder = threading.Thread(target=feed, name="backup-opened", daemon=True)
    feeder.start()
    try:
        with os.fdopen(reading, "rb") as pipe:
            yield _checked(pipe, signer, lambda: _why(feeder, failed))
    finally:
        feeder.join()


def _why(feeder: threading.Thread, failed: list[str]) -> str:
    """Why the stream ended early, in words."""
    feeder.join()
    told = failed[0] if failed else ""
    if "No matching keys" in told:
        return "this key does not open the archive: it was made for another one"
    return "the archive was cut short or changed"


def _checked(pipe: IO[bytes], signer: Ed25519PublicKey, why: Callable[[], str]) -> Iterator[Piece]:
    archive = pipe.read(_ID)
    if len(archive) < _ID:
        raise ArchiveError(why())
    number = 0
    while True:
        head = pipe.read(_HEAD.size)
        if len(head) < _HEAD.size:
            raise ArchiveError(why())
        kind, size, signature = _HEAD.unpack(head)
        content = pipe.read(size) if size <= _MOST else b""
        if len(content) < size:
            raise ArchiveError(why())
        try:
            signer.verify(signature, _spoken(archive, number, kind, content))
        except InvalidSignature:
            raise ArchiveError("the archive was not signed by the installation that this key belongs to") from None
        if kind == END:
            return
        yield kind, content
        number += 1


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[IO[bytes]]:
    """Inside: a file beside `path` that takes its name at the end, whole and on the disk; otherwise it is gone.

    What a killed writer left in the folder is removed by the next one.
    Raises: FileExistsError; nothing that exists is overwritten.
    """
    if path.exists():
        raise FileExistsError(f"{path} exists")
    _sweep(path.parent)
    part = path.parent / f"{_PART}{secrets.token_hex(8)}.part"
    handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            fcntl.flock(out, fcntl.LOCK_EX)
            yield out
            out.flush()
            os.fsync(out.fileno())
            os.link(part, path)
    finally:
        part.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _sweep(folder: Path) -> None:
    """Remove what nobody writes to any more: the kernel drops the lock of a process that was killed."""
    for left in folder.glob(f"{_PART}*.part"):
        with contextlib.suppress(OSError), left.open("rb") as found:
            fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
            left.unlink()


def as_json(content: bytes) -> dict[str, Any]:
    """A piece that holds one JSON object. Raises: ArchiveError."""
    try:
        found = json.loads(content)
    except ValueError:
        raise ArchiveError("a piece of the archive cannot be read") from None
    if not isinstance(found, dict):
        raise ArchiveError("a piece of the archive cannot be read")
    return found
