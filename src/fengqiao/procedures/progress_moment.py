"""What the open steps of a matter are computed from."""

from __future__ import annotations

from dataclasses import dataclass

from fengqiao.procedures.grammar import Case, Procedure
from fengqiao.procedures.progress_fold import Standing
from fengqiao.procedures.progress_records import CheckShown, ClockShown


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything the open steps are computed from."""

    definition: Procedure
    standing: Standing
    case: Case
    checks: tuple[CheckShown, ...]
    clocks: tuple[ClockShown, ...]
