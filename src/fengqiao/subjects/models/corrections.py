"""Who corrected what a file says, on which paper, and what still waits for a second person."""

from __future__ import annotations

from django.db import models

from fengqiao.subjects.models.base import PersonRow, VersionedRow


class Correction(VersionedRow, PersonRow):
    """One correction of a file. Its `uid` is the `act` of every version that it made.

    `kind` is facts or sentence, `state` waiting, in_force or rejected. `content` holds a corrected decision from the
    day it was proposed; of corrected facts the versions alone tell, because they are sealed. The names are kept as
    they were, so that old pages stay true. `based_on` is the version of the decision that was corrected.
    """

    kind = models.CharField(max_length=12)
    state = models.CharField(max_length=12)
    person = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    cause = models.TextField()
    paper = models.CharField(max_length=200, default="")
    paper_on = models.DateField(null=True)
    based_on = models.IntegerField(null=True)
    content = models.JSONField(default=dict)
    decided_by = models.BigIntegerField(null=True)
    decided_name = models.CharField(max_length=60, default="")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "subjects_correction"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "area"], condition=models.Q(state="waiting"), name="subjects_one_correction_waits"
            )
        ]
        indexes = [
            models.Index(
                fields=["recorded_at", "id"], condition=models.Q(state="waiting"), name="subjects_corrections_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
