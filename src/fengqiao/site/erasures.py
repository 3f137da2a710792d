"""The list of erasures in the home, beside the anchors of the audit: what it lacks of the database is added to it."""

from __future__ import annotations

from pathlib import Path

import structlog
from django.db import transaction

from fengqiao.kit import erasure, scope
from fengqiao.oversight import face as oversight
from fengqiao.site import home
from fengqiao.subjects import face as subjects

log = structlog.get_logger()


def path() -> Path:
    """Where the list lies; a copy belongs elsewhere, like those of the anchors."""
    return home.make() / "erasures.jsonl"


def write_list() -> int:
    """Every destruction and sealing of the database that the list does not hold yet. Returns how many were written."""
    with transaction.atomic(), scope.of((scope.WHOLE,)):
        done = subjects.erased_since(last=0)
    lines = [
        erasure.line(
            at=each.erased_at, kind=each.kind, erasure=each.uid, uids=each.uids or (), certificate=each.certificate
        )
        for _number, each in done
        if each.erased_at is not None and each.certificate is not None
    ]
    return erasure.append(path(), [*lines, *_sealed()])


def _sealed() -> list[erasure.Line]:
    """Every record that was sealed: an older backup brings it back unsealed."""
    return [
        erasure.line(
            what=erasure.SEALED, at=each.at, kind="minor", erasure=each.uid, uids=(each.subject,),
            certificate=each.certificate,
        )
        for each in oversight.all_sealed()
    ]  # fmt: skip


def write_at_once() -> None:
    """After the transaction that destroyed something; what fails is done again by the job."""
    try:
        write_list()
    except OSError as error:
        log.error("erasures.list_not_written", why=type(error).__name__)
