"""The papers that an act issues: common fields from the person and the act, special ones from the definition."""

from __future__ import annotations

from datetime import datetime

from fengqiao.audit import face as audit
from fengqiao.documents import face as documents
from fengqiao.procedures.grammar import Act
from fengqiao.procedures.reads.orders import orders
from fengqiao.procedures.reads.standing import Standing


def issue_papers(standing: Standing, act: Act, *, by: audit.Actor, at: datetime) -> None:
    """Issue what an act calls for, once per act, kind and item. Series are locked in the order of the kinds' ids."""
    for order in orders(standing, act):
        documents.issue(order=order, by=by, at=at)
