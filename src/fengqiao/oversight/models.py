"""Files broken open, under the area policy of the person whose file it is."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from fengqiao.kit.fields import AreaField, StampField


class Opening(models.Model):
    """A restricted file opened in an emergency (紧急查阅), by one person in one post, for a written reason (T34).

    Asked; let be at once, or by the lead when there were too many this month (`allowed_*`); open from `opened_at` until
    `until` or `closed_at`; then reviewed in words by somebody else. `until` and `review_due_on` follow the parameters
    of the day it was opened. What is written once stays: the database lets no column change that is filled.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    person = models.ForeignKey("users.Person", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("users.Post", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    asked_at = models.DateTimeField()
    allowed_at = models.DateTimeField(null=True)
    allowed_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    review_due_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+")
    is_justified = models.BooleanField(null=True)
    review = models.TextField(default="")
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "oversight_opening"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="oversight_opening_has_a_reason"),
            models.CheckConstraint(
                condition=Q(allowed_by=None) | ~Q(allowed_by=F("person")),
                name="oversight_nobody_allows_the_own_opening",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None, reviewed_at=None, is_justified=None, review="")
                | (Q(reviewed_by__isnull=False, reviewed_at__isnull=False, is_justified__isnull=False) & ~Q(review="")),
                name="oversight_a_review_has_words_and_a_name",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("person")),
                name="oversight_nobody_reviews_the_own_opening",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "asked_at"], name="oversight_opening_of_person"),
            models.Index(
                fields=["review_due_on", "id"], condition=Q(reviewed_at=None, opened_at__isnull=False),
                name="oversight_opening_unreviewed",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.uid)


class Finding(models.Model):
    """Something in the record of a day that somebody must answer in words (access review, T77). Never proof.

    `place` is the post's; `count` what was counted; `marks` the short names of files (the end of their ids), which tell
    nothing of the people. One row for a day, a kind and a person in a post; the job may run again.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()
    day = models.DateField()
    kind = models.CharField(max_length=24)
    person = models.ForeignKey("users.Person", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("users.Post", on_delete=models.PROTECT, related_name="+")
    count = models.IntegerField()
    marks = ArrayField(models.CharField(max_length=8), default=list)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+")
    is_in_order = models.BooleanField(null=True)
    answer = models.TextField(default="")

    class Meta:
        db_table = "oversight_finding"
        constraints = [
            models.UniqueConstraint(fields=["area", "day", "kind", "post"], name="oversight_finding_once"),
            models.CheckConstraint(
                condition=Q(answered_by=None, answered_at=None, is_in_order=None, answer="")
                | (Q(answered_by__isnull=False, answered_at__isnull=False, is_in_order__isnull=False) & ~Q(answer="")),
                name="oversight_an_answer_has_words_and_a_name",
            ),
            models.CheckConstraint(
                condition=Q(answered_by=None) | ~Q(answered_by=F("person")),
                name="oversight_nobody_answers_the_own_finding",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["area", "-day", "-id"], name="oversight_finding_by_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.day}"


class Sealing(models.Model):
    """A minor's record to be sealed (犯罪记录封存): proposed by one, settled by another, done by the database (T82).

    `paper` is what it rests on (the judgment, a court's notice), `certificate` what the database moved, forgot and
    counted. The row moves into the sealed store with the person.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    paper = models.CharField(max_length=200)
    words = models.TextField()
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey("users.Person", on_delete=models.PROTECT, related_name="+")
    proposed_post = models.ForeignKey("users.Post", on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey("users.Person", null=True, on_delete=models.PROTECT, related_name="+")
    is_agreed = models.BooleanField(null=True)
    answer = models.TextField(default="")
    sealed_at = models.DateTimeField(null=True)
    certificate = models.JSONField(null=True)

    class Meta:
        db_table = "oversight_sealing"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "area"], condition=Q(settled_at=None), name="oversight_one_sealing_waits"
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | ~Q(settled_by=F("proposed_by")),
                name="oversight_nobody_settles_the_own_sealing",
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=None, settled_at=None, settled_by=None)
                | Q(is_agreed__isnull=False, settled_at__isnull=False, settled_by__isnull=False),
                name="oversight_a_sealing_is_settled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(sealed_at=None) | Q(is_agreed=True), name="oversight_sealed_when_agreed"
            ),
        ]
        indexes = [models.Index(fields=["area", "-id"], name="oversight_sealing_by_place")]

    def __str__(self) -> str:
        return str(self.uid)


class SealedLook(models.Model):
    """Somebody looks into a sealed record: for which organ, on which paper, why, until when. Itself sealed."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    person = models.ForeignKey("users.Person", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("users.Post", on_delete=models.PROTECT, related_name="+")
    ground = models.CharField(max_length=12)
    organ = models.CharField(max_length=120)
    paper = models.CharField(max_length=200)
    reason_sealed = models.BinaryField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "oversight_sealedlook"
        indexes = [models.Index(fields=["area", "-id"], name="oversight_look_by_place")]

    def __str__(self) -> str:
        return str(self.uid)
