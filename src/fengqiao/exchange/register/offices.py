"""Which office a name in the file means, among the offices of one county."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fengqiao.exchange.register.text import code_form

SUFFIX = "司法所"
# "Street" is 街道, a town 镇, a township 乡: offices leave them out as often as not.
PLACE_KINDS = ("街道办事处", "街道", "镇", "乡", "开发区", "管委会")


@dataclass(frozen=True, slots=True)
class Office:
    """An office of the county as the import needs it."""

    code: str
    name: str
    area: str
    """Short code of its area: 330681109."""
    area_name: str
    """Name of that area: 枫桥镇."""


@dataclass(frozen=True, slots=True)
class OfficeNames:
    """All names under which an office of this county may stand in a file."""

    county: str
    """Short code: 330681."""
    county_name: str
    offices: tuple[Office, ...]
    by_form: dict[str, Office]

    def find(self, given: str) -> Office | None:
        """The office meant by a name or a code, None when none or more than one is."""
        form = code_form(given)
        return self.by_form.get(form) or self.by_form.get(_core(form, self.county_name))

    @property
    def example(self) -> str:
        """The name of one office, for messages."""
        return self.offices[0].name if self.offices else ""


def names(county: str, county_name: str, offices: Iterable[Office]) -> OfficeNames:
    """All unambiguous names of a county's offices.

    Two offices may share a short name (城东街道 and 城东镇): then only the full names count.
    """
    offices = tuple(offices)
    by_form: dict[str, Office] = {}
    shared: set[str] = set()
    for office in offices:
        for form in set(_forms(office, county_name)):
            if form in by_form:
                shared.add(form)
            by_form[form] = office
    for form in shared:
        del by_form[form]
    return OfficeNames(county=county, county_name=county_name, offices=offices, by_form=by_form)


def _forms(office: Office, county_name: str) -> Iterator[str]:
    yield code_form(office.code)
    yield office.area
    yield office.area.ljust(12, "0")
    for name in (office.name, office.area_name):
        form = _core(code_form(name), county_name)
        yield form
        yield _without_kind(form)


def _core(form: str, county_name: str) -> str:
    """What tells one office from another: 诸暨市司法局枫桥司法所 → 枫桥."""
    bare_county = county_name.rstrip("市县区")
    for prefix in (f"{county_name}司法局", f"{bare_county}司法局", county_name, "司法局"):
        rest = form.removeprefix(prefix)
        # A town may be called like its county (诸暨市 → 诸暨镇): something must remain.
        if rest and rest != SUFFIX:
            form = rest
    core = form.removesuffix(SUFFIX)
    return core or form


def _without_kind(form: str) -> str:
    for kind in PLACE_KINDS:
        if form.endswith(kind) and len(form) > len(kind) + 1:
            return form.removesuffix(kind)
    return form
