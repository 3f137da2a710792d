"""Issuing a paper: its number, its frozen values, its token, in the transaction of the act that calls for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from fengqiao.areas import face as areas
from fengqiao.audit import face as audit
from fengqiao.documents import glyphs, rules
from fengqiao.documents.access import SEAL_HOLDERS
from fengqiao.documents.actions.keeping import keep
from fengqiao.documents.actions.writing import add_event, announce, next_number, sealed_json, second_value
from fengqiao.documents.errors import ValuesMissing, WrongIssuer
from fengqiao.documents.models import Paper, Token
from fengqiao.documents.papers import PaperKind
from fengqiao.documents.papers import kind as kind_of
from fengqiao.documents.reads import token_hash
from fengqiao.documents.wording import day_text, printed
from fengqiao.kit import crypto
from fengqiao.kit.clock import local_day
from fengqiao.kit.ids import new_id, token
from fengqiao.law import face as law

DECISION_ORGAN = "decision_organ"


@dataclass(frozen=True, slots=True)
class Signer:
    """Who did the act that calls for the paper. `decides`: the act was a decision, taken with a fresh factor."""

    person: int | None
    name: str
    role: str
    office: str
    decides: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be issued. `person` holds what a paper may print of the person, `facts` the special fields.

    `item` tells several papers of one kind and act from one another. `subject_id` is None for a paper about nobody of
    ours: an answer to another county about somebody of theirs.
    """

    kind: str
    subject_id: int | None
    area: str
    matter: UUID | None
    act: UUID
    issuer: str
    minor: bool
    signer: Signer
    person: Mapping[str, Any] = field(repr=False)
    facts: Mapping[str, Any] = field(repr=False)
    item: int = 0


@audit.act("documents.issue", about="result")
def issue(*, order: Order, by: audit.Actor, at: datetime) -> Paper:
    """Issue a paper. The same act, kind and item twice gives the first paper.

    It is signed and sealed at once when a decision of whoever keeps the issuer's seal calls for it; else it waits. One
    with a character that cannot be printed always waits.
    Raises: UnknownKind, WrongIssuer, ValuesMissing, BadValues, NotDrawn.
    """
    same = {"act": order.act, "kind": order.kind, "item": order.item, "area": order.area}
    earlier = Paper.objects.filter(**same, replaces=None).first()
    return earlier or write(order, at=at)


def write(order: Order, *, at: datetime, replaces: UUID | None = None) -> Paper:
    """A new paper with the next number of its series."""
    kind, day = kind_of(order.kind), local_day(at)
    values = values_of(order, day=day)
    series = rules.Series(order.issuer, kind.char, day.year, order.minor)
    seq = next_number(series)
    number, uid = number_of(series, seq, on=day), new_id()
    secret = token() if kind.proves else ""
    paper = Paper.objects.create(
        uid=uid,
        area=order.area,
        subject_id=order.subject_id,
        matter=order.matter,
        act=order.act,
        kind=kind.id,
        item=order.item,
        issuer=order.issuer,
        level=int(areas.level_of(order.issuer)),
        char=kind.char,
        year=day.year,
        minors=order.minor,
        seq=seq,
        number=number,
        day=day,
        valid_until=_valid_until(kind, order.facts),
        values_sealed=sealed_json({**values, "number": number}, table="documents_paper", column="values", row=uid),
        token_sealed=crypto.seal(secret, table="documents_paper", column="token", row=uid) if secret else None,
        second=second_value() if secret else "",
        replaces=replaces,
    )
    _publish(paper, kind, secret)
    _sign_or_announce(paper, order, values, at=at)
    return paper


def _sign_or_announce(paper: Paper, order: Order, values: Mapping[str, Any], *, at: datetime) -> None:
    """Sealed at once by the decision of whoever keeps the seal; else it is told that it waits, or that it is there."""
    kind, signer = kind_of(paper.kind), order.signer
    at_once = kind.seal and signer.decides and _keeps_seal(order) and not glyphs.missing(values)
    if at_once:
        add_event(
            paper, rules.SEALED, name=signer.name[:60], role=signer.role, office=signer.office, person=signer.person,
            at=at,
        )  # fmt: skip
    else:
        announce(paper, at=at)
    if at_once or not kind.seal:
        keep(paper)


