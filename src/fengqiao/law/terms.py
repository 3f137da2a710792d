"""When a term of community corrections ends: years, months and days, and the credit for time in custody.

The computed end never replaces the printed one: both are kept and the difference is shown.

Law: SPC Interpretation art. 202; Criminal Law arts 41, 44, 47, 73, 83; Criminal Procedure Law art. 268.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from fengqiao.law.citations import (
    Citation,
    CourtInterpretation,
    CriminalLaw,
    CriminalProcedureLaw,
    Language,
    Text,
)
from fengqiao.law.errors import WrongInput
from fengqiao.law.months import add_months, add_years, is_last_of_month
from fengqiao.law.parameters import param


class Category(StrEnum):
    """The four kinds of decision that lead to community corrections."""

    PUBLIC_SURVEILLANCE = "public_surveillance"
    SUSPENDED_SENTENCE = "suspended_sentence"
    PAROLE = "parole"
    TEMPORARY_SERVICE_OUTSIDE = "temporary_service_outside"


CATEGORY_NAMES = {
    Category.PUBLIC_SURVEILLANCE: Text("管制", "public surveillance"),
    Category.SUSPENDED_SENTENCE: Text("缓刑", "suspended sentence"),
    Category.PAROLE: Text("假释", "parole"),
    Category.TEMPORARY_SERVICE_OUTSIDE: Text("暂予监外执行", "temporary service outside prison"),
}
_CREDIT = {
    Category.PUBLIC_SURVEILLANCE: ("term.surveillance_credit", (CriminalLaw(41),)),
    Category.SUSPENDED_SENTENCE: ("term.suspension_credit", (CriminalLaw(73),)),
    Category.PAROLE: ("term.parole_credit", (CriminalLaw(83),)),
    Category.TEMPORARY_SERVICE_OUTSIDE: ("term.temporary_service_credit", (CriminalLaw(44, 47),)),
}


@dataclass(frozen=True, slots=True)
class Term:
    """A computed term, first and last day both served. `steps` is the reckoning in words, made when it is asked for.

    Unit: `days`, `credited_days`, `not_counted_days` and `custody_days` are calendar days; `length` is years, months
    and days.
    """

    category: Category
    start: date
    end: date
    credited_days: int
    not_counted_days: int
    basis: tuple[Citation, ...]
    length: tuple[int, int, int]
    custody_days: int

    @property
    def steps(self) -> tuple[Text, ...]:
        after, steps = _in_words(self.start, *self.length)
        last = after - timedelta(days=1)
        steps.append(Text(f"最后一日为该日的前一日：{last}。", f"The last day is the day before: {last}."))
        steps += _credit_steps(self.category, self.custody_days, self.credited_days, self.not_counted_days, self.end)
        return tuple(steps)

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    def reasoning(self, language: Language = "zh") -> tuple[str, ...]:
        return tuple(step.of(language) for step in self.steps)


def term(
    category: str,
    *,
    start: date,
    years: int = 0,
    months: int = 0,
    days: int = 0,
    half_month: bool = False,
    custody_days: int = 0,
    not_counted_days: int = 0,
) -> Term:
    """Compute the last day of a term from its length.

    Years are taken first, then months, then days; the last day is the day before the day so reached. Custody shortens
    the term by the category's credit; days that do not count as served (fraud, escape) lengthen it.

    Law: SPC Interpretation art. 202 (half a month is 15 days); Criminal Law arts 41, 44, 47, 73, 83.
    Unit: `days`, `custody_days`, `not_counted_days` are calendar days.
    Raises: WrongInput for an unknown category, no length, a negative number, or a credit as long as the term.
    """
    kind = _category(category)
    if half_month:
        days += param("term.half_month").number
    _check_amounts(years, months, days, custody_days, not_counted_days)
    if not_counted_days and kind is not Category.TEMPORARY_SERVICE_OUTSIDE:
        raise WrongInput("not_counted", "only temporary service outside prison has days that do not count as served")
    try:
        after = add_months(add_years(start, years), months) + timedelta(days=days)
        credit_name, credit_basis = _CREDIT[kind]
        credited = custody_days * param(credit_name).number
        end = after - timedelta(days=1 + credited) + timedelta(days=not_counted_days)
    except OverflowError as error:
        raise WrongInput("out_of_range", "the term leaves the calendar") from error
    if end < start:
        raise WrongInput("fully_credited", "the credit for custody is as long as the term", credited_days=credited)
    basis = (CourtInterpretation(202), *credit_basis, *((CriminalProcedureLaw(268),) if not_counted_days else ()))
    return Term(kind, start, end, credited, not_counted_days, basis, (years, months, days), custody_days)


def _category(category: str) -> Category:
    try:
        return Category(category)
    except ValueError:
        known = ", ".join(Category)
        raise WrongInput("unknown_category", f"unknown category {category!r}; one of {known}") from None


def _check_amounts(years: int, months: int, days: int, custody_days: int, not_counted_days: int) -> None:
    if min(years, months, days, custody_days, not_counted_days) < 0:
        raise WrongInput("negative_length", "a length cannot be negative")
    if years == months == days == 0:
        raise WrongInput("no_length", "a term needs years, months or days")


def _in_words(start: date, years: int, months: int, days: int) -> tuple[date, list[Text]]:
    """The day after a term of that length without credit, and how it was reached."""
    day = start
    steps = [Text(f"自 {start} 起算，起算日计入。", f"Counted from {start}, that day included.")]
    if years:
        day = add_years(day, years)
        steps.append(_step(years, "年", "year", day, start.day != day.day, False))
    if months:
        before = day
        day = add_months(day, months)
        steps.append(_step(months, "个月", "month", day, before.day > day.day, is_last_of_month(before)))
    if days:
        day += timedelta(days=days)
        steps.append(_step(days, "日", "day", day, False, False))
    return day, steps


def _step(amount: int, unit_zh: str, unit_en: str, reached: date, is_short: bool, from_last: bool) -> Text:
    zh, en = f"加 {amount} {unit_zh}至 {reached}", f"{amount} {unit_en}{'s' if amount != 1 else ''} on: {reached}"
    if from_last:
        return Text(f"{zh}（自月末起算，至目标月末）。", f"{en} (from the last day of a month to the last day).")
    if is_short:
        return Text(f"{zh}（目标月无此日，取月末）。", f"{en} (that month lacks the day: its last day).")
    return Text(f"{zh}。", f"{en}.")


def _credit_steps(kind: Category, custody_days: int, credited: int, not_counted: int, end: date) -> list[Text]:
    steps = []
    name = CATEGORY_NAMES[kind]
    if custody_days and credited:
        steps.append(
            Text(
                f"{name.zh}：先行羁押 {custody_days} 日折抵 {credited} 日。",
                f"{name.en}: {custody_days} days of custody are credited as {credited} days.",
            )
        )
    elif custody_days:
        steps.append(
            Text(
                f"{name.zh}：先行羁押 {custody_days} 日不折抵考验期。",
                f"{name.en}: {custody_days} days of custody are not credited against the probation period.",
            )
        )
    if not_counted:
        steps.append(
            Text(f"不计入刑期 {not_counted} 日，顺延。", f"{not_counted} days do not count as served and are added.")
        )
    if credited or not_counted:
        steps.append(Text(f"期满日：{end}。", f"The term ends on {end}."))
    return steps
