"""Addresses of the room."""

from __future__ import annotations

from django.urls import path

from fengqiao.oversight.views import openings as views
from fengqiao.oversight.views import reviews, sealings

app_name = "oversight"

urlpatterns = [
    path("reviews/", reviews.desk, name="reviews"),
    path("reviews/<uuid:uid>/answer/", reviews.answer, name="answer-finding"),
    path("sealings/", sealings.listed, name="sealings"),
    path("sealings/<uuid:uid>/", sealings.proposal, name="sealing"),
    path("sealings/<uuid:uid>/settle/", sealings.settle, name="settle-sealing"),
    path("sealed/", sealings.sealed, name="sealed"),
    path("sealed/certificates/<uuid:uid>/", sealings.certificate, name="certificate"),
    path("sealed/<uuid:uid>/", sealings.look, name="look"),
    path("sealed/<uuid:uid>/close/", sealings.close, name="close-look"),
    path("openings/", views.own, name="own"),
    path("openings/board/", views.board, name="board"),
    path("openings/<uuid:uid>/", views.opened, name="opened"),
    path("openings/<uuid:uid>/close/", views.close, name="close"),
    path("openings/<uuid:uid>/answer/", views.answer, name="answer"),
    path("openings/<uuid:uid>/review/", views.review, name="review"),
]
