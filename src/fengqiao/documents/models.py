"""Counters, papers, what happened to them, their files, and what strangers may check of them."""

from __future__ import annotations

from django.db import models

from fengqiao.kit.fields import AreaField, StampField


class Counter(models.Model):
    """The last number of a series. Its row is locked until the issuing act commits, so numbers have no gaps (T30).

    `area` is the issuer's: county for the county's papers.
    """

    id = models.BigAutoField(primary_key=True)
    area = AreaField()
    char = models.CharField(max_length=12)
    year = models.SmallIntegerField()
    minors = models.BooleanField()
    last = models.IntegerField()

    class Meta:
        db_table = "documents_counter"
        constraints = [
            models.UniqueConstraint(fields=["area", "char", "year", "minors"], name="documents_one_counter_per_series")
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.char} {self.year}"


class Row(models.Model):
    """A row that lies in a place: `area` is the office of the person it is about, or the office that wrote it."""

    id = models.BigAutoField(primary_key=True)
    uid = models.UUIDField(unique=True, editable=False)
    area = AreaField()
    recorded_at = StampField()

    class Meta:
        abstract = True


class PersonsRow(Row):
    """A row about a person, who is an opaque id here."""

    subject_id = models.BigIntegerField()

    class Meta:
        abstract = True


class PapersRow(Row):
    """A row of a paper: about a person, or about nobody of ours (a letter that answers another county)."""

    subject_id = models.BigIntegerField(null=True)

    class Meta:
        abstract = True


class Paper(PapersRow):
    """A paper that was issued. The row never changes: what happens to it later are events.

    `item` counts the papers of one kind that one act calls for (an agreement with each member): zero for the first.
    `values_sealed` is the JSON that the renderer gets; `token_sealed` and `second` are what its code leads to.
    """

    matter = models.UUIDField(null=True)
    act = models.UUIDField()
    kind = models.CharField(max_length=8)
    item = models.SmallIntegerField(default=0)
    issuer = AreaField()
    level = models.SmallIntegerField()
    char = models.CharField(max_length=12)
    year = models.SmallIntegerField()
    minors = models.BooleanField()
    seq = models.IntegerField()
    number = models.CharField(max_length=80)
    day = models.DateField()
    valid_until = models.DateField(null=True)
    values_sealed = models.BinaryField()
    token_sealed = models.BinaryField(null=True)
    second = models.CharField(max_length=8, default="")
    replaces = models.UUIDField(null=True)

    class Meta:
        db_table = "documents_paper"
        constraints = [
            models.UniqueConstraint(
                fields=["act", "kind", "item", "area"],
                condition=models.Q(replaces=None),
                name="documents_one_paper_per_act_kind_and_item",
            ),
            models.UniqueConstraint(
                fields=["issuer", "char", "year", "minors", "seq"], name="documents_each_number_once"
            ),
        ]
        indexes = [
            models.Index(fields=["matter"], name="documents_of_a_matter"),
            models.Index(fields=["subject_id", "id"], name="documents_of_a_person"),
            models.Index(fields=["issuer", "year", "-id"], name="documents_of_an_issuer"),
        ]

    def __str__(self) -> str:
        return str(self.uid)


class Event(PapersRow):
    """What happened to a paper: sealed, delivered, refused (service counts), withdrawn, replaced. Inserted only.

    The detail (receiver, witness, reason) is sealed to the row. `person` is who wrote it.
    """

    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="events", db_constraint=False)
    what = models.CharField(max_length=12)
    at = models.DateTimeField()
    happened_on = models.DateField(null=True)
    person = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=24)
    office = AreaField()
    detail_sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "documents_event"
        constraints = [models.UniqueConstraint(fields=["paper", "what"], name="documents_each_event_once")]

    def __str__(self) -> str:
        return f"{self.what} {self.paper_id}"


class PaperFile(PapersRow):
    """The PDF of a paper as it was sealed, or issued when it needs no seal; `digest` is its SHA-256. Inserted only."""

    paper = models.OneToOneField(Paper, on_delete=models.PROTECT, related_name="file", db_constraint=False)
    pdf_sealed = models.BinaryField()
    digest = models.BinaryField()
    size = models.IntegerField()

    class Meta:
        db_table = "documents_file"

    def __str__(self) -> str:
        return str(self.uid)


class Attachment(PapersRow):
    """A file that came in: evidence of a matter, what lay with a letter. `about` says which of the two `of` names.

    The file and what it is called are sealed to the row. `came` is the SHA-256 of the file as it came, `digest` of what
    is kept: a picture is drawn anew without what else it carried. It is struck out once, with a reason, never removed.
    """

    about = models.CharField(max_length=8)
    of = models.UUIDField()
    kind = models.CharField(max_length=4)
    pages = models.IntegerField()
    size = models.IntegerField()
    came = models.BinaryField()
    digest = models.BinaryField()
    content_sealed = models.BinaryField()
    told_sealed = models.BinaryField()
    at = models.DateTimeField()
    person = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=24)
    office = AreaField()
    struck_at = models.DateTimeField(null=True)
    struck_by = models.CharField(max_length=60, default="")
    struck_person = models.BigIntegerField(null=True)
    struck_sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "documents_attachment"
        constraints = [
            models.UniqueConstraint(
                fields=["about", "of", "came", "area"],
                condition=models.Q(struck_at=None),
                name="documents_the_same_file_once",
            )
        ]
        indexes = [models.Index(fields=["about", "of"], name="documents_files_of_something")]

    def __str__(self) -> str:
        return str(self.uid)


