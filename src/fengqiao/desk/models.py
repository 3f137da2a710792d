"""What the desk keeps of its own: how somebody likes to see a list. No row names a person under correction."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fengqiao.kit.fields import AreaField, StampField


class SavedView(models.Model):
    """A list with its conditions, order and columns under a name: one's own, or shared within an office.

    `area` is the office of whoever keeps it. `conditions` are what would stand in the address of the list; a value in
    them may have gone since, and then the page says so. A view is ended, never deleted.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()
    person = models.BigIntegerField()
    of = models.CharField(max_length=12)
    name = models.CharField(max_length=40)
    shared = models.BooleanField(default=False)
    conditions = models.JSONField(default=dict)
    columns = ArrayField(models.CharField(max_length=20), default=list)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "desk_savedview"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "person", "of", "name"],
                condition=models.Q(ended_at=None),
                name="desk_savedview_one_of_a_name",
            )
        ]
        indexes = [models.Index(fields=["area", "of"], name="desk_savedview_of_office")]

    def __str__(self) -> str:
        return str(self.uid)
