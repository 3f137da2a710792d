"""The columns of the tables."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengqiao.shell import face as shell

ARTICLES = (
    shell.Column(_("Article")),
    shell.Column(_("What it says")),
    shell.Column(_("Mark")),
)
PERSON = shell.Column(_("Name and ID number"))
PERSON_COLUMNS: dict[str, shell.Column] = {
    "category": shell.Column(_("Category")),
    "class": shell.Column(_("Class")),
    "state": shell.Column(_("State of correction")),
    "term": shell.Column(_("Term")),
    "next": shell.Column(_("Next")),
    "matters": shell.Column(_("Open matters"), classes="r optcol"),
    "office": shell.Column(_("Office"), classes="optcol"),
    "officer": shell.Column(_("Officer in charge"), classes="optcol"),
    "about": shell.Column(_("Sex and age"), classes="optcol"),
    "registered": shell.Column(_("Day registered"), classes="optcol"),
}
"""The columns of the caseload to choose from, beside the person and the action."""
USUAL_COLUMNS = ("category", "class", "state", "term", "next", "matters", "office", "officer")
ACTION = shell.Column(_("Action"), classes="r noprint")
MANY = (
    PERSON,
    shell.Column(_("Matter")),
    shell.Column(_("Result")),
)
NEARLY = (
    PERSON,
    shell.Column(_("Goal")),
    shell.Column(_("What is missing")),
    shell.Column(_("Basis"), classes="d-none d-md-table-cell"),
    shell.Column(_("Met from")),
    shell.Column(_("Office"), classes="optcol"),
)
CALENDAR = (
    shell.Column(_("Time")),
    shell.Column(_("Meaning")),
    PERSON,
    shell.Column(_("Basis")),
    shell.Column(_("Office"), classes="optcol"),
)
MEMBERS = (
    shell.Column(_("Name")),
    shell.Column(_("Part")),
    shell.Column(_("Kind")),
    shell.Column(_("Since")),
)
PAST = (
    shell.Column(_("Matter")),
    shell.Column(_("Step")),
    shell.Column(_("Begun")),
    shell.Column(_("Time limits")),
)
PEOPLE_STOOD = (
    PERSON,
    *(PERSON_COLUMNS[key] for key in ("category", "class", "state", "term", "matters", "office", "officer")),
    ACTION,
)
WAITED = (
    shell.Column(_("Time limit")),
    shell.Column(_("Matter")),
    PERSON,
    shell.Column(_("Basis"), classes="d-none d-md-table-cell"),
    shell.Column(_("Lay with")),
    shell.Column(_("Since"), classes="optcol"),
    ACTION,
)
DUPLICATES = (
    shell.Column(_("The older file")),
    shell.Column(_("The newer file")),
    shell.Column(_("Why")),
    ACTION,
)
JOININGS = (
    shell.Column(_("The file that stays")),
    shell.Column(_("State")),
    shell.Column(_("Proposed by")),
    shell.Column(_("Grounds"), classes="optcol"),
    ACTION,
)
DUE_FILES = (
    PERSON,
    shell.Column(_("Corrections ended")),
    shell.Column(_("Due from")),
    shell.Column(_("Hold")),
    shell.Column(_("Office"), classes="optcol"),
    ACTION,
)
HOLDS = (
    PERSON,
    shell.Column(_("Kind of hold")),
    shell.Column(_("Grounds of the hold"), classes="optcol"),
    shell.Column(_("Placed by")),
    ACTION,
)
ERASURES = (
    PERSON,
    shell.Column(_("What is destroyed")),
    shell.Column(_("Proposed by")),
    shell.Column(_("Agreed by")),
    ACTION,
)
SCHEDULE = (
    shell.Column(_("Kind of record")),
    shell.Column(_("Retention")),
    shell.Column(_("Counted")),
    shell.Column(_("Mark")),
    ACTION,
)
CERTIFICATE = (
    shell.Column(_("Kind of record")),
    shell.Column(_("Records"), classes="r"),
    shell.Column(_("Hash (SHA-256)")),
)
JOINED = (
    shell.Column(_("What")),
    shell.Column(_("Moves to the file that stays"), classes="r"),
    shell.Column(_("Set aside"), classes="r"),
)
DATA_REQUESTS = (
    PERSON,
    shell.Column(_("About")),
    shell.Column(_("Received on")),
    shell.Column(_("Answer due")),
    shell.Column(_("Office"), classes="optcol"),
    ACTION,
)
AVOIDANCES = (
    PERSON,
    shell.Column(_("Keeps away")),
    shell.Column(_("Relation")),
    shell.Column(_("Declared on")),
    ACTION,
)
MATTERS = (
    shell.Column(_("Matter")),
    shell.Column(_("Step")),
    shell.Column(_("Begun")),
    shell.Column(_("Deadline")),
    shell.Column(_("Basis")),
)
MESSAGES = (
    shell.Column(_("Time")),
    shell.Column(_("Message")),
    shell.Column(_("Person")),
    shell.Column(_("Action"), classes="r"),
)
SENT = (
    shell.Column(_("Time")),
    shell.Column(_("Message")),
    shell.Column(_("To")),
    shell.Column(_("State")),
)
PAPERS = (
    shell.Column(_("Document number")),
    shell.Column(_("Paper")),
    shell.Column(_("Person")),
    shell.Column(_("Issued")),
    shell.Column(_("State")),
)
LETTERS_SENT = (
    shell.Column(_("Written or sent on")),
    shell.Column(_("Letter")),
    shell.Column(_("Addressee"), classes="d-none d-md-table-cell"),
    shell.Column(_("Person"), classes="d-none d-md-table-cell"),
    shell.Column(_("Receipt expected by"), classes="optcol"),
    shell.Column(_("State")),
)
LETTERS_ARRIVED = (
    shell.Column(_("Received on")),
    shell.Column(_("Letter")),
    shell.Column(_("From whom"), classes="d-none d-md-table-cell"),
    shell.Column(_("Person"), classes="d-none d-md-table-cell"),
    shell.Column(_("For"), classes="optcol"),
    shell.Column(_("State")),
)
FILE_LETTERS = (
    shell.Column(_("Date")),
    shell.Column(_("Direction"), classes="d-none d-md-table-cell"),
    shell.Column(_("Letter")),
    shell.Column(_("Organ"), classes="d-none d-md-table-cell"),
    shell.Column(_("State")),
)
ORGANS = (
    shell.Column(_("Name of the organ")),
    shell.Column(_("Kind of organ")),
    shell.Column(_("Place")),
    shell.Column(_("Telephone of the office")),
    shell.Column(_("From which day on")),
)
ORGAN_VERSIONS = (shell.Column(_("What")), shell.Column(_("When")), shell.Column(_("What it said")))
ARCHIVES = (
    shell.Column(_("Name and ID number")),
    shell.Column(_("Stage")),
    shell.Column(_("Corrections ended"), classes="optcol"),
    shell.Column(_("Deadline")),
    shell.Column(_("Office"), classes="optcol"),
    shell.Column(_("Action"), classes="r noprint"),
)
LENT = (
    shell.Column(_("Name and ID number")),
    shell.Column(_("Borrower")),
    shell.Column(_("Lent on"), classes="optcol"),
    shell.Column(_("To be back by")),
    shell.Column(_("Office"), classes="optcol"),
    shell.Column(_("Action"), classes="r noprint"),
)
_BALANCE = (
    shell.Column(_("At the beginning"), classes="r"),
    shell.Column(_("Newly received"), classes="r"),
    shell.Column(_("Discharged"), classes="r"),
    shell.Column(_("Terminated"), classes="r"),
    shell.Column(_("At the end"), classes="r"),
    shell.Column(_("Adds up")),
)
BALANCE_MONTHS = (shell.Column(_("Month")), *_BALANCE)
BALANCE_PLACES = (shell.Column(_("Place")), *_BALANCE)
INDEX = (
    shell.Column(_("No.")),
    shell.Column(_("Document number")),
    shell.Column(_("Responsible organ"), classes="optcol"),
    shell.Column(_("Title of the piece")),
    shell.Column(_("Date")),
    shell.Column(_("From page"), classes="r optcol"),
    shell.Column(_("Page count"), classes="r"),
    shell.Column(_("Note")),
)
FILE_PAPERS = (
    shell.Column(_("Paper")),
    shell.Column(_("Document number")),
    shell.Column(_("Issued")),
    shell.Column(_("State")),
)
RELATIONS = (
    shell.Column(_("Relation")),
    shell.Column(_("Name")),
    shell.Column(_("Mobile phone")),
)
LEAVES = (
    shell.Column(_("From")),
    shell.Column(_("To")),
    shell.Column(_("Back on")),
    shell.Column(_("Places")),
)
TASKS = (
    shell.Column(_("Deadline")),
    shell.Column(_("Task")),
    shell.Column(_("Person"), classes="d-none d-md-table-cell"),
    shell.Column(_("Basis"), classes="d-none d-md-table-cell"),
    shell.Column(_("Step"), classes="optcol"),
    shell.Column(_("Action"), classes="r noprint"),
)
BOARD = (
    shell.Column(_("Office")),
    shell.Column(_("Officer")),
    shell.Column(_("Kind")),
    shell.Column(_("Count"), classes="r"),
    shell.Column(_("Longest"), classes="r"),
    shell.Column(_("Action"), classes="r noprint"),
)
MOVED = (
    shell.Column(_("Moved at")),
    shell.Column(_("Name and ID number")),
    shell.Column(_("Time limit")),
    shell.Column(_("Kind")),
    shell.Column(_("Ended before")),
    shell.Column(_("Ends now")),
    shell.Column(_("Basis"), classes="optcol"),
    shell.Column(_("Action"), classes="r"),
)
LAW_CHANGES = (
    shell.Column(_("Proposed")),
    shell.Column(_("Change")),
    shell.Column(_("Place")),
    shell.Column(_("Valid from")),
    shell.Column(_("State")),
    shell.Column(_("Action"), classes="r"),
)
FORESEEN = (
    shell.Column(_("Name and ID number")),
    shell.Column(_("What is touched")),
    shell.Column(_("As it is")),
    shell.Column(_("As it would be")),
    shell.Column(_("Action"), classes="r"),
)
PARAMETERS = (
    shell.Column(_("Parameter code")),
    shell.Column(_("Meaning")),
    shell.Column(_("Value"), classes="r"),
    shell.Column(_("Mark")),
    shell.Column(_("Valid from"), classes="optcol"),
    shell.Column(_("Set by"), classes="optcol"),
    shell.Column(_("Basis")),
)
WAYS = (
    shell.Column(_("Way out")),
    shell.Column(_("Leads to")),
    shell.Column(_("Needs")),
    shell.Column(_("Brings about")),
)
PROCEDURES = (
    shell.Column(_("Number")),
    shell.Column(_("Procedure")),
    shell.Column(_("Steps"), classes="r"),
    shell.Column(_("Not built yet"), classes="r"),
    shell.Column(_("Version"), classes="r"),
    shell.Column(_("Basis")),
)
PARTS = (
    shell.Column(_("What")),
    shell.Column(_("On file")),
    shell.Column(_("Corrected")),
)
MOVES = (
    shell.Column(_("Matter")),
    shell.Column(_("Step or time limit")),
    shell.Column(_("On file")),
    shell.Column(_("Corrected")),
)
CORRECTIONS = (
    shell.Column(_("Name and ID number")),
    shell.Column(_("Document it rests on"), classes="d-none d-md-table-cell"),
    shell.Column(_("Grounds"), classes="optcol"),
    shell.Column(_("Proposed by"), classes="d-none d-md-table-cell"),
    shell.Column(_("Proposed on"), classes="d-none d-md-table-cell"),
    shell.Column(_("Office"), classes="optcol"),
    shell.Column(_("Action"), classes="r"),
)
CHECKS = (
    shell.Column(_("Name and ID number")),
    shell.Column(_("Office"), classes="d-none d-md-table-cell"),
    shell.Column(_("Also held in")),
    shell.Column(_("Asked"), classes="d-none d-md-table-cell"),
    shell.Column(_("Action"), classes="r"),
)
HITS = (
    shell.Column(_("Name and ID number")),
    shell.Column(_("Category")),
    shell.Column(_("Office")),
    shell.Column(_("What is due")),
    shell.Column(_("When")),
)
