"""Every definition of this house, in the order of the notes on the law."""

from __future__ import annotations

from fengqiao.catalogue.leave import leave
from fengqiao.catalogue.registration import registration
from fengqiao.procedures.grammar import Procedure

ALL: tuple[Procedure, ...] = (registration, leave)
