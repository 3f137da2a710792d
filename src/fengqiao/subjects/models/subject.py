"""The person."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fengqiao.kit.fields import AreaField
from fengqiao.subjects.models.base import VersionedRow


class Subject(VersionedRow):
    """A person under community corrections, or notified to be (社区矫正对象).

    Numbers, phones and addresses are sealed to this row; what has to be found is a keyed hash. `term_start` and
    `term_end` are the term in force. `minor` is the regime, not an age: it stays when the person turns eighteen.
    `running` follows the state, so that the list of all running files is one index range.
    """

    name = models.CharField(max_length=500)
    sex = models.CharField(max_length=1)
    birth_date = models.DateField()
    number_kind = models.CharField(max_length=24)
    number_sealed = models.BinaryField(null=True)
    number_hash = models.BinaryField()
    tail_hash = models.BinaryField(null=True)
    ethnicity = models.CharField(max_length=40, default="")
    education = models.CharField(max_length=40, default="")
    marriage = models.CharField(max_length=40, default="")
    phone_sealed = models.BinaryField(null=True)
    phone_hash = models.BinaryField(null=True)
    household_sealed = models.BinaryField(null=True)
    residence_sealed = models.BinaryField(null=True)
    residence_code = AreaField(default="")
    category = models.CharField(max_length=40)
    state = models.CharField(max_length=24)
    running = models.GeneratedField(
        expression=models.ExpressionWrapper(
            ~models.Q(state__in=["assessment_only", "discharged", "terminated"]), output_field=models.BooleanField()
        ),
        output_field=models.BooleanField(),
        db_persist=True,
    )
    minor = models.BooleanField()
    flags = ArrayField(models.CharField(max_length=40), default=list)
    term_start = models.DateField()
    term_end = models.DateField()
    effective_on = models.DateField(null=True)
    documents_on = models.DateField(null=True)
    arrived_on = models.DateField(null=True)
    registered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    source = models.CharField(max_length=24)
    digest = models.BinaryField()

    class Meta:
        db_table = "subjects_subject"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(term_end__gte=models.F("term_start")), name="subjects_term_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="subjects_have_a_name"),
            models.CheckConstraint(
                condition=models.Q(ended_on=None) | models.Q(state__in=["discharged", "terminated"]),
                name="subjects_end_only_when_ended",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class NameKey(models.Model):
    """One way to find a person by name. `kind`: n the name, p pinyin, i initials, g two neighbouring characters.

    A projection of the name, rebuilt when it is corrected. One narrow table under equality and `<` alone, because
    arrays and LIKE are not leakproof and so never reach an index under a policy (STACK 2). The area is part of every
    unique key about a person: without it a refused duplicate would tell of a foreign row (T08).
    """

    pk = models.CompositePrimaryKey("kind", "key", "subject_id", "area")
    kind = models.CharField(max_length=1, db_collation="C")
    key = models.CharField(max_length=120, db_collation="C")
    subject = models.ForeignKey("subjects.Subject", on_delete=models.PROTECT, related_name="+", db_constraint=False)
    area = AreaField()

    class Meta:
        db_table = "subjects_namekey"
        managed = False

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_id}"
