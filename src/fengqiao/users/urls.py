"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from fengqiao.users.views import own_account, signing_in

app_name = "users"

urlpatterns = [
    path("sign-in/", signing_in.enter, name="sign_in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-in/enrol/", signing_in.enrol, name="enrol"),
    path("sign-out/", signing_in.leave, name="sign_out"),
    path("post/", signing_in.post, name="post"),
    path("factor/", signing_in.factor, name="factor"),
    path("password/", own_account.password, name="password"),
]
