"""What a person asked about his or her own data: that something be put right."""

from __future__ import annotations

from django.db import models

from fengqiao.subjects.models.base import PersonRow, VersionedRow


class DataRequest(VersionedRow, PersonRow):
    """A request to correct or complete what is held (更正请求), and its answer.

    `field` names what it is about, `state` is open, granted, partly or refused. What was wished and what was answered
    are sealed to the row. `due_on` is the last good day of the answer by the parameter of the day on which it came.
    `correction` is the correction of facts or of the decision that followed; there is none where it was refused.
    """

    asked_by = models.CharField(max_length=12)
    field = models.CharField(max_length=24)
    wish_sealed = models.BinaryField()
    received_on = models.DateField()
    received_by = models.BigIntegerField(null=True)
    received_name = models.CharField(max_length=60)
    due_on = models.DateField()
    state = models.CharField(max_length=12)
    answer_sealed = models.BinaryField(null=True)
    answered_on = models.DateField(null=True)
    decided_by = models.BigIntegerField(null=True)
    decided_name = models.CharField(max_length=60, default="")
    correction = models.UUIDField(null=True)

    class Meta:
        db_table = "subjects_datarequest"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", answered_on=None, answer_sealed=None)
                | (~models.Q(state="open") & models.Q(answered_on__isnull=False, answer_sealed__isnull=False)),
                name="subjects_request_open_or_answered",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["granted", "partly"]) | models.Q(correction__isnull=False),
                name="subjects_request_granted_by_a_correction",
            ),
        ]
        indexes = [
            models.Index(fields=["due_on", "id"], condition=models.Q(state="open"), name="subjects_requests_open"),
            models.Index(fields=["subject"], name="subjects_requests_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.uid}"
