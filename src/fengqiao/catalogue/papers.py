"""How a definition names a built paper, and how its special fields are read from the case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from fengqiao.documents import face as documents
from fengqiao.procedures.grammar import Case, Choice, Paper, Text, local_day, nothing
from fengqiao.procedures.grammar import Gives as Given


def paper(id: str, gives: Given = nothing) -> Paper:
    """A built paper by its number in the notes on the law, titled as the room of documents titles it.

    Raises: UnknownKind while the process starts, so that no definition names a paper that nobody can draw.
    """
    title = documents.kind(id).title
    return Paper(id, gives, Text(title.zh, title.en))


def paper_each(id: str, each: Callable[[Case], Sequence[Mapping[str, Any]]]) -> Paper:
    """A built paper of which one act issues several. Raises: as `paper`."""
    return replace(paper(id), each=each)


def opinions(case: Case, whose: Mapping[str, tuple[str, str]]) -> list[Mapping[str, Any]]:
    """What was said on the way, as a form shows it: by act, whose opinion it is, and what it says when no words were
    written."""
    return [
        {
            "office": whose[act.name][0],
            "text": str(act.data.get("opinion") or act.reasons or whose[act.name][1]),
            "name": act.by.name,
            "at": local_day(act.at),
        }
        for act in case.acts
        if act.name in whose
    ]


def chosen(choices: Iterable[Choice], codes: Any) -> list[str]:
    """What was chosen in a form, in the words of the paper."""
    wanted = (codes,) if isinstance(codes, str) else tuple(codes or ())
    return [each.title.zh for each in choices if each.code in wanted]


def moment_text(moment: datetime) -> str:
    """A moment as letters and papers write it: 2026年11月23日8时30分, in Shanghai."""
    return documents.moment_text(moment)


def from_form(case: Case, *names: str) -> Mapping[str, Any]:
    """Fields of the forms so far, as they are; what was not filled in is left out."""
    return {name: case.form[name] for name in names if case.form.get(name) not in (None, "", [], ())}
