"""Every table, view, function, sequence and role of the database against what is meant (THREATS 3.3, T03 to T06, T28).

What the database says of itself is walked row by row: a right, a policy, a function or a role that nobody meant fails
here, with its name. A new case table made by `fq_case_table` and granted by `fq_grant_write` needs no word; any other
right needs a line in one of the tables below, with its reason.
"""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from django.db import connection

DOORS: Final = frozenset({"fq_web", "fq_worker", "fq_seal", "fq_backup", "fq_mobile", "fq_public", "fq_wall"})
WORKING: Final = frozenset({"fq_web", "fq_worker"})
# role: may log in; nothing else is given to anybody but the bootstrap superuser, whom no process of ours uses.
ROLES: Final = {**dict.fromkeys(DOORS | {"fq_owner"}, True), "fq_checker": False, "fq_carrier": False,
                "fq_mover": False, "fq_joiner": False, "fq_eraser": False}  # fmt: skip
MEMBERS: Final = {(role, "fq_owner") for role in ("fq_checker", "fq_carrier", "fq_mover", "fq_joiner", "fq_eraser")}
"""The owner makes the definer functions of these and hands them over."""

_RANGE = "area ~>=~ current_setting('app.lo{0}', true) AND area ~<~ current_setting('app.hi{0}', true)"
STAFF: Final = f"{_RANGE.format(1)} OR {_RANGE.format(2)}"
PERSON: Final = "{} = NULLIF(current_setting('app.subject', true), '')"
# name: (roles, command, what is seen, what may be written)
POLICIES: Final = {
    "staff": ({"fq_web", "fq_worker"}, "ALL", STAFF, None),
    "person": ({"fq_mobile"}, "ALL", PERSON.format("subject_id"), None),
    "migrating": ({"fq_owner"}, "ALL", "current_setting('app.migrating', true) = 'yes'", None),
    "backup": ({"fq_backup"}, "SELECT", "true", None),
    "seal": ({"fq_backup", "fq_seal"}, "SELECT", "true", None),
    "add": ({"public"}, "INSERT", None, "true"),
    "carrier": ({"fq_carrier"}, "ALL", "true", None),
    "checker": ({"fq_checker"}, "ALL", "true", None),
    "mover": ({"fq_mover"}, "ALL", "true", None),
    "joiner": ({"fq_joiner"}, "ALL", "true", None),
    "eraser": ({"fq_eraser"}, "ALL", "true", None),
}
ONLY_ON: Final = {
    "seal": {"audit_row"},
    "add": {"audit_row"},
    "carrier": {"letters_sent", "letters_arrived"},
    "checker": {"subjects_identity"},
}
"""Policies that let more through than the area, and the tables they are for."""

# What a door may do with a table beyond reading it (case tables, by the area) and writing it by column.
PROJECTIONS: Final = frozenset({
    "subjects_namekey", "procedures_task", "procedures_clock", "procedures_clockrun", "procedures_draft", "desk_tally",
    "desk_tallymissed", "desk_tallybacklog", "desk_tallycharge",
    "desk_foreseen",
})  # fmt: skip
"""Made again from facts, or nobody's fact yet: the doors that write them may take a row away."""
FLEETING: Final = {
    "users_session": {"fq_web"}, "users_attempts": {"fq_web"}, "users_known_device": {"fq_web"},
    "disclosure_lookups": {"fq_worker"},
}  # fmt: skip
"""Rows about a browser or a network that end by themselves."""
OTHERS: Final = {
    ("fq_public", "documents_token", "SELECT"): "a paper is checked by its token",
    ("fq_public", "disclosure_publication", "SELECT"): "what was published",
    ("fq_public", "disclosure_lookups", "SELECT"): "its own counter",
    ("fq_public", "disclosure_lookups", "INSERT"): "its own counter",
    ("fq_public", "disclosure_lookups", "UPDATE"): "its own counter",
    ("fq_mobile", "areas_place", "SELECT"): "public knowledge",
    ("fq_mobile", "areas_office", "SELECT"): "public knowledge",
    ("fq_wall", "areas_place", "SELECT"): "public knowledge",
    ("fq_wall", "areas_office", "SELECT"): "public knowledge",
    ("fq_seal", "audit_row", "SELECT"): "seals the record",
    ("fq_seal", "audit_seal", "SELECT"): "seals the record",
    ("fq_seal", "audit_seal", "INSERT"): "seals the record",
    ("fq_checker", "subjects_identity", "SELECT"): "compares numbers across areas, by their hashes",
    ("fq_checker", "subjects_identity", "INSERT"): "compares numbers across areas, by their hashes",
    ("fq_checker", "subjects_identity", "UPDATE"): "compares numbers across areas, by their hashes",
    ("fq_carrier", "areas_office", "SELECT"): "finds the office that a letter goes to",
    ("fq_carrier", "letters_sent", "SELECT"): "carries a letter to another area",
    ("fq_carrier", "letters_sent", "UPDATE"): "carries a letter to another area",
    ("fq_carrier", "letters_arrived", "SELECT"): "carries a letter to another area",
    ("fq_carrier", "letters_arrived", "INSERT"): "carries a letter to another area",
    ("fq_carrier", "letters_arrived", "UPDATE"): "carries a letter to another area",
}
_POST: Final = frozenset({"uid", "account_id", "role", "area", "from_day", "to_day", "document", "given_by_id",
                          "created_at"})  # fmt: skip
