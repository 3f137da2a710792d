"""Human beings and the accounts they sign in with."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Person(models.Model):
    """A natural person. Two accounts with one identity number are one person (THREATS T22).

    The number itself is not kept: its keyed hash is enough to recognise the person again.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    name = models.CharField(max_length=60)
    pinyin = models.CharField(max_length=160)
    initials = models.CharField(max_length=60)
    number_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "users_person"

    def __str__(self) -> str:
        return self.name


class Account(AbstractBaseUser):
    """What somebody signs in with: a user name, a password and the seed of a second factor.

    `last_step` is the last time step whose code was used, so that no code works twice (T38). A password
    given by another person is for one use (`must_change`) and until `password_until` only. Demonstration
    accounts sign in to demonstrations alone (T88).
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    username = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey("users.Person", on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    must_change = models.BooleanField(default=False)
    password_until = models.DateTimeField(null=True)
    seed = models.BinaryField(null=True)
    seed_confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    created_at = models.DateTimeField()

    # Signing in leaves an audit row; a second, overwritten record of it would only be in the way.
    last_login = None

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = BaseUserManager()

    class Meta:
        db_table = "users_account"

    def __str__(self) -> str:
        return self.username


class Reset(models.Model):
    """A new password and second factor for somebody who lost theirs: proposed by one, confirmed by another.

    The person concerned is there in person; neither message nor telephone changes a factor (T37).
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    account = models.ForeignKey("users.Account", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    proposed_by = models.ForeignKey("users.Person", on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "users_reset"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="users_reset_who_and_when_go_together",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("proposed_by")),
                name="users_reset_needs_two_persons",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.proposed_at:%Y-%m-%d}"
