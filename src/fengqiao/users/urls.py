"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from fengqiao.users.views import own_account, passkeys, powers, provider, sessions, signing_in, staff

app_name = "users"

urlpatterns = [
    path("sign-in/", signing_in.enter, name="sign_in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-in/enrol/", signing_in.enrol, name="enrol"),
    path("sign-in/passkey/", passkeys.enter, name="enter_by_passkey"),
    path("sign-in/passkey/question/", passkeys.knock, name="ask_at_the_door"),
    path("sign-in/provider/", provider.start, name="provider"),
    path("sign-in/provider/back/", provider.back, name="provider_back"),
    path("sign-in/provider/left/", provider.left, name="provider_left"),
    path("sign-out/", signing_in.leave, name="sign_out"),
    path("post/", signing_in.post, name="post"),
    path("factor/", signing_in.factor, name="factor"),
    path("password/", own_account.password, name="password"),
    path("stay/", own_account.stay, name="stay"),
    path("passkeys/", passkeys.own, name="passkeys"),
    path("passkeys/new/", passkeys.begin, name="begin_passkey"),
    path("passkeys/add/", passkeys.add, name="add_passkey"),
    path("passkeys/question/", passkeys.ask, name="ask_passkey"),
    path("passkeys/<uuid:uid>/remove/", passkeys.remove, name="remove_passkey"),
    path("sessions/", sessions.own, name="sessions"),
    path("sessions/others/end/", sessions.end_others, name="end_other_sessions"),
    path("sessions/unusual/", sessions.unusual, name="unusual_sessions"),
    path("sessions/<uuid:uid>/end/", sessions.end_one, name="end_session"),
    path("staff/", staff.staff, name="staff"),
    path("staff/new/", staff.new_account, name="new_account"),
    path("staff/<uuid:uid>/", staff.account, name="account"),
    path("staff/<uuid:uid>/off/", staff.switch_off, name="switch_off"),
    path("staff/<uuid:uid>/sign-out/", sessions.end_colleagues, name="end_colleagues_sessions"),
    path("staff/<uuid:uid>/reset/", staff.propose_reset, name="propose_reset"),
    path("staff/<uuid:uid>/identity/", provider.bind, name="bind_identity"),
    path("staff/identities/<uuid:uid>/end/", provider.unbind, name="unbind_identity"),
    path("staff/posts/<uuid:uid>/end/", staff.end_post, name="end_post"),
    path("staff/resets/<uuid:uid>/confirm/", staff.confirm_reset, name="confirm_reset"),
    path("delegations/", powers.delegations, name="delegations"),
    path("delegations/<uuid:uid>/end/", powers.end_delegation, name="end_delegation"),
    path("covers/", powers.covers, name="covers"),
    path("covers/<uuid:uid>/end/", powers.end_cover, name="end_cover"),
]
