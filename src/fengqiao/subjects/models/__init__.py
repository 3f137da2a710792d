"""The tables of the room. Each but the search counter is a case table under the area policy."""

from __future__ import annotations

from fengqiao.subjects.models.around import (
    Contact,
    CountyCheck,
    ExactSearch,
    NamedStaff,
    Overlay,
    Sentence,
    SubjectVersion,
)
from fengqiao.subjects.models.avoidances import Avoidance
from fengqiao.subjects.models.base import CaseRow, PersonRow, VersionedRow, VersionRow
from fengqiao.subjects.models.corrections import Correction
from fengqiao.subjects.models.joinings import JoinedRow, Joining
from fengqiao.subjects.models.moves import Move
from fengqiao.subjects.models.requests import DataRequest
from fengqiao.subjects.models.retention import Erasure, Hold
from fengqiao.subjects.models.subject import NameKey, Subject

__all__ = [
    "Avoidance",
    "CaseRow",
    "Contact",
    "Correction",
    "CountyCheck",
    "DataRequest",
    "Erasure",
    "ExactSearch",
    "Hold",
    "JoinedRow",
    "Joining",
    "Move",
    "NameKey",
    "NamedStaff",
    "Overlay",
    "PersonRow",
    "Sentence",
    "Subject",
    "SubjectVersion",
    "VersionRow",
    "VersionedRow",
]