def values_of(order: Order, *, day: date) -> dict[str, Any]:
    """What the renderer gets, without the number. Raises: UnknownKind, WrongIssuer, ValuesMissing, BadValues."""
    kind = kind_of(order.kind)
    if int(areas.level_of(order.issuer)) not in kind.levels:
        raise WrongIssuer(f"{kind.id} at {order.issuer}")
    missing = kind.missing(dict(order.facts))
    if missing:
        raise ValuesMissing(kind.id, missing)
    office = areas.office(order.issuer)
    return rules.plain(
        {
            **printed(kind, person=order.person, facts=order.facts, place=_place, organ=_organ_for(order)),
            "kind": kind.id,
            "template": kind.template,
            "title": kind.title.zh,
            "office": office.name if office else areas.office_name(order.issuer),
            "day": day_text(day),
            "basis": [law_text(citation) for citation in kind.basis],
            "signer": order.signer.name,
            "signs": list(kind.signs),
            "seals": kind.seal,
            "receipt": kind.receipt,
        }
    )


def law_text(citation: law.Citation) -> str:
    """《社区矫正法》第27条."""
    short = law.Citation(citation.source, ()).label("zh")
    return f"《{short}》{citation.label('zh').removeprefix(short).strip()}"


def number_of(series: rules.Series, seq: int, *, on: date) -> str:
    """The printed number."""
    return rules.number_text(
        str(law.param("papers.number", on=on, area=series.issuer).value),
        series,
        region=region_of(series.issuer),
        seq=seq,
        minors_mark=str(law.param("papers.minors_mark", on=on, area=series.issuer).value),
    )


def region_of(issuer: str) -> str:
    """What stands for the issuer in numbers: 诸 for the county, 诸枫 for its office."""
    level = areas.level_of(issuer)
    first = level if level < areas.Level.COUNTY else areas.Level.COUNTY
    codes = [areas.at_level(issuer, each) for each in areas.Level if first <= each <= level]
    return "".join(_mark(code) for code in codes)


def _mark(code: str) -> str:
    above = areas.parent(code)
    siblings = [place.name for place in areas.children(above)] if above else []
    return rules.place_mark(areas.place(code).name, siblings)


def _place(code: str) -> str:
    try:
        return areas.full_name(code) if areas.level_of(code) < areas.Level.TOWNSHIP else areas.office_name(code)
    except (areas.UnknownPlace, areas.BadCode):
        return code


def _organ_for(order: Order) -> Callable[[str], str]:
    """The names of organs as this paper writes them: the one that decided, else the county's own of that kind."""
    county = areas.at_level(order.area, areas.Level.COUNTY)

    def name(key: str) -> str:
        if key == DECISION_ORGAN:
            return str(order.person.get("organ") or "决定机关")
        found = areas.office(county, key)
        return found.name if found else key

    return name


def _valid_until(kind: PaperKind, facts: Mapping[str, Any]) -> date | None:
    value = facts.get(kind.valid_by) if kind.valid_by else None
    return local_day(value) if isinstance(value, datetime) else value


def _keeps_seal(order: Order) -> bool:
    signer = order.signer
    return signer.office == order.issuer and signer.role == SEAL_HOLDERS.get(areas.level_of(order.issuer))


def _publish(paper: Paper, kind: PaperKind, secret: str) -> None:
    if secret:
        Token.objects.create(
            hash=token_hash(secret),
            kind=kind.id,
            title=kind.title.zh,
            office=(areas.office(paper.issuer) or areas.place(paper.issuer)).name,
            day=paper.day,
            valid_until=paper.valid_until,
            second=paper.second,
            state=rules.ISSUED,
        )
