"""What sign-in remembers: sessions, browsers seen before, failures. Rows that may be deleted."""

from __future__ import annotations

from django.contrib.postgres.functions import RandomUUID
from django.db import models


class Session(models.Model):
    """A signed-in browser. Only a keyed hash of its key is kept, so a copied table signs nobody in (T40).

    `network` and `browser` are where it signed in from: what its owner recognises in the list of sessions.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, db_default=RandomUUID())
    key_hash = models.BinaryField(max_length=32, unique=True)
    account = models.ForeignKey("users.Account", null=True, on_delete=models.CASCADE, related_name="+")
    data = models.JSONField()
    network = models.CharField(max_length=45, default="")
    browser = models.CharField(max_length=40, default="")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "users_session"
        indexes = [models.Index(fields=["seen_at"], name="users_session_seen")]

    def __str__(self) -> str:
        return str(self.id)


class KnownDevice(models.Model):
    """A browser that signed in to this account before; it only relaxes throttling (T36)."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey("users.Account", on_delete=models.CASCADE, related_name="+")
    token_hash = models.BinaryField(max_length=32)
    until = models.DateTimeField()

    class Meta:
        db_table = "users_known_device"
        constraints = [models.UniqueConstraint(fields=["account", "token_hash"], name="users_known_device_once")]

    def __str__(self) -> str:
        return str(self.id)


class Attempts(models.Model):
    """Failures counted under one key: an account's name, a network, a known browser. Only a hash is kept."""

    key_hash = models.BinaryField(max_length=32, primary_key=True)
    failures = models.IntegerField()
    last_at = models.DateTimeField()

    class Meta:
        db_table = "users_attempts"
        indexes = [models.Index(fields=["last_at"], name="users_attempts_last")]

    def __str__(self) -> str:
        return str(self.failures)
