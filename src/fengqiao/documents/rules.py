"""Numbers, states and bounds of papers. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

SEALED, DELIVERED, REFUSED, WITHDRAWN, REPLACED = "sealed", "delivered", "refused", "withdrawn", "replaced"
EVENTS: Final = (SEALED, DELIVERED, REFUSED, WITHDRAWN, REPLACED)
ISSUED: Final = "issued"

# Unit: characters. What one value, one list and one paper may hold, so that no value can make the renderer work long.
LONGEST_TEXT = 4_000
LONGEST_LIST = 200
LONGEST_PAPER = 80_000
DEEPEST = 4

_SUFFIXES = (
    "特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "自治州", "自治县", "地区", "街道", "林区",
    "省", "市", "县", "区", "镇", "乡", "盟", "旗",
)  # fmt: skip


class BadValues(ValueError):
    """The values of a paper are not plain, or too long; `path` says where."""

    def __init__(self, path: str, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path


@dataclass(frozen=True, slots=True)
class Series:
    """A run of numbers without gaps. `char` is the document character; minors' papers run apart (T30)."""

    issuer: str
    char: str
    year: int
    minors: bool


def bare_name(name: str) -> str:
    """A place's name without its kind: 诸暨市 → 诸暨, 枫桥镇 → 枫桥. A name of two characters keeps them."""
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


def place_mark(name: str, siblings: Iterable[str]) -> str:
    """What stands for a place in numbers: its first character, or its whole bare name when a sibling has the same one.

    So two issuers of one county never write the same number. The words are ours (P); a province may set others.
    """
    bare = bare_name(name)
    same = [each for each in siblings if each != name and bare_name(each)[:1] == bare[:1]]
    return bare if same else bare[:1]


def number_text(pattern: str, series: Series, *, region: str, seq: int, minors_mark: str) -> str:
    """The number as it is printed. Placeholders: {year}, {region}, {char}, {seq}; anything else stays as it is.

    Raises: ValueError for a number below one.
    """
    if seq < 1:
        raise ValueError(seq)
    char = f"{minors_mark if series.minors else ''}{series.char}"
    text = pattern
    for name, value in (("year", str(series.year)), ("region", region), ("char", char), ("seq", str(seq))):
        text = text.replace(f"{{{name}}}", value)
    return text


def gaps(numbers: Sequence[int]) -> tuple[int, ...]:
    """The numbers missing below the highest: there must be none."""
    return tuple(sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers)))


def state(events: Iterable[str], *, sealing: bool) -> str:
    """Where a paper stands after its events, in the order in which they were written.

    Withdrawn and replaced papers stay so. A paper that needs no seal is issued until it is delivered; service on
    somebody who refuses to sign counts as delivered.
    """
    found = list(events)
    for final in (WITHDRAWN, REPLACED):
        if final in found:
            return final
    if DELIVERED in found or REFUSED in found:
        return DELIVERED
    return SEALED if SEALED in found or not sealing else ISSUED


def may(event: str, events: Iterable[str], *, sealing: bool, served: bool) -> bool:
    """Whether this may happen to a paper now. A paper is sealed once, then delivered once, when it is served on anybody
    at all; what is void stays void."""
    found = frozenset(events)
    if found & {WITHDRAWN, REPLACED}:
        return False
    if event == SEALED:
        return sealing and SEALED not in found
    if event in (DELIVERED, REFUSED):
        return served and (not sealing or SEALED in found) and not found & {DELIVERED, REFUSED}
    return event in (WITHDRAWN, REPLACED)


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values as JSON will carry them: texts, numbers, truths, days as ISO texts, lists and records of these.

    Raises: BadValues for anything else, and for what is too long or too deep.
    """
    result = {str(key): _plain(value, str(key), 1) for key, value in values.items()}
    if _size(result) > LONGEST_PAPER:
        raise BadValues("", "too long for one paper")
    return result


def _plain(value: Any, path: str, depth: int) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise BadValues(path, "too long")
        return _printable(value)
    if depth < DEEPEST and isinstance(value, Mapping):
        return {str(key): _plain(each, f"{path}.{key}", depth + 1) for key, each in value.items()}
    if depth < DEEPEST and isinstance(value, list | tuple):
        if len(value) > LONGEST_LIST:
            raise BadValues(path, "too many")
        return [_plain(each, f"{path}[{at}]", depth + 1) for at, each in enumerate(value)]
    raise BadValues(path, f"a {type(value).__name__} cannot be printed")


def _printable(text: str) -> str:
    """Without control characters other than the line break."""
    return "".join(char for char in text if char == "\n" or char >= " ").strip()


def _size(value: Any) -> int:
    if isinstance(value, Mapping):
        return sum(len(key) + _size(each) for key, each in value.items())
    if isinstance(value, list):
        return sum(map(_size, value))
    return len(str(value))
