"""Judgment, category and term of a row, and whether they fit each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from fengqiao.exchange.register import penalty
from fengqiao.exchange.register.cells import RowReader
from fengqiao.exchange.register.columns import columns
from fengqiao.exchange.register.penalty import Span
from fengqiao.exchange.register.tables import table

# Injunctions go with public surveillance and suspended sentence only (Criminal Law art. 38, 72).
TEMPORARY_SERVICE = "temporary_service_outside"
# Who decides on or approves temporary service, by a word in the organ's name (Criminal Procedure Law art. 265).
DECIDING_ORGANS = {"法院": "court", "监狱": "prison_administration", "公安": "police", "看守所": "police"}
WITH_INJUNCTION = frozenset({"public_surveillance", "suspended_sentence"})


@dataclass(frozen=True, slots=True)
class SentenceTerm:
    """What was decided, and from when to when it is served in the community."""

    category: str
    offence: str
    penalty: str
    span: Span | None
    court: str
    document_number: str
    judged_on: date | None
    effective_on: date | None
    start: date
    end: date
    injunction: str
    entered_on: date | None


def read(reader: RowReader, *, today: date) -> SentenceTerm | None:
    """The sentence of a row; None when category or term cannot be relied on."""
    category = _category(reader)
    texts = {key: reader.text(key) for key in ("offence", "penalty", "court", "document_number", "injunction")}
    judged_on, effective_on = _past_day(reader, "judged_on", today), reader.day("effective_on")
    start, end = reader.day("term_start"), reader.day("term_end")
    entered_on = _past_day(reader, "entered_on", today)
    if reader.is_empty("offence"):
        reader.note("offence_missing", "offence")
    if category == TEMPORARY_SERVICE and entered_on is None and not deciding_organ(texts["court"]):
        reader.note("organ_unclear", "court")
    if texts["injunction"] and category and category not in WITH_INJUNCTION:
        reader.note("injunction_not_possible", "injunction")
    _compare_order(reader, judged_on=judged_on, effective_on=effective_on, term_start=start, entered_on=entered_on)
    if start is None or end is None:
        return None
    if end < start:
        reader.note("end_before_start", "term_end", start=start.isoformat(), end=end.isoformat())
        return None
    if end < today:
        reader.note("term_ended", "term_end", given=end.isoformat())
    if not category:
        return None
    span = _compare_term(reader, category, texts["penalty"], start, end)
    return SentenceTerm(
        category=category, start=start, end=end, judged_on=judged_on, effective_on=effective_on,
        entered_on=entered_on, span=span, **texts,
    )  # fmt: skip


def _category(reader: RowReader) -> str:
    given = reader.text("category")
    if not given:
        return ""
    found = table("category").find(given)
    if not found.code:
        reader.note(
            "unknown_category", "category", given=given[:40], allowed="、".join(table("category").first_labels())
        )
    return found.code


def _past_day(reader: RowReader, key: str, today: date) -> date | None:
    day = reader.day(key)
    if day is not None and day > today:
        reader.note("date_in_future", key, given=day.isoformat())
    return day


def _compare_order(reader: RowReader, **by_key: date | None) -> None:
    """Judgment, effect, start, entry: each on or after the one before, as far as given."""
    given = [(key, day) for key, day in by_key.items() if day is not None]
    for (earlier, earlier_day), (later, later_day) in pairwise(given):
        if later_day < earlier_day:
            reader.note(
                "dates_out_of_order", later,
                earlier=columns()[earlier].name, earlier_day=earlier_day.isoformat(),
                later=columns()[later].name, later_day=later_day.isoformat(),
            )  # fmt: skip


def _compare_term(reader: RowReader, category: str, given: str, start: date, end: date) -> Span | None:
    """Compare sentence, category and dates; return the length of the term as far as the sentence tells it."""
    if not given:
        return None
    read = penalty.parse(given)
    if read is None:
        reader.note("unreadable_penalty", "penalty", given=given[:40])
        return None
    if not penalty.fits_category(read, category):
        label = table("category").labels[category][0]
        reader.note("penalty_category_differs", "penalty", given=given[:40], category=label)
        return None
    if not read.fits_article_73:
        reader.note("probation_out_of_range", "penalty")
    computed = penalty.computed_end(read, category, start)
    if computed is not None and computed != end:
        days = str(abs((end - computed).days))
        reader.note("term_differs", "term_end", computed=computed.isoformat(), given=end.isoformat(), days=days)
    return penalty.term_span(read, category)


def deciding_organ(name: str) -> str:
    """Which kind of organ a name means: `court`, `prison_administration`, `police`; empty when it does not tell."""
    return next((kind for word, kind in DECIDING_ORGANS.items() if word in name), "")
