"""The start page of a procedure: the form, who would decide, and the checks on what is filled in so far."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from fengqiao.desk import drawing, places
from fengqiao.desk.reads import basis, matter, panels, path, people
from fengqiao.kit.records import record
from fengqiao.procedures import face as procedures
from fengqiao.procedures.grammar import APPLICATION, Form
from fengqiao.shell import face as shell


@record(kw_only=True)
class StartPage:
    """What the start page shows."""

    key: str
    title: shell.Words
    number: str
    person: people.Named
    basis: tuple[shell.Basis, ...]
    variants: tuple[procedures.Variant, ...]
    fields: tuple[shell.Field, ...]
    checks: tuple[shell.Check, ...]
    will_check: tuple[shell.Words, ...]
    ladder: tuple[shell.Band, ...]
    problem: shell.Words
    steps: tuple[shell.Step, ...]
    places: tuple[str, ...]
    today: date


def form_of(progress: procedures.Progress) -> Form:
    """The application form as it is for this person."""
    return progress.definition.for_case(progress.case).form


def start_page(
    progress: procedures.Progress,
    *,
    person: people.Named,
    sent: Mapping[str, Any],
    refusal: procedures.Refusal | None,
    today: date,
    area: str,
) -> StartPage:
    """The start page of one procedure for one person, with what was filled in and what is wrong with it."""
    definition = progress.definition.for_case(progress.case)
    following = path.ahead(definition, [APPLICATION])
    ladder = next((step.ladder for step in progress.open_steps if step.ladder), ())
    return StartPage(
        key=definition.key,
        title=definition.title,
        number=definition.number,
        person=person,
        basis=basis.of(definition.basis),
        variants=progress.variants,
        fields=drawing.draw(
            definition.form, sent=sent, case=progress.case, wrong=refusal.wrong if refusal is not None else ()
        ),
        checks=matter.checks(progress.checks),
        will_check=tuple(check.title for check in definition.checks),
        ladder=panels.bands(ladder),
        problem="" if refusal is None or refusal.code == "form" else refusal.reason,
        steps=tuple(
            shell.Step(step.title, "now" if step.key == APPLICATION else "next", basis=basis.of(step.basis))
            for step in (definition.application_step, *(definition.step(key) for key in following))
        ),
        places=places.offered(area),
        today=today,
    )
