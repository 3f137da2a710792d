"""Which rung of a ladder decides, and why: by its condition, by delegation, sent up, or moved up because nobody at the
level is free of an earlier part."""

from __future__ import annotations

from fengqiao.procedures.grammar import Act, Band, Case, Copy, Ladder, Level, Outcome, Procedure, Step, Text
from fengqiao.procedures.progress_clocks import competence_of
from fengqiao.procedures.progress_fold import outcome_of
from fengqiao.procedures.progress_moment import Moment
from fengqiao.procedures.progress_records import BandShown, Barred


def ladder_shown(moment: Moment, step: Step, barred: tuple[Barred, ...] = ()) -> tuple[BandShown, ...]:
    """Every rung of the step's ladder, with the one that decides now and why."""
    if not isinstance(step.actor, Ladder):
        return ()
    case, bands = moment.case, step.actor.bands
    whys = [_why(band, case) for band in bands]
    place = next(index for index, (applies, _) in enumerate(whys) if applies)
    place, moved = _moved_up(moment, step, bands, place, barred)
    return tuple(
        _band(case, band, chosen=index == place, why=_told(index, place, why, moved))
        for index, (band, (_, why)) in enumerate(zip(bands, whys, strict=True))
    )


def _why(band: Band, case: Case) -> tuple[bool, Text]:
    if band.when is not None and not band.when.holds(case):
        return False, band.when.explain(case)
    if band.delegated is not None:
        given = case.facts.delegated(band.delegated, case.today)
        if given is None:
            return False, Text(
                "县级社区矫正机构未委托司法所办理", "the county institution has not delegated this to the office"
            )
        because = band.when.explain(case) if band.when is not None else band.title
        return True, Text(
            f"{because.zh}；已由县级社区矫正机构委托（{given.document}）",
            f"{because.en}; delegated by the county institution ({given.document})",
        )
    return True, band.when.explain(case) if band.when is not None else Text(
        "不属于其他各档情形", "none of the other cases applies"
    )


def _moved_up(
    moment: Moment, step: Step, bands: tuple[Band, ...], place: int, barred: tuple[Barred, ...]
) -> tuple[int, Text | None]:
    """Go up one level where someone sent the decision up, or where too few people keep the persons apart."""
    reason: Text | None = None
    for _ in range(_sent_up(moment, step)):
        place = _next_up(bands, place)
        reason = Text("已报请上一级决定", "sent up to the next level")
    kept_out = {each.person for each in barred}
    while (holders := moment.case.facts.holders) is not None:
        able = frozenset().union(*(holders.get(role, frozenset()) for role in bands[place].actor.roles))
        higher = _next_up(bands, place)
        if able - kept_out or higher == place:
            break
        place = higher
        reason = Text(
            "本级无可回避之外的决定人员，报请上一级决定",
            "nobody at this level is free of an earlier part in the matter, so the next level decides",
        )
    return place, reason


def _sent_up(moment: Moment, step: Step) -> int:
    """How often the decision was sent up since the step last opened anew."""
    visit = moment.standing.open_visit(step.key)
    since = visit.opened_by if visit is not None else len(moment.standing.acts)
    acts = moment.standing.acts[since + 1 :]
    return sum(act.step == step.key and outcome_of(moment.definition, act).raises_band for act in acts)


def _next_up(bands: tuple[Band, ...], place: int) -> int:
    higher = [index for index, band in enumerate(bands) if band.level < bands[place].level]
    return max(higher, key=lambda index: bands[index].level, default=place)


def _told(index: int, place: int, why: Text, moved: Text | None) -> Text:
    return moved if moved is not None and index == place else why


def _band(case: Case, band: Band, *, chosen: bool, why: Text) -> BandShown:
    given = case.facts.delegated(band.delegated, case.today) if band.delegated else None
    return BandShown(
        title=band.title,
        competence=competence_of(band.actor, case),
        limit=band.when.stated(lambda name: int(case.parameter(name)))
        if band.when is not None
        else Text("其他情形", "otherwise"),
        chosen=chosen,
        why=why,
        delegated_by=given.document if given else None,
        files_with=band.files_with,
        copies=tuple(copy.to.key for copy in band.copies),
        basis=band.basis,
    )


def band_of_act(definition: Procedure, act: Act) -> Band | None:
    """The band under which an act was decided, as sealed in it."""
    level = act.sealed.get("band")
    actor = definition.step(act.step).actor
    return actor.band_at(Level(level)) if level is not None and isinstance(actor, Ladder) else None


def copies_of(definition: Procedure, act: Act, outcome: Outcome) -> tuple[Copy, ...]:
    """Who must hear of an act: by its outcome, and by the band that granted it."""
    band = band_of_act(definition, act)
    named = outcome.copies + (band.copies if band is not None and outcome.grants else ())
    return tuple(copy for copy in named if not copy.sent_by)


def is_top(rungs: tuple[BandShown, ...]) -> bool:
    """Whether nobody higher could decide."""
    chosen = next((rung.competence.level for rung in rungs if rung.chosen), None)
    levels = [rung.competence.level for rung in rungs if rung.competence.level is not None]
    return chosen is None or chosen <= min(levels)
