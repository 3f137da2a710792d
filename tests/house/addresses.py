"""Every address of the program as its own resolver gives it, filled in for one person and one matter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.scene import Held

WORDS = {
    "key": {"articles": "M27", "parameters": "SUP-1", "": "leave"},
    "step": {"": "review"},
    "outcome": {"": "forward"},
    "field": {"": "phone"},
    "kind": {"": "visit"},
    "what": {"": "merge"},
}
"""What stands for a part of an address that is no name of a row, by the address's first word."""
OBJECTS = ("subjects", "matters", "papers", "attachments", "letters", "archives", "appointments", "sealings")
"""First words of addresses whose `uid` names something of one person; the rest must be said in OTHER_OBJECTS."""
OTHER_OBJECTS = {
    "parameters": "a local change of parameters, working days or places, no person under correction (desk's own tests)",
    "imports": "an upload of the county; nobody else's is found (exchange's own tests)",
    "notices": "the page of what a demonstration would have sent; a real installation has none",
    "joinings": "two files that a county joins or joined; nobody else's is found (desk's own tests)",
    "retention": "a destruction that a county proposes or proves; another county's is not found (desk's own tests)",
    "messages": "a notice to a post or an office; nobody else's is found (desk's own tests)",
    "organs": "an entry of a county's register of organs, no person; another county's is not found (desk's own tests)",
    "staff": "a colleague's account, post or name at another provider, no person under correction (users' own tests)",
    "reviews": "a finding about a colleague's reading, no person under correction; another place's is not found",
    "sealed": "a query of one's own into a sealed record, a certificate of the own county (test_sealing.py)",
    "openings": "an emergency access of one officer; nobody else's is found (oversight's own tests)",
    "avoidances": "a declared relation; none of another place or about oneself is found (subjects' own tests)",
    "passkeys": "one of the own keys; nobody else's is found (users' own tests)",
    "sessions": "one of the own browsers; nobody else's is found (users' own tests)",
    "exports": "a file that one officer asked for; nobody else's is found (desk's own tests)",
    "prints": "a file of papers that one officer asked for; nobody else's is found (desk's own tests)",
    "many": "an act for many that one officer prepares; nobody else's is found (desk's own tests)",
    "views": "how an office keeps a list, no person under correction (desk's own tests)",
    "covers": "a cover between colleagues, no person under correction (users' own tests)",
    "delegations": "a delegation to an office, no person under correction (users' own tests)",
}
_PART = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the resolver."""

    pattern: str
    name: str
    view: Any

    @property
    def right(self) -> str | None:
        """What the view asks of whoever opens it; None when it says nothing."""
        stated = getattr(self.view, "right", None)
        return None if stated is None else str(getattr(stated, "value", stated))

    @property
    def first_word(self) -> str:
        return self.pattern.partition("/")[0]

    @property
    def is_about_somebody(self) -> bool:
        """Whether it names a person or a matter of a person."""
        return self.first_word in OBJECTS and "<uuid:uid>" in self.pattern

    def address(self, held: Held) -> str:
        """The address about a held person. Raises: KeyError for a part that nobody has told us how to fill."""
        return "/" + _PART.sub(lambda part: self._fill(part["kind"], part["name"], held), self.pattern)

    def _fill(self, kind: str | None, name: str, held: Held) -> str:
        if kind != "uuid":
            words = WORDS[name]
            return words.get(self.first_word, words[""])
        if name != "uid":
            return str(getattr(held, name, None) or uuid4())
        named = {
            "subjects": held.subject, "matters": held.matter, "papers": held.paper, "letters": held.letter,
            "archives": held.subject, "sealings": held.subject, "appointments": held.appointment,
            "attachments": held.attachment,
        }  # fmt: skip
        return str(named.get(self.first_word, uuid4()))


def routes() -> tuple[Route, ...]:
    """All of them, in the resolver's order."""
    return tuple(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], before: str, space: str) -> Iterator[Route]:
    for pattern in patterns:
        text = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, text, inner)
        else:
            yield Route(text, f"{space}{pattern.name}", pattern.callback)
