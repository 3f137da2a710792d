"""Two files of one human, joined into one by two people, and all that it takes to separate them again."""

from __future__ import annotations

from django.db import models

from fengqiao.kit.fields import AreaField
from fengqiao.subjects.models.base import CaseRow, PersonRow, VersionedRow


class Joining(VersionedRow, PersonRow):
    """One joining (档案合并). `subject` is the file that stays, `joined` the uid of the one that went into it.

    `state` is proposed, dropped, joined, parting (a separation is proposed) or separated. `counts` says per table how
    many rows moved and how many were set aside. Nobody decides what he or she proposed: constraints hold it.
    """

    joined = models.UUIDField()
    joined_row = models.BigIntegerField()
    joined_area = AreaField()
    state = models.CharField(max_length=12)
    cause = models.TextField()
    proposed_by = models.BigIntegerField()
    proposed_name = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_name = models.CharField(max_length=60, default="")
    decided_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    part_cause = models.TextField(default="")
    part_by = models.BigIntegerField(null=True)
    part_name = models.CharField(max_length=60, default="")
    part_at = models.DateTimeField(null=True)
    parted_by = models.BigIntegerField(null=True)
    parted_name = models.CharField(max_length=60, default="")
    parted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "subjects_joining"
        constraints = [
            models.UniqueConstraint(
                fields=["joined", "area"],
                condition=models.Q(state__in=["proposed", "joined", "parting"]),
                name="subjects_joined_into_one_file",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("proposed_by")),
                name="subjects_nobody_joins_alone",
            ),
            models.CheckConstraint(
                condition=models.Q(parted_by=None) | ~models.Q(parted_by=models.F("part_by")),
                name="subjects_nobody_separates_alone",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["proposed", "dropped"]) | models.Q(decided_by__isnull=False),
                name="subjects_joined_by_a_second_person",
            ),
            models.CheckConstraint(condition=~models.Q(cause=""), name="subjects_a_joining_has_a_reason"),
        ]
        indexes = [
            models.Index(fields=["joined"], name="subjects_joining_of_a_file"),
            models.Index(fields=["subject"], name="subjects_joinings_into"),
            models.Index(
                fields=["proposed_at", "id"], condition=models.Q(state__in=["proposed", "parting"]),
                name="subjects_joinings_waiting",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.state} {self.uid}"


class JoinedRow(CaseRow, PersonRow):
    """One row that a joining moved, or took out of its table and keeps here whole (`is_aside`), until it is separated.

    Only the two functions of the database write it. `period`: what a matter that moved gave up, because the file that
    stays has a matter for the same days.
    """

    joining = models.UUIDField()
    of = models.CharField(max_length=60)
    row = models.BigIntegerField()
    is_aside = models.BooleanField()
    content = models.JSONField(null=True)
    period = models.CharField(max_length=40, default="")

    class Meta:
        db_table = "subjects_joinedrow"
        constraints = [
            models.UniqueConstraint(fields=["joining", "of", "row"], name="subjects_each_row_joined_once"),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.row}"
