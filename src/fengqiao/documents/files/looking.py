"""The entrance: bytes in, a file in order out, or why it is not taken, whatever the bytes are.

The work is done by `child` in a process of its own (THREATS T68, T70): a file that exhausts memory or time, or that
crashes a decoder, ends that process and gives a refusal here.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

import msgspec

import fengqiao
from fengqiao.documents.files import limits
from fengqiao.documents.files.answer import Fault, Looked, Refused

SOURCE_ROOT: Final = str(Path(fengqiao.__file__).parent.parent)
# `-I` shuts out the working folder, the user's packages and PYTHON* variables; our own source is added by name.
START: Final = "import sys; sys.path.insert(0, sys.argv[1]); from fengqiao.documents.files.child import main; main()"

_answers: msgspec.msgpack.Decoder[Looked | Refused] = msgspec.msgpack.Decoder(Looked | Refused)


def look(content: bytes, *, seconds: float = limits.WALL_SECONDS) -> Looked | Refused:
    """Look at a file that came in, within so much time."""
    if not content:
        return Refused(Fault.EMPTY)
    if len(content) > limits.MOST_BYTES:
        return Refused(Fault.TOO_LARGE)
    if seconds <= 0:
        return Refused(Fault.TOO_HEAVY)
    command = [sys.executable, "-I", "-c", START, SOURCE_ROOT]
    try:
        done = subprocess.run(command, input=content, capture_output=True, env={}, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        return Refused(Fault.TOO_HEAVY)
    if done.returncode != 0:
        # Killed by a limit (negative code) or a decoder that crashed: the file is to blame either way.
        return Refused(Fault.TOO_HEAVY if done.returncode < 0 else Fault.BROKEN)
    try:
        return _answers.decode(done.stdout)
    except msgspec.DecodeError:
        return Refused(Fault.BROKEN)
