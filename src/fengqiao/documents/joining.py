"""Several PDF files of ours as one. Pure.

Reads only what our renderer writes (PDF 1.7 with a plain table of references); each page is taken as it is, byte for
byte, with new numbers for its objects. Marks of structure and outlines are left out. Source: ISO 32000-1, 7.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

_HEAD: Final = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
_REFERENCE: Final = re.compile(rb"(\d+) 0 R\b")
_OBJECT: Final = re.compile(rb"(\d+) 0 obj\b")
_PAGES: Final = re.compile(rb"/Type\s*/Pages\b.*?/Count\s+(\d+)", re.S)
_LIST_OF_PAGES: Final = re.compile(rb"^<</Type/Pages\b")
_PAGE: Final = re.compile(rb"^<</Type/Page\b")
_TIES: Final = re.compile(rb"/StructParents? \d+|/Tabs/S")


class NotOurs(ValueError):
    """The file is not one that our renderer wrote."""


def page_count(pdf: bytes) -> int:
    """How many pages a file of ours has. Raises: NotOurs."""
    found = _PAGES.search(pdf)
    if found is None:
        raise NotOurs("no pages")
    return int(found[1])


class Binder:
    """Joins files one after another. What it gives can be written away at once: it remembers only where things lie."""

    def __init__(self) -> None:
        self._length = 0
        self._offsets: dict[int, int] = {}
        self._pages: list[int] = []
        self._next = 3  # 1 is the catalogue, 2 the list of pages: both are written last

    @property
    def pages(self) -> int:
        """How many pages were joined."""
        return len(self._pages)

    def add(self, file: bytes) -> bytes:
        """What this file adds to the joined one. Raises: NotOurs, and then nothing is added."""
        objects = dict(_objects(file))
        needed = _needed(objects)
        names = {old: self._next + at for at, old in enumerate(needed)}
        names |= {old: 2 for old, body in objects.items() if _LIST_OF_PAGES.match(body)}
        bodies = [(names[old], _renamed(objects[old], names)) for old in needed]
        self._next += len(needed)
        self._pages += [names[old] for old in needed if _PAGE.match(objects[old])]
        return b"".join([self._head(), *(self._placed(number, body) for number, body in bodies)])

    def end(self) -> bytes:
        """What closes the joined file; nothing can be added afterwards."""
        kids = b" ".join(b"%d 0 R" % each for each in self._pages)
        out = bytearray(self._head())
        out += self._placed(1, b"<</Type/Catalog/Pages 2 0 R/Lang(zh-CN)>>")
        out += self._placed(2, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(self._pages), kids))
        out += b"xref\n0 %d\n0000000000 65535 f \n" % self._next
        out += b"".join(b"%010d 00000 n \n" % self._offsets[number] for number in range(1, self._next))
        out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (self._next, self._length)
        return bytes(out)

    def _head(self) -> bytes:
        if self._length:
            return b""
        self._length = len(_HEAD)
        return _HEAD

    def _placed(self, number: int, body: bytes) -> bytes:
        """An object of the joined file, at the place where the file has come to."""
        written = b"%d 0 obj\n%s\nendobj\n" % (number, body)
        self._offsets[number] = self._length
        self._length += len(written)
        return written


def join(files: Iterable[bytes]) -> bytes:
    """One file with the pages of all, in their order. Raises: NotOurs."""
    binder = Binder()
    return b"".join([*(binder.add(file) for file in files), binder.end()])


def _objects(file: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects of a file by number, in their order."""
    at = file.rfind(b"startxref")
    if at < 0 or not file.startswith(b"%PDF-1.7"):
        raise NotOurs("no table of references")
    table = int(file[at + 9 :].split(maxsplit=1)[0])
    entries = [line.split() for line in file[table : file.index(b"trailer", table)].splitlines()[2:]]
    offsets = sorted(int(entry[0]) for entry in entries if entry and entry[-1] == b"n")
    for start, end in zip(offsets, [*offsets[1:], table], strict=True):
        found = _OBJECT.match(file, start)
        if found is None:
            raise NotOurs(f"no object at {start}")
        yield int(found[1]), file[found.end() : file.rindex(b"endobj", start, end)].strip()


def _needed(objects: dict[int, bytes]) -> list[int]:
    """The pages and whatever they refer to, in the order of the file; the list of pages is written anew."""
    found: set[int] = set()
    ahead = [old for old, body in objects.items() if _PAGE.match(body)]
    while ahead:
        old = ahead.pop()
        if old in found or _LIST_OF_PAGES.match(objects[old]):
            continue
        found.add(old)
        ahead += [int(each) for each in _REFERENCE.findall(_head(objects[old]))]
    return [old for old in objects if old in found]


def _head(body: bytes) -> bytes:
    """An object without its stream, and a page without what ties it to the marks of structure."""
    head = body.partition(b"stream\n")[0]
    return _TIES.sub(b"", head) if _PAGE.match(head) else head


def _renamed(body: bytes, names: dict[int, int]) -> bytes:
    """An object with the new numbers of what it refers to; what lies in its stream is left alone."""
    _, mark, stream = body.partition(b"stream\n")
    return _REFERENCE.sub(lambda ref: b"%d 0 R" % names[int(ref[1])], _head(body)) + mark + stream
