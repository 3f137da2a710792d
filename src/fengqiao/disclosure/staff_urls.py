"""The addresses of this room's staff pages, below /powers/."""

from __future__ import annotations

from django.urls import path

from fengqiao.disclosure import staff_views

app_name = "powers"

urlpatterns = [
    path("", staff_views.draft_list, name="list"),
    path("publish/", staff_views.publish, name="publish"),
    path("draft.xlsx", staff_views.file, {"kind": "xlsx"}, name="xlsx"),
    path("draft.pdf", staff_views.file, {"kind": "pdf"}, name="pdf"),
    path("<slug:key>/", staff_views.draft, name="power"),
]
