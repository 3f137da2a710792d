"""Places, offices and organs. Public knowledge: readable by every door, written by migrations and by `settle_place`."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from fengqiao.kit.fields import AreaField


class Place(models.Model):
    """One of the five levels' places. A code is never deleted: old cases and ID numbers refer to it."""

    code = AreaField(primary_key=True)
    name = models.CharField(max_length=60)
    level = models.SmallIntegerField()
    kind = models.CharField(max_length=10)
    pinyin = models.CharField(max_length=160)
    initials = models.CharField(max_length=60)
    basis = models.CharField(max_length=16)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table = "areas_place"

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """An office of justice or another organ, attached to a place.

    `kind` is one of justice_office, cc_institution, justice_bureau, court, procuratorate, police.
    """

    id = models.BigAutoField(primary_key=True)
    area = AreaField()
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=80)
    short_name = models.CharField(max_length=40)

    class Meta:
        db_table = "areas_office"
        constraints = [models.UniqueConstraint(fields=["area", "kind"], name="areas_office_one_of_a_kind_per_place")]

    def __str__(self) -> str:
        return self.name


class Settled(models.Model):
    """A confirmed change of places whose names, ends, posts and offices are in force. Written by `settle_place`."""

    change = models.UUIDField(primary_key=True)
    on_day = models.DateField()
    settled_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "areas_settled"

    def __str__(self) -> str:
        return str(self.change)
