"""Which changes of a file outside of procedures a viewer is offered, and whom one may choose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.desk import places
from fengqiao.desk.reads import choices
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects
from fengqiao.subjects.face import Duty
from fengqiao.users import face as users


def offered(row: subjects.SubjectRow, *, by: audit.Actor) -> tuple[shell.View, ...]:
    """The changes that the viewer may make to this file, for its menu: what the acts themselves would allow."""
    possible = (
        ("add-contact", _("Add a contact"), Duty.KEEP_FILES, True),
        ("end-contact", _("End a contact"), Duty.KEEP_FILES, True),
        ("correct", _("Correct a fact"), Duty.KEEP_FILES, True),
        ("correct-sentence", _("Correct the sentence"), Duty.KEEP_FILES, True),
        ("sort-injunctions", _("Sort the injunctions"), Duty.KEEP_FILES, True),
        ("officer", _("Change the officer in charge"), Duty.PUT_IN_CHARGE, True),
        ("name-staff", _("Name staff for the minor"), Duty.NAME_STAFF, row.is_minor_regime),
        ("unname-staff", _("End the naming of staff"), Duty.NAME_STAFF, row.is_minor_regime),
        ("county-check", _("Answer a county check"), Duty.ANSWER_CHECK, True),
        ("data-requests", _("Requests about one's own data"), Duty.KEEP_FILES, True),
        ("avoidance", _("Declare a relation"), Duty.AVOID, True),
        ("person-copy", _("Give a copy of all data"), Duty.GIVE_COPY, True),
        ("retention", _("Retention and holds"), Duty.RETAIN, True),
    )
    found = [
        shell.View(title, shell.address(f"desk:{name}", row.uid))
        for name, title, duty, fits in possible
        if fits and subjects.may(by, duty, area=row.area)
    ]
    if subjects.may(by, Duty.KEEP_FILES, area=row.area):
        came = f"{shell.address('desk:letter-register')}?person={row.uid}"
        found.append(shell.View(_("Register a letter about this person"), came))
    return tuple(found)


def answers_checks(by: audit.Actor) -> bool:
    """Whether the list of numbers held in two counties is the viewer's to work on."""
    return subjects.may(by, Duty.ANSWER_CHECK, area=by.area)


def lists(path: str, *, by: audit.Actor) -> tuple[shell.View, ...]:
    """The lists of what waits for a second person and, for the county, of numbers held in two counties."""
    shown = [
        ("corrections", _("Corrections to confirm")),
        ("data-requests-open", _("Requests about one's own data")),
        ("avoidances", _("Declared relations")),
    ]
    if answers_checks(by):
        shown.append(("county-checks", _("Numbers held in two counties")))
        shown.append(("duplicates", _("Files that may be of one person")))
        shown.append(("joinings", _("Files joined")))
        shown.append(("retention-list", _("Retention")))
    found = ((title, shell.address(f"desk:{name}")) for name, title in shown)
    return tuple(shell.View(title, address, current=address == path) for title, address in found)


def officers(area: str, *, on: date) -> dict[str, users.Officer]:
    """Who may be named for a minor: those who work on cases at the office, then at the county institution."""
    return _near(users.officers, area, on)


def in_charge(area: str, *, on: date) -> dict[str, users.Officer]:
    """Who may be put in charge: those whose post works with the person. A lead who decides cannot be chosen."""
    return _near(users.chargeable, area, on)


def _near(asked: Callable[..., tuple[users.Officer, ...]], area: str, on: date) -> dict[str, users.Officer]:
    county = areas.at_level(area, areas.Level.COUNTY)
    found = (*asked(area, on=on), *(asked(county, on=on) if county != area else ()))
    return {str(each.person): each for each in reversed(found)}


def officers_below(area: str, *, on: date) -> tuple[users.Officer, ...]:
    """Who may be put in charge anywhere in a place: those of its offices and of its county, without the leads."""
    county = areas.at_level(area, areas.Level.COUNTY)
    above = users.chargeable(county, on=on) if county != area else ()
    return (*users.chargeable(area, on=on, below=True), *above)


def listed_below(found: tuple[users.Officer, ...]) -> list[tuple[str, str]]:
    """Their names with the office, each person once."""
    return list({str(each.person): f"{each.name}（{areas.office_name(each.area)}）" for each in found}.items())


def listed_officers(found: dict[str, users.Officer]) -> list[tuple[str, str]]:
    """Their names with the office, in the order of the office first."""
    return [(key, f"{each.name}（{areas.office_name(each.area)}）") for key, each in reversed(found.items())]


def listed_contacts(*, uid: UUID, by: audit.Actor, today: date) -> list[tuple[str, str]]:
    """The contacts of a file; a protected one is there by its part in the case alone."""
    return [
        (str(each.uid), f"{shell.text(choices.word('role', each.role))} {each.name}".strip())
        for each in subjects.file(uid=uid, by=by, today=today).relations
    ]


def listed_named(*, uid: UUID, by: audit.Actor) -> list[tuple[str, str]]:
    """Who is named for the minor now."""
    persons = subjects.named_staff(uid=uid, by=by)
    names = users.names(persons)
    return [(str(person), names.get(person, "")) for person in persons]


def listed_checks(*, uid: UUID, by: audit.Actor, today: date) -> list[tuple[str, str]]:
    """The open questions about this person's number, by the other county."""
    return [
        (str(each.uid), places.name_of(each.other_county))
        for each in subjects.file(uid=uid, by=by, today=today).county_checks
    ]
