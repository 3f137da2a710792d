"""The engine on small definitions made for one question each: joins, returns, pauses, runs, notes, starts."""

from __future__ import annotations

import ast
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from fengqiao import procedures
from fengqiao.law.face import Law
from fengqiao.procedures.admission import note_paper
from fengqiao.procedures.grammar import (
    BY_CLOCK,
    BY_FACT,
    BY_LETTER,
    PROCURATORATE,
    Act,
    Amount,
    Band,
    Clock,
    Does,
    Facts,
    Field,
    FieldKind,
    Form,
    Level,
    OnReturn,
    Procedure,
    Step,
    Text,
    after,
    back,
    by,
    by_fact,
    by_lapsed_clock,
    done,
    end,
    every,
    go,
    join_all,
    join_any,
    ladder,
    lapse,
    later,
    later_copy,
    lead,
    office,
    office_head,
    opened,
    since,
    stay,
    subject,
)
from fengqiao.procedures.progress import progress
from fengqiao.procedures.progress_fold import BrokenMatterError
from fengqiao.procedures.progress_records import Progress, Refusal
from fengqiao.procedures.tests.drive import AREA, CLERK, COUNTY_CLERK, COUNTY_LEAD, HEAD, Matter, moment, post

WORD = Text("甲", "A")
PROMPT = Text("及时", "promptly")


def step(key: str, *outcomes: object, **more: object) -> Step:
    values = {"actor": office(), "does": Does.RECORD, "no_clock": PROMPT, **more}
    return Step(key=key, title=WORD, outcomes=outcomes, **values)  # type: ignore[arg-type]


def procedure(*steps: Step, **more: object) -> Procedure:
    values = {
        "key": "small",
        "version": 1,
        "number": "P00",
        "title": WORD,
        "room": "casework",
        "valid": since(2020, 7, 1),
        "basis": (Law(27),),
        "starts": (by(office()),),
        **more,
    }
    return Procedure(steps=steps, **values)  # type: ignore[arg-type]


def begun(definition: Procedure, **more: object) -> Matter:
    matter = Matter(definition, Facts(area=AREA, **more), moment("2026-03-02 09:00"))  # type: ignore[arg-type]
    matter.do("application.submit", CLERK)
    return matter


def clock(matter: Matter, id: str) -> object:
    found = matter.standing.clock(id)
    assert found is not None
    return found


FORK = step("fork", go("fork", WORD, ("left", "right")))


@pytest.mark.parametrize(("join", "after_one"), [(join_all("left", "right"), False), (join_any("left", "right"), True)])
def test_parallel_steps_join(join: object, after_one: bool) -> None:
    definition = procedure(
        FORK,
        step("left", go("left", WORD, "joined")),
        step("right", go("right", WORD, "joined")),
        step("joined", end("end", WORD), join=join),
    )
    matter = begun(definition)
    matter.do("fork.fork", CLERK)
    assert matter.open == ["left", "right"]
    matter.do("left.left", CLERK)
    assert matter.open == (["joined"] if after_one else ["right"])
    if not after_one:
        matter.do("right.right", CLERK)
    assert matter.open == ["joined"]


def test_a_join_waits_until_its_clock_and_no_longer() -> None:
    definition = procedure(
        FORK,
        step("left", go("left", WORD, "joined")),
        step(
            "right",
            go("right", WORD, "joined"),
            lapse("REG-5", WORD, to="joined"),
            clocks=(Clock(id="REG-5", title=WORD, starts=opened()),),
        ),
        step("joined", end("end", WORD), join=join_all("left", "right")),
    )
    matter = begun(definition)
    matter.do("fork.fork", CLERK)
    matter.at("2026-03-05 23:59")
    assert matter.open == ["left", "right"]
    matter.at("2026-03-06 00:00")
    assert matter.open == ["joined"]
    assert clock(matter, "REG-5").state == "lapsed"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("on_return", "while_away", "last_day"),
    [
        (OnReturn.CONTINUES, "running", date(2026, 3, 5)),
        (OnReturn.RESTARTS, "ended", date(2026, 3, 6)),
        (OnReturn.PAUSES, "paused", date(2026, 3, 6)),
    ],
)
def test_a_return_for_correction_continues_restarts_or_pauses_the_clock(
    on_return: OnReturn, while_away: str, last_day: date
) -> None:
    definition = procedure(
        step(
            "review",
            end("end", WORD),
            back("incomplete", WORD, asks_for=WORD),
            clocks=(Clock(id="REG-5", title=WORD, on_return=on_return),),
        )
    )
    matter = begun(definition).at("2026-03-02 12:00")
    matter.do("review.incomplete", CLERK, data={"what_is_missing": "x"})
    matter.at("2026-03-03 08:00")
    assert clock(matter, "REG-5").state == while_away  # type: ignore[attr-defined]
    matter.do("application.submit", CLERK)
    assert clock(matter, "REG-5").last_good_day == last_day  # type: ignore[attr-defined]


