"""The list of erasures replayed over what an older backup brought back (T89)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import connection, transaction

from fengqiao.kit import clock, erasure, scope
from fengqiao.kit.ids import new_id
from fengqiao.site import database
from fengqiao.site.commands import keeping
from fengqiao.site.commands.result import CommandError
from fengqiao.site.keeping import erasing
from fengqiao.subjects.face import Subject
from fengqiao.subjects.tests import factories as people


def test_t89_whoever_was_destroyed_does_not_come_back_with_an_older_backup(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """★ What the list names leaves again, and nobody else does; replayed once more it finds nothing."""
    monkeypatch.setenv("FENGQIAO_DATABASE", committed)
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        gone, stays = people.someone(1), people.someone(2)
    line = erasure.line(at=clock.now(), kind="file", erasure=new_id(), uids=[gone.uid], certificate={})
    owner = database.connection("owner")
    assert erasing.replay(owner, [line]) == 1
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        assert [each.uid for each in Subject.objects.all()] == [stays.uid]
    assert erasing.replay(owner, [line]) == 0


def keys_of(person: Subject) -> int:
    """How many search keys of a person lie in the scope entered."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM subjects_namekey WHERE subject_id = %s", [person.pk])
        return int(cursor.fetchone()[0])


def test_t82_t89_a_sealed_record_that_comes_back_with_an_older_backup_is_sealed_again(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """★ By its name on the list, with its search keys and without the claim of its number; again finds nothing."""
    monkeypatch.setenv("FENGQIAO_DATABASE", committed)
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        minor, stays = people.someone(1, birth_date=date(2010, 5, 6)), people.someone(2)
    line = erasure.line(
        what=erasure.SEALED, at=clock.now(), kind="minor", erasure=new_id(), uids=[minor.uid], certificate={}
    )
    owner = database.connection("owner")
    assert erasing.replay(owner, [line]) == 1
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        assert [each.uid for each in Subject.objects.all()] == [stays.uid]
        assert keys_of(minor) == 0
    with transaction.atomic(), scope.of((scope.sealed(scope.WHOLE),)):
        assert Subject.objects.get(uid=minor.uid).area == scope.sealed(minor.area)
        assert keys_of(minor) > 0
    assert erasing.replay(owner, [line]) == 0


def test_a_restore_takes_the_named_list_or_the_homes_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGQIAO_HOME", str(tmp_path / "home"))
    assert keeping._erased(None) == ()
    given = tmp_path / "list"
    line = erasure.line(at=clock.now(), kind="file", erasure=new_id(), uids=[new_id()], certificate={})
    erasure.append(given, [line])
    assert keeping._erased(given) == keeping._erased(None) == (line,)
    with pytest.raises(CommandError):
        keeping._erased(tmp_path / "none")
    given.write_text("{}")
    with pytest.raises(CommandError):
        keeping._erased(given)
