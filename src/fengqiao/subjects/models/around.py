"""What was decided about a person, who belongs to the person, and what lies over the state."""

from __future__ import annotations

from django.db import models

from fengqiao.kit.fields import AreaField
from fengqiao.subjects.models.base import PersonRow, VersionedRow, VersionRow


class Sentence(VersionedRow, PersonRow):
    """The decision under which the person serves. Printed dates bind; computed ones only question them.

    Unit: `term_days`, `custody_days` and `difference_days` are calendar days; the difference is printed end minus
    computed end.
    """

    category = models.CharField(max_length=40)
    offences = models.TextField()
    text = models.TextField()
    organ = models.CharField(max_length=120, default="")
    document_number = models.CharField(max_length=120, default="")
    judged_on = models.DateField(null=True)
    effective_on = models.DateField(null=True)
    term_years = models.SmallIntegerField(null=True)
    term_months = models.SmallIntegerField(null=True)
    term_days = models.SmallIntegerField(null=True)
    custody_days = models.IntegerField(null=True)
    printed_start = models.DateField()
    printed_end = models.DateField()
    computed_end = models.DateField(null=True)
    difference_days = models.IntegerField(null=True)

    class Meta:
        db_table = "subjects_sentence"

    def __str__(self) -> str:
        return str(self.uid)


class Contact(VersionedRow, PersonRow):
    """Somebody who belongs to the case: family, guardian, guarantor, co-offender, victim.

    Names and phones are sealed to the row. Victims, accusers and informants are `protected`: shown to nobody without
    a reason (THREATS 3.2, class C5).
    """

    relation = models.CharField(max_length=24)
    role = models.CharField(max_length=24)
    name_sealed = models.BinaryField()
    phone_sealed = models.BinaryField(null=True)
    protected = models.BooleanField()
    ended_on = models.DateField(null=True)

    class Meta:
        db_table = "subjects_contact"

    def __str__(self) -> str:
        return str(self.uid)


class Overlay(VersionedRow, PersonRow):
    """Something that lies over the state for a time; several may at once.

    `first_day` and `last_day` are both inside; no last day means that it still lies there.
    """

    kind = models.CharField(max_length=24)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    matter = models.UUIDField(null=True)

    class Meta:
        db_table = "subjects_overlay"
        indexes = [models.Index(fields=["subject", "kind"], name="subjects_overlay_of_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class NamedStaff(VersionedRow, PersonRow):
    """An officer who was named for a minor and may therefore know of him or her (THREATS T20, C5)."""

    person = models.BigIntegerField()
    first_day = models.DateField()
    last_day = models.DateField(null=True)

    class Meta:
        db_table = "subjects_namedstaff"
        indexes = [
            models.Index(fields=["subject", "person"], name="subjects_named_for_a_person"),
            # For whom somebody is named now: asked by every list, for the minors in it.
            models.Index(
                fields=["person", "subject"],
                include=["area"],
                condition=models.Q(last_day=None),
                name="subjects_named_now",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class CountyCheck(VersionedRow, PersonRow):
    """The same number is held elsewhere too: the county finds out whether it is one person twice.

    Only the other *county* is known here. `answer` stays empty until somebody gives it.
    """

    other_county = AreaField()
    pair = models.UUIDField()
    answer = models.CharField(max_length=24, default="")
    answered_on = models.DateField(null=True)

    class Meta:
        db_table = "subjects_countycheck"
        constraints = [models.UniqueConstraint(fields=["subject", "area", "pair"], name="subjects_one_check_per_pair")]
        indexes = [
            models.Index(
                fields=["recorded_at", "id"], condition=models.Q(answer=""), name="subjects_checks_without_answer"
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)


class SubjectVersion(VersionRow):
    """Former versions of the rows of this room; `of` is the table's name."""

    class Meta:
        db_table = "subjects_version"
        constraints = [models.UniqueConstraint(fields=["row", "version"], name="subjects_each_version_once")]
        indexes = [models.Index(fields=["act"], name="subjects_version_of_an_act")]

    def __str__(self) -> str:
        return f"{self.of} {self.row} {self.version}"


class ExactSearch(models.Model):
    """How many full ID numbers a person searched on a day (THREATS T18). No case row: who searched, not for whom."""

    id = models.BigAutoField(primary_key=True)
    searcher = models.CharField(max_length=40)
    day = models.DateField()
    times = models.IntegerField()

    class Meta:
        db_table = "subjects_exactsearch"
        constraints = [models.UniqueConstraint(fields=["searcher", "day"], name="subjects_searches_counted_once")]

    def __str__(self) -> str:
        return f"{self.searcher} {self.day}"
