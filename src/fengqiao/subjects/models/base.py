"""What every row about a person carries."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fengqiao.kit.fields import AreaField, StampField


class CaseRow(models.Model):
    """A row under the area policy: `area` is the code of the office responsible for the person."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()

    class Meta:
        abstract = True


class VersionedRow(CaseRow):
    """A row that may change, but only by leaving what it said before in a table of versions.

    A trigger of the database writes the version, so no door can change a fact without a trace (THREATS T28).
    `act` and `reason` say which act made the present version and why.
    """

    version = models.IntegerField(default=1)
    act = models.UUIDField(null=True)
    reason = models.TextField(default="")

    class Meta:
        abstract = True


class PersonRow(models.Model):
    """A row about a subject. The key in the database is (subject_id, area), so a foreign parent is refused (T07)."""

    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+", db_constraint=False)

    class Meta:
        abstract = True


class VersionRow(CaseRow, PersonRow):
    """What a row said before it was changed, and which of its fields the change touched.

    It moves with its person, so a former office reads nothing of it (T14).
    """

    of = models.CharField(max_length=40)
    row = models.UUIDField()
    version = models.IntegerField()
    before = models.JSONField()
    fields = ArrayField(models.CharField(max_length=40))
    act = models.UUIDField(null=True)
    reason = models.TextField()

    class Meta:
        abstract = True
