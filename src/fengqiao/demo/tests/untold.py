"""What the demonstration does not show of the eleven procedures, and why. The rest is shown by at least one matter."""

from __future__ import annotations

from typing import Final

#: What may happen to a person in any matter; each is shown once, of whichever matter it is.
ENDINGS: Final = ("death", "detained", "term_ended")

#: Reason → (procedure, step, outcome); the step "*" is an outcome of the whole matter.
NOT_TOLD: Final[dict[str, frozenset[tuple[str, str, str]]]] = {
    "it leads back to a stage that is shown, with what was asked for": frozenset({
        ("document_delivery", "receipt_out", "again"),
        ("missed_intake", "bring_in", "lost_again"),
        ("missed_intake", "tell_procuratorate_out", "again"),
        ("group_member_change", "decide", "incomplete"),
        ("correction_plan", "decide", "incomplete"),
        ("plan_adjustment", "decide", "incomplete"),
        ("classification", "decide", "incomplete"),
        ("report", "overdue", "rejected"),
        ("event_report", "review", "rejected"),
        ("leave", "county_opinion", "incomplete"),
        ("leave", "decide", "incomplete"),
        ("discharge", "review", "again"),
        ("discharge", "notify_out", "again"),
        ("archive", "close", "again"),
    }),
    "only its clock has passed, the matter stays where it is": frozenset({
        ("document_delivery", "await_papers", "lapsed"),
        ("registration", "expect", "not_handed_over"),
        ("registration", "await_papers", "lapsed"),
        ("correction_group", "members", "lapsed"),
        ("group_member_change", "replace", "lapsed"),
        ("correction_plan", "draft", "lapsed"),
        ("plan_adjustment", "evaluate", "review_lapsed"),
        ("plan_adjustment", "evaluate", "adjustment_lapsed"),
        ("classification", "propose", "lapsed"),
    }),
    "it opens a procedure that is not built yet": frozenset({
        ("missed_intake", "judge", "warn"),
        ("missed_intake", "judge", "penalty"),
        ("missed_intake", "judge", "revoke_suspension"),
        ("missed_intake", "judge", "revoke_parole"),
        ("missed_intake", "judge", "recommit"),
        ("report", "overdue", "admonition"),
        ("report", "overdue", "warning"),
        ("report", "overdue", "device"),
        ("event_report", "review", "moves"),
        ("event_report", "review", "admonition"),
        ("event_report", "review", "warning"),
        ("leave", "ordered", "no_contact"),
        ("leave", "close", "admonition"),
        ("leave", "close", "warning"),
    }),
    "the stage is shown open; this is its one way on": frozenset({
        ("plan_adjustment", "explain", "told"),
        ("leave", "extension_opinion", "forward"),
        ("leave", "tell_extension", "told"),
        ("leave", "tell_procuratorate", "told"),
        ("leave", "hand_in_paper", "handed_in"),
        ("leave", "ordered", "came_back"),
        ("discharge", "tell_prison", "told"),
    }),
    "another way out of the same stage is shown and reads alike": frozenset({
        ("document_delivery", "ask_missing", "asked_at_registration"),
        ("registration", "expect", "dates_added"),
        ("correction_group", "members", "drop_member"),
        ("group_member_change", "left", "mistaken"),
        ("group_member_change", "replace", "drop_member"),
        ("group_member_change", "replace", "not_needed"),
        ("classification", "propose", "keep"),
        ("classification", "decide", "refuse"),
        ("supervision_visit", "hold", "called_off"),
        ("leave", "decide", "send_up"),
        ("leave", "decide_extension", "send_up"),
        ("leave", "overdue", "order_back"),
        ("discharge", "pending", "settled"),
        ("discharge", "pending", "revoked"),
        ("discharge", "announce", "not_held"),
        ("archive", "check", "complete"),
        ("archive_lending", "hand_out", "not_fetched"),
    }),
    "a sentence or a class that was corrected while the matter ran": frozenset({
        ("report", "*", "superseded"),
        ("discharge", "*", "term_moved"),
    }),
}  # fmt: skip
