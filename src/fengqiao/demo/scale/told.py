"""A told person with the recipe of the rows, and what of it is recognised by which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from fengqiao.demo.scale import recipe
from fengqiao.demo.scale.newcomers import Newcomer
from fengqiao.demo.scale.places import Place
from fengqiao.demo.scale.posts import Holder, Slot
from fengqiao.demo.scale.recipe import Hole, Kitchen, Known, Recipe
from fengqiao.demo.scale.stock import Column, Person, Row, Table
from fengqiao.documents import face as documents
from fengqiao.kit import crypto
from fengqiao.subjects import face as subjects

TOKENS: Final = Table(
    "documents_token",
    tuple(Column(name) for name in ("hash", "kind", "title", "office", "day", "valid_until", "second", "state")),
)
IDENTITY: Final = Table(
    "subjects_identity", (Column("hash"), Column("subject_uid", is_uuid=True), *map(Column, ("area", "by_file")),
                          *map(Column, ("checked", "actor", "at")))
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One person of the told county, ready to be told again."""

    recipe: Recipe
    sex: str
    birth: date
    home: Place
    papers: tuple[documents.Series, ...]

    def words(self, who: Newcomer, place: Place) -> Mapping[str, str]:
        """What stands in the holes of words."""
        return {
            "name": who.name, "number": who.number, "phone": who.phone, "birth": who.birth.isoformat(),
            "birth_text": _day_text(who.birth), "office": place.office, "office_name": place.office_name,
            "office_short": place.office_short, "place": place.name, "village": place.village, "county": place.county,
            "county_name": place.county_name, "city": place.city, "city_name": place.city_name,
        }  # fmt: skip

    def moved(self, issuer: str, place: Place) -> str:
        """The like issuer for another place."""
        return {9: place.office, 6: place.county, 4: place.city}.get(len(issuer), issuer)


def _day_text(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def told(
    person: Person,
    *,
    home: Place,
    held: Mapping[Slot, Holder],
    tables: Sequence[Table],
    further: Mapping[str, list[Row]],
) -> Told:
    """The recipe of one person. `further`: the rows about the person in tables that name nobody."""
    subject = person.subject
    birth = date.fromisoformat(str(subject["birth_date"]))
    papers = person.rows.get("documents_paper", [])
    slots = recipe.slots_of(held)
    whole = Person(person.id, person.area, {**person.rows, **further})
    known = Known(
        words={
            **_officers(person, slots, held), **_words(person, birth, home), **_numbers(papers), **_tokens(papers),
        },
        cells={home.city: Hole(recipe.WORD, "city")}, hashes=_hashes(person, papers), slots=slots,
    )  # fmt: skip
    made = Kitchen(whole, known, (*tables, TOKENS, IDENTITY)).recipe()
    series = tuple(
        documents.Series(str(row["issuer"]), str(row["char"]), int(str(row["year"])), row["minors"] == "true")
        for row in papers
    )
    return Told(recipe=made, sex=str(subject["sex"]), birth=birth, home=home, papers=series)


def number_of(person: Person) -> str:
    """The identity number of a told person."""
    return _opened(person.subject, "subjects_subject", "number")


def _opened(row: Row, table: str, column: str) -> str:
    blob = row[f"{column}_sealed"]
    if blob is None:
        return ""
    return crypto.open_sealed(bytes.fromhex(blob[2:]), table=table, column=column, row=UUID(str(row["uid"])))


def _words(person: Person, birth: date, home: Place) -> dict[str, Hole]:
    subject = person.subject
    texts = {
        "name": str(subject["name"]), "number": number_of(person),
        "phone": _opened(subject, "subjects_subject", "phone"), "birth": birth.isoformat(),
        "birth_text": _day_text(birth), "office_name": home.office_name, "office_short": home.office_short,
        "place": home.name, "county_name": home.county_name, "city_name": home.city_name, "office": home.office,
        "county": home.county, "village": str(subject["residence_code"] or ""),
    }  # fmt: skip
    return {text: Hole(recipe.WORD, key) for key, text in texts.items() if text}


def _officers(person: Person, slots: Mapping[tuple[str, int], Slot], held: Mapping[Slot, Holder]) -> dict[str, Hole]:
    """The names of whoever has a part in the person's rows."""
    found = dict[str, Hole]()
    for rows in person.rows.values():
        for row in rows:
            for column in ("person_id", "person"):
                slot = slots.get(("users_person", int(row.get(column) or 0)))
                if slot is not None:
                    found[held[slot].name] = Hole(recipe.HOLDER, (slot, "name"))
    return found


def _numbers(papers: Sequence[Row]) -> dict[str, Hole]:
    return {str(row["number"]): Hole(recipe.NUMBER, at) for at, row in enumerate(papers)}


def _tokens(papers: Sequence[Row]) -> dict[str, Hole]:
    return {
        secret: Hole(recipe.TOKEN, at)
        for at, row in enumerate(papers)
        if (secret := _opened(row, "documents_paper", "token"))
    }


def token_hashes(papers: Sequence[Row]) -> dict[str, int]:
    """The hash in the table of tokens → which paper of the person it is."""
    found = {}
    for at, row in enumerate(papers):
        secret = _opened(row, "documents_paper", "token")
        if secret:
            found[documents.token_hash(secret).hex()] = at
    return found


def _hashes(person: Person, papers: Sequence[Row]) -> dict[str, Hole]:
    number, phone = number_of(person), _opened(person.subject, "subjects_subject", "phone")
    kind = str(person.subject["number_kind"])
    found = {
        subjects.number_hash(kind, number).hex(): "number",
        subjects.tail_hash(number).hex(): "tail",
        subjects.claim_hash(kind, number).hex(): "claim",
        crypto.keyed_hash(phone, purpose="notices.number").hex(): "line",
    }
    if hashed := subjects.phone_hash(phone):
        found[hashed.hex()] = "phone"
    holes = {text: Hole(recipe.HASH, name) for text, name in found.items()}
    return {**holes, **{text: Hole(recipe.TOKEN_HASH, at) for text, at in token_hashes(papers).items()}}
