"""The two copies of a letter, and what happened to each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from fengqiao.kit.fields import AreaField, StampField


class Copy(models.Model):
    """What both copies say. They share `uid`; person and matter are opaque ids of the own side.

    `title` is {"zh", "en"}; `papers` lists what is enclosed: kind, number and title, with the id where the paper lies
    on this side. `body_sealed` is sealed to the letter, so that either side opens its own copy. `minors`: it is about a
    minor. What is null of `receipt_on` and `answered_on` has not happened; for a letter inside this system only
    the definer functions write them.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    subject_id = models.BigIntegerField(null=True)
    matter = models.UUIDField(null=True)
    kind = models.CharField(max_length=16)
    title = models.JSONField()
    way = models.CharField(max_length=8)
    sent_on = models.DateField()
    body_sealed = models.BinaryField(null=True)
    papers = models.JSONField(default=list)
    minors = models.BooleanField()
    wants_answer = models.BooleanField(default=False)
    reply_to = models.UUIDField(null=True)
    receipt_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answered_by = models.UUIDField(null=True)
    told_at = models.DateTimeField(null=True)
    recorded_at = StampField()

    class Meta:
        abstract = True


class Sent(Copy):
    """The writer's copy. `area` is the office of the person it is about, `sender` the institution that writes.

    `act` is the act of a procedure that calls for it. `due_on` is the last day on which a receipt is in time, by the
    parameter of the day on which it was sent. `told_at`: when the sender was told that the receipt is overdue.
    """

    act = models.UUIDField(null=True)
    sender = AreaField()
    to_kind = models.CharField(max_length=24)
    to_area = AreaField(blank=True)
    to_name = models.CharField(max_length=120)
    due_on = models.DateField()
    carried_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "letters_sent"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "act", "kind", "to_kind", "to_area"],
                condition=Q(act__isnull=False),
                name="letters_one_per_act_and_organ",
            ),
            models.UniqueConstraint(
                fields=["area", "reply_to"], condition=Q(reply_to__isnull=False), name="letters_one_reply_each"
            ),
        ]
        indexes = [
            models.Index(fields=["-sent_on", "-id"], include=["area"], name="letters_sent_latest"),
            models.Index(
                fields=["due_on", "id"],
                include=["area"],
                condition=Q(receipt_on=None, answered_on=None),
                name="letters_sent_waiting",
            ),
            models.Index(fields=["matter"], name="letters_sent_of_matter"),
            models.Index(fields=["subject_id", "-id"], name="letters_sent_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Arrived(Copy):
    """The addressee's copy. `area` is the office that got it; `number` is the writer's own number.

    Staff write one only for a letter from outside of this system; all others are carried. `told_at`: when the office
    was told that it came.
    """

    from_kind = models.CharField(max_length=24)
    from_area = AreaField(blank=True)
    from_name = models.CharField(max_length=120)
    number = models.CharField(max_length=80, blank=True)
    arrived_on = models.DateField()

    class Meta:
        db_table = "letters_arrived"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "reply_to"], condition=Q(reply_to__isnull=False), name="letters_one_answer_each"
            ),
        ]
        indexes = [
            models.Index(fields=["-arrived_on", "-id"], include=["area"], name="letters_arrived_latest"),
            models.Index(
                fields=["-arrived_on", "-id"],
                include=["area"],
                condition=Q(answered_on=None) & (Q(receipt_on=None) | Q(wants_answer=True)),
                name="letters_arrived_open",
            ),
            models.Index(fields=["id"], condition=Q(told_at=None), name="letters_arrived_untold"),
            models.Index(fields=["matter"], name="letters_arrived_of_matter"),
            models.Index(fields=["subject_id", "-id"], name="letters_arrived_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Event(models.Model):
    """What happened to a copy: its receipt, a reminder. Inserted only; the detail is sealed to the row."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    sent = models.ForeignKey(Sent, null=True, on_delete=models.PROTECT, related_name="events", db_constraint=False)
    arrived = models.ForeignKey(
        Arrived, null=True, on_delete=models.PROTECT, related_name="events", db_constraint=False
    )
    what = models.CharField(max_length=12)
    at = models.DateTimeField()
    happened_on = models.DateField()
    person = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    office = AreaField()
    detail_sealed = models.BinaryField(null=True)
    recorded_at = StampField()

    class Meta:
        db_table = "letters_event"
        constraints = [
            models.UniqueConstraint(
                fields=["sent", "arrived", "what", "happened_on"],
                nulls_distinct=False,
                name="letters_event_once_a_day",
            ),
            models.CheckConstraint(
                condition=Q(sent__isnull=True, arrived__isnull=False) | Q(sent__isnull=False, arrived__isnull=True),
                name="letters_event_of_one_copy",
            ),
        ]

    def __str__(self) -> str:
        return self.what
