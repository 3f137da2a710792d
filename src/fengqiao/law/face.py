"""The law room from outside. Everything here is pure: values in, frozen values out, no clock and no database.

Citations
    `Law(27)`, `Measures(26, 27, 28)`, `ExitLaw("12(2)")`: one source, one or more articles. `article("Law27")` and
    `cite("SPC-I543 M46 M47")` read what the registers write. Each knows its `key`, `label("zh"|"en")`, evidence `mark`
    and our `paraphrase`. What the register lacks raises `UnknownArticle`, so a wrong definition fails when imported.
    `sources()` lists every source with its articles, `cited_by()` the parameters that rest on each.

Parameters
    `param("LEA-MAX-OFFICE", on=day, area="330681109").value`: a number with its unit, mark, basis, validity and source.
    Ask `on` the day of the start event. `parameter_table` is the page that lists them.

Clocks
    `due("INV-1", start=day)` says the last good day, the first late day, the moment it ends, whether a holiday moved
    it, whether that is provisional, and `reasoning("zh")`. Six kinds: deadline, before, hours, instant, limit, agreed.
    A clock that may pause takes `pauses=[Pause(since, until)]`; `lateness` names the rung of the ladder.

What a place has set itself
    `choices()` is the register of what may be set locally. Confirmed changes (`fengqiao.law.changes`) are read like
    everything else; `with supposing(edition)` reads as if one more were confirmed.

Terms and days
    `term("suspended_sentence", start=day, years=2)`; `add_months` for procedural months; `window_back` for the
    two-month sum; `is_working`, `next_working`, `working_days_between`; `local_day` of a moment in Shanghai.

Anything asked in a wrong way raises a `LawError` with a `code`; on the command line that is exit code 2. The
`*_document` and `*_text` functions are what `fengqiao law …` prints.
"""

from __future__ import annotations

from fengqiao.law.citations import (
    Article,
    Citation,
    CommutationRules,
    CourtInterpretation,
    CriminalLaw,
    CriminalProcedureLaw,
    ExitLaw,
    InjunctionRules,
    Language,
    Law,
    Measures,
    PenaltiesLaw,
    PenaltiesLaw2012,
    PoliceRules,
    PrisonLaw,
    ProcuratorateRules,
    Source,
    TemporaryServiceRules,
    Text,
    UnknownArticle,
    article,
    cite,
    flatten,
    source_named,
    sources,
)
from fengqiao.law.clocks import AgreedDateMissing, Due, UnknownClock, due, due_by_rule
from fengqiao.law.documents import (
    describe_due,
    due_document,
    due_text,
    param_document,
    param_text,
    read_day,
    read_when,
    term_document,
    term_text,
)
from fengqiao.law.editions import ChangedNumber, ClosedDays, Edition, PublishedYear, supposing
from fengqiao.law.errors import LawError, WrongInput
from fengqiao.law.handbook import Rests, handbook
from fengqiao.law.lateness import Lateness, Rung, lateness
from fengqiao.law.local import Choice, NotYours, choices, may_set, read_value
from fengqiao.law.months import add_months, add_years, window_back
from fengqiao.law.parameters import (
    Parameter,
    ParameterRow,
    UnknownParameter,
    area_prefix,
    cited_by,
    param,
    parameter_names,
    parameter_table,
    turning_days,
    unit_name,
    versions,
)
from fengqiao.law.pauses import Pause
from fengqiao.law.terms import CATEGORY_NAMES, Category, Term, term
from fengqiao.law.workdays import (
    LAST_PUBLISHED_YEAR,
    Calendar,
    OutsideCalendar,
    calendar_of,
    is_provisional,
    is_working,
    next_working,
    published,
    working_days_between,
)
from fengqiao.law.zone import SHANGHAI, local_day, local_moment

__all__ = [
    "CATEGORY_NAMES",
    "LAST_PUBLISHED_YEAR",
    "SHANGHAI",
    "AgreedDateMissing",
    "Article",
    "Calendar",
    "Category",
    "ChangedNumber",
    "Choice",
    "Citation",
    "ClosedDays",
    "CommutationRules",
    "CourtInterpretation",
    "CriminalLaw",
    "CriminalProcedureLaw",
    "Due",
    "Edition",
    "ExitLaw",
    "InjunctionRules",
    "Language",
    "Lateness",
    "Law",
    "LawError",
    "Measures",
    "NotYours",
    "OutsideCalendar",
    "Parameter",
    "ParameterRow",
    "Pause",
    "PenaltiesLaw",
    "PenaltiesLaw2012",
    "PoliceRules",
    "PrisonLaw",
    "ProcuratorateRules",
    "PublishedYear",
    "Rests",
    "Rung",
    "Source",
    "TemporaryServiceRules",
    "Term",
    "Text",
    "UnknownArticle",
    "UnknownClock",
    "UnknownParameter",
    "WrongInput",
    "add_months",
    "add_years",
    "area_prefix",
    "article",
    "calendar_of",
    "choices",
    "cite",
    "cited_by",
    "describe_due",
    "due",
    "due_by_rule",
    "due_document",
    "due_text",
    "flatten",
    "handbook",
    "is_provisional",
    "is_working",
    "lateness",
    "local_day",
    "local_moment",
    "may_set",
    "next_working",
    "param",
    "param_document",
    "param_text",
    "parameter_names",
    "parameter_table",
    "published",
    "read_day",
    "read_value",
    "read_when",
    "source_named",
    "sources",
    "supposing",
    "term",
    "term_document",
    "term_text",
    "turning_days",
    "unit_name",
    "versions",
    "window_back",
    "working_days_between",
]
