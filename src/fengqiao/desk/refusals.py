"""What the rooms below may say against an act, in words for people: it is shown with the form, which is kept."""

from __future__ import annotations

from typing import Final

from fengqiao.casework import face as casework
from fengqiao.desk.errors import DeskError
from fengqiao.documents import face as documents
from fengqiao.letters import face as letters
from fengqiao.notices import face as notices
from fengqiao.procedures import face as procedures
from fengqiao.subjects import face as subjects
from fengqiao.supervision import face as supervision

Refusal = (
    DeskError
    | procedures.ProceduresError
    | subjects.SubjectsError
    | casework.CaseworkError
    | documents.DocumentsError
    | notices.NoticesError
    | letters.LettersError
    | supervision.SupervisionError
)
REFUSALS: Final = (
    DeskError,
    procedures.ProceduresError,
    subjects.SubjectsError,
    casework.CaseworkError,
    documents.DocumentsError,
    notices.NoticesError,
    letters.LettersError,
    supervision.SupervisionError,
)
