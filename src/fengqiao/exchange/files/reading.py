"""The entrance: bytes in, a table out, whatever the bytes are.

The work is done by `child` in a process of its own (THREATS T68): a file that exhausts memory or time, or that crashes
the reader, ends that process and gives a refusal here.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

import fengqiao
from fengqiao.exchange.files import limits
from fengqiao.exchange.files.refusal import FileRefused, Reason
from fengqiao.exchange.files.table import Refused, Table

SOURCE_ROOT: Final = str(Path(fengqiao.__file__).parent.parent)
# `-I` shuts out the working folder, the user's packages and PYTHON* variables; our own source is added by name.
START: Final = "import sys; sys.path.insert(0, sys.argv[1]); from fengqiao.exchange.files.child import main; main()"
REFUSED_SUFFIXES: Final = {
    ".xls": Reason.OLD_FORMAT,
    ".et": Reason.OLD_FORMAT,
    ".xlsm": Reason.MACROS,
    ".xlsb": Reason.NOT_A_TABLE,
    ".xltm": Reason.MACROS,
    ".xlam": Reason.MACROS,
}

_answers: msgspec.msgpack.Decoder[Table | Refused] = msgspec.msgpack.Decoder(Table | Refused)


def read_path(path: Path) -> Table:
    """Read a file by its path; its size is judged before a byte is read.

    Raises: FileRefused; OSError when there is no such file.
    """
    size = path.stat().st_size
    if size > limits.MAX_FILE_BYTES:
        raise FileRefused(Reason.TOO_LARGE, f"{size // limits.MEBIBYTE} MB")
    return read(path.read_bytes(), suffix=path.suffix)


def read(content: bytes, *, suffix: str = "") -> Table:
    """Read the bytes of an .xlsx or .csv file in a limited child process.

    `suffix` is the sender's own claim (".xlsm"): it can only lead to a refusal, never to a way of reading.

    Raises: FileRefused with a reason by name.
    """
    if len(content) > limits.MAX_FILE_BYTES:
        raise FileRefused(Reason.TOO_LARGE, f"{len(content) // limits.MEBIBYTE} MB")
    refused = REFUSED_SUFFIXES.get(suffix.lower())
    if refused is not None:
        raise FileRefused(refused)
    message = _ask_child(content)
    if isinstance(message, Refused):
        raise FileRefused(Reason(message.reason), message.detail)
    return message


def _ask_child(content: bytes) -> Table | Refused:
    command = [sys.executable, "-I", "-c", START, SOURCE_ROOT]
    try:
        done = subprocess.run(
            command, input=content, capture_output=True, env={}, timeout=limits.CHILD_WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise FileRefused(Reason.TOO_HEAVY) from error
    if done.returncode != 0:
        # Killed by a limit (negative code) or a reader that crashed: the file is to blame either way.
        raise FileRefused(Reason.TOO_HEAVY if done.returncode < 0 else Reason.BROKEN)
    try:
        return _answers.decode(done.stdout)
    except msgspec.DecodeError as error:
        raise FileRefused(Reason.BROKEN) from error
