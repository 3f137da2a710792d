"""What was reported and which contacts were made. Texts are sealed to their rows: they tell of family, health, mind."""

from __future__ import annotations

from django.db import models

from fengqiao.subjects.face import PersonRow, VersionedRow, VersionRow


class Report(VersionedRow, PersonRow):
    """A report of the person (报告) and what the office made of it; for an excused period the excuse.

    `kind` is report, written or event. `period_first` names the period that it answers; an event answers none and has
    its own moment. `void` rows were struck out with a reason and count for nothing.
    """

    matter = models.UUIDField()
    made_by = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12)
    reported_on = models.DateField()
    channel = models.CharField(max_length=12)
    answer = models.CharField(max_length=12)
    period_first = models.DateField(null=True)
    event = models.CharField(max_length=12, default="")
    happened_at = models.DateTimeField(null=True)
    had_guardian = models.BooleanField(default=False)
    content_sealed = models.BinaryField()
    officer = models.CharField(max_length=60)
    void = models.BooleanField(default=False)

    class Meta:
        db_table = "supervision_report"
        indexes = [models.Index(fields=["subject", "reported_on"], name="supervision_reports_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Contact(VersionedRow, PersonRow):
    """A contact that the office made (联系、走访、谈话)."""

    matter = models.UUIDField()
    made_by = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12)
    held_on = models.DateField()
    channel = models.CharField(max_length=12)
    place = models.CharField(max_length=12, default="")
    had_guardian = models.BooleanField(default=False)
    topic_sealed = models.BinaryField()
    content_sealed = models.BinaryField()
    officer = models.CharField(max_length=60)
    void = models.BooleanField(default=False)

    class Meta:
        db_table = "supervision_contact"
        indexes = [models.Index(fields=["subject", "held_on"], name="supervision_contacts_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Appointment(VersionedRow, PersonRow):
    """When the person is met next (约见), for a report, a talk or a visit. `state` is arranged or called_off.

    Whether it was kept is not stored: a record of its kind on that day says so. `officer` is a natural person, with
    the name as it is; a move leaves the former hour among the versions. `made_on`: since when this hour stands.
    """

    made_by = models.UUIDField(unique=True)
    made_on = models.DateField()
    kind = models.CharField(max_length=12)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=12)
    officer = models.BigIntegerField()
    officer_name = models.CharField(max_length=60)
    state = models.CharField(max_length=12)

    class Meta:
        db_table = "supervision_appointment"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="supervision_appointment_has_a_length"
            )
        ]
        indexes = [
            models.Index(fields=["subject", "starts_at"], name="supervision_appts_of_person"),
            models.Index(fields=["officer", "starts_at"], name="supervision_appts_of_officer"),
            models.Index(fields=["starts_at", "id"], name="supervision_appts_in_time"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class SupervisionVersion(VersionRow):
    """Former versions of the rows of this room; `of` is the table's name."""

    class Meta:
        db_table = "supervision_version"
        constraints = [models.UniqueConstraint(fields=["row", "version"], name="supervision_each_version_once")]
        indexes = [models.Index(fields=["act"], name="supervision_version_of_an_act")]

    def __str__(self) -> str:
        return f"{self.of} {self.row} {self.version}"
