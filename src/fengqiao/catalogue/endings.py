"""Whom a matter may be about, and the ways in which any matter may end: what happens to the person overtakes it."""

from __future__ import annotations

from fengqiao.catalogue.awaited import P14, P32, P34
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import Actor, Asked, Case, Effect, Later, Outcome, Text, end, in_state

NOT_REGISTERED = in_state(
    Text("尚未接收登记的人员", "people who are not registered yet"),
    "assessment_only",
    "notified",
    "documents_received",
    "missed_intake",
)
IN_HAND_STATES = ("registered", "in_correction", "transferring")
IN_HAND = in_state(
    Text("已接收登记、矫正未结束的人员", "people who are registered and whose correction has not ended"),
    *IN_HAND_STATES,
)
NOT_ENDED = in_state(
    Text("矫正未结束的人员", "people whose correction has not ended"),
    "notified",
    "documents_received",
    "missed_intake",
    "registered",
    "in_correction",
    "transferring",
)


def term_is_over(case: Case) -> bool:
    """The last day runs to its 24:00; whoever is discharged on it is so by the discharge. Law: SPC-I art. 202."""
    return case.facts.term_end is None or case.today > case.facts.term_end


TERM_IS_OVER = Asked(
    Text("矫正期限已经届满（期满日 24 时之后）", "the term is over: after 24:00 of its last day"), term_is_over
)


def endings(by: Actor, *effects: Effect | Later) -> tuple[Outcome, ...]:
    """Death, custody, change of the place of execution, end of the term: recorded by whoever conducts the matter.

    Each opens what belongs to it. Of who was never registered, the organ that decided says what the end means."""
    return (
        end(
            "death",
            Text("社区矫正对象死亡", "the person has died"),
            by=by,
            effects=effects,
            opens=(P34,),
            basis=(Law(51),),
        ),
        end(
            "detained",
            Text("社区矫正对象被采取强制措施", "the person is in custody"),
            by=by,
            effects=effects,
            opens=(P32,),
            basis=(Measures(41),),
        ),
        end(
            "transferred",
            Text("执行地已变更", "the place of execution has changed"),
            by=by,
            effects=effects,
            opens=(P14,),
            basis=(Law(27),),
        ),
        end(
            "term_ended",
            Text("矫正期满", "the term has ended"),
            by=by,
            effects=effects,
            opens=("discharge",),
            when=IN_HAND & TERM_IS_OVER,
            basis=(Law(44),),
        ),
    )
