"""Every kind of incomplete definition is refused by name, and a whole one is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fengqiao.law.face import Citation, Law
from fengqiao.procedures.checks import KINDS, Definition, all_problems, problems
from fengqiao.procedures.grammar import (
    PROCURATORATE,
    Amount,
    Band,
    Clock,
    Copy,
    Does,
    Effect,
    Fact,
    Field,
    FieldKind,
    Finding,
    Form,
    Ground,
    Ladder,
    Level,
    P,
    Paper,
    Power,
    Procedure,
    Renewal,
    Step,
    Text,
    Variant,
    after,
    at,
    block,
    by,
    by_band,
    by_date,
    by_fact,
    by_lapsed_clock,
    copy_to,
    done,
    effect,
    end,
    every,
    flagged,
    found,
    go,
    ladder,
    lapse,
    later,
    lead,
    office,
    office_head,
    on_fact,
    one_of,
    since,
    subject,
)
from fengqiao.procedures.tests.definitions.electronic_monitoring import order
from fengqiao.procedures.tests.definitions.execution_place_change import arriving, leaving

WORD = Text("甲", "A")
DAYS = Amount("days", WORD, WORD, lambda case: 1)
BANDS = ladder(
    Band(actor=lead(Level.CITY), title=WORD, when=P("LEA-MAX-COUNTY") < DAYS, basis=(Law(27),)),
    Band(actor=office_head(), title=WORD, when=P("LEA-MAX-OFFICE") >= DAYS, delegated="leave", basis=(Law(9),)),
    Band(actor=lead(Level.COUNTY), title=WORD, when=None, basis=(Law(27),)),
    powers=(
        Power(Level.TOWNSHIP, P("LEA-MAX-OFFICE") >= DAYS),
        Power(Level.COUNTY, P("LEA-MAX-COUNTY") >= DAYS),
    ),
)
REVIEW = Step(
    key="review",
    title=WORD,
    actor=office(),
    does=Does.REVIEW,
    outcomes=(go("forward", WORD, "decide"),),
    clocks=(Clock(id="REG-5", title=WORD),),
)
DECIDE = Step(
    key="decide",
    title=WORD,
    actor=BANDS,
    does=Does.DECIDE,
    no_clock=WORD,
    outcomes=(done("grant", WORD, grants=True, finishes="granted"), end("refuse", WORD)),
)
WHOLE = Procedure(
    key="whole",
    version=1,
    number="P00",
    title=WORD,
    room="casework",
    valid=since(2020, 7, 1),
    basis=(Law(27),),
    starts=(by(subject()),),
    form=Form((Field(name="day", kind=FieldKind.DAY, label=WORD),)),
    checks=(block("fits", WORD, lambda case: Finding(True, WORD), Law(27)),),
    steps=(REVIEW, DECIDE),
)


def with_step(**changes: object) -> Procedure:
    return replace(WHOLE, steps=(replace(REVIEW, **changes), DECIDE))


def with_outcome(**changes: object) -> Procedure:
    return with_step(outcomes=(replace(REVIEW.outcomes[0], **changes),))


def with_clock(**changes: object) -> Procedure:
    return with_step(clocks=(replace(REVIEW.clocks[0], **changes),))


def with_ladder(actor: Ladder) -> Procedure:
    return replace(WHOLE, steps=(REVIEW, replace(DECIDE, actor=actor)))


def band(place: int, **changes: object) -> Ladder:
    bands = list(BANDS.bands)
    bands[place] = replace(bands[place], **changes)
    return replace(BANDS, bands=tuple(bands))


def own_helper() -> None:
    """Not handed out by any face."""


ORPHAN = replace(REVIEW, key="orphan", clocks=(), no_clock=WORD)
GROUND = one_of("ground", WORD, (Ground("one", WORD, "unheard"),), Law(29))

# One paper is built, and only the province may issue it.
TEMPLATES = {"D99": frozenset({1})}
INCOMPLETE: list[tuple[str, Callable[[], Procedure]]] = [
    ("unreachable_step", lambda: replace(WHOLE, steps=(REVIEW, DECIDE, ORPHAN))),
    ("step_without_exit", lambda: with_step(outcomes=())),
    ("step_without_exit", lambda: with_outcome(to=(), stays=True)),
    ("unknown_step", lambda: with_outcome(to=("nowhere",))),
    ("unknown_step", lambda: with_outcome(closes=("nowhere",))),
    ("unknown_step", lambda: with_outcome(to=(by_band("nowhere", {}, otherwise="decide"),))),
    ("unknown_step", lambda: replace(WHOLE, variants=(variant(steps={"nowhere": REVIEW}),))),
    ("step_without_exit", lambda: replace(WHOLE, variants=(variant(steps={"review": replace(REVIEW, outcomes=())}),))),
    ("duplicate_step", lambda: replace(WHOLE, steps=(REVIEW, REVIEW, DECIDE))),
    ("duplicate_outcome", lambda: with_step(outcomes=REVIEW.outcomes * 2)),
    ("duplicate_clock", lambda: with_step(clocks=REVIEW.clocks * 2)),
    ("duplicate_check", lambda: replace(WHOLE, checks=WHOLE.checks * 2)),
    ("reserved_key", lambda: replace(WHOLE, steps=(REVIEW, DECIDE, replace(ORPHAN, key="application")))),
    ("decided_by_nobody", lambda: replace(WHOLE, steps=(REVIEW, replace(DECIDE, actor=subject())))),
    ("nothing_starts_it", lambda: replace(WHOLE, starts=())),
    ("ladder_without_end", lambda: with_ladder(replace(BANDS, bands=BANDS.bands[:2]))),
    ("ladder_without_end", lambda: with_ladder(replace(BANDS, bands=()))),
    ("band_above_power", lambda: with_ladder(replace(BANDS, bands=BANDS.bands[1:]))),
    ("band_above_power", lambda: with_ladder(band(1, when=P("LEA-MAX-COUNTY") >= DAYS))),
    ("band_above_power", lambda: with_ladder(band(1, delegated=None))),
    ("band_above_power", lambda: with_ladder(band(0, when=DAYS > 31))),
    ("band_without_power", lambda: with_ladder(replace(BANDS, powers=BANDS.powers[:1]))),
    ("clock_without_basis", lambda: with_clock(id="NO-SUCH-CLOCK")),
    ("clock_without_basis", lambda: with_clock(until=at("day"))),
    ("clock_without_basis", lambda: with_clock(until=at("day"), at_most=P("no.such"), basis=(Law(29),))),
    ("step_without_clock", lambda: with_step(clocks=())),
    ("unknown_clock", lambda: with_step(watches=("NO-SUCH-CLOCK",))),
    ("unknown_clock", lambda: with_step(outcomes=(*REVIEW.outcomes, lapse("NO-SUCH-CLOCK", WORD)))),
    ("unknown_clock", lambda: with_outcome(while_runs="NO-SUCH-CLOCK")),
    ("unknown_clock", lambda: with_outcome(renews=(Renewal("NO-SUCH-CLOCK", at("day")),))),
    ("unknown_act", lambda: with_clock(met_by=("review.never",))),
    ("unknown_act", lambda: with_clock(starts=after("review.never"))),
    ("unknown_field", lambda: with_clock(starts=at("unasked"))),
    ("unknown_field", lambda: with_outcome(form=Form((Field(name="x", kind=FieldKind.DAY, label=WORD, same_as="y"),)))),
    ("fact_not_read", lambda: with_clock(starts=on_fact("unheard"))),
    ("fact_not_read", lambda: replace(WHOLE, checks=(GROUND,))),
    ("paper_without_template", lambda: with_outcome(papers=(Paper("D33"),))),
    ("paper_of_wrong_level", lambda: with_outcome(papers=(Paper("D99"),))),
    ("copy_without_letter", lambda: with_outcome(copies=(Copy(to=PROCURATORATE, letter=""),))),
    ("copy_without_letter", lambda: with_outcome(copies=(copy_to(PROCURATORATE, sent_by="one.never"),))),
    ("letter_of_unknown_kind", lambda: with_outcome(copies=(Copy(to=PROCURATORATE, letter="pigeon"),))),
    ("effect_not_of_a_face", lambda: with_outcome(effects=(effect(own_helper),))),
    ("effect_not_of_a_face", lambda: with_outcome(effects=(Effect(len, lambda case: {}),))),
    ("fact_not_of_a_face", lambda: replace(WHOLE, reads=(Fact("x", own_helper),))),
    ("fact_not_announced", lambda: replace(WHOLE, starts=(by_fact("casework.Unheard", WORD),))),
    ("fact_not_announced", lambda: replace(WHOLE, starts=(by_fact("nowhere.Unheard", WORD),))),
    ("fact_not_announced", lambda: with_outcome(chosen_by="subjects.Unheard")),
    ("fact_cannot_choose", lambda: with_outcome(chosen_by="subjects.SubjectRegistered", reasons=True)),
    ("fact_cannot_choose", lambda: with_outcome(chosen_by="subjects.SubjectRegistered", grants=True)),
    ("nobody_told_due", lambda: replace(WHOLE, starts=(by_date("DIS-1", WORD),))),
    ("nobody_told_due", lambda: replace(WHOLE, starts=(every("CLS-2", WORD, of=own_helper),))),
    ("clock_without_basis", lambda: replace(WHOLE, starts=(every("no.such", WORD, of=own_helper),))),
    ("not_countable", lambda: replace(WHOLE, starts=(by_date("IND-1", WORD, of=own_helper),))),
    ("later_without_kind", lambda: with_outcome(effects=(later("telemetry.open_corridor"),))),
    ("checks_bind_nothing", lambda: replace(WHOLE, steps=(REVIEW, replace(DECIDE, outcomes=DECIDE.outcomes[1:])))),
    ("unknown_check", lambda: with_outcome(answers=("unasked",))),
    ("unknown_check", lambda: with_outcome(when=found("unasked", WORD))),
    ("citation_missing", lambda: replace(WHOLE, basis=())),
    ("citation_missing", lambda: replace(WHOLE, checks=(replace(WHOLE.checks[0], basis=()),))),
    ("citation_missing", lambda: with_ladder(band(0, basis=()))),
    ("citation_missing", lambda: replace(WHOLE, basis=(unregistered(),))),
    ("text_missing", lambda: replace(WHOLE, title=Text("", "A"))),
    ("text_missing", lambda: with_outcome(title=Text("甲", " "))),
]


def variant(**changes: object) -> Variant:
    return Variant(key="minor", title=WORD, when=flagged("minor", WORD), note=WORD, **changes)  # type: ignore[arg-type]


def unregistered() -> Citation:
    """An article that the register lacks, made without asking the register."""
    return replace(Law(27), articles=("64",))


def test_a_whole_definition_has_no_problem() -> None:
    assert problems(WHOLE) == ()


@pytest.mark.parametrize("definition", [leaving, arriving, order], ids=lambda each: each.key)
def test_the_harder_definitions_have_no_problem(definition: Procedure) -> None:
    assert all_problems([definition]) == ()


@pytest.mark.parametrize(("code", "make"), INCOMPLETE, ids=lambda each: each if isinstance(each, str) else "")
def test_an_incomplete_definition_is_refused_by_name(code: str, make: Callable[[], Procedure]) -> None:
    named = problems(make(), templates=TEMPLATES, letters={"copy"})
    assert code in {problem.code for problem in named}
    assert all(problem.where.startswith("whole@1") and problem.text for problem in named)


def test_every_kind_of_check_has_a_case_here() -> None:
    """Each function finds something in one of the cases above, so none of them can sleep."""
    made = [Definition(make(), TEMPLATES, {"copy"}) for _, make in INCOMPLETE]
    made += [
        Definition(replace(each.procedure, steps=tuple(v.steps.get(s.key, s) for s in each.procedure.steps)), TEMPLATES)
        for each in made
        for v in each.procedure.variants
    ]
    asleep = [kind.__name__ for kind in KINDS if not any(list(kind(each)) for each in made)]
    assert asleep == []


def test_the_same_version_twice_and_an_unknown_procedure_are_named() -> None:
    opens = with_outcome(opens=("no_such_procedure",))
    codes = {problem.code for problem in all_problems([WHOLE, opens])}
    assert codes == {"duplicate_version", "unknown_procedure"}


def test_a_start_that_waits_for_a_clock_which_never_lapses_is_named() -> None:
    waits = replace(WHOLE, key="waits", starts=(by_lapsed_clock("whole", REVIEW.clocks[0].id, WORD),))
    lapses = with_step(outcomes=(*REVIEW.outcomes, lapse(REVIEW.clocks[0].id, WORD)))
    assert {problem.code for problem in all_problems([WHOLE, waits])} == {"unknown_clock"}
    assert "unknown_clock" not in {problem.code for problem in all_problems([lapses, waits])}


def test_a_built_template_satisfies_a_paper() -> None:
    built = with_outcome(papers=(Paper("D33"),))
    assert problems(built, templates={"D33": frozenset({1, 2, 3, 4})}) == ()


def test_a_paper_is_issued_only_where_its_kind_says() -> None:
    built = with_outcome(papers=(Paper("D33"),))
    codes = [problem.code for problem in problems(built, templates={"D33": frozenset({1})})]
    assert codes == ["paper_of_wrong_level"]


def test_later_satisfies_start_up() -> None:
    made = with_outcome(papers=(later("D33"),), opens=(later("P31"),), copies=())
    assert problems(made) == ()
