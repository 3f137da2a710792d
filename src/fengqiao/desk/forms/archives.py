"""What is done to an archive by hand: a piece registered or struck out, a sealed archive looked into."""

from __future__ import annotations

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Day, Line
from fengqiao.desk.forms.people import Change, Choices
from fengqiao.documents import face as documents
from fengqiao.shell import face as shell

LONGEST = 200
GROUNDS = {"judicial": _("A judicial case"), "state_rules": _("A query by state rules")}


class Piece(Change):
    """One piece that came in from outside."""

    part = forms.ChoiceField(label=_("Part of the archive"))
    section = forms.ChoiceField(label=_("Section"))
    title = Line(_("Title of the piece"), longest=LONGEST)
    number = Line(_("Document number"), required=False, longest=LONGEST)
    author = Line(_("Responsible organ"), required=False, longest=LONGEST)
    day = Day(_("Date of the piece"))
    pages = forms.IntegerField(label=_("Page count"), min_value=1, max_value=9_999)
    stands_for = forms.ChoiceField(label=_("Stands for"), required=False)
    digest = Line(_("SHA-256 of the electronic original"), required=False, longest=64)

    def __init__(self, *args: Any, parts: Choices, gaps: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("part", parts)
        self.offer("section", [(key, shell.text(words)) for key, words in documents.SECTIONS.items()])
        self.offer("stands_for", gaps)

    def piece(self) -> documents.NewItem:
        """What was filled in. Only for a form that is valid."""
        given = self.cleaned_data
        kind, _dot, act = given["stands_for"].partition(".")
        return documents.NewItem(
            part=given["part"], section=given["section"], title=given["title"], number=given["number"],
            author=given["author"], day=given["day"], pages=given["pages"], digest=given["digest"].lower(),
            for_paper=(kind, UUID(act)) if kind else None,
        )  # fmt: skip


class Striking(Change):
    """A piece registered by mistake, and why it is struck out."""

    who = forms.ChoiceField(label=_("Piece"))
    reason = Line(_("Grounds"), longest=500)

    def __init__(self, *args: Any, listed: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("who", listed)


class Looking(Change):
    """Why a sealed archive is opened, for whom, by which letter."""

    refused_as: ClassVar[dict[str, str]] = {}
    ground = forms.ChoiceField(label=_("Ground"))
    unit = Line(_("Unit that asks"), longest=LONGEST)
    letter_no = Line(_("Number of the letter"), longest=LONGEST)
    reason = Line(_("Grounds"), longest=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("ground", GROUNDS.items())

    def look(self) -> documents.Look:
        """What was filled in. Only for a form that is valid."""
        given = self.cleaned_data
        return documents.Look(
            ground=given["ground"], unit=given["unit"], letter_no=given["letter_no"], reason=given["reason"]
        )
