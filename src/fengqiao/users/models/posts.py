"""Posts, delegations of powers to offices, and covers. Periods are half-open: `to_day` no longer counts."""

from __future__ import annotations

from django.db import models

from fengqiao.kit.fields import AreaField


def _forward(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(to_day__isnull=True) | models.Q(to_day__gte=models.F("from_day")), name=name
    )


class Post(models.Model):
    """A role in a place, held through one account from a day on."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    account = models.ForeignKey("users.Account", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=24)
    area = AreaField()
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    document = models.CharField(max_length=80)
    given_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "users_post"
        constraints = [_forward("users_post_ends_after_it_begins")]
        indexes = [models.Index(fields=["area", "role"], name="users_post_place")]

    def __str__(self) -> str:
        return f"{self.role} {self.area}"


class Delegation(models.Model):
    """A power that a county institution lets a justice office exercise, with the document that says so.

    Law: Community Corrections Law art. 9.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    institution = AreaField()
    office = AreaField()
    power = models.CharField(max_length=24)
    from_day = models.DateField()
    to_day = models.DateField(null=True)
    document = models.CharField(max_length=80)
    given_by = models.ForeignKey("users.Person", on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "users_delegation"
        constraints = [_forward("users_delegation_ends_after_it_begins")]
        indexes = [models.Index(fields=["office", "power"], name="users_delegation_office")]

    @property
    def area(self) -> str:
        """The institution whose power it is: where its audit rows belong."""
        return self.institution

    def __str__(self) -> str:
        return f"{self.power} {self.institution}>{self.office}"


class Cover(models.Model):
    """The holder of one post stands in for the holder of another until a fixed day (THREATS T23)."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    deputy = models.ForeignKey("users.Post", on_delete=models.PROTECT, related_name="+")
    covered = models.ForeignKey("users.Post", on_delete=models.PROTECT, related_name="+")
    from_day = models.DateField()
    to_day = models.DateField()
    reason = models.CharField(max_length=80)
    given_by = models.ForeignKey("users.Person", on_delete=models.PROTECT, related_name="+")
    ended_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "users_cover"
        constraints = [
            _forward("users_cover_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~models.Q(deputy=models.F("covered")), name="users_cover_is_by_another_post"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputy_id} for {self.covered_id}"
