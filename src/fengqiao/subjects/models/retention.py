"""What keeps a file from being destroyed, and what was destroyed when its time had come."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fengqiao.subjects.models.base import CaseRow, PersonRow, VersionedRow


class Hold(VersionedRow, PersonRow):
    """A hold (暂缓销毁): as long as one stands, nothing of the file is destroyed, whatever its time.

    `kind` says why (litigation, review, audit, other); `lifted_at` is empty while it stands.
    """

    kind = models.CharField(max_length=16)
    cause = models.TextField()
    placed_by = models.BigIntegerField()
    placed_name = models.CharField(max_length=60)
    placed_at = models.DateTimeField()
    lifted_by = models.BigIntegerField(null=True)
    lifted_name = models.CharField(max_length=60, default="")
    lifted_at = models.DateTimeField(null=True)
    lifted_cause = models.TextField(default="")

    class Meta:
        db_table = "subjects_hold"
        constraints = [
            models.CheckConstraint(condition=~models.Q(cause=""), name="subjects_a_hold_has_a_reason"),
            models.CheckConstraint(
                condition=models.Q(lifted_at=None) | ~models.Q(lifted_cause=""),
                name="subjects_a_hold_ends_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["subject"], condition=models.Q(lifted_at=None), name="subjects_holds_that_stand"),
            models.Index(
                fields=["placed_at", "id"], condition=models.Q(lifted_at=None), name="subjects_holds_by_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Erasure(CaseRow):
    """One destruction of what had reached its time: proposed by one, settled by another, then proven.

    It outlives what it destroyed, so it holds no key to a person: `person` is the uid that the file had, which names
    nobody once the file is gone. Everything in it is written once (a trigger holds it). `certificate` says per table
    how many rows went and the hash over them, and the numbers of the papers; `uids` are the names that must not come
    back with an older backup.
    """

    person = models.UUIDField()
    kind = models.CharField(max_length=16)
    ended_on = models.DateField()
    due_on = models.DateField()
    retention = models.CharField(max_length=24)
    words = models.TextField()
    proposed_by = models.BigIntegerField()
    proposed_name = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_name = models.CharField(max_length=60, default="")
    decided_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(null=True)
    answer = models.TextField(default="")
    erased_at = models.DateTimeField(null=True)
    certificate = models.JSONField(null=True)
    uids = ArrayField(models.UUIDField(), null=True)

    class Meta:
        db_table = "subjects_erasure"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="subjects_nobody_destroys_alone",
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at=None)
                | models.Q(is_agreed=True, decided_by__isnull=False, certificate__isnull=False, uids__isnull=False),
                name="subjects_destroyed_with_a_certificate",
            ),
            models.CheckConstraint(condition=~models.Q(words=""), name="subjects_a_destruction_has_a_reason"),
            models.UniqueConstraint(
                fields=["person", "kind", "area"], condition=models.Q(decided_at=None),
                name="subjects_one_destruction_waits",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["proposed_at", "id"], name="subjects_erasures_by_moment")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