_POWER: Final = _POST - {"account_id", "role", "area"} | {"institution", "office", "power"}
MOVER: Final[dict[tuple[str, str], frozenset[str | None]]] = {
    ("subjects_identity", "DELETE"): frozenset({None}),
    ("documents_printbatch", "UPDATE"): frozenset({"state", "papers", "refused"}),
    ("documents_printpart", "UPDATE"): frozenset({"content_sealed"}),
    ("desk_export", "UPDATE"): frozenset({"state", "content_sealed"}),
    ("oversight_sealing", "UPDATE"): frozenset({"sealed_at", "certificate"}),
    ("subjects_move", "INSERT"): frozenset({"uid", "area", "subject_id", "change", "from_area", "to_area", "on_day"}),
    ("areas_settled", "INSERT"): frozenset({"change", "on_day"}),
    ("areas_place", "UPDATE"): frozenset({"name", "kind", "pinyin", "initials", "valid_from", "valid_to"}),
    ("areas_office", "UPDATE"): frozenset({"name", "short_name"}),
    ("kit_edition", "UPDATE"): frozenset({"mark"}),
    ("users_post", "INSERT"): _POST,
    ("users_post", "UPDATE"): frozenset({"to_day", "ended_by_id"}),
    ("users_delegation", "INSERT"): _POWER,
    ("users_delegation", "UPDATE"): frozenset({"to_day", "ended_by_id"}),
}
"""What the role that moves a person's rows may write beside the area, with the columns: a sealing forgets (T82), a
changed place names and gives posts anew (T13)."""
JOINER_SETS_ASIDE: Final = frozenset({
    "subjects_subject", "subjects_sentence", "subjects_overlay", "subjects_namedstaff", "subjects_countycheck",
    "casework_managementclass", "casework_officerassignment", "casework_correctiongroup", "casework_groupmember",
    "casework_plan", "casework_planreview", "casework_induction", "procedures_draft", "subjects_joinedrow",
    "subjects_version", "casework_version", "supervision_version",
})  # fmt: skip
"""What the role that joins two files may take out and put back: what the file that stays says for itself."""
JOINER: Final = {"procedures_matter": {"period"}, "subjects_joinedrow": {"content", "period"}}
"""What that role may write beside the person and the area."""
NEVER_BY_COLUMN: Final = frozenset({"area", "subject_id", "recorded_at", "id", "uid"})
"""What no door changes in a row that is there: whose it is, where it is, when it came."""
EXECUTE: Final = {
    "claim_identity": {"fq_web", "fq_worker"},
    "match_identity": {"fq_worker"},
    "carry_letter": {"fq_web", "fq_worker"},
    "confirm_letter": {"fq_web", "fq_worker"},
    "fq_in_scope": {"fq_checker", "fq_carrier", "fq_mover", "fq_joiner", "fq_eraser"},
    "fq_moved_tables": {"fq_mover"},
    "fq_restamp": {"fq_mover"},
    "fq_rows_about": {"fq_mover"},
    "fq_sealing_outlook": {"fq_mover"},
    "preview_sealing": {"fq_web", "fq_worker"},
    "seal_person": {"fq_web", "fq_worker"},
    "fq_joining_plan": {"fq_web", "fq_worker", "fq_joiner"},
    "fq_joining_obstacles": {"fq_web", "fq_worker", "fq_joiner"},
    "fq_columns": {"fq_joiner"},
    "fq_set_aside": {"fq_joiner"},
    "fq_put_back": {"fq_joiner"},
    "fq_person_tables": {"fq_eraser"},
    "fq_erase_rows": {"fq_eraser"},
    "fq_erase": {"fq_eraser"},
    "fq_erasing_obstacles": {"fq_web", "fq_worker", "fq_eraser"},
    "erase_person": {"fq_web"},
    "join_files": {"fq_web"},
    "separate_files": {"fq_web"},
    "fq_place_change": {"fq_mover"},
    "fq_move_office": {"fq_mover"},
    "fq_move_posts": {"fq_mover"},
    "settle_place": {"fq_worker"},
    "follow_place": {"fq_worker"},
}
DEFINERS: Final = {
    "claim_identity": "fq_checker",
    "match_identity": "fq_checker",
    "carry_letter": "fq_carrier",
    "confirm_letter": "fq_carrier",
    "preview_sealing": "fq_mover",
    "seal_person": "fq_mover",
    "erase_person": "fq_eraser",
    "join_files": "fq_joiner",
    "separate_files": "fq_joiner",
    "settle_place": "fq_mover",
    "follow_place": "fq_mover",
}
KNOW_NO_PERSON: Final = {
    "documents_paper": "may be about nobody", "documents_archive": "opened for a paper's person",
    "documents_attachment": "hangs on a matter or a letter by its uid", "letters_sent": "may be about nobody",
    "letters_arrived": "may be about nobody", "notices_message": "stays with the office that sent it",
    "notices_notice": "stays with the office that was told",
}  # fmt: skip
"""Tables of the rooms below the people: a person's number without a key, so that a foreign one is no error and no
answer either. Their rows are seen by their own area alone, and whoever writes them has loaded the person in scope."""
pytestmark = pytest.mark.django_db


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()


