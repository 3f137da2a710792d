"""Ways in which any matter may end: what happens to the person overtakes the procedure."""

from __future__ import annotations

from fengqiao.catalogue.awaited import P14, P32, P34
from fengqiao.law.face import Law, Measures
from fengqiao.procedures.grammar import Actor, Effect, Later, Outcome, Text, end


def endings(by: Actor, *effects: Effect | Later) -> tuple[Outcome, ...]:
    """Death, custody, change of the place of execution, end of the term: recorded by whoever conducts the
    matter.

    Each opens the procedure that belongs to it.
    """
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
            basis=(Law(44),),
        ),
    )
