"""The receipt of a file that changed hands with its place."""

from __future__ import annotations

from django.db import models

from fengqiao.kit.fields import AreaField
from fengqiao.subjects.models.base import CaseRow, PersonRow


class Move(CaseRow, PersonRow):
    """A file went from one office to another because the places changed: by which change, on which day.

    Written by `follow_place` alone. It goes with its person; the change itself is read by both sides.
    """

    change = models.UUIDField()
    from_area = AreaField()
    to_area = AreaField()
    on_day = models.DateField()

    class Meta:
        db_table = "subjects_move"
        indexes = [
            models.Index(fields=["subject", "-id"], name="subjects_moves_of_a_person"),
            models.Index(fields=["change"], name="subjects_moves_of_a_change"),
        ]

    def __str__(self) -> str:
        return str(self.uid)
