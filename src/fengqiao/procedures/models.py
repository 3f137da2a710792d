"""Matters and their acts; and tasks, clocks, drafts, which can be made again or thrown away.

A matter is its list of acts. Tasks and clocks are projections of `progress`, written in the transaction of the
act and rebuilt from the acts at any time. States that depend on the hour (late, warned) are never stored.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Left

from fengqiao.kit import crypto
from fengqiao.kit.fields import AreaField, StampField

# Length of the code of the office that a task waits for, by level; a station works through its office.
_OFFICE = Left(F("area"), Case(*(When(level=n, then=Value(w)) for n, w in ((1, 2), (2, 4), (3, 6))), default=Value(9)))


def _person() -> models.ForeignKey:  # type: ignore[type-arg]
    """The person a row concerns. The real key is (subject_id, area), made in the migration."""
    return models.ForeignKey(
        "subjects.Subject", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


def _matter() -> models.ForeignKey:  # type: ignore[type-arg]
    """The matter a row belongs to. The real key is (matter_id, subject_id, area), made in the migration."""
    return models.ForeignKey(
        "procedures.Matter", on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )


def _staff(model: str) -> models.ForeignKey:  # type: ignore[type-arg]
    """Who acted, in the terms of the users room; null when the clock, a letter or a fact did."""
    return models.ForeignKey(f"users.{model}", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)


class Matter(models.Model):
    """One running or ended procedure about one person. It keeps the version of the definition it began with.

    `acts` is the version that a page of it shows: its acts without notes about papers. `period` names the day or the
    stretch of time for which the daily run opened it, and is empty for what somebody or something else opened.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    subject = _person()
    area = AreaField()
    procedure = models.CharField(max_length=60)
    version = models.SmallIntegerField()
    started_at = models.DateTimeField()
    recorded_at = StampField()
    request = models.UUIDField(null=True)
    period = models.CharField(max_length=40, default="", db_default="")
    acts = models.IntegerField(default=0)
    projected_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=60, blank=True)

    class Meta:
        db_table = "procedures_matter"
        constraints = [
            models.UniqueConstraint(fields=["id", "subject", "area"], name="procedures_matter_key_with_area"),
            models.UniqueConstraint(fields=["subject", "request", "area"], name="procedures_matter_one_per_request"),
            models.UniqueConstraint(
                fields=["subject", "procedure", "period", "area"],
                condition=~Q(period=""),
                name="procedures_matter_one_per_period",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, result="") | Q(ended_at__isnull=False) & ~Q(result=""),
                name="procedures_matter_end_and_result_go_together",
            ),
        ]
        indexes = [models.Index(fields=["subject", "procedure", "id"], name="procedures_matter_of_person")]

    def __str__(self) -> str:
        return f"{self.procedure} {self.uid}"


class Act(models.Model):
    """One entry of a matter's list. Inserted, never changed, never deleted: what was wrong is answered by
    another act. `at` is the door's clock, `recorded_at` the database's own. What was filled in (names, phones,
    addresses, circumstances) is sealed to the row."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    matter = _matter()
    subject = _person()
    area = AreaField()
    no = models.IntegerField()
    step = models.CharField(max_length=60)
    outcome = models.CharField(max_length=60)
    kind = models.CharField(max_length=10)
    person = _staff("Person")
    account = _staff("Account")
    post = _staff("Post")
    deputy_for = _staff("Person")
    name = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=30, blank=True)
    level = models.SmallIntegerField(default=0)
    office = AreaField(blank=True)
    at = models.DateTimeField()
    recorded_at = StampField()
    happened_on = models.DateField(null=True)
    data_sealed = models.BinaryField(null=True)
    reasons = models.TextField(blank=True)
    answers = models.JSONField(default=dict)
    sealed = models.JSONField(default=dict)
    request = models.UUIDField(null=True)

    class Meta:
        db_table = "procedures_act"
        constraints = [
            models.UniqueConstraint(fields=["matter", "no", "area"], name="procedures_act_one_of_a_number"),
            models.UniqueConstraint(fields=["matter", "request", "area"], name="procedures_act_one_per_request"),
            models.CheckConstraint(
                condition=~Q(kind="person") | Q(person__isnull=False),
                name="procedures_act_by_a_person_names_the_person",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "at"], name="procedures_act_of_person"),
            models.Index(fields=["person", "at"], name="procedures_act_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.step}.{self.outcome}"

    @property
    def data(self) -> dict[str, Any]:
        """What was filled in. Raises: SealBroken for another row's."""
        return opened_data(self.uid, self.data_sealed)


