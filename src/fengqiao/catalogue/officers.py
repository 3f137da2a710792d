"""Who carried an act of enforcement out: a visit, a talk, an announcement is made by two officers, by name.

Source: the usual local rule (U), parameter `officers.per_act`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from fengqiao.catalogue.field import field
from fengqiao.procedures.grammar import Case, FieldKind, Text, Wrong

_BETWEEN = re.compile(r"[、，,;；/\s]+")


def officers_field(zh: str, en: str) -> Any:
    """The names of those who carried it out."""
    return field(
        "officers", FieldKind.TEXT, zh, en, help=Text("姓名之间用顿号隔开", "names, separated by 、 or a comma")
    )


def enough_officers(values: Mapping[str, Any], case: Case) -> tuple[Wrong, ...]:
    """As many different names as the parameter says."""
    needed = int(case.parameter("officers.per_act"))
    named = {each for each in _BETWEEN.split(str(values["officers"]).strip()) if each}
    if len(named) >= needed:
        return ()
    return (Wrong("officers", "too_few", Text(f"须由 {needed} 名以上工作人员进行", f"by {needed} officers or more")),)
