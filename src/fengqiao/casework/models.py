"""Facts that procedures establish about a person: leaves, injunctions, the class, the officer in charge."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fengqiao.subjects.face import PersonRow, VersionedRow, VersionRow


class Leave(VersionedRow, PersonRow):
    """A leave that was granted (外出): both days are inside, as the law's counting is inclusive.

    `state` is granted, returned or cancelled. `granted_last_day` is what the first decision said; `last_day` is what
    holds now, after extensions and returns.
    """

    matter = models.UUIDField()
    made_by = models.UUIDField(unique=True)
    first_day = models.DateField()
    last_day = models.DateField()
    granted_last_day = models.DateField()
    places = ArrayField(models.CharField(max_length=12))
    cause = models.CharField(max_length=40)
    state = models.CharField(max_length=12)
    returned_on = models.DateField(null=True)

    class Meta:
        db_table = "casework_leave"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="casework_leave_ends_after_it_starts"
            )
        ]
        indexes = [
            models.Index(fields=["subject", "first_day"], name="casework_leaves_of_a_person"),
            models.Index(fields=["matter"], name="casework_leave_of_a_matter"),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Injunction(VersionedRow, PersonRow):
    """One item of a court's injunction (禁止令): an activity, an area or a person.

    The wording is sealed to the row: it may name the person whom it protects. A text that a register gave unsorted
    is sorted into items, which name it in `sorted_from`; it is then `superseded`, as are the items of a former
    sorting: kept for reading, forbidding nothing by itself.
    """

    kind = models.CharField(max_length=12)
    text_sealed = models.BinaryField()
    areas = ArrayField(models.CharField(max_length=12), default=list)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    source = models.CharField(max_length=24)
    sorted_from = models.UUIDField(null=True)
    superseded = models.BooleanField(default=False)

    class Meta:
        db_table = "casework_injunction"

    def __str__(self) -> str:
        return str(self.uid)


class ManagementClass(VersionedRow, PersonRow):
    """The class of management (管理类别) from a day on; an open last day is the class in force."""

    class_name = models.CharField(max_length=24)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    source = models.CharField(max_length=24)
    matter = models.UUIDField(null=True)

    class Meta:
        db_table = "casework_managementclass"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "area"], condition=models.Q(last_day=None), name="casework_one_class_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.class_name} {self.uid}"


class OfficerAssignment(VersionedRow, PersonRow):
    """Who is in charge of a person from a day on. The name is kept as it was, so that old pages stay true."""

    person = models.BigIntegerField()
    account = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField(null=True)

    class Meta:
        db_table = "casework_officerassignment"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "area"], condition=models.Q(last_day=None), name="casework_one_officer_in_charge"
            )
        ]
        indexes = [models.Index(fields=["person", "subject"], name="casework_people_of_an_officer")]

    def __str__(self) -> str:
        return str(self.uid)


class CaseworkVersion(VersionRow):
    """Former versions of the rows of this room; `of` is the table's name."""

    class Meta:
        db_table = "casework_version"
        constraints = [models.UniqueConstraint(fields=["row", "version"], name="casework_each_version_once")]
        indexes = [models.Index(fields=["act"], name="casework_version_of_an_act")]

    def __str__(self) -> str:
        return f"{self.of} {self.row} {self.version}"
