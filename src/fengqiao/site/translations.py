"""Translations of all rooms: `python -m fengqiao.site.translations [check|compile]` (both without a word).

`check` reads every text that templates and modules mark for translation and wants a Chinese one for each, in the
catalogue of the room that uses it or of a room below. `compile` writes the .mo files, which are not committed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

HOUSE: Final = Path(__file__).resolve().parent.parent
LOCALE: Final = Path("locale/zh_Hans/LC_MESSAGES/django.po")
PLURAL_FORMS: Final = "nplurals=1; plural=0;"

KEYWORDS: Final = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
JINJA_OPTIONS: Final = {"trimmed": "true", "trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true"}
EXTENSIONS: Final = "jinja2.ext.do,jinja2.ext.i18n"

Key = tuple[str, str]
"""Context and source text."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing or contradictory."""

    room: str
    text: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.room}: {self.what}: {self.text!r} ({self.where})"


def main(arguments: list[str]) -> int:
    """Run what was asked; 1 when a text lacks its translation, 2 for a wrong word."""
    asked = arguments or ["check", "compile"]
    if set(asked) - {"check", "compile"}:
        print(__doc__, file=sys.stderr)
        return 2
    findings = check() if "check" in asked else []
    for finding in findings:
        print(finding, file=sys.stderr)
    if "compile" in asked:
        print(f"translations: {compile_all()} catalogues compiled")
    return 1 if findings else 0


def check(house: Path = HOUSE) -> list[Finding]:
    """Everything that is wrong with the translations of the rooms in a house."""
    catalogues = {room.name: _catalogue(room) for room in _rooms(house)}
    known = {key: (room, words) for room, found in catalogues.items() for key, words in _translated(found).items()}
    findings = [
        Finding(room.name, text, where, "no Chinese text")
        for room in _rooms(house)
        for context, text, where in sorted(texts(room))
        if (context, text) not in known
    ]
    return [*findings, *_faulty(catalogues), *_contradictions(catalogues)]


def texts(room: Path) -> set[tuple[str, str, str]]:
    """Context, source text and file of every text that a room marks for translation."""
    found = set()
    for file in [*room.rglob("*.py"), *room.rglob("templates/**/*.html")]:
        if "tests" in file.relative_to(room).parts or "migrations" in file.relative_to(room).parts:
            continue
        for context, text in _marked(file):
            found.add((context, text, str(file.relative_to(room.parent))))
    return found


def compile_all(house: Path = HOUSE) -> int:
    """Write the .mo beside every .po whose content has changed; returns how many there are."""
    done = 0
    for room in _rooms(house):
        catalogue = _catalogue(room)
        if catalogue is None:
            continue
        made = BytesIO()
        write_mo(made, catalogue)
        target = (room / LOCALE).with_suffix(".mo")
        if not target.is_file() or target.read_bytes() != made.getvalue():
            target.write_bytes(made.getvalue())
        done += 1
    return done


def _rooms(house: Path) -> list[Path]:
    return sorted(folder for folder in house.iterdir() if (folder / "__init__.py").is_file())


def _catalogue(room: Path) -> Catalog | None:
    source = room / LOCALE
    if not source.is_file():
        return None
    with source.open("rb") as stream:
        return read_po(stream, locale="zh_Hans", abort_invalid=True)


def _marked(file: Path) -> Iterator[Key]:
    method, options = (
        ("python", {}) if file.suffix == ".py" else ("jinja2", {**JINJA_OPTIONS, "extensions": EXTENSIONS})
    )
    with file.open("rb") as stream:
        for _line, message, _comments, context in extract(method, stream, KEYWORDS, options=options):
            text = message[0] if isinstance(message, tuple) else message
            if text:
                yield context or "", text


def _messages(catalogue: Catalog | None) -> Iterator[tuple[Key, Message]]:
    for message in catalogue or ():
        text = message.id[0] if isinstance(message.id, tuple | list) else message.id
        if text:
            yield (message.context or "", text), message


def _words(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ("",))


def _translated(catalogue: Catalog | None) -> dict[Key, tuple[str, ...]]:
    return {key: words for key, m in _messages(catalogue) if all(words := _words(m)) and not m.fuzzy}


def _faulty(catalogues: dict[str, Catalog | None]) -> Iterator[Finding]:
    for room, catalogue in catalogues.items():
        if catalogue is not None and catalogue.plural_forms.rstrip(";") != PLURAL_FORMS.rstrip(";"):
            yield Finding(room, str(catalogue.plural_forms), str(LOCALE), f"Plural-Forms must be {PLURAL_FORMS}")
        for (_context, text), message in _messages(catalogue):
            if message.fuzzy:
                yield Finding(room, text, str(LOCALE), "marked fuzzy")
            for problem in message.check(catalogue):
                yield Finding(room, text, str(LOCALE), str(problem))


def _contradictions(catalogues: dict[str, Catalog | None]) -> Iterator[Finding]:
    """Django merges all catalogues: one source text can have only one translation in the house."""
    seen: dict[Key, tuple[str, tuple[str, ...]]] = {}
    for room, catalogue in catalogues.items():
        for key, words in _translated(catalogue).items():
            first_room, first = seen.setdefault(key, (room, words))
            if first != words:
                yield Finding(room, key[1], str(LOCALE), f"translated differently in {first_room}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
