"""What a paper may print of a person: the values in clear, for a paper of a procedure that is being issued.

Papers carry the whole number and birth date because the law's forms do; what is drawn is sealed and every look at it is
on record (documents, desk). Victims, accusers and informants are never among the relations (THREATS 3.2, C5).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fengqiao.subjects.access import UnknownSubject
from fengqiao.subjects.models import Contact, Sentence, Subject
from fengqiao.subjects.reads.file import contact_text
from fengqiao.subjects.reads.rows import opened
from fengqiao.subjects.rules.codes import label


def paper_values(*, subject_id: int) -> dict[str, Any]:
    """Texts and days by the names that papers use. `minor` is the regime.

    Raises: UnknownSubject, kit.crypto.SealBroken.
    """
    try:
        person = Subject.objects.get(pk=subject_id)
    except Subject.DoesNotExist:
        raise UnknownSubject(subject_id) from None
    sentence = Sentence.objects.filter(subject=person).order_by("-id").first()
    return {
        "name": person.name,
        "sex": label("sex", person.sex).zh,
        "birth_date": person.birth_date,
        "number": opened(person, "number"),
        **{key: _named(key, getattr(person, key)) for key in ("ethnicity", "education", "marriage", "category")},
        **{key: opened(person, key) for key in ("phone", "household", "residence")},
        "effective_on": person.effective_on,
        "term_start": person.term_start,
        "term_end": person.term_end,
        "offences": sentence.offences if sentence else "",
        "sentence": sentence.text if sentence else "",
        "organ": sentence.organ if sentence else "",
        "document_number": sentence.document_number if sentence else "",
        "judged_on": sentence.judged_on if sentence else None,
        "relations": list(_relations(person)),
        "minor": person.minor,
    }


def _named(table: str, code: str) -> str:
    return label(table, code).zh if code else ""


def _relations(person: Subject) -> Iterator[str]:
    """Family, guardian, guarantor and co-offenders, each as one line."""
    for contact in Contact.objects.filter(subject=person, ended_on=None, protected=False).order_by("id"):
        what = label("role", contact.role).zh
        relation = label("relation", contact.relation).zh if contact.relation else ""
        phone = contact_text(contact, "phone")
        parts = [contact_text(contact, "name"), "、".join(dict.fromkeys(filter(None, (what, relation)))), phone]
        yield "，".join(filter(None, parts))
