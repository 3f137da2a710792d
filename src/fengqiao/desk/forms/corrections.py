"""Correcting the decision under which a person serves, and the second person's word on it."""

from __future__ import annotations

import hashlib
from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _

from fengqiao.desk.forms.intake import Day, Line
from fengqiao.desk.forms.people import Change
from fengqiao.shell import face as shell
from fengqiao.subjects import face as subjects

PLAIN = ("category", "offences", "text", "organ", "document_number", "judged_on", "effective_on", "start", "end")
LENGTH = ("years", "months", "days", "custody_days")
_SALT = "desk.sentence_correction"


class Amount(forms.IntegerField):
    """A whole number of years, months or days; empty is none."""

    def __init__(self, label: Any, *, most: int, hint: Any = "") -> None:
        super().__init__(label=label, required=False, min_value=0, max_value=most, help_text=hint)


class SentenceCorrection(Change):
    """The decision as it should read, the paper that says so, and why."""

    refused_as: ClassVar[dict[str, str]] = {"birth_date": "start"}
    category = forms.ChoiceField(label=_("Category"))
    offences = Line(_("Offence"), longest=500)
    text = Line(_("Sentence"), longest=500, hint=_("As in the judgment, such as 有期徒刑一年，缓刑一年六个月"))
    organ = Line(_("Organ that decided"), required=False, longest=120)
    document_number = Line(_("Document number"), required=False, longest=120)
    judged_on = Day(_("Date of the decision"), required=False)
    effective_on = Day(_("Date of effect"), required=False)
    start = Day(_("Term begins"))
    end = Day(_("Term ends"))
    years = Amount(_("Years of the term"), most=30)
    months = Amount(_("Months of the term"), most=360)
    days = Amount(_("Days of the term"), most=400)
    custody_days = Amount(_("Days of custody before"), most=4000)
    paper = Line(_("Document it rests on"), hint=_("Title and number, such as the ruling that corrects the judgment"))
    paper_on = Day(_("Date of that document"))
    reason = Line(_("Grounds"), hint=_("What is wrong in the file, and how it was found"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("category", [(code, shell.text(words)) for code, words in subjects.codes("category").items()])

    def sentence(self) -> subjects.NewSentence:
        """The decision that was filled in. Only for a form that is valid."""
        given = self.cleaned_data
        length = subjects.TermLength(*(given[name] or 0 for name in LENGTH))
        return subjects.NewSentence(**{name: given[name] for name in PLAIN}, length=length)

    def document(self) -> subjects.Paper:
        """What the correction rests on. Only for a form that is valid."""
        return subjects.Paper(title=self.cleaned_data["paper"], dated=self.cleaned_data["paper_on"])

    @property
    def seen(self) -> int:
        """The version of the decision that the page showed. Raises: BadRequest."""
        sent = self.data.get("seen", "")
        if not sent.isdigit():
            raise BadRequest("no version")
        return int(sent)

    def mark(self) -> str:
        """A mark of exactly what is filled in, which a preview puts into the page. Only for a form that is valid."""
        return signing.dumps(self._content(), salt=_SALT)

    def was_previewed(self) -> bool:
        """Whether it was to be recorded, and exactly this was previewed before. Only for a form that is valid."""
        if self.data.get("do") != "record":
            return False
        try:
            return bool(signing.loads(self.data.get("previewed", ""), salt=_SALT) == self._content())
        except signing.BadSignature:
            return False

    def _content(self) -> str:
        said = sorted((name, str(value)) for name, value in self.cleaned_data.items())
        return hashlib.sha256(repr((self.seen, said)).encode()).hexdigest()


def said(sentence: subjects.NewSentence) -> dict[str, Any]:
    """The fields as the file fills them now."""
    length = sentence.length or subjects.TermLength()
    plain = {name: getattr(sentence, name) for name in PLAIN}
    return plain | {name: getattr(length, name) or "" for name in LENGTH}


class Settling(Change):
    """The second person's word: in force, or struck out with reasons."""

    which = forms.UUIDField()
    do = forms.ChoiceField(choices=(("accept", ""), ("reject", "")))
    reason = Line(_("Grounds"), required=False)

    def decision(self) -> dict[str, Any]:
        """What was filled in. Only for a form that is valid."""
        given = self.cleaned_data
        return {"correction": given["which"], "accept": given["do"] == "accept", "reason": given["reason"]}
