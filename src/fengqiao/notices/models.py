"""Messages that leave the house with the log of their tries, notices that stay inside, numbers that are switched off.

Person and matter are opaque ids: the rooms that know them lie above. `area` is the person's office, as the caller says.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from fengqiao.kit.fields import AreaField, StampField


class CaseRow(models.Model):
    """A row under the area policy."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()

    class Meta:
        abstract = True


class Message(CaseRow):
    """One message on one channel. Its words are made when it goes and are not kept: the kind says them, with the moment
    that it speaks of (`about_at`, of appointments alone).

    The number is sealed to the row and dropped some time after the end; its mask and its keyed hash remain as long as
    they are of use. `cause` is the act (or the deadline) that it tells of, once per kind, receiver and channel.
    Unit: `tries` counts tries begun.
    """

    subject_id = models.BigIntegerField(null=True)
    matter = models.UUIDField(null=True)
    cause = models.UUIDField()
    kind = models.CharField(max_length=24)
    audience = models.CharField(max_length=10)
    place = models.SmallIntegerField(default=0)
    channel = models.CharField(max_length=10)
    to_sealed = models.BinaryField(null=True)
    to_hash = models.BinaryField(null=True)
    to_masked = models.CharField(max_length=24, default="")
    state = models.CharField(max_length=12)
    why = models.CharField(max_length=24, default="")
    told_at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    about_at = models.DateTimeField(null=True)
    tries = models.SmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=80, default="")
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices_message"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "cause", "kind", "audience", "place", "channel"], name="notices_message_once"
            )
        ]
        indexes = [
            models.Index(fields=["next_try_at", "id"], condition=Q(state="waiting"), name="notices_message_waiting"),
            models.Index(fields=["claimed_until", "id"], condition=Q(state="sending"), name="notices_message_sending"),
            models.Index(fields=["sent_at", "id"], condition=Q(state="accepted"), name="notices_message_accepted"),
            models.Index(
                fields=["settled_at", "id"], condition=Q(to_sealed__isnull=False), name="notices_message_numbers"
            ),
            models.Index(fields=["subject_id", "-told_at", "-id"], name="notices_message_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Delivery(CaseRow):
    """One line of the log of a message: a try, or what the network said later. Never changed."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    no = models.SmallIntegerField()
    event = models.CharField(max_length=12)
    detail = models.CharField(max_length=40, default="")
    provider_id = models.CharField(max_length=80, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "notices_delivery"
        indexes = [models.Index(fields=["message", "id"], name="notices_delivery_of_message")]

    def __str__(self) -> str:
        return f"{self.no} {self.event}"


class Line(CaseRow):
    """One number on one channel, by its keyed hash: how often in a row it failed, and whether it is switched off."""

    channel = models.CharField(max_length=10)
    number_hash = models.BinaryField()
    failures = models.SmallIntegerField(default=0)
    off_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices_line"
        constraints = [
            models.UniqueConstraint(fields=["area", "channel", "number_hash"], name="notices_line_once_per_place")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.failures}"


class Notice(CaseRow):
    """Something that a colleague is told inside: addressed to a post, or to everybody who does case work at an office.

    What is addressed to an office is read when one of them has answered it. The answer is sealed: it tells of a person.
    """

    subject_id = models.BigIntegerField(null=True)
    matter = models.UUIDField(null=True)
    cause = models.UUIDField()
    kind = models.CharField(max_length=24)
    values = models.JSONField(default=dict)
    post = models.ForeignKey("users.Post", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    office = AreaField()
    at = models.DateTimeField()
    wants_answer = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    answer_sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "notices_notice"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "cause", "kind", "post", "office"], nulls_distinct=False, name="notices_notice_once"
            )
        ]
        indexes = [
            models.Index(fields=["post", "-at", "-id"], name="notices_notice_of_post"),
            models.Index(
                fields=["office", "-at", "-id"], condition=Q(post__isnull=True), name="notices_notice_of_office"
            ),
            # What the bell of every page counts: told by these alone.
            models.Index(
                fields=["post"],
                include=["area", "at", "wants_answer"],
                condition=Q(read_at__isnull=True),
                name="notices_unread_of_post",
            ),
            models.Index(
                fields=["office"],
                include=["area", "wants_answer"],
                condition=Q(read_at__isnull=True, post__isnull=True),
                name="notices_unread_of_office",
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class Recorded(models.Model):
    """What a demonstration would have sent: neutral words and a masked number. No person, no matter, no case row."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    channel = models.CharField(max_length=10)
    to_masked = models.CharField(max_length=24)
    text = models.CharField(max_length=300)
    answer = models.CharField(max_length=12)

    class Meta:
        db_table = "notices_recorded"

    def __str__(self) -> str:
        return f"{self.channel} {self.answer}"
