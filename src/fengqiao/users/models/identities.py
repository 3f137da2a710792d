"""Names at another provider, each bound to one account."""

from __future__ import annotations

from django.db import models


class Identity(models.Model):
    """By which name another provider (统一身份认证) knows whoever owns an account.

    Issuer and subject together name somebody for good; nothing else that a provider says is compared (THREATS T46).
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    account = models.ForeignKey("users.Account", on_delete=models.PROTECT, related_name="+")
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    given_by = models.ForeignKey("users.Person", on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    ended_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "users_identity"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], condition=models.Q(ended_at=None), name="users_identity_is_one_account"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_at=None, ended_by=None)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="users_identity_who_and_when_go_together",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)
