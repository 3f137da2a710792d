"""What the desk keeps of its own: how somebody likes to see a list. No row names a person under correction."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from fengqiao.kit.fields import AreaField, StampField


class SavedView(models.Model):
    """A list with its conditions, order and columns under a name: one's own, or shared within an office.

    `area` is the office of whoever keeps it. `conditions` are what would stand in the address of the list; a value in
    them may have gone since, and then the page says so. A view is ended, never deleted.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()
    person = models.BigIntegerField()
    of = models.CharField(max_length=12)
    name = models.CharField(max_length=40)
    shared = models.BooleanField(default=False)
    conditions = models.JSONField(default=dict)
    columns = ArrayField(models.CharField(max_length=20), default=list)
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "desk_savedview"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "person", "of", "name"],
                condition=models.Q(ended_at=None),
                name="desk_savedview_one_of_a_name",
            )
        ]
        indexes = [models.Index(fields=["area", "of"], name="desk_savedview_of_office")]

    def __str__(self) -> str:
        return str(self.uid)


class Export(models.Model):
    """A list that somebody took out as a file: what was asked, why, and for a day the file itself.

    The file and the reason are sealed to the row; the file is forgotten when it was fetched once, or after its hours.
    `state` is building, ready, fetched, expired or failed.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()
    request = models.UUIDField()
    person = models.BigIntegerField()
    account = models.BigIntegerField()
    post = models.BigIntegerField()
    of = models.CharField(max_length=12)
    conditions = models.JSONField(default=dict)
    columns = ArrayField(models.CharField(max_length=20), default=list)
    language = models.CharField(max_length=8)
    reason_sealed = models.BinaryField()
    state = models.CharField(max_length=10)
    rows = models.IntegerField()
    done_rows = models.IntegerField(default=0)
    content_sealed = models.BinaryField(null=True)
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "desk_export"
        constraints = [
            models.UniqueConstraint(fields=["area", "person", "request"], name="desk_export_one_per_request"),
            models.CheckConstraint(
                condition=models.Q(state="ready") | models.Q(content_sealed=None),
                name="desk_export_is_forgotten_when_fetched_or_late",
            ),
        ]
        indexes = [models.Index(fields=["area", "person", "-asked_at"], name="desk_exports_of_somebody")]

    def __str__(self) -> str:
        return f"{self.state} {self.uid}"


class Bulk(models.Model):
    """One act for many people: chosen, tried, carried out once. It keeps ids, never names.

    `rows` are pairs of a person's id and, where the act belongs to one, a matter. `results` stay empty until it is
    carried out; then there is one for each row, in words, and nothing more can happen to it.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()
    person = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    rows = models.JSONField(default=list)
    parameters = models.JSONField(default=dict)
    results = models.JSONField(default=list)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "desk_bulk"
        indexes = [models.Index(fields=["area", "person", "-made_at"], name="desk_bulks_of_somebody")]

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"


class Tally(models.Model):
    """How many there were of something in a county when it was last counted: a projection, and nobody's name.

    A city and a province read these rows instead of counting people, so that their pages cost the same whatever lives
    there. `day` is the day on which something falls; empty for what stands now.
    """

    id = models.BigAutoField(primary_key=True)
    area = AreaField()
    kind = models.CharField(max_length=12)
    day = models.DateField(null=True)
    number = models.BigIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "desk_tally"
        constraints = [
            models.UniqueConstraint(fields=["kind", "day", "area"], name="desk_tally_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.kind} {self.day}"


class Missed(models.Model):
    """How many reports, talks or visits of one officer at one office were missed when a large county was last counted:
    a projection, and nobody's name but the officer's. `worst_on` is the day on which the oldest of them was due.
    """

    id = models.BigAutoField(primary_key=True)
    area = AreaField()
    officer = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    number = models.IntegerField()
    worst_on = models.DateField()
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "desk_tallymissed"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "officer", "name", "kind"], name="desk_missed_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.kind} {self.officer}"


class Charged(models.Model):
    """How many people one officer was in charge of, and what waited of them, when a large county was last counted: a
    projection, and nobody's name. Without an officer: what nobody is in charge of. Unit: worst in days late.
    """

    id = models.BigAutoField(primary_key=True)
    area = AreaField()
    officer = models.BigIntegerField(null=True)
    people = models.IntegerField()
    strict = models.IntegerField()
    open = models.IntegerField()
    over = models.IntegerField()
    soon = models.IntegerField()
    worst = models.IntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        db_table = "desk_tallycharge"
        constraints = [
            models.UniqueConstraint(fields=["area", "officer"], name="desk_charged_once", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.officer}"


class Backlog(models.Model):
    """How many tasks of one step were overdue at one office when a county was last counted: a projection, no names.

    `area` is the county of the persons, `office` where the tasks lie: a county, or a city that decides for it.
    """

    id = models.BigAutoField(primary_key=True)
    area = AreaField()
    office = AreaField()
    actor = models.CharField(max_length=40)
    procedure = models.CharField(max_length=60)
    version = models.SmallIntegerField()
    step = models.CharField(max_length=60)
    clock = models.CharField(max_length=40, blank=True)
    number = models.IntegerField()
    oldest = models.DateTimeField()
    weight = models.SmallIntegerField()

    class Meta:
        db_table = "desk_tallybacklog"
        constraints = [
            models.UniqueConstraint(
                fields=["area", "office", "actor", "procedure", "version", "step", "clock"], name="desk_backlog_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.procedure} {self.step}"


class Foresight(models.Model):
    """The preview of one proposed change of parameters, working days or places: how far it is, and what it counted.

    `area` is the institution that proposed; `counts` how many things of each kind would change. A preview that is older
    than a day, or than the last confirmed change, is made anew: its rows are projections and may be thrown away.
    """

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()
    change = models.UUIDField()
    account = models.BigIntegerField()
    post = models.BigIntegerField()
    state = models.CharField(max_length=10)
    places = models.IntegerField()
    done_places = models.IntegerField(default=0)
    matters = models.IntegerField(default=0)
    counts = models.JSONField(default=dict)
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()

    class Meta:
        db_table = "desk_foresight"
        indexes = [models.Index(fields=["area", "change", "-asked_at"], name="desk_foresights_of_a_change")]

    def __str__(self) -> str:
        return f"{self.state} {self.uid}"


class Foreseen(models.Model):
    """One matter or duty that a proposed change would touch: ids and days, never a name."""

    id = models.BigAutoField(primary_key=True)
    area = AreaField()
    foresight = models.UUIDField()
    kind = models.CharField(max_length=8)
    matter = models.UUIDField(null=True)
    about = models.BigIntegerField()
    procedure = models.CharField(max_length=60, blank=True)
    version = models.SmallIntegerField(default=0)
    step = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=40, blank=True)
    is_ended = models.BooleanField(default=False)
    was_on = models.DateField(null=True)
    now_on = models.DateField(null=True)
    told = models.JSONField(default=dict)

    class Meta:
        db_table = "desk_foreseen"
        indexes = [models.Index(fields=["foresight", "kind", "id"], include=["area"], name="desk_foreseen_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}"
