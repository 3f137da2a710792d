"""Accounts, posts, delegations and covers: what is allowed, and each refusal."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from fengqiao.audit.face import system
from fengqiao.kit import clock
from fengqiao.users import face as users
from fengqiao.users import models, reads
from fengqiao.users.actions import people
from fengqiao.users.tests import factories
from fengqiao.users.tests.factories import COUNTY, OFFICE, OTHER_COUNTY, OTHER_OFFICE, someone

pytestmark = pytest.mark.django_db


def _refused(code: str, call: Any, **arguments: Any) -> users.UsersError:
    with pytest.raises(users.UsersError) as refusal:
        call(**arguments)
    assert refusal.value.code == code
    assert refusal.value.message
    return refusal.value


def test_an_installation_begins_with_one_administrator() -> None:
    made = users.first_administrator(
        area=COUNTY, name="管理员", number=factories.number(), username="admin", at=clock.now()
    )
    held = users.posts_of(made.id, on=clock.today())
    assert [(p.role, p.area) for p in held] == [("administrator", COUNTY)]
    _refused(
        "already_set_up", users.first_administrator,
        area=COUNTY, name="别人", number=factories.number(), username="other", at=clock.now(),
    )  # fmt: skip


def test_an_administrator_makes_an_account_and_gives_it_a_post() -> None:
    by, at = someone("administrator", COUNTY).actor(), clock.now()
    made = users.create_account(name="王芳", number=factories.number(), username="wangfang", by=by, at=at)
    assert len(made.one_time_password) == 23
    users.give_post(
        account=made.uid, role="office_staff", area=OFFICE, from_day=None, document="诸司发〔2026〕8号", by=by, at=at
    )
    assert [p.role for p in users.posts_of(made.id, on=clock.today())] == ["office_staff"]


def test_one_identity_number_is_one_person() -> None:
    by, at, number = someone("administrator", COUNTY).actor(), clock.now(), factories.number()
    one = users.create_account(name="王芳", number=number, username="wangfang", by=by, at=at)
    two = users.create_account(name="王芳", number=number.lower(), username="wangfang2", by=by, at=at)
    persons = set(models.Account.objects.filter(id__in=[one.id, two.id]).values_list("person_id", flat=True))
    assert len(persons) == 1
    _refused("name_differs", users.create_account, name="王小芳", number=number, username="third", by=by, at=at)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"number": "330681199001011234"}, "bad_number", "number"),
        ({"username": "X"}, "username_shape", "username"),
        ({"username": "taken"}, "username_taken", "username"),
        ({"name": " "}, "name_missing", "name"),
    ],
)
def test_an_account_is_refused_by_field(change: dict[str, str], code: str, field: str) -> None:
    by, at = someone("administrator", COUNTY).actor(), clock.now()
    users.create_account(name="王芳", number=factories.number(), username="taken", by=by, at=at)
    given = {"name": "李强", "number": factories.number(), "username": "liqiang", **change}
    assert _refused(code, users.create_account, by=by, at=at, **given).field == field


@pytest.mark.parametrize("role", ["county_lead", "office_head", "data_officer", "clerk"])
def test_only_administrators_give_posts(role: str) -> None:
    area = OFFICE if role == "office_head" else COUNTY
    by, other = someone(role, area).actor(), someone("office_staff", OFFICE)
    _refused(
        "not_allowed", users.give_post,
        account=other.account_uid, role="office_head", area=OFFICE, from_day=None, document="x", by=by, at=clock.now(),
    )  # fmt: skip


def test_an_administrator_gives_posts_in_the_own_area_with_a_fresh_factor_and_never_to_themselves() -> None:
    admin, other = someone("administrator", COUNTY), someone("office_staff", OFFICE)
    given: dict[str, Any] = {"role": "county_staff", "area": COUNTY, "from_day": None, "document": "x"}
    give, at = users.give_post, clock.now()
    outside = {**given, "area": OTHER_COUNTY}
    _refused("not_allowed", give, account=other.account_uid, by=admin.actor(), at=at, **outside)
    _refused("factor_needed", give, account=other.account_uid, by=admin.actor(verified=False), at=at, **given)
    _refused("own_post", give, account=admin.account_uid, by=admin.actor(), at=at, **given)
    _refused("role_place", give, account=other.account_uid, by=admin.actor(), at=at, **{**given, "area": OFFICE})
    _refused("document_missing", give, account=other.account_uid, by=admin.actor(), at=at, **{**given, "document": " "})
    past = {**given, "from_day": clock.today() - timedelta(days=1)}
    _refused("past_day", give, account=other.account_uid, by=admin.actor(), at=at, **past)
    give(account=other.account_uid, by=admin.actor(), at=at, **given)
    _refused("post_exists", give, account=other.account_uid, by=admin.actor(), at=at, **given)


def test_t24_a_post_that_ends_is_no_actor_any_more() -> None:
    admin, officer = someone("administrator", COUNTY), someone("office_staff", OFFICE)
    users.end_post(post=officer.post_uid, by=admin.actor(), at=clock.now())
    assert reads.actor(account=officer.account, post=officer.post, on=clock.today()) is None
    _refused("already_ended", users.end_post, post=officer.post_uid, by=admin.actor(), at=clock.now())


def test_a_post_can_be_ended_after_a_last_day_and_that_day_never_moves_back_out() -> None:
    admin, officer = someone("administrator", COUNTY).actor(), someone("office_staff", OFFICE)
    soon = clock.today() + timedelta(days=3)
    users.end_post(post=officer.post_uid, last_day=soon, by=admin, at=clock.now())
    users.end_post(post=officer.post_uid, last_day=soon + timedelta(days=30), by=admin, at=clock.now())
    assert models.Post.objects.get(id=officer.post).to_day == soon + timedelta(days=1)


def test_a_post_elsewhere_is_not_found() -> None:
    admin, officer = someone("administrator", OTHER_COUNTY).actor(), someone("office_staff", OFFICE)
    _refused("unknown", users.end_post, post=officer.post_uid, by=admin, at=clock.now())


def test_the_last_administrator_cannot_leave_by_mistake() -> None:
    admin = someone("administrator", COUNTY)
    _refused("own_end", users.end_post, post=admin.post_uid, by=admin.actor(), at=clock.now())
    _refused("own_end", users.switch_off, account=admin.account_uid, by=admin.actor(), at=clock.now())
    users.end_post(post=admin.post_uid, by=someone("administrator", COUNTY).actor(), at=clock.now())


def test_t24_an_account_switched_off_is_nobody() -> None:
    admin, officer = someone("administrator", COUNTY).actor(), someone("office_staff", OFFICE)
    users.switch_off(account=officer.account_uid, by=admin, at=clock.now())
    assert reads.signed_in(account=officer.account, post=officer.post, on=clock.today()) is None


def test_a_county_lead_delegates_to_an_office_and_takes_it_back() -> None:
    lead, at, today = someone("county_lead", COUNTY).actor(), clock.now(), clock.today()
    made = users.delegate(office=OFFICE, power="leave", document="诸司发〔2026〕12号", by=lead, at=at)
    held = users.delegated("leave", office=OFFICE, on=today)
    assert held is not None
    assert (held.document, held.since) == ("诸司发〔2026〕12号", today)
    assert [d.power for d in users.delegations(OFFICE + "201", on=today)] == ["leave"]
    assert users.delegations(OTHER_OFFICE, on=today) == ()
    assert users.delegated("leave", office=OFFICE, on=today - timedelta(days=1)) is None
    users.end_delegation(delegation=made.uid, by=lead, at=at)
    assert users.delegated("leave", office=OFFICE, on=today) is None


def test_t23_a_delegation_is_refused_when_it_goes_too_far() -> None:
    lead, at = someone("county_lead", COUNTY), clock.now()
    by = lead.actor()
    given: dict[str, Any] = {"office": OFFICE, "power": "leave", "document": "x", "by": by, "at": at}
    _refused("unknown_power", users.delegate, **{**given, "power": "discharge"})
    _refused("unknown_place", users.delegate, **{**given, "office": OTHER_COUNTY + "999"})
    _refused("delegation_place", users.delegate, **{**given, "office": COUNTY})
    _refused("not_allowed", users.delegate, **given, institution=OTHER_COUNTY)
    _refused("delegation_past", users.delegate, **given, from_day=clock.today() - timedelta(days=1))
    _refused("factor_needed", users.delegate, **{**given, "by": lead.actor(verified=False)})
    _refused("document_missing", users.delegate, **{**given, "document": ""})
    users.delegate(**given)
    _refused("delegation_exists", users.delegate, **given)
    head = someone("office_head", OFFICE).actor()
    _refused("not_allowed", users.delegate, **{**given, "by": head, "office": OTHER_OFFICE})


def test_t23_a_cover_lends_one_range_and_the_competence_of_the_covered_post_only() -> None:
    staff, head = someone("office_staff", OTHER_OFFICE), someone("office_head", OFFICE, name="陈立军")
    users.set_cover(
        covered=head.post_uid, deputy=staff.post_uid, from_day=clock.today(),
        last_day=clock.today() + timedelta(days=5), reason="年休假", by=head.actor(), at=clock.now(),
    )  # fmt: skip
    deputy = staff.actor()
    assert deputy.ranges == (OTHER_OFFICE, OFFICE)
    assert deputy.persons == {staff.person, head.person}
    heads = frozenset({"office_head"})
    assert users.competent(deputy, level=4, roles=heads, area=OFFICE) is not None
    assert users.competent(deputy, level=4, roles=heads, area=OTHER_OFFICE) is None
    assert users.has_in(deputy, "decide", OFFICE)
    assert not users.has_in(deputy, "decide", OTHER_OFFICE)


def test_t23_a_cover_of_a_deputy_lends_nothing_that_the_deputy_covers() -> None:
    first, second, third = (
        someone("office_head", OFFICE),
        someone("office_staff", OFFICE),
        someone("office_staff", OTHER_OFFICE),
    )
    factories.cover(deputy=second, covered=first)
    factories.cover(deputy=third, covered=second)
    assert users.competent(third.actor(), level=4, roles=frozenset({"office_head"}), area=OFFICE) is None
    assert first.person not in third.actor().persons


def test_t23_a_cover_ends_with_its_last_day_and_with_the_covered_post() -> None:
    head, deputy = someone("office_head", OFFICE), someone("office_staff", OFFICE)
    made = factories.cover(deputy=deputy, covered=head)
    after = clock.now() + timedelta(days=8)
    assert deputy.actor().cover is not None
    assert deputy.actor(after).cover is None
    admin = someone("administrator", COUNTY).actor()
    users.end_post(post=head.post_uid, by=admin, at=clock.now())
    assert deputy.actor().cover is None
    assert made.to_day > clock.today()


def test_a_cover_is_set_by_the_holder_or_the_county_lead_and_for_one_post_at_a_time() -> None:
    head, deputy, other = (
        someone("office_head", OFFICE),
        someone("office_staff", OFFICE),
        someone("office_staff", OFFICE),
    )
    given: dict[str, Any] = {
        "covered": head.post_uid, "deputy": deputy.post_uid, "from_day": clock.today(),
        "last_day": clock.today() + timedelta(days=2), "reason": "出差", "at": clock.now(),
    }  # fmt: skip
    _refused("not_allowed", users.set_cover, by=deputy.actor(), **given)
    _refused("not_allowed", users.set_cover, by=someone("county_lead", OTHER_COUNTY).actor(), **given)
    made = users.set_cover(by=someone("county_lead", COUNTY).actor(), **given)
    _refused("cover_exists", users.set_cover, by=other.actor(), **{**given, "covered": other.post_uid})
    _refused("unknown", users.end_cover, cover=made.uid, by=other.actor(), at=clock.now())
    users.end_cover(cover=made.uid, by=head.actor(), at=clock.now())
    assert deputy.actor().cover is None


def test_t22_one_human_with_two_accounts_is_no_deputy_of_themselves() -> None:
    number = factories.number()
    head = someone("office_head", OFFICE, number_of=number)
    twin = someone("office_staff", OFFICE, number_of=number)
    assert head.actor().persons == twin.actor().persons
    _refused(
        "cover_same_person", users.set_cover,
        covered=head.post_uid, deputy=twin.post_uid, from_day=clock.today(),
        last_day=clock.today(), reason="休假", by=head.actor(), at=clock.now(),
    )  # fmt: skip


def test_t37_a_reset_needs_two_people_and_ends_what_was() -> None:
    admin, second, officer = (
        someone("administrator", COUNTY),
        someone("data_officer", COUNTY),
        someone("office_staff", OFFICE),
    )
    at = clock.now()
    made = people.propose_reset(account=officer.account_uid, reason="手机遗失", by=admin.actor(), at=at)
    _refused("reset_same_person", people.confirm_reset, reset=made.uid, by=admin.actor(), at=at)
    _refused("not_allowed", people.confirm_reset, reset=made.uid, by=someone("clerk", COUNTY).actor(), at=at)
    late = at + timedelta(hours=25)
    _refused("reset_old", people.confirm_reset, reset=made.uid, by=second.actor(late), at=late)
    renewed = people.confirm_reset(reset=made.uid, by=second.actor(), at=at)
    account = models.Account.objects.get(id=officer.account)
    assert account.check_password(renewed.one_time_password)
    assert account.must_change
    assert account.seed is None
    _refused("reset_done", people.confirm_reset, reset=made.uid, by=second.actor(), at=at)


def test_t37_nobody_resets_themselves() -> None:
    admin = someone("administrator", COUNTY)
    _refused(
        "reset_own", people.propose_reset,
        account=admin.account_uid, reason="x", by=admin.actor(), at=clock.now(),
    )  # fmt: skip
    other, at = someone("data_officer", COUNTY), clock.now()
    head = someone("administrator", COUNTY)
    made = people.propose_reset(account=other.account_uid, reason="手机遗失", by=head.actor(), at=at)
    _refused("reset_own", people.confirm_reset, reset=made.uid, by=other.actor(), at=at)


def test_t88_demonstration_accounts_exist_in_demonstrations_only(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {
        "name": "陈立军", "number": factories.number(), "username": "chenlijun", "password": "demo password 1",
        "seed": factories.SEED, "by": system("demonstration", ranges=(COUNTY,)), "at": clock.now(),
    }  # fmt: skip
    monkeypatch.setattr(settings, "FENGQIAO_DEMONSTRATION", False)
    _refused("demonstration_only", users.create_demonstration_account, **given)
    monkeypatch.setattr(settings, "FENGQIAO_DEMONSTRATION", True)
    assert users.create_demonstration_account(**given).is_demonstration


def test_holders_and_officers_of_an_office() -> None:
    head, staff = someone("office_head", OFFICE, name="陈立军"), someone("office_staff", OFFICE, name="阿凡")
    lead = someone("county_lead", COUNTY)
    someone("administrator", COUNTY)
    someone("county_lead", OTHER_COUNTY)
    held = users.holders(OFFICE, on=clock.today())
    assert held["office_head"] == {head.person}
    assert held["county_lead"] == {lead.person}
    assert [o.person for o in users.officers(OFFICE, on=clock.today())] == [staff.person, head.person]
    below = users.officers(COUNTY, on=clock.today(), below=True)
    assert {o.person for o in below} == {head.person, staff.person, lead.person}
    assert users.names([head.person]) == {head.person: "陈立军"}


def test_an_operator_acts_in_the_one_fitting_post() -> None:
    lead = someone("county_lead", COUNTY)
    account = models.Account.objects.get(id=lead.account)
    at = clock.now()
    assert users.actor_of(username=lead.username, at=at).post == lead.post
    second = factories.post(account, "bureau_head", COUNTY)
    with pytest.raises(users.Unknown):
        users.actor_of(username=lead.username, at=at)
    assert users.actor_of(username=lead.username, at=at, role="bureau_head").post == second.id
    with pytest.raises(users.Unknown):
        users.actor_of(username="nobody", at=at)
