"""The addresses of the officers' door. Personal data never stands in one."""

from __future__ import annotations

from django.urls import path

from fengqiao.desk.views import (
    caseload,
    corrections,
    file,
    handbook,
    inbox,
    injunctions,
    intake,
    matter,
    messages,
    moved,
    parameters,
    people,
    search,
    start,
)

app_name = "desk"

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("subjects/", caseload.caseload, name="caseload"),
    path("subjects/intake/", intake.intake, name="intake"),
    path("subjects/<uuid:uid>/", file.file, name="file"),
    path("subjects/<uuid:uid>/reveal/<str:field>/", file.reveal, name="reveal"),
    path("subjects/<uuid:uid>/contacts/add/", people.add_contact, name="add-contact"),
    path("subjects/<uuid:uid>/contacts/end/", people.end_contact, name="end-contact"),
    path("subjects/<uuid:uid>/officer/", people.officer, name="officer"),
    path("subjects/<uuid:uid>/named/add/", people.name_staff, name="name-staff"),
    path("subjects/<uuid:uid>/named/end/", people.unname_staff, name="unname-staff"),
    path("subjects/<uuid:uid>/correct/", people.correct, name="correct"),
    path("subjects/<uuid:uid>/sentence/correct/", corrections.correct_sentence, name="correct-sentence"),
    path("subjects/<uuid:uid>/sentence/settle/", corrections.settle_correction, name="settle-correction"),
    path("subjects/<uuid:uid>/injunctions/", injunctions.sort_injunctions, name="sort-injunctions"),
    path("subjects/<uuid:uid>/county-checks/", people.county_check, name="county-check"),
    path("subjects/<uuid:uid>/start/<slug:key>/", start.start, name="start"),
    path("subjects/<uuid:uid>/start/<slug:key>/check/", start.check, name="start-check"),
    path("subjects/<uuid:uid>/start/<slug:key>/draft/", start.draft, name="start-draft"),
    path("matters/<uuid:uid>/", matter.matter, name="matter"),
    path("matters/<uuid:uid>/papers/", matter.papers, name="papers"),
    path("matters/<uuid:uid>/<slug:step>/<slug:outcome>/", matter.act, name="act"),
    path("matters/<uuid:uid>/<slug:step>/<slug:outcome>/draft/", matter.draft, name="draft"),
    path("matters/<uuid:uid>/confirm/<uuid:late>/now/", matter.confirm, name="confirm"),
    path("corrections/", corrections.waiting, name="corrections"),
    path("county-checks/", corrections.county_checks, name="county-checks"),
    path("deadlines/moved/", moved.moved, name="moved"),
    path("messages/", messages.messages, name="messages"),
    path("messages/read/", messages.all_read, name="messages-read"),
    path("messages/<uuid:uid>/", messages.message, name="message"),
    path("messages/<uuid:uid>/open/", messages.open_message, name="message-open"),
    path("messages/<uuid:uid>/unread/", messages.unread_message, name="message-unread"),
    path("search/", search.search, name="search"),
    path("search/live/", search.live, name="search-live"),
    path("parameters/", parameters.parameters, name="parameters"),
    path("procedures/", handbook.procedures_list, name="procedures"),
    path("procedures/<slug:key>/", handbook.procedure, name="procedure"),
    path("articles/", handbook.articles, name="articles"),
    path("articles/<str:key>/", handbook.article, name="article"),
]
