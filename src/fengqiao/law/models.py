"""Local changes to parameters and working days: the only tables of the room.

One row is one change of one place: proposed by one person, settled by another, never edited, never deleted. It holds no
case and no person under supervision, so every staff door reads every row: a county lives by its province's changes.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from fengqiao.kit.fields import AreaField, StampField


class Change(models.Model):
    """What a place wants to hold from a day on, why, on which document; and what a second person said of it.

    `area` is the place for which it holds, `office` the institution that proposed it. `kind` is number, year, closed
    or place; `said` what is set, in plain values. `state` is proposed, confirmed, refused or withdrawn; a trigger lets
    it be settled once. `persons` are the natural persons that the proposer counted as. `foreseen` is what the preview
    had counted when it was confirmed.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    office = AreaField()
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=60, blank=True)
    said = models.JSONField()
    valid_from = models.DateField()
    is_correction = models.BooleanField()
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=200)
    request = models.UUIDField()
    persons = ArrayField(models.BigIntegerField())
    proposed_by = models.CharField(max_length=60)
    proposed_at = models.DateTimeField()
    recorded_at = StampField()
    state = models.CharField(max_length=10, default="proposed")
    settled_person = models.BigIntegerField(null=True)
    settled_by = models.CharField(max_length=60, blank=True)
    settled_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    foreseen = models.JSONField(null=True)

    class Meta:
        db_table = "law_change"
        constraints = [
            models.UniqueConstraint(fields=["area", "request"], name="law_change_one_per_request"),
            models.CheckConstraint(
                condition=Q(state="proposed", settled_at=None) | ~Q(state="proposed") & Q(settled_at__isnull=False),
                name="law_change_settled_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(settled_person__isnull=False, foreseen__isnull=False),
                name="law_change_confirmed_says_by_whom_and_what_was_foreseen",
            ),
        ]
        indexes = [models.Index(fields=["area", "-proposed_at", "-id"], name="law_changes_of_a_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
