"""Finding a person by what an officer can type.

Every way is a range or an equality of leakproof operators, so that it reaches an index under the policy (STACK 2).
First the keys, narrow and many; then the people, few and checked against what the viewer may know.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from fengqiao.audit.face import Actor
from fengqiao.kit import citizen_number, crypto
from fengqiao.kit.fields import among
from fengqiao.kit.names import fold, index
from fengqiao.subjects.access import visible
from fengqiao.subjects.models import NameKey, Subject
from fengqiao.subjects.reads.records import Found
from fengqiao.subjects.reads.rows import rows_of

SHOWN: Final = 20
# More keys than people shown: some belong to one person, some to people whom the viewer may not know of.
_KEYS: Final = 60
_KEY_LENGTH: Final = 120
_GRAMS: Final = 4
_NUMBER: Final = re.compile(r"\d{17}[\dX]")
_TAIL: Final = re.compile(r"\d{3}[\dX]")
_LETTERS: Final = re.compile(r"[a-z']+")
_PARTS: Final = re.compile(r"[·•‧・.\s]+")


def number_hash(kind: str, number: str) -> bytes:
    """The keyed hash by which a number is found again."""
    return crypto.keyed_hash(f"{kind}:{number}", purpose="subjects.number")


def tail_hash(number: str) -> bytes:
    """The keyed hash of the last four characters, a purpose of its own."""
    return crypto.keyed_hash(number[-4:], purpose="subjects.tail")


def name_keys(name: str) -> frozenset[tuple[str, str]]:
    """All keys of a name: the folded name, pinyin and initials in both readings, pairs of characters.

    A name of several parts (阿卜杜热依木·买买提) is found by each part.
    """
    keys: set[tuple[str, str]] = set()
    whole = index(name)
    keys.update(("g", gram) for gram in whole.bigrams)
    parts = [part for part in _PARTS.split(name) if part]
    for start in range(max(1, len(parts))):
        text = "·".join(parts[start:]) or name
        read = whole if not start else index(text)
        keys.add(("n", fold(text)[:_KEY_LENGTH]))
        keys.update(("p", p[:_KEY_LENGTH]) for p in (read.pinyin, read.pinyin_other))
        keys.update(("i", i[:_KEY_LENGTH]) for i in (read.initials, read.initials_other))
    return frozenset((kind, key) for kind, key in keys if key)


def is_full_number(text: str) -> bool:
    """Whether the text is a whole identity number, the search that is counted (THREATS T18)."""
    return _NUMBER.fullmatch(citizen_number.normalise(text)) is not None


def find(*, text: str, by: Actor, today: date) -> Found:
    """People in scope whom the text may mean, running files first, at most twenty."""
    plain = citizen_number.normalise(text)
    if _NUMBER.fullmatch(plain):
        kinds = [number_hash(kind, plain) for kind in ("citizen", "residence_permit")]
        return _found("number", visible(by).filter(number_hash__in=kinds), today)
    if _TAIL.fullmatch(plain):
        return _found("tail", visible(by).filter(tail_hash=tail_hash(plain)), today)
    folded = fold(text)
    if not folded:
        return Found("name", (), more=False)
    if _LETTERS.fullmatch(folded):
        letters = folded.replace("'", "")[:_KEY_LENGTH]
        return _by_keys("letters", _prefix("p", letters) | _prefix("i", letters), by, today)
    if len(folded) == 1:
        return _by_keys("name", _prefix("n", folded), by, today)
    return _by_pairs(folded, by, today)


def _prefix(kind: str, text: str) -> Q:
    # The key's collation is "C", where this range is exactly the prefix and plain `<` serves the index.
    return Q(kind=kind, key__gte=text, key__lt=text + "\U0010ffff")


def _by_keys(how: str, keys: Q, by: Actor, today: date) -> Found:
    ids, cut = _ids(NameKey.objects.filter(keys))
    result = _found(how, visible(by).filter(among("pk", ids)), today)
    return replace(result, more=result.more or (cut and bool(result.rows)))


def _ids(keys: QuerySet[NameKey]) -> tuple[set[int], bool]:
    """People of the first keys, and whether there are more keys."""
    found = list(keys.order_by().values_list("subject_id", flat=True)[: _KEYS + 1])
    return set(found[:_KEYS]), len(found) > _KEYS


def _by_pairs(folded: str, by: Actor, today: date) -> Found:
    """Anywhere in the name: pairs of neighbouring characters narrow it down, the name itself decides."""
    pairs = list(dict.fromkeys(folded[i : i + 2] for i in range(len(folded) - 1)))[:_GRAMS]
    keys = NameKey.objects.filter(kind="g", key=pairs[0])
    for pair in pairs[1:]:
        keys = keys.filter(Exists(NameKey.objects.filter(kind="g", key=pair, subject_id=OuterRef("subject_id"))))
    ids, cut = _ids(keys)
    people = _ordered(visible(by).filter(among("pk", ids)))
    matching = [person for person in people if folded in fold(person.name)]
    more = len(matching) > SHOWN or (cut and bool(matching))
    return Found("name", rows_of(matching[:SHOWN], today=today), more=more)


def _found(how: str, people: QuerySet[Subject], today: date) -> Found:
    listed = list(_ordered(people)[: SHOWN + 1])
    return Found(how, rows_of(listed[:SHOWN], today=today), more=len(listed) > SHOWN)


def _ordered(people: QuerySet[Subject]) -> QuerySet[Subject]:
    return people.order_by("-running", "term_end", "id")