def _told(expression: str | None) -> str | None:
    """An expression without the casts and brackets that the server writes into it."""
    return None if expression is None else re.sub(r"::[a-z]+|[()]", "", expression)


def test_t05_roles_are_those_that_are_meant_and_none_may_more() -> None:
    found = _rows(
        "SELECT rolname, rolcanlogin, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls "
        "FROM pg_roles WHERE rolname NOT LIKE 'pg\\_%' AND rolname <> 'fq_bootstrap'"
    )
    assert {name: login for name, login, _ in found} == ROLES
    assert not [name for name, _, may_more in found if may_more]
    members = _rows(
        "SELECT pg_get_userbyid(roleid), pg_get_userbyid(member) FROM pg_auth_members "
        "WHERE pg_get_userbyid(roleid) NOT LIKE 'pg\\_%' AND pg_get_userbyid(member) <> 'fq_bootstrap'"
    )
    assert set(members) == MEMBERS


def test_t10_nobody_makes_anything_in_any_schema_or_in_the_database() -> None:
    rights = _rows(
        "SELECT r.rolname, n.nspname FROM pg_roles r CROSS JOIN pg_namespace n WHERE r.rolname LIKE 'fq\\_%' "
        "AND r.rolname NOT IN ('fq_bootstrap', 'fq_owner') AND n.nspname NOT LIKE 'pg\\_temp%' "
        "AND n.nspname NOT LIKE 'pg\\_toast%' AND has_schema_privilege(r.oid, n.oid, 'CREATE')"
    )
    assert not rights
    made = _rows(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'fq\\_%' AND rolname NOT IN ('fq_bootstrap', 'fq_owner') "
        "AND (has_database_privilege(oid, current_database(), 'CREATE, TEMP'))"
    )
    assert not made
    assert {name for (name,) in _rows("SELECT extname FROM pg_extension")} <= {"plpgsql", "btree_gist"}


