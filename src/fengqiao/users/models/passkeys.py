"""Passkeys: key pairs of people's own devices, of which only the public half is here."""

from __future__ import annotations

from django.db import models


class Passkey(models.Model):
    """A key (通行密钥) that opens one account: what its authenticator said of it, and until when it counts (T39).

    `credential` is the attested credential data of WebAuthn: model of the authenticator, the key's name, the public
    key. `counter` is what its authenticator counted last; one that counts backwards is a copy and is ended.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    account = models.ForeignKey("users.Account", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    credential_id = models.BinaryField(max_length=1023, unique=True)
    credential = models.BinaryField()
    counter = models.BigIntegerField()
    is_synced = models.BooleanField()
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=20, default="")

    class Meta:
        db_table = "users_passkey"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_why="")
                | models.Q(ended_at__isnull=False) & ~models.Q(ended_why=""),
                name="users_passkey_end_has_a_reason",
            ),
            models.UniqueConstraint(
                fields=["account", "name"], condition=models.Q(ended_at__isnull=True), name="users_passkey_one_name"
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)