def test_a_rule_may_pause_a_clock_between_two_acts() -> None:
    definition = procedure(
        step(
            "held",
            end("end", WORD),
            stay("stops", WORD),
            stay("goes_on", WORD),
            clocks=(Clock(id="REG-5", title=WORD, pauses_from=after("held.stops"), pauses_to=after("held.goes_on")),),
        )
    )
    matter = begun(definition).at("2026-03-03 09:00")
    matter.do("held.stops", CLERK)
    matter.at("2026-03-20 09:00")
    assert clock(matter, "REG-5").state == "paused"  # type: ignore[attr-defined]
    matter.do("held.goes_on", CLERK)
    assert clock(matter, "REG-5").last_good_day == date(2026, 3, 23)  # type: ignore[attr-defined]
    (span,) = clock(matter, "REG-5").paused  # type: ignore[attr-defined]
    assert (span.since, span.until) == (moment("2026-03-03 09:00"), moment("2026-03-20 09:00"))


def test_a_step_entered_again_for_another_reason_starts_its_clock_anew() -> None:
    definition = procedure(
        step("one", go("on", WORD, "two"), clocks=(Clock(id="REG-5", title=WORD),)),
        step("two", go("again", WORD, "one"), end("end", WORD)),
    )
    matter = begun(definition)
    matter.do("one.on", CLERK)
    matter.at("2026-03-10 09:00").do("two.again", CLERK)
    assert clock(matter, "REG-5").last_good_day == date(2026, 3, 13)  # type: ignore[attr-defined]


def test_warnings_come_before_the_last_day() -> None:
    definition = procedure(step("one", end("end", WORD), clocks=(Clock(id="REG-1", title=WORD, warn_days=(3,)),)))
    matter = begun(definition)
    assert clock(matter.at("2026-03-08 23:00"), "REG-1").state == "running"  # type: ignore[attr-defined]
    assert clock(matter.at("2026-03-09 00:00"), "REG-1").state == "warned"  # type: ignore[attr-defined]
    assert clock(matter.at("2026-03-13 00:00"), "REG-1").state == "late"  # type: ignore[attr-defined]


def test_papers_and_copies_done_by_hand_are_noted_and_change_nothing_else() -> None:
    definition = procedure(
        step("one", stay("tell", WORD, papers=(later("D33"),), copies=(later_copy(PROCURATORATE),)), end("end", WORD))
    )
    matter = begun(definition)
    act = matter.do("one.tell", CLERK)
    before = matter.standing
    assert [paper.state for paper in before.papers] == ["by_hand"]
    for what in ({"paper": "D33", "number": "诸枫矫假〔2026〕0118号"}, {"copy": "procuratorate"}):
        note = note_paper(
            matter.standing, uid=matter.new_id(), act=act.uid, by=CLERK, now=matter.now, state="issued", data=what
        )
        assert isinstance(note, Act)
        matter.acts += (note,)
    standing = matter.standing
    assert [(paper.state, paper.number) for paper in standing.papers] == [("issued", "诸枫矫假〔2026〕0118号")]
    assert [copy.state for copy in standing.copies] == ["issued"]
    assert (standing.version, standing.open_steps) == (before.version, before.open_steps)