def test_t06_relations_are_tables_sequences_and_views_of_their_readers() -> None:
    found = _rows(
        "SELECT c.relname, c.relkind::text, c.reloptions, pg_get_userbyid(c.relowner) FROM pg_class c "
        "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ('fq', 'public') AND c.relkind <> 'i'"
    )
    assert len(found) > 100
    views = [name for name, kind, how, _ in found if kind == "v" and "security_invoker=true" not in (how or [])]
    assert not views
    assert not [name for name, kind, _, _ in found if kind not in "rpSvc"]
    assert {owner for *_, owner in found} == {"fq_owner"}


def test_t02_every_policy_is_one_of_those_that_are_meant_word_by_word() -> None:
    found = _rows("SELECT tablename, policyname, permissive, roles::text[], cmd, qual, with_check FROM pg_policies")
    assert len(found) > 150
    wrong = []
    for table, name, permissive, roles, command, seen, written in found:
        meant = POLICIES.get(name)
        if name == "person" and table == "subjects_subject":
            meant = ({"fq_mobile"}, "ALL", PERSON.format("id"), None)
        is_meant = (set(roles), command, _told(seen), _told(written)) == (
            (meant[0], meant[1], _told(meant[2]), _told(meant[3])) if meant else None
        )
        if not is_meant or permissive != "PERMISSIVE" or table not in ONLY_ON.get(name, {table}):
            wrong.append((table, name, sorted(roles), command, seen, written))
    assert not wrong


def test_t02_no_case_table_is_without_its_policy_and_no_policy_sleeps() -> None:
    asleep = _rows(
        "SELECT DISTINCT p.tablename FROM pg_policies p JOIN pg_class c ON c.oid = ('fq.' || p.tablename)::regclass "
        "WHERE NOT (c.relrowsecurity AND c.relforcerowsecurity)"
    )
    assert not asleep
    about = _rows(
        "SELECT DISTINCT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
        "JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'subject_id' AND NOT a.attisdropped "
        "WHERE n.nspname = 'fq' AND c.relkind IN ('r', 'p') AND NOT c.relrowsecurity"
    )
    assert not about


def test_t07_every_key_to_a_case_table_carries_the_area_and_follows_it() -> None:
    """A key without the area accepts a parent that nobody in this scope sees, and says by its silence that it is there.

    Each room tries its keys; this finds the key of a new table whose room forgot to.
    """
    found = _rows(
        "SELECT k.conrelid::regclass::text, k.conname, k.confupdtype::text, array(SELECT (c.attname, p.attname)::text "
        "FROM unnest(k.conkey, k.confkey) AS x(child, parent) "
        "JOIN pg_attribute c ON c.attrelid = k.conrelid AND c.attnum = x.child "
        "JOIN pg_attribute p ON p.attrelid = k.confrelid AND p.attnum = x.parent) FROM pg_constraint k "
        "WHERE k.contype = 'f' AND EXISTS (SELECT FROM pg_policy y WHERE y.polrelid = k.confrelid)"
    )
    assert len(found) > 40
    assert not [row for row in found if row[2] != "c" or "(area,area)" not in row[3]]
    without = _rows(
        "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'subject_id' "
        "AND NOT a.attisdropped WHERE c.relnamespace = 'fq'::regnamespace AND c.relkind IN ('r', 'p') AND NOT EXISTS "
        "(SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'f' AND a.attnum = ANY (k.conkey))"
    )
    assert {name for (name,) in without} == set(KNOW_NO_PERSON)


