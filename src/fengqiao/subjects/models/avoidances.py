"""Who keeps away from whose file."""

from __future__ import annotations

from django.db import models

from fengqiao.subjects.models.base import PersonRow, VersionedRow


class Avoidance(VersionedRow, PersonRow):
    """A declared relation (回避申报): an officer is a relative, a neighbour or a former party of somebody under
    correction, and from then on neither sees the file nor acts on it (THREATS T77).

    `person` is the natural person, whatever the account or post. What the relation is in words is sealed to the row.
    It ends only by somebody else.
    """

    person = models.BigIntegerField()
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    words_sealed = models.BinaryField()
    declared_by = models.BigIntegerField()
    declared_name = models.CharField(max_length=60)
    declared_on = models.DateField()
    ended_by = models.BigIntegerField(null=True)
    ended_name = models.CharField(max_length=60, default="")
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "subjects_avoidance"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "person", "area"], condition=models.Q(ended_on=None), name="subjects_avoidance_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_by=None, ended_on=None)
                | (models.Q(ended_by__isnull=False, ended_on__isnull=False) & ~models.Q(ended_by=models.F("person"))),
                name="subjects_avoidance_ended_by_another",
            ),
        ]
        indexes = [models.Index(fields=["person"], condition=models.Q(ended_on=None), name="subjects_avoidance_now")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
