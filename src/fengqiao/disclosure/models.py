"""Published versions, and how often somebody has looked up a paper. No person, no area of a case."""

from __future__ import annotations

from django.db import models

from fengqiao.kit.fields import StampField


class Publication(models.Model):
    """One published version of the powers list of an authority. Inserted, never changed: strangers read this row.

    `content` is the list as JSON in both languages; `digest` its SHA-256; the files are what was published then (the
    first versions had no PDF).
    Who published it stands in the audit, not here.
    """

    id = models.BigAutoField(primary_key=True)
    authority = models.CharField(max_length=12, db_collation="C")
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160)
    number = models.IntegerField()
    published_on = models.DateField()
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    xlsx = models.BinaryField()
    pdf = models.BinaryField(null=True)
    recorded_at = StampField()

    class Meta:
        db_table = "disclosure_publication"
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="disclosure_each_version_once")]

    def __str__(self) -> str:
        return f"{self.authority} {self.number}"


class Lookups(models.Model):
    """How often one network has asked in its present minute, under a keyed hash that changes every day."""

    network = models.BinaryField(primary_key=True)
    since = models.DateTimeField()
    tries = models.IntegerField()

    class Meta:
        db_table = "disclosure_lookups"

    def __str__(self) -> str:
        return f"{self.tries}"