def _is_meant(role: str, table: str, right: str, column: str | None) -> bool:
    """Whether a right on a table, or on one of its columns, is one that somebody meant."""
    if role == "fq_owner" or (role, table, right) in OTHERS:
        return True
    if (table, right) == ("audit_row", "INSERT"):
        return column in {"actor", "area", "what", "object", "data"} and role in DOORS | {"fq_checker", "fq_carrier"}
    if role == "fq_backup":
        return right == "SELECT" and column is None
    if role == "fq_mover":
        return (right, column) in {("SELECT", None), ("UPDATE", "area")} or column in MOVER.get((table, right), ())
    if role == "fq_eraser":
        locks = {("subjects_subject", "area"), ("subjects_erasure", "erased_at")}
        return (right in {"SELECT", "DELETE"} and column is None) or (right == "UPDATE" and (table, column) in locks)
    if role == "fq_joiner":
        is_kept = column is None and right in {"INSERT", "DELETE"} and table in JOINER_SETS_ASIDE
        is_moved = right == "UPDATE" and column in {"subject_id", "area", *JOINER.get(table, ())}
        return right == "SELECT" or is_kept or is_moved
    if role not in WORKING:
        return False
    if table.startswith("procrastinate_"):
        return True
    if right == "DELETE":
        return table in PROJECTIONS or role in FLEETING.get(table, ()) or table.startswith("exchange_")
    if right == "UPDATE" and column in NEVER_BY_COLUMN:
        return False
    if column is None and right in {"INSERT", "UPDATE"}:
        return role in FLEETING.get(table, ()) or (table, right) == ("notices_recorded", "INSERT")
    return right in {"SELECT", "INSERT", "UPDATE"}


def test_t03_t28_every_right_on_every_table_and_column_is_meant() -> None:
    found = _rows(
        "SELECT CASE WHEN x.grantee = 0 THEN 'public' ELSE pg_get_userbyid(x.grantee) END, c.relname, "
        "x.privilege_type, NULL FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, "
        "aclexplode(c.relacl) x WHERE n.nspname = 'fq' AND c.relkind IN ('r', 'p', 'v', 'm') UNION ALL "
        "SELECT CASE WHEN x.grantee = 0 THEN 'public' ELSE pg_get_userbyid(x.grantee) END, c.relname, "
        "x.privilege_type, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(a.attacl) x WHERE n.nspname = 'fq'"
    )
    assert len(found) > 1000
    wrong = [row for row in found if not _is_meant(*row)]
    assert not wrong, "\n".join(map(str, wrong))


def test_t11_no_door_reads_a_sequence_and_only_the_queue_hands_out_numbers() -> None:
    found = _rows(
        "SELECT CASE WHEN x.grantee = 0 THEN 'public' ELSE pg_get_userbyid(x.grantee) END, c.relname, "
        "x.privilege_type FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) x "
        "WHERE n.nspname = 'fq' AND c.relkind = 'S'"
    )
    wrong = [
        row for row in found
        if not (row[0] == "fq_owner" or (row[0], row[2]) == ("fq_backup", "SELECT")
                or (row[0] in WORKING and row[2] == "USAGE" and row[1].startswith("procrastinate_")))
    ]  # fmt: skip
    assert not wrong


def test_t06_every_function_is_run_by_whom_it_is_meant_for() -> None:
    found = _rows(
        "SELECT p.proname, pg_get_userbyid(p.proowner), p.prosecdef, p.proconfig, array(SELECT CASE WHEN x.grantee = 0 "
        "THEN 'public' ELSE pg_get_userbyid(x.grantee) END FROM aclexplode(coalesce(p.proacl, "
        "acldefault('f', p.proowner))) x) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
        "WHERE n.nspname IN ('fq', 'public')"
    )
    assert {name: owner for name, owner, definer, *_ in found if definer} == DEFINERS
    for name, owner, definer, config, who in found:
        meant = WORKING if name.startswith("procrastinate_") else EXECUTE.get(name, set())
        assert set(who) - {owner} == set(meant), name
        if definer:
            assert config == ["search_path=pg_catalog, fq, pg_temp"], name


def test_nothing_is_given_by_default_to_what_will_be_made() -> None:
    """A table of tomorrow (T04) is open to nobody until somebody opens it."""
    given = _rows("SELECT pg_get_userbyid(x.grantee) FROM pg_default_acl d, aclexplode(d.defaclacl) x")
    assert {name for (name,) in given} <= {"fq_owner"}
