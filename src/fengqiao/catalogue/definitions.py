"""Every definition of this house, in the order of the notes on the law."""

from __future__ import annotations

from fengqiao.catalogue.discharge import discharge
from fengqiao.catalogue.document_delivery import document_delivery
from fengqiao.catalogue.leave import leave
from fengqiao.catalogue.missed_intake import missed_intake
from fengqiao.catalogue.registration import registration
from fengqiao.procedures.grammar import Procedure

ALL: tuple[Procedure, ...] = (document_delivery, registration, missed_intake, leave, discharge)
