"""The forms of a page, as a browser would send them: found in the page, not in our sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

TYPED = frozenset({"text", "search", "tel", "date", "time", "datetime-local", "number", "email", "textarea"})


@dataclass
class Given:
    """One control: its name, what kind it is, what stood in it, what may be chosen."""

    name: str
    kind: str
    value: str = ""
    choices: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form of a page."""

    page: str
    action: str
    method: str
    controls: list[Given] = field(default_factory=list)

    @property
    def shape(self) -> tuple[str, tuple[str, ...]]:
        """What makes two forms the same: the address without the names of rows, and the names of the controls."""
        path = "/".join("…" if len(part) == 36 else part for part in self.action.partition("?")[0].split("/"))
        return f"{self.method} {path}", tuple(sorted({control.name for control in self.controls}))


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found = page, list[Form]()
        self._form: Form | None = None
        self._select: Given | None = None
        self._ids: dict[str, Form] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.page, given.get("action", ""))
            self._form = Form(self.page, action, given.get("method", "get").lower())
            self._ids[given.get("id", "")] = self._form
            self.found.append(self._form)
        elif tag == "option" and self._select is not None:
            self._select.choices.append(given.get("value", ""))
            if "selected" in given:
                self._select.value = given.get("value", "")
        elif tag in ("input", "textarea", "select", "button") and given.get("name"):
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        kind = given.get("type", "text") if tag == "input" else tag
        control = Given(given["name"], kind, given.get("value", ""))
        if tag == "select":
            self._select = control
        form = self._ids.get(given["form"]) if "form" in given else self._form
        if form is not None:
            form.controls.append(control)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


def forms_of(page: str, html: str) -> list[Form]:
    """The forms of a page that stands at an address."""
    reader = _Reader(page)
    reader.feed(html)
    return [form for form in reader.found if form.action.startswith("/")]