class PrintBatch(Row):
    """Many papers that somebody wants as one file; `area` is the office of whoever asked. It names papers, not people.

    `papers` are pairs of a paper's id and number in the order wanted; `refused` pairs of a number and why that paper is
    not in the file. `state` is building, ready, cancelled, failed or expired.
    """

    request = models.UUIDField()
    person = models.BigIntegerField()
    account = models.BigIntegerField()
    post = models.BigIntegerField()
    reason_sealed = models.BinaryField()
    papers = models.JSONField(default=list)
    state = models.CharField(max_length=10)
    done = models.IntegerField(default=0)
    refused = models.JSONField(default=list)
    pages = models.IntegerField(default=0)
    asked_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "documents_printbatch"
        constraints = [
            models.UniqueConstraint(fields=["area", "person", "request"], name="documents_one_batch_per_request")
        ]
        indexes = [models.Index(fields=["area", "person", "-asked_at"], name="documents_batches_of_somebody")]

    def __str__(self) -> str:
        return f"{self.state} {self.uid}"


class PrintPart(Row):
    """A piece of the file of a batch, sealed to its row; emptied when the file is forgotten or made anew."""

    batch = models.ForeignKey(PrintBatch, on_delete=models.PROTECT, related_name="parts", db_constraint=False)
    seq = models.SmallIntegerField()
    content_sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "documents_printpart"
        constraints = [models.UniqueConstraint(fields=["batch", "seq"], name="documents_each_part_once")]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.seq}"


class Token(models.Model):
    """What the public door may say of a paper: kind, office, dates, whether it holds. No person, no number, no area
    of a case (T76). Found by the hash of 128 random bits that are printed as a code on the paper.

    `state` is issued, valid, withdrawn, replaced or hidden. `second` stands on the paper too and is compared by eye.
    """

    id = models.BigAutoField(primary_key=True)
    hash = models.BinaryField(unique=True)
    kind = models.CharField(max_length=8)
    title = models.CharField(max_length=60)
    office = models.CharField(max_length=120)
    day = models.DateField()
    valid_until = models.DateField(null=True)
    second = models.CharField(max_length=8)
    state = models.CharField(max_length=12)

    class Meta:
        db_table = "documents_token"

    def __str__(self) -> str:
        return self.kind


class Archive(PersonsRow):
    """The archive of one term of corrections: the execution archive of the county and the work archive of the office.

    What is in it is derived from papers and items. The row is made when something has to be said that follows from
    nothing else: a piece registered by hand, or the end of the term. `stage` and `due` (the last good day of what comes
    next) are projections of its events, so that lists are one range of an index.
    """

    minors = models.BooleanField()
    opened_on = models.DateField()
    ended_on = models.DateField(null=True)
    matter = models.UUIDField(null=True)
    stage = models.CharField(max_length=12)
    due = models.DateField()

    class Meta:
        db_table = "documents_archive"
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "area"], name="documents_one_archive_per_term"),
        ]
        indexes = [models.Index(fields=["stage", "due", "id"], name="documents_archives_by_stage")]

    def __str__(self) -> str:
        return f"{self.stage} {self.uid}"


class ArchiveItem(PersonsRow):
    """A piece that came in from outside, registered by hand. Title, number and author are sealed to the row.

    `for_kind` and `for_act` name the paper of a procedure for which it stands. Inserted only: striking it is an event.
    """

    archive = models.ForeignKey(Archive, on_delete=models.PROTECT, related_name="items", db_constraint=False)
    part = models.CharField(max_length=12)
    section = models.CharField(max_length=1)
    day = models.DateField()
    pages = models.IntegerField()
    digest = models.BinaryField(null=True)
    for_kind = models.CharField(max_length=8, default="")
    for_act = models.UUIDField(null=True)
    detail_sealed = models.BinaryField()
    person = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=24)
    office = AreaField()

    class Meta:
        db_table = "documents_archiveitem"
        indexes = [models.Index(fields=["archive"], name="documents_items_of_an_archive")]

    def __str__(self) -> str:
        return str(self.uid)


class ArchiveEvent(PersonsRow):
    """What happened to an archive: handed over, sent back, closed, stored, lent, returned, looked into, an item struck.
    Inserted only. The detail (frozen index, borrower, reason) is sealed to the row; `digest` is that of the index."""

    archive = models.ForeignKey(Archive, on_delete=models.PROTECT, related_name="events", db_constraint=False)
    what = models.CharField(max_length=12)
    act = models.UUIDField()
    at = models.DateTimeField()
    happened_on = models.DateField(null=True)
    until = models.DateField(null=True)
    person = models.BigIntegerField(null=True)
    name = models.CharField(max_length=60)
    role = models.CharField(max_length=24)
    office = AreaField()
    digest = models.BinaryField(null=True)
    detail_sealed = models.BinaryField(null=True)

    class Meta:
        db_table = "documents_archiveevent"
        constraints = [
            models.UniqueConstraint(fields=["archive", "act", "what"], name="documents_each_archive_event_once")
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.archive_id}"
