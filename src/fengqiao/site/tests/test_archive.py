"""The file of a backup: who can read it, who can have made it, and what a changed or cut one does (T89)."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fengqiao.site.keeping import archive, keys

ELSEWHERE = pyrage.x25519.Identity.generate()
SIGNING = Ed25519PrivateKey.generate()
PIECES = [(archive.MANIFEST, b"{}"), (archive.DATABASE, os.urandom(200_000)), (archive.DATABASE, b"last")]


def _made(signing: Ed25519PrivateKey = SIGNING) -> bytes:
    out = io.BytesIO()
    archive.write(out, iter(PIECES), recipient=str(ELSEWHERE.to_public()), signing=signing)
    return out.getvalue()


def _read(content: bytes, identity: pyrage.x25519.Identity = ELSEWHERE) -> list[archive.Piece]:
    with archive.read(io.BytesIO(content), identity=str(identity), signer=SIGNING.public_key()) as pieces:
        return list(pieces)


def test_what_was_put_in_comes_out() -> None:
    assert _read(_made()) == PIECES


def test_t89_without_the_key_nothing_of_it_can_be_read() -> None:
    made = _made()
    assert b"last" not in made
    with pytest.raises(archive.ArchiveError, match="does not open"):
        _read(made, pyrage.x25519.Identity.generate())


def test_t89_what_another_signed_is_not_taken() -> None:
    """Anybody who knows the public key can encrypt to it."""
    with pytest.raises(archive.ArchiveError, match="not signed by the installation"):
        _read(_made(Ed25519PrivateKey.generate()))


def test_t89_pieces_cannot_change_places_or_come_from_another_archive() -> None:
    clear = [io.BytesIO(pyrage.decrypt(_made(), [ELSEWHERE])) for _ in range(2)]
    ids, parts = [f.read(archive._ID) for f in clear], [_parts(f) for f in clear]
    orders = (
        ids[0] + parts[0][0] + parts[0][2] + parts[0][1] + parts[0][3],
        ids[0] + parts[0][0] + parts[1][1] + parts[0][2] + parts[0][3],
    )
    for mixed in orders:
        with pytest.raises(archive.ArchiveError, match="not signed"):
            _read(pyrage.encrypt(mixed, [ELSEWHERE.to_public()]))
    missing = ids[0] + b"".join(parts[0][:3])
    with pytest.raises(archive.ArchiveError, match="cut short"):
        _read(pyrage.encrypt(missing, [ELSEWHERE.to_public()]))


def _parts(clear: io.BytesIO) -> list[bytes]:
    found = []
    while head := clear.read(archive._HEAD.size):
        found.append(head + clear.read(archive._HEAD.unpack(head)[1]))
    return found


@pytest.mark.parametrize("spoiled", [lambda b: b[:-9], lambda b: b[: len(b) // 2], lambda b: b[:-40] + b"?" + b[-39:]])
def test_a_cut_or_changed_archive_is_named_so(spoiled: object) -> None:
    with pytest.raises(archive.ArchiveError, match="cut short or changed"):
        _read(spoiled(_made()))  # type: ignore[operator]


def test_another_file_is_no_archive() -> None:
    with pytest.raises(archive.ArchiveError, match="no archive of fengqiao"):
        _read(b"PK\x03\x04 something else entirely")


def test_a_full_disk_is_said_and_what_the_source_says_too() -> None:
    class Full(io.RawIOBase):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        archive.write(Full(), iter(PIECES), recipient=str(ELSEWHERE.to_public()), signing=SIGNING)  # type: ignore[arg-type]

    def broken() -> Iterator[archive.Piece]:
        yield PIECES[0]
        raise RuntimeError("the dump failed")

    with pytest.raises(RuntimeError, match="the dump failed"):
        archive.write(io.BytesIO(), broken(), recipient=str(ELSEWHERE.to_public()), signing=SIGNING)


def test_a_file_has_its_name_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "b"
    (tmp_path / ".fengqiao-left.part").write_bytes(b"of a writer that was killed")
    with pytest.raises(ZeroDivisionError), archive.new_file(path) as out:
        out.write(b"half" * (1 // 0))
    assert not list(tmp_path.iterdir())
    with archive.new_file(path) as out:
        out.write(b"whole")
        assert not path.exists()
        with archive.new_file(tmp_path / "c") as beside:
            beside.write(b"the other is not swept away")
    assert path.read_bytes() == b"whole"
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError), archive.new_file(path):
        pass
    assert {p.name for p in tmp_path.iterdir()} == {"b", "c"}


def test_the_recovery_key_is_not_in_the_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from fengqiao.kit import clock

    monkeypatch.setenv("FENGQIAO_HOME", str(tmp_path / "home"))
    with pytest.raises(keys.NoKey, match="--new-key"):
        keys.recipient()
    keys.make(tmp_path / "key", clock.now())
    found = keys.read(tmp_path / "key")
    assert keys.recipient() == str(pyrage.x25519.Identity.from_str(found.identity).to_public())
    inside = "".join(p.read_text() for p in (tmp_path / "home").rglob("*") if p.is_file())
    assert found.identity not in inside
    (tmp_path / "other").write_text(found.identity)
    with pytest.raises(keys.NoKey, match="no recovery key"):
        keys.read(tmp_path / "other")