@pytest.mark.parametrize(
    ("changes", "by_whom", "code"),
    [
        ({"data": {"paper": "D99"}}, CLERK, "no_such_outcome"),
        ({"state": "burnt"}, CLERK, "no_such_outcome"),
        ({"act": UUID(int=77)}, CLERK, "no_such_outcome"),
        ({}, post("office_staff", "elsewhere", "330681101"), "not_competent"),
    ],
)
def test_only_what_is_due_is_noted_and_only_in_the_own_area(changes: dict, by_whom: object, code: str) -> None:
    definition = procedure(step("one", stay("tell", WORD, papers=(later("D33"),)), end("end", WORD)))
    matter = begun(definition)
    act = matter.do("one.tell", CLERK)
    values = {"act": act.uid, "state": "issued", "data": {"paper": "D33"}, **changes}
    refusal = note_paper(matter.standing, uid=matter.new_id(), by=by_whom, now=matter.now, **values)  # type: ignore[arg-type]
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


def test_acts_that_cannot_have_come_about_are_named() -> None:
    definition = procedure(step("one", end("end", WORD)))
    matter = begun(definition)
    stray = replace(matter.acts[0], step="one", outcome="end")
    with pytest.raises(BrokenMatterError, match=r"one\.end"):
        progress(definition, (stray,), matter.facts, matter.now)
    unknown = replace(matter.acts[0], step="one", outcome="nothing")
    with pytest.raises(BrokenMatterError, match=r"one\.nothing"):
        progress(definition, (*matter.acts, unknown), matter.facts, matter.now)


@pytest.mark.parametrize(
    ("start", "who", "may"),
    [
        (by_fact("casework.breach", WORD), BY_FACT, True),
        (by_lapsed_clock("registration", "REG-1", WORD), BY_CLOCK, True),
        (every("PLN-2", WORD), BY_CLOCK, True),
        (by_fact("casework.breach", WORD), BY_CLOCK, False),
        (by_fact("casework.breach", WORD), BY_LETTER, False),
        (by(office()), BY_CLOCK, False),
    ],
)
def test_what_may_open_a_matter_of_itself(start: object, who: object, may: bool) -> None:
    definition = procedure(step("one", end("end", WORD)), starts=(start,))
    matter = Matter(definition, Facts(area=AREA), moment("2026-03-02 09:00"))
    assert isinstance(matter.attempt("application.submit", who), Act) is may  # type: ignore[arg-type]


def test_a_proposal_of_the_office_keeps_its_person_out_of_review_and_decision() -> None:
    definition = procedure(
        step("review", go("forward", WORD, "decide"), does=Does.REVIEW),
        step("decide", end("grant", WORD), does=Does.DECIDE, actor=lead(Level.COUNTY)),
    )
    matter = begun(definition)
    assert matter.refused("review.forward", CLERK).code == "barred"
    matter.do("review.forward", HEAD)
    assert matter.refused("decide.grant", post("county_lead", "head")).code == "barred"
    assert matter.refused("decide.grant", post("county_lead", "clerk")).code == "barred"
    matter.do("decide.grant", COUNTY_LEAD)


def test_a_decision_nobody_here_may_take_goes_up_as_far_as_it_must() -> None:
    days = Amount("days", WORD, WORD, lambda case: 1)
    levels = ladder(
        Band(actor=office_head(), title=WORD, when=days <= 7, delegated="leave"),
        Band(actor=lead(Level.CITY), title=WORD, when=days > 30),
        Band(actor=lead(Level.COUNTY), title=WORD, when=None),
    )
    definition = procedure(
        step("review", go("forward", WORD, "decide"), does=Does.REVIEW, actor=office()),
        step("decide", end("grant", WORD), does=Does.DECIDE, actor=levels),
        starts=(by(subject()), by(office())),
    )
    holders = {"county_lead": frozenset({"head"}), "city_lead": frozenset({"city lead"})}
    matter = begun(definition, holders=holders)
    matter.do("review.forward", HEAD)
    opened_step = matter.standing.open_step("decide")
    assert opened_step is not None
    assert opened_step.competence.level == Level.CITY


