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
            models.Index(
                fields=["area", "last_day", "id"],
                opclasses=["varchar_pattern_ops", "date_ops", "int8_ops"],
                name="casework_leaves_of_a_place",
            ),
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
        indexes = [
            models.Index(
                fields=["class_name", "area", "subject"],
                opclasses=["varchar_ops", "varchar_pattern_ops", "int8_ops"],
                name="casework_class_by_place",
            ),
            # Who has been in a class the longest: a province finds its first hundred without sorting everybody.
            models.Index(
                fields=["class_name", "first_day", "subject"],
                include=["area"],
                condition=models.Q(last_day=None),
                name="casework_class_since",
            ),
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


class Induction(VersionedRow, PersonRow):
    """The announcement with which correction began (入矫宣告): when, where, how, and who was there.

    Who attended is sealed to the row: it names members of the group and the guardian.
    """

    matter = models.UUIDField()
    made_by = models.UUIDField(unique=True)
    announced_on = models.DateField()
    place = models.CharField(max_length=12)
    is_public = models.BooleanField()
    had_interpreter = models.BooleanField()
    had_guardian = models.BooleanField()
    is_signed = models.BooleanField()
    attendees_sealed = models.BinaryField()
    recording = models.CharField(max_length=120, default="")

    class Meta:
        db_table = "casework_induction"

    def __str__(self) -> str:
        return str(self.uid)


class CorrectionGroup(VersionedRow, PersonRow):
    """The group that carries out one person's plan (矫正小组). `formed_on` is empty while members are being found;
    one group at a time."""

    matter = models.UUIDField()
    made_by = models.UUIDField(unique=True)
    formed_on = models.DateField(null=True)
    last_day = models.DateField(null=True)

    class Meta:
        db_table = "casework_correctiongroup"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "area"], condition=models.Q(last_day=None), name="casework_one_group_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)


class GroupMember(VersionedRow, PersonRow):
    """One member of a group, from a day on. Name and phone are sealed to the row; `group` is the group's uid.

    `has_violence`: the record of violence between this member and the person, which keeps the member out.
    """

    group = models.UUIDField()
    made_by = models.UUIDField(unique=True)
    name_sealed = models.BinaryField()
    phone_sealed = models.BinaryField(null=True)
    kind = models.CharField(max_length=24)
    role = models.CharField(max_length=12)
    sex = models.CharField(max_length=1)
    knows_minors = models.BooleanField()
    has_violence = models.BooleanField()
    user = models.BigIntegerField(null=True)
    first_day = models.DateField()
    last_day = models.DateField(null=True)

    class Meta:
        db_table = "casework_groupmember"
        indexes = [models.Index(fields=["subject", "first_day"], name="casework_members_of_a_person")]

    def __str__(self) -> str:
        return str(self.uid)


class Plan(VersionedRow, PersonRow):
    """One version of a person's plan (矫正方案). The texts are sealed to the row: they tell of health and mind.

    `number` counts the versions from one. `review_by` is the last good day of its review; the plan in force has no
    last day.
    """

    matter = models.UUIDField()
    made_by = models.UUIDField(unique=True)
    number = models.IntegerField()
    cause = models.CharField(max_length=24)
    assessment_sealed = models.BinaryField()
    psychology_sealed = models.BinaryField()
    supervision_sealed = models.BinaryField()
    support_sealed = models.BinaryField()
    adopted_by = models.CharField(max_length=60)
    first_day = models.DateField()
    last_day = models.DateField(null=True)
    review_by = models.DateField()

    class Meta:
        db_table = "casework_plan"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "area"], condition=models.Q(last_day=None), name="casework_one_plan_in_force"
            ),
            models.UniqueConstraint(fields=["subject", "area", "number"], name="casework_plans_are_counted"),
        ]
        indexes = [
            models.Index(
                fields=["review_by", "subject"], condition=models.Q(last_day=None), name="casework_plans_to_review"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.uid}"


class PlanReview(VersionedRow, PersonRow):
    """That a plan was looked at and what it had brought about; `plan` is the plan's uid."""

    plan = models.UUIDField()
    matter = models.UUIDField()
    made_by = models.UUIDField(unique=True)
    reviewed_on = models.DateField()
    effect = models.CharField(max_length=12)
    note_sealed = models.BinaryField()

    class Meta:
        db_table = "casework_planreview"

    def __str__(self) -> str:
        return f"{self.effect} {self.uid}"


class CaseworkVersion(VersionRow):
    """Former versions of the rows of this room; `of` is the table's name."""

    class Meta:
        db_table = "casework_version"
        constraints = [models.UniqueConstraint(fields=["row", "version"], name="casework_each_version_once")]
        indexes = [models.Index(fields=["act"], name="casework_version_of_an_act")]

    def __str__(self) -> str:
        return f"{self.of} {self.row} {self.version}"
