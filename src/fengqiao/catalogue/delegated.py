"""Who decides what a county may leave to its justice offices by a paper: the office's head, else the county's lead.

Law: Community Corrections Law art. 9.
"""

from __future__ import annotations

from fengqiao.law.face import Citation, Law
from fengqiao.procedures.grammar import (
    Asked,
    Band,
    Ladder,
    Level,
    Power,
    Text,
    institution,
    ladder,
    lead,
    office,
    office_head,
)

#: What the law sets no outer limit to; whether the office may do it at all is the delegation's answer.
WITHOUT_LIMIT = Asked(Text("法律未设金额、期限限制", "the law sets no limit of amount or time"), lambda case: True)


def by_delegation(power: str, *basis: Citation, heads: bool = True) -> Ladder:
    """The office when the county has given it this power, else the county. `heads`: only those who answer for their
    institution decide; otherwise its staff may act too."""
    return ladder(
        Band(
            actor=office_head() if heads else office(),
            title=Text("受委托的司法所", "justice office, by delegation"),
            when=None,
            delegated=power,
            files_with=Level.COUNTY,
            basis=(Law(9), *basis),
        ),
        Band(
            actor=lead(Level.COUNTY) if heads else institution(Level.COUNTY),
            title=Text("县级社区矫正机构", "county institution"),
            when=None,
            basis=basis,
        ),
        powers=(Power(Level.TOWNSHIP, WITHOUT_LIMIT),),
    )