def test_before_it_begins_only_the_application_waits() -> None:
    matter = Matter(procedure(step("one", end("end", WORD))), Facts(area=AREA), moment("2026-03-02 09:00"))
    standing = matter.standing
    assert (matter.open, standing.checks, standing.clocks, standing.version) == (["application"], (), (), 0)
    assert standing.open_steps[0].competence.allows(CLERK)
    assert not standing.open_steps[0].competence.allows(COUNTY_CLERK)


def test_a_page_drawn_before_the_first_act_is_told_plainly() -> None:
    matter = Matter(procedure(step("one", end("end", WORD))), Facts(area=AREA), moment("2026-03-02 09:00"))
    assert matter.refused("application.submit", CLERK, version=3).reason.en == "this page is out of date"


def test_reasons_and_answers_have_a_length() -> None:
    matter = begun(procedure(step("one", end("end", WORD))))
    assert matter.refused("one.end", CLERK, reasons="长" * 4_001).code == "reasons"
    assert matter.refused("one.never", CLERK).code == "no_such_outcome"
    assert matter.refused("two.end", CLERK).code == "not_open"


def test_a_day_in_the_future_of_a_form_starts_its_clock_with_its_step() -> None:
    form = Form((Field(name="day", kind=FieldKind.DAY, label=WORD),))
    definition = procedure(
        step("one", go("on", WORD, "two")),
        step("two", done("end", WORD), clocks=(Clock(id="LEA-3", title=WORD, starts=after("one.on")),)),
        form=form,
    )
    matter = Matter(definition, Facts(area=AREA), moment("2026-03-02 09:00"))
    matter.do("application.submit", CLERK, data={"day": "2026-05-01"})
    assert matter.standing.clocks == ()
    matter.do("one.on", CLERK)
    assert clock(matter, "LEA-3").last_good_day == date(2026, 3, 2)  # type: ignore[attr-defined]
    matter.do("two.end", CLERK)
    assert matter.standing.ended is not None
    assert matter.standing.ended.result == "completed"


def test_equal_standings_are_equal_and_hidden_workings_do_not_count() -> None:
    matter = begun(procedure(step("one", end("end", WORD))))
    first, again = matter.standing, matter.standing
    assert isinstance(first, Progress)
    assert first == again
    assert first.standing is not again.standing


def test_the_engine_and_the_grammar_load_without_django() -> None:
    """Pure: a definition can be read, run and checked where there is no database and no settings."""
    modules = ["admission", "effects", "checks", "describe", "progress", "grammar"]
    code = "import sys\n" + "".join(f"import fengqiao.procedures.{name}\n" for name in modules)
    code += "sys.exit(any(name.split('.')[0] in {'django', 'psycopg'} for name in sys.modules))"
    source = str(Path(procedures.__file__).parents[2])
    ran = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": source}, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()


def test_the_engine_stays_under_a_thousand_lines_and_knows_no_procedure_by_name() -> None:
    """Lines of code: blank lines, comments, docstrings and imports are not counted."""
    room = Path(procedures.__file__).parent
    modules = [*room.glob("progress*.py"), room / "admission.py", room / "effects.py"]
    modules = [path for path in modules if path.name != "progress_records.py"]
    assert sum(map(_lines_of_code, modules)) < 1_000
    for path in modules:
        source = path.read_text(encoding="utf-8")
        assert "catalogue" not in source
        assert '"leave"' not in source
        assert '"registration"' not in source


def _lines_of_code(path: Path) -> int:
    source = path.read_text(encoding="utf-8")
    tree, skipped = ast.parse(source), set[int]()
    for node in ast.walk(tree):
        is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_docstring or isinstance(node, ast.Import | ast.ImportFrom):
            skipped |= set(range(node.lineno, (node.end_lineno or node.lineno) + 1))
    lines = enumerate(source.splitlines(), start=1)
    return sum(bool(text.strip()) and not text.strip().startswith("#") and no not in skipped for no, text in lines)
