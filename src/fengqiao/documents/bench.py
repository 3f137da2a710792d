"""How fast papers are drawn: the rows of `fengqiao bench papers`.

Each kind is drawn a hundred times in one batch, and a few times by a compiler of its own for each paper, which reads
the fonts again: the ratio of the two holds on any machine. Then a thousand papers of all kinds are drawn in one batch,
beside a library that makes PDF from HTML (`bench_peer`).
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from fengqiao.documents import joining, rendering
from fengqiao.documents.actions.issuing import Order, Signer, values_of
from fengqiao.documents.bench_peer import Peer, words
from fengqiao.documents.papers import KINDS, PaperKind, Slot, SlotKind
from fengqiao.documents.wording import ROW
from fengqiao.kit import clock

BATCH = 100
ALONE = 3
#: Papers of all kinds beside the peer; and how many it draws as a document for each.
MANY = 1_000
SEPARATE = 20
COUNTY, OFFICE = "330681", "330681109"
DAY = date(2026, 11, 23)
# Unit: milliseconds a paper in a batch.
REQUIRED = 5
PERSON = {
    "name": "测速", "sex": "男", "birth_date": date(1990, 1, 1), "number": "339900199001011234", "phone": "13900000001",
    "household": "浙江省诸暨市枫桥镇枫源村1号", "residence": "浙江省诸暨市枫桥镇枫源村1号", "category": "宣告缓刑",
    "offences": "危险驾驶罪", "sentence": "判处有期徒刑一年，缓刑一年六个月，并处罚金人民币五千元",
    "organ": "诸暨市人民法院", "document_number": "（2026）浙0681刑初100号", "term_start": DAY,
    "term_end": DAY + timedelta(days=500),
}  # fmt: skip


def measure() -> list[dict[str, Any]]:
    """What the command prints: each kind in a batch, all kinds together, kept files joined for printing, and a thousand
    papers beside the peer."""
    peer = Peer()
    drawn = {kind.id: _sheet(kind) for kind in KINDS.values()}
    rendering.pdf(list(drawn.values()))  # nobody measures how fonts come from the disk
    rows = [_row(f"{id} in a batch of {BATCH}", *_kind(sheet)) for id, sheet in drawn.items()]
    whole = statistics.mean(row["value"] for row in rows)
    rows.append(_row("mean of all kinds", whole, ("required at most", REQUIRED)))
    return [*rows, *_joined(list(drawn.values())), *beside(peer, list(drawn.values()))]


def _kind(sheet: tuple[dict[str, Any], rendering.Look]) -> tuple[float, tuple[str, float]]:
    """One kind: in a batch, with other values for each paper, and alone. Unit: milliseconds a paper."""
    sheets = [_other(sheet, n) for n in range(BATCH)]
    batch = _took(lambda: rendering.pdf(sheets)) / BATCH
    alone = statistics.median(_took(lambda each=each: rendering.alone(each)) for each in sheets[:ALONE])
    return batch, ("a compiler for each paper", alone)


def _other(sheet: tuple[dict[str, Any], rendering.Look], n: int) -> tuple[dict[str, Any], rendering.Look]:
    """The same paper of somebody else, with another number and code: the renderer remembers what it has set before."""
    values, look = sheet
    text = json.dumps(values, ensure_ascii=False).replace("测速", f"测速{n}").replace("第1号", f"第{n}号")
    return json.loads(text), replace(look, code=look.code and f"{look.code}{n:04}")


def _joined(sheets: list[tuple[dict[str, Any], rendering.Look]]) -> Iterator[dict[str, Any]]:
    """Kept files as one, against drawing them anew in one batch."""
    anew = [_other(sheet, n) for n in range(BATCH // len(sheets) + 1) for sheet in sheets]
    many = [rendering.pdf([sheet]) for sheet in anew]
    yield _row(
        f"{len(many)} kept files joined",
        _took(lambda: joining.join(many)) / len(many),
        ("drawn anew", _took(lambda: rendering.pdf(anew)) / len(anew)),
    )


def beside(
    peer: Peer, sheets: list[tuple[dict[str, Any], rendering.Look]], *, many: int = MANY, separate: int = SEPARATE
) -> Iterator[dict[str, Any]]:
    """As many papers of all kinds in turn, each of somebody else, by us and by the peer. Unit: milliseconds a paper."""
    ours = [_other(sheets[n % len(sheets)], n) for n in range(many)]
    told = [words(rendering.pdf([sheet])) for sheet in sheets]
    theirs = [[line.replace("测速", f"测速{n}") for line in told[n % len(told)]] for n in range(many)]
    peer.pdf(theirs[:1])  # it too has read its fonts before
    took = _took(lambda: rendering.pdf(ours)) / many
    whole = _took(lambda: peer.pdf(theirs)) / many
    each = statistics.mean(_took(lambda one=one: peer.pdf([one])) for one in theirs[:separate])
    yield _row(f"{many} of all kinds in one batch", took, ("WeasyPrint, one document of the same words", whole))
    yield _row(f"{many} of all kinds in one batch", took, ("WeasyPrint, a document for each", each))


def _took(call: Any) -> float:
    """Unit: milliseconds."""
    begun = time.perf_counter()
    call()
    return (time.perf_counter() - begun) * 1_000


def _row(what: str, value: float, peer: tuple[str, float]) -> dict[str, Any]:
    name, of = peer
    return {
        "what": f"papers, {what}", "value": round(value, 2), "unit": "ms/paper",
        "peer": name, "peer_value": round(of, 2), "ratio": round(value / of, 3),
    }  # fmt: skip


def _sheet(kind: PaperKind) -> tuple[dict[str, Any], rendering.Look]:
    """A paper of a kind with a value in every place, sealed and with its code."""
    issuer = OFFICE if 4 in kind.levels else COUNTY
    order = Order(
        kind=kind.id, subject_id=0, area=OFFICE, matter=None, act=UUID(int=0), issuer=issuer, minor=False,
        signer=Signer(None, "测速", "office_head", issuer), person=PERSON,
        facts={slot.name: _value(slot) for slot in kind.slots},
    )  # fmt: skip
    values = {**values_of(order, day=DAY), "number": "〔2026〕诸枫矫速字第1号"}
    code = "https://example.org/v/0123456789abcdefgh" if kind.proves else ""
    return values, rendering.Look(seal=values["office"], code=code, second="ABC234" if code else "")


def _value(slot: Slot) -> Any:
    opinion = {"office": "审批意见", "text": "事由正当，同意。", "name": "测速", "at": DAY}
    found: dict[SlotKind, Any] = {
        SlotKind.DAY: DAY,
        SlotKind.MOMENT: clock.start_of(DAY),
        SlotKind.DAYS: 7,
        SlotKind.YES_NO: True,
        SlotKind.LIST: ["电话联络", "实时视频"],
        SlotKind.PLACES: ["330102"],
        SlotKind.ORGANS: ["procuratorate", "police"],
        SlotKind.OPINIONS: [opinion, opinion],
        SlotKind.TABLE: [{name: "测速" for name, _ in slot.columns}] * 4,
        SlotKind.ROWS: [dict.fromkeys(ROW, "测速")] * 30,
        SlotKind.LONG: "遵守法律法规和监督管理规定，按时报告，表现良好。" * 3,
    }
    return found.get(slot.kind, "测速")
