"""The answer to a request about one's own data (答复书): numbered, sealed, with a code, served on the person.

Law: Personal Information Protection Law arts 45, 46, 50 (mark U; no article of ours, so its words stand in the paper),
Community Corrections Law art. 34 (complaints). Layout: a letter after GB/T 9704.
"""

from __future__ import annotations

from fengqiao.documents.papers.record import Layout, PaperKind, PersonField, Slot, SlotKind
from fengqiao.law.face import Law, Text

L03 = PaperKind(
    id="L03",
    title=Text("个人信息请求答复书", "answer to a request about one's own data"),
    layout=Layout.LETTER,
    template="request_answer",
    char="答",
    levels=frozenset({4}),
    person=(PersonField.NAME,),
    slots=(
        Slot("asked", Text("请求事项", "what was asked for"), SlotKind.LONG),
        Slot("wish", Text("请求内容", "what was wished"), SlotKind.LONG),
        Slot("answer", Text("答复", "answer"), SlotKind.LONG),
        Slot("said_as", Text("说明名称", "what the words are called")),
        Slot("said", Text("说明", "reasons"), SlotKind.LONG),
        Slot("rights", Text("救济途径", "where to turn"), SlotKind.LONG),
        Slot("grounds", Text("依据", "basis")),
        Slot("decided", Text("答复人", "who answered")),
    ),
    basis=(Law(34),),
    receipt=True,
    proves=True,
)

KINDS = (L03,)
