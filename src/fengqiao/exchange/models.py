"""An upload on its way from file to register."""

from __future__ import annotations

from django.db import models

from fengqiao.kit.fields import AreaField, StampField


class Upload(models.Model):
    """A register that somebody sent through the browser, until it is loaded, discarded or forgotten.

    The file itself is never kept, nor its name (which may name a person): only its cells, sealed to this row, and
    only until `expires_at`. `state` is checking, checked, loading, loaded, failed, discarded or expired.
    """

    uid = models.UUIDField(unique=True)
    area = AreaField()
    recorded_at = StampField()
    account = models.BigIntegerField()
    post = models.BigIntegerField()
    state = models.CharField(max_length=12)
    kind = models.CharField(max_length=8)
    encoding = models.CharField(max_length=12)
    table_sealed = models.BinaryField(null=True)
    outcome_sealed = models.BinaryField(null=True)
    takes_good_rows = models.BooleanField(default=False)
    rows = models.IntegerField()
    done_rows = models.IntegerField(default=0)
    written = models.IntegerField(default=0)
    failure = models.CharField(max_length=24, default="")
    moved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "exchange_upload"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_rows__lte=models.F("rows"), done_rows__gte=0),
                name="exchange_upload_does_no_more_rows_than_it_has",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["discarded", "expired"])
                | models.Q(table_sealed=None, outcome_sealed=None),
                name="exchange_upload_forgets_when_it_ends",
            ),
        ]
        indexes = [models.Index(fields=["area", "-id"], name="exchange_uploads_of_a_county")]

    def __str__(self) -> str:
        return f"{self.state} {self.uid}"