def opened_data(act: UUID, sealed: bytes | memoryview | None) -> dict[str, Any]:
    """What was filled in at an act. Raises: SealBroken for another row's."""
    return crypto.open_json(sealed, table="procedures_act", column="data", row=act)


class Task(models.Model):
    """Something that waits for somebody: a projection of one open step, or of an act to be confirmed.

    `office` follows a hand-over by itself. `pressing_at` is the due moment moved forward by legal consequence
    (never after it), and the one order of the inbox.
    """

    id = models.BigAutoField(primary_key=True)
    matter = _matter()
    subject = _person()
    area = AreaField()
    procedure = models.CharField(max_length=60)
    version = models.SmallIntegerField()
    step = models.CharField(max_length=60)
    visit = models.IntegerField()
    kind = models.CharField(max_length=10)
    actor = models.CharField(max_length=40)
    level = models.SmallIntegerField()
    office = models.GeneratedField(expression=_OFFICE, output_field=AreaField(), db_persist=True)
    roles = ArrayField(models.CharField(max_length=30))
    barred = ArrayField(models.CharField(max_length=40), default=list)
    decides = models.BooleanField()
    blocked = models.BooleanField()
    quick = ArrayField(models.CharField(max_length=60), default=list)
    since = models.DateTimeField()
    shown_from = models.DateTimeField()
    clock = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(null=True)
    pressing_at = models.DateTimeField()
    consequence = models.SmallIntegerField()
    basis = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        db_table = "procedures_task"
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "step", "kind", "visit", "area"], name="procedures_task_once_per_step"
            )
        ]
        indexes = [
            # Holds what the counts of every page and a page of the inbox are chosen by: no task is fetched for them.
            models.Index(
                fields=["office", "pressing_at", "id"],
                include=["area", "level", "roles", "barred", "shown_from", "due_at", "kind", "decides"],
                name="procedures_task_waiting",
            ),
            models.Index(fields=["pressing_at", "id"], include=["area"], name="procedures_task_pressing"),
            models.Index(
                fields=["area", "pressing_at", "id"],
                opclasses=["varchar_pattern_ops", "timestamptz_ops", "int8_ops"],
                name="procedures_task_area",
            ),
            models.Index(fields=["subject", "due_at"], name="procedures_task_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.step}"


class Clock(models.Model):
    """One time limit of a matter. `state` is open, paused, met, met_late or ended; whether an open one is late
    is asked of the hour. `lapses`: its passing does something, so the clock run looks after it."""

    id = models.BigAutoField(primary_key=True)
    matter = _matter()
    subject = _person()
    area = AreaField()
    procedure = models.CharField(max_length=60)
    version = models.SmallIntegerField()
    code = models.CharField(max_length=40)
    step = models.CharField(max_length=60)
    level = models.SmallIntegerField()
    office = models.GeneratedField(expression=_OFFICE, output_field=AreaField(), db_persist=True)
    owner = models.CharField(max_length=40)
    state = models.CharField(max_length=10)
    started_on = models.DateField()
    last_good_day = models.DateField(null=True)
    first_late_day = models.DateField(null=True)
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True)
    is_provisional = models.BooleanField()
    is_law = models.BooleanField()
    lapses = models.BooleanField()
    basis = ArrayField(models.CharField(max_length=60), default=list)

    class Meta:
        db_table = "procedures_clock"
        constraints = [
            models.UniqueConstraint(fields=["matter", "step", "code", "area"], name="procedures_clock_once_per_step")
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"], include=["area"], condition=Q(state="open"), name="procedures_clock_open"
            ),
            models.Index(fields=["office", "due_at", "id"], name="procedures_clock_office"),
            models.Index(
                fields=["office", "met_at"],
                include=["area", "level", "state"],
                condition=Q(met_at__isnull=False),
                name="procedures_clock_met",
            ),
            models.Index(
                fields=["area", "due_at", "id"],
                opclasses=["varchar_pattern_ops", "timestamptz_ops", "int8_ops"],
                condition=Q(state="open"),
                name="procedures_clock_open_at",
            ),
            models.Index(fields=["subject", "due_at"], name="procedures_clock_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"


class Draft(models.Model):
    """A form half filled in: one officer's own, thrown away when sent or after some days.

    It hangs on the person alone, so that there is one path to each table; `matter_uid` is null while the
    matter does not exist yet. It can hold what the form will hold, hence a case table.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True)
    subject = _person()
    area = AreaField()
    person = models.ForeignKey("users.Person", on_delete=models.PROTECT, related_name="+", db_index=False)
    procedure = models.CharField(max_length=60)
    matter_uid = models.UUIDField(null=True)
    step = models.CharField(max_length=60)
    outcome = models.CharField(max_length=60, blank=True)
    data_sealed = models.BinaryField(null=True)
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "procedures_draft"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "person", "procedure", "matter_uid", "step", "outcome", "area"],
                nulls_distinct=False,
                name="procedures_draft_one_per_form",
            )
        ]

    def __str__(self) -> str:
        return f"{self.procedure} {self.step}"

    @property
    def data(self) -> dict[str, Any]:
        """What was typed so far. Raises: SealBroken for another row's."""
        return crypto.open_json(self.data_sealed, table="procedures_draft", column="data", row=self.uid)


class ClockRun(models.Model):
    """One pass of the clock, or of the daily run, over one area: the proof that it ran, and how it went. Names nobody.

    `lapsed` counts what lapsed, for the daily run what it opened.
    """

    id = models.BigAutoField(primary_key=True)
    area = AreaField()
    kind = models.CharField(max_length=10, default="clock", db_default="clock")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    recorded_at = StampField()
    lapsed = models.IntegerField()
    failed = models.IntegerField()

    class Meta:
        db_table = "procedures_clockrun"
        indexes = [models.Index(fields=["area", "kind", "-finished_at"], name="procedures_clockrun_last")]

    def __str__(self) -> str:
        return f"{self.area} {self.finished_at:%Y-%m-%d %H:%M}"


class MovedDeadline(models.Model):
    """That the last day of a time limit was moved while it ran: for the county's lead and the procuratorate.

    Inserted when it happens, never changed. `kind` is extended, paused, resumed, corrected or rules. `due_at` is null
    while a pause lasts. `after_it` means that the limit had already passed, which no exemption may undo.
    """

    id = models.BigAutoField(primary_key=True)
    matter = _matter()
    subject = _person()
    area = AreaField()
    procedure = models.CharField(max_length=60)
    version = models.SmallIntegerField()
    step = models.CharField(max_length=60)
    code = models.CharField(max_length=40)
    kind = models.CharField(max_length=12)
    act = models.UUIDField(null=True)
    was_due_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    after_it = models.BooleanField()
    at = models.DateTimeField()
    recorded_at = StampField()

    class Meta:
        db_table = "procedures_moveddeadline"
        indexes = [
            models.Index(fields=["-at", "-id"], include=["area"], name="procedures_moved_latest"),
            models.Index(
                fields=["area", "-at", "-id"],
                opclasses=["varchar_pattern_ops", "timestamptz_ops", "int8_ops"],
                name="procedures_moved_area",
            ),
            models.Index(fields=["matter", "code"], name="procedures_moved_of_matter"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.kind}"
