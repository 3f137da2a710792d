"""Encrypted columns and keyed hashes. Keys live outside the database, in the installation's home.

A value is sealed with AES-256-GCM and bound to its table, column and row, so that a ciphertext moved
into another person's row does not open (THREATS T31). Exact look-up goes through a keyed hash with one
key per purpose (T3 of section 6: reversible only with the key).

`here` takes a key that goes into no backup: what lets somebody in is of no use in one (T89).
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_VERSION = b"\x01"
_json: Final = msgspec.json.Encoder()


class SealBroken(Exception):
    """The value was changed, or belongs to another row, or the key is not ours."""


def _key(purpose: str, here: bool = False) -> bytes:
    return _derived(settings.FENGQIAO_HERE_KEY if here else settings.FENGQIAO_KEY, purpose)


@lru_cache(maxsize=64)
def _cipher(key: bytes) -> AESGCM:
    # Setting a cipher up costs more than sealing a cell with it.
    return AESGCM(key)


@lru_cache(maxsize=64)
def _derived(root: bytes, purpose: str) -> bytes:
    return hmac.new(root, b"fengqiao/" + purpose.encode(), hashlib.sha256).digest()


def seal(text: str, *, table: str, column: str, row: UUID, here: bool = False) -> bytes:
    """Encrypt `text` for exactly one cell."""
    return seal_bytes(text.encode(), table=table, column=column, row=row, here=here)


def seal_bytes(content: bytes, *, table: str, column: str, row: UUID, here: bool = False) -> bytes:
    """Encrypt a file's bytes for exactly one cell."""
    nonce = os.urandom(12)
    cipher = _cipher(_key(f"seal/{table}.{column}", here))
    return _VERSION + nonce + cipher.encrypt(nonce, content, row.bytes)


def open_sealed(blob: bytes, *, table: str, column: str, row: UUID, here: bool = False) -> str:
    """Decrypt one cell. Raises: SealBroken."""
    return open_bytes(blob, table=table, column=column, row=row, here=here).decode()


def open_bytes(blob: bytes, *, table: str, column: str, row: UUID, here: bool = False) -> bytes:
    """Decrypt one cell that holds a file. Raises: SealBroken."""
    raw = bytes(blob)
    if raw[:1] != _VERSION:
        raise SealBroken("unknown version")
    try:
        return _cipher(_key(f"seal/{table}.{column}", here)).decrypt(raw[1:13], raw[13:], row.bytes)
    except InvalidTag:
        raise SealBroken(f"{table}.{column}") from None


def seal_json(value: Mapping[str, Any], *, table: str, column: str, row: UUID) -> bytes | None:
    """Encrypt what a form holds for exactly one cell; None for an empty one, which hides nothing."""
    return seal_bytes(_json.encode(value), table=table, column=column, row=row) if value else None


def open_json(blob: bytes | memoryview[int] | None, *, table: str, column: str, row: UUID) -> dict[str, Any]:
    """Decrypt a cell of `seal_json`. Raises: SealBroken."""
    if blob is None:
        return {}
    found: dict[str, Any] = msgspec.json.decode(open_bytes(bytes(blob), table=table, column=column, row=row))
    return found


def keyed_hash(text: str, *, purpose: str, here: bool = False) -> bytes:
    """32 bytes that only this installation can compute; equal texts give equal hashes per purpose."""
    return hmac.digest(_key(f"hash/{purpose}", here), text.encode(), "sha256")
