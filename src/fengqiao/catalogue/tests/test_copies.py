"""The matrix of copies, walked as a table against the definitions: who must hear of what, and that a letter is written.

Law: notes on the law 8.5; Community Corrections Law arts 20, 22, 44; Measures arts 16, 17, 27, 38, 53.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fengqiao.catalogue.definitions import ALL
from fengqiao.procedures.grammar import Copy, Later, Outcome, Procedure

#: Event → (procedure, act) that writes to each organ. The decision organ, the procuratorate, the police, the prison.
MATRIX = {
    "legal documents when the decision place differs": {
        "procuratorate": ("document_delivery", "forward.forwarded"),
        "police": ("document_delivery", "forward.forwarded"),
    },
    "report-in": {
        "decision_organ": ("registration", "notify.sent"),
        "procuratorate": ("registration", "notify.sent"),
        "police": ("registration", "notify.sent"),
    },
    "no report-in": {
        "decision_organ": ("missed_intake", "tell_organ.told"),
        "procuratorate": ("missed_intake", "tell_procuratorate.told"),
        "police": ("missed_intake", "search.ask_police"),
    },
    "leave by the city institution": {"procuratorate": ("leave", "tell_procuratorate.told")},
    "discharge": {
        "decision_organ": ("discharge", "notify.sent"),
        "procuratorate": ("discharge", "notify.sent"),
        "police": ("discharge", "notify.sent"),
        "prison": ("discharge", "tell_prison.told"),
    },
    # Beyond the matrix: what articles 16 of the Measures makes the county write to the organ that decided.
    "receipt slip and missing papers": {
        "decision_organ": ("document_delivery", "receipt.sent"),
    },
    "missing papers, asked at delivery": {"decision_organ": ("document_delivery", "ask_missing.asked")},
    "missing papers, asked at registration": {"decision_organ": ("registration", "ask_papers.asked")},
}
#: Rows whose procedure is not built; when it is, its row moves into MATRIX and this list shrinks.
NOT_BUILT = {
    "investigation opinion": "P01", "re-examination extension": "P11", "area entry under injunction": "P16",
    "change of execution place": "P14", "commendation": "P22", "admonition": "P23", "warning": "P24",
    "penalty proposal": "P25", "revocation of suspension proposal": "P26", "revocation of parole proposal": "P27",
    "recommitment proposal": "P28", "arrest request": "P29", "commutation proposal": "P30", "lost contact": "P31",
    "detention or coercive measure": "P32", "emergency": "P33", "death": "P34",
}  # fmt: skip
BY_KEY = {each.key: each for each in ALL}


def told(definition: Procedure) -> Iterator[tuple[str, Copy]]:
    """Every copy with the act that writes it, variants included."""
    varied = [step for variant in definition.variants for step in variant.steps.values()]
    for step in (*definition.steps, *varied):
        for outcome in step.outcomes:
            yield from ((f"{step.key}.{outcome.key}", copy) for copy in outcome.copies)


def outcome_of(definition: Procedure, act: str) -> Outcome:
    step, key = act.split(".")
    found = definition.step(step).outcome(key)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("organ", "procedure", "act"),
    [(organ, *where) for row in MATRIX.values() for organ, where in row.items()],
)
def test_the_organ_is_written_to_with_an_article(organ: str, procedure: str, act: str) -> None:
    copies = [copy for name, copy in told(BY_KEY[procedure]) if name == act and copy.to.key == organ]
    assert copies, f"{act} tells {organ} nothing"
    assert all(isinstance(copy.letter, str) and copy.letter == "copy" and copy.basis for copy in copies)


def test_nobody_hears_of_more_than_the_matrix_says() -> None:
    wanted = {(procedure, act, organ) for row in MATRIX.values() for organ, (procedure, act) in row.items()}
    written = {(each.key, act, copy.to.key) for each in ALL for act, copy in told(each)}
    assert written == wanted


def test_no_copy_of_a_built_procedure_is_noted_by_hand() -> None:
    bands = [copy for each in ALL for step in each.steps for band in step.bands for copy in band.copies]
    every = [*bands, *(copy for each in ALL for _, copy in told(each))]
    assert not [copy.to.key for copy in every if isinstance(copy.letter, Later)]


def test_a_band_names_the_act_that_tells() -> None:
    """The city's leave: the procuratorate hears it from the county, whichever step the city granted at."""
    for step in ("decide", "decide_extension"):
        leave = BY_KEY["leave"]
        [copy] = [copy for band in leave.step(step).bands for copy in band.copies]
        assert (copy.to.key, copy.sent_by) == ("procuratorate", "tell_procuratorate.told")
        assert "tell_procuratorate" in str(outcome_of(leave, f"{step}.grant").to)


def test_rows_that_are_not_built_name_a_procedure_that_is_not_built() -> None:
    built = {each.number for each in ALL}
    assert not built & set(NOT_BUILT.values())
