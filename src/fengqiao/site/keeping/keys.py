"""The keys of a backup: the public one in the home, the recovery key in a file that leaves this machine.

The recovery file is an age identity file, so `age -d -i FILE` opens an archive too. It names the installation's
signature in a comment: who restores with it takes only what that installation signed.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from fengqiao.site import home
from fengqiao.site.keeping.archive import new_file

_TEXT = """\
# 枫桥备份的恢复密钥。请离开本机保管（打印封存或存入保险柜内的介质），本机不留副本。
# Recovery key of Fengqiao's backups. Keep it away from this machine; without it no backup can be read.
# made: {made}
# signer: {signer}
{identity}
"""


class NoKey(Exception):
    """There is no key, or the file holds none; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """What a recovery file holds."""

    identity: str
    signer: Ed25519PublicKey


def signing() -> Ed25519PrivateKey:
    """This installation's signature; its secret never leaves the home."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(home.secret("backup_signing")))


def _recipient_file() -> Path:
    return home.folder() / "backup-recipient"


def recipient() -> str:
    """The public key that backups are encrypted to. Raises: NoKey before one was made."""
    given = os.environ.get("FENGQIAO_BACKUP_RECIPIENT")
    path = _recipient_file()
    if not given and not path.is_file():
        raise NoKey("no key for backups yet: fengqiao backup --new-key FILE, on a medium that leaves this machine")
    found = (given or path.read_text()).strip()
    try:
        pyrage.x25519.Recipient.from_str(found)
    except pyrage.RecipientError:
        raise NoKey(f"{path} is no public key of age") from None
    return found


def make(path: Path, at: datetime) -> None:
    """A new pair: the recovery key into `path`, the public one into the home. Older archives keep their own key.

    Raises: FileExistsError, OSError.
    """
    made = pyrage.x25519.Identity.generate()
    signer = signing().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()
    with new_file(path) as out:
        out.write(_TEXT.format(made=at.date().isoformat(), signer=signer, identity=made).encode())
    home.write_private(_recipient_file(), f"{made.to_public()}\n", replace=True)


def read(path: Path) -> Recovery:
    """The recovery key of a file. Raises: NoKey."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise NoKey(f"{path} cannot be read") from None
    identity = re.search(r"^AGE-SECRET-KEY-[0-9A-Z]+$", text, re.MULTILINE)
    signer = re.search(r"^# signer: ([0-9a-f]{64})$", text, re.MULTILINE)
    if identity is None or signer is None:
        raise NoKey(f"{path} is no recovery key of fengqiao: it needs a line AGE-SECRET-KEY-… and a line # signer: …")
    return Recovery(identity[0], Ed25519PublicKey.from_public_bytes(bytes.fromhex(signer[1])))
