"""The two copies of a letter, what happened to each, and the register of organs."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
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

    Written is not sent: a letter is prepared (`sent_on` null) as long as one of its papers waits for the seal
    (`waits_for`) or an office has prepared it for its institution (`held`). It is dropped when it will never go.
    `act` is the act of a procedure that calls for it. `due_on` is the last day on which a receipt is in time, by the
    parameter of the day on which it was sent. `told_at`: when the sender was told that it waits too long, or, once it
    is out, that the receipt is overdue.
    """

    act = models.UUIDField(null=True)
    sender = AreaField()
    to_kind = models.CharField(max_length=24)
    to_area = AreaField(blank=True)
    to_name = models.CharField(max_length=120)
    to_organ = models.UUIDField(null=True)
    written_on = models.DateField()
    sent_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    waits_for = ArrayField(models.UUIDField(), default=list)
    held = models.BooleanField(db_default=False, default=False)
    dropped_on = models.DateField(null=True)
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
                fields=["area", "reply_to"],
                condition=Q(reply_to__isnull=False, dropped_on=None),
                name="letters_one_reply_each",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, due_on=None, receipt_on=None, answered_on=None, carried_at=None)
                | Q(sent_on__isnull=False, due_on__isnull=False, dropped_on=None, held=False, waits_for=[]),
                name="letters_out_or_waiting",
            ),
        ]
        indexes = [
            models.Index(fields=["-written_on", "-id"], include=["area"], name="letters_written_latest"),
            # An office's own: the latest of the country are nearly all somebody else's.
            models.Index(
                fields=["area", "written_on", "id"],
                opclasses=["varchar_pattern_ops", "date_ops", "int8_ops"],
                name="letters_sent_of_place",
            ),
            models.Index(fields=["to_kind", "to_area", "-written_on", "-id"], name="letters_sent_to_place"),
            models.Index(
                fields=["due_on", "id"],
                include=["area"],
                condition=Q(receipt_on=None, answered_on=None, sent_on__isnull=False),
                name="letters_sent_waiting",
            ),
            models.Index(
                fields=["id"],
                include=["area"],
                condition=Q(sent_on=None, dropped_on=None),
                name="letters_prepared",
            ),
            models.Index(fields=["matter"], name="letters_sent_of_matter"),
            models.Index(fields=["subject_id", "-id"], name="letters_sent_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Arrived(Copy):
    """The addressee's copy. `area` is the office that got it; `number` is the writer's own number.

    Staff write one only for a letter from outside of this system; all others are carried. `told_at`: when the office
    was told that it came. `document` is what it is in the terms of the definitions (D06), when somebody said so.
    """

    document = models.CharField(max_length=8, blank=True, db_default="", default="")

    from_kind = models.CharField(max_length=24)
    from_area = AreaField(blank=True)
    from_name = models.CharField(max_length=120)
    number = models.CharField(max_length=80, blank=True)
    sent_on = models.DateField()
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


class Organ(models.Model):
    """An organ with which a county exchanges letters, as its register holds it today: no case row, no person's data.

    `area` is the county that keeps the entry, `place` where the organ is. It stands from `valid_from` and, once it was
    dissolved or renamed, no longer from `valid_to` on; `former` is the entry under its former name. `demonstration`:
    the address and the numbers are invented.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    kind = models.CharField(max_length=24)
    name = models.CharField(max_length=120)
    place = AreaField(blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    fax = models.CharField(max_length=40, blank=True)
    email = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    former = models.UUIDField(null=True)
    demonstration = models.BooleanField(default=False)
    version = models.SmallIntegerField(default=1)
    recorded_at = StampField()

    class Meta:
        db_table = "letters_organ"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "name"], condition=Q(valid_to=None), name="letters_organ_once"
            ),
            models.UniqueConstraint(fields=["former"], name="letters_organ_renamed_once"),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gt=models.F("valid_from")), name="letters_organ_stands"
            ),
        ]
        indexes = [models.Index(fields=["area", "kind", "name"], name="letters_organs_of_a_county")]

    def __str__(self) -> str:
        return self.name


class OrganChange(models.Model):
    """Who changed an entry of the register, why, and what it said from then on. Inserted only."""

    id = models.BigAutoField(primary_key=True)
    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="changes")
    version = models.SmallIntegerField()
    what = models.CharField(max_length=12)
    said = models.JSONField()
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    person = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    office = AreaField()
    recorded_at = StampField()

    class Meta:
        db_table = "letters_organchange"
        constraints = [models.UniqueConstraint(fields=["organ", "version"], name="letters_organ_each_version_once")]

    def __str__(self) -> str:
        return f"{self.organ_id} {self.version}"
