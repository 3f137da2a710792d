"""Every definition of this house, in the order of the notes on the law."""

from __future__ import annotations

from fengqiao.catalogue.archive_lending import archive_lending
from fengqiao.catalogue.archives import archive
from fengqiao.catalogue.classification import classification
from fengqiao.catalogue.correction_group import correction_group, group_member_change
from fengqiao.catalogue.correction_plan import correction_plan, plan_adjustment
from fengqiao.catalogue.discharge import discharge
from fengqiao.catalogue.document_delivery import document_delivery
from fengqiao.catalogue.event_report import event_report
from fengqiao.catalogue.induction import induction
from fengqiao.catalogue.leave import leave
from fengqiao.catalogue.missed_intake import missed_intake
from fengqiao.catalogue.registration import registration
from fengqiao.catalogue.reporting import report
from fengqiao.catalogue.supervision_visit import supervision_visit
from fengqiao.procedures.grammar import Procedure

ALL: tuple[Procedure, ...] = (
    document_delivery,
    registration,
    missed_intake,
    induction,
    correction_group,
    group_member_change,
    correction_plan,
    plan_adjustment,
    classification,
    report,
    event_report,
    supervision_visit,
    leave,
    discharge,
    archive,
    archive_lending,
)
