"""Letters with a number and a seal that no procedure calls for: 公函, and 复函 for what came.

Law: Community Corrections Law art. 8 (organs work together). Layout: GB/T 9704, the letter's own title over its text.
"""

from __future__ import annotations

from fengqiao.documents.papers.record import Layout, PaperKind, Slot, SlotKind
from fengqiao.law.face import Law, Text

WRITERS = frozenset({2, 3, 4})

_ADDRESSEE = Slot("addressee", Text("主送机关", "addressee"))
_SUBJECT = Slot("subject", Text("标题", "title"))
_WORDS = Slot("words", Text("正文", "text"), SlotKind.LONG)

L01 = PaperKind(
    id="L01",
    title=Text("公函", "official letter"),
    layout=Layout.LETTER,
    template="plain_letter",
    char="函",
    levels=WRITERS,
    person=(),
    slots=(_ADDRESSEE, _SUBJECT, _WORDS),
    basis=(Law(8),),
)

L02 = PaperKind(
    id="L02",
    title=Text("复函", "reply"),
    layout=Layout.LETTER,
    template="plain_letter",
    char="复",
    levels=WRITERS,
    person=(),
    slots=(
        _ADDRESSEE,
        _SUBJECT,
        Slot("came", Text("来函", "the letter that is answered")),
        _WORDS,
    ),
    basis=(Law(8),),
)

KINDS = (L01, L02)
