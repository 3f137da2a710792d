"""The macros: what is hard about names, emptiness, escaping and words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from django import forms
from django.template import engines
from jinja2 import UndefinedError

from fengqiao.shell import dates, gallery
from fengqiao.shell import face as shell
from fengqiao.shell.rules import SHANGHAI

Draw = Callable[..., str]
TEMPLATES = Path(gallery.__file__).parent / "templates"
HOSTILE = "<b hx-post=/x hx-trigger=load>\"'张三</b>"
NOW = datetime(2026, 11, 23, 9, 12, tzinfo=SHANGHAI)
BASIS = (shell.Basis(HOSTILE, "/law/27/", HOSTILE),)


def due(**after: int) -> shell.Due:
    return shell.Due(due_at=NOW + timedelta(**after), now=NOW, basis=BASIS)


ENTRY = shell.Entry(NOW, HOSTILE, "", (shell.Tag(HOSTILE),), HOSTILE, HOSTILE, HOSTILE, "/", BASIS)
TERM = shell.Term(date(2026, 1, 1), date(2027, 1, 1), NOW.date(), HOSTILE, (shell.Marker(date(2026, 5, 1), HOSTILE),))
KINDS = ("text", "textarea", "select", "radio", "checkbox", "checks", "number", "static", "hidden", "search")
CHOICES = ((HOSTILE, HOSTILE),)
FIELDS = [shell.Field("a", HOSTILE, kind, HOSTILE, HOSTILE, HOSTILE, HOSTILE, choices=CHOICES) for kind in KINDS]

EVERY_TEXT = {
    "phead": ("ui.phead(h, h, crumbs, tag)", {"crumbs": (shell.Crumb(HOSTILE, "/"), shell.Crumb(HOSTILE))}),
    "strip": ("ui.strip(x)", {"x": [shell.Figure(HOSTILE, HOSTILE, "/", HOSTILE, unit=HOSTILE)]}),
    "due": ("ui.due(x)", {"x": replace(due(days=3), label=HOSTILE, reasoning=(HOSTILE,))}),
    "laws": ("ui.laws(x)", {"x": BASIS}),
    "clock": ("ui.clock(x, 0.5, h, h)", {"x": due(hours=1)}),
    "tags": ("ui.tags([tag])", {}),
    "pt": ("ui.pt(h, 'danger')", {}),
    "who": ("ui.who(x)", {"x": shell.Person(HOSTILE, "/", HOSTILE)}),
    "masked": ("ui.masked(h, h, '/x')", {}),
    "grp": ("ui.grp(h, 3)", {}),
    "select_cell": ("ui.select_cell('a', h, h)", {}),
    "chips": ("ui.chips(x, '/', h)", {"x": [shell.Chip(HOSTILE, "/")]}),
    "views": ("ui.views(x, h)", {"x": [shell.View(HOSTILE, "/", 3)]}),
    "ribbon": ("ui.ribbon(x)", {"x": [shell.Fact(HOSTILE, HOSTILE, "danger", HOSTILE)]}),
    "dl": ("ui.dl(x)", {"x": [shell.Fact(HOSTILE, HOSTILE, note=HOSTILE)]}),
    "term": (
        "ui.term(x, h)",
        {"x": TERM},
    ),
    "timeline": ("ui.timeline(x, today)", {"x": [ENTRY]}),
    "steps": ("ui.steps(x)", {"x": [shell.Step(HOSTILE, "now", HOSTILE, BASIS)]}),
    "checks": ("ui.checks(x)", {"x": [shell.Check(HOSTILE, "warn", HOSTILE, HOSTILE, BASIS)]}),
    "ladder": ("ui.ladder(x, h)", {"x": [shell.Band(HOSTILE, HOSTILE, True, HOSTILE, HOSTILE, HOSTILE, BASIS)]}),
    "choices": ("ui.choices(x, error=h)", {"x": [shell.Choice(HOSTILE, HOSTILE, HOSTILE, HOSTILE, basis=BASIS)]}),
    "empty": ("ui.empty(h, h)", {}),
    "failed": ("ui.failed(h, h, h)", {}),
    "refused": ("ui.refused(h, h)", {}),
    "note": ("ui.note(h, '', h)", {}),
     "fields": ("ui.form('/', '', x, problem=h)", {"x": FIELDS}),
}  # fmt: skip


@pytest.mark.parametrize("name", EVERY_TEXT)
def test_t42_text_is_never_markup_in_any_component(name: str, draw: Draw) -> None:
    call, values = EVERY_TEXT[name]
    source = "{% call " + call + " %}{% endcall %}" if name == "fields" else "{{ " + call + " }}"
    html = draw(source, **{"h": HOSTILE, "tag": shell.Tag(HOSTILE), "today": NOW.date(), **values})
    assert "<b hx-post" not in html
    assert "&lt;b hx-post" in html
    assert not re.search(r'="[^"]*<b ', html)


def test_a_long_name_is_shown_whole(draw: Draw) -> None:
    name = "买" * 500
    assert name in draw("{{ ui.who(p) }}", p=shell.Person(name, "/"))


@pytest.mark.usefixtures("english")
def test_a_protected_identity_says_so_and_shows_no_number(draw: Draw) -> None:
    html = draw("{{ ui.who(p) }}", p=shell.Person("金*", "", "诸枫矫〔2026〕001", restricted=True))
    assert "Identity protected" in html
    assert "001" not in html


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("after", "state", "head", "tail"),
    [
        ({"days": -2}, "over", "2 days overdue", "21 Nov 09:12"),
        ({"hours": -2}, "over", "Overdue by 2 hours", "23 Nov 07:12"),
        ({"hours": 2, "minutes": 48}, "today", "Today 12:00", "2 h 48 min left"),
        ({"minutes": 20}, "today", "Today 09:32", "20 min left"),
        ({"days": 1}, "soon", "Tomorrow 09:12", "1 day left"),
        ({"days": 17}, "", "10 Dec 09:12", "17 days left"),
    ],
)
def test_a_deadline_is_said_in_words_with_its_state(
    after: dict[str, int], state: str, head: str, tail: str, draw: Draw
) -> None:
    html = draw("{{ ui.due(x) }}", x=due(**after))
    assert f'class="due{" " + state if state else ""}"' in html
    assert f"<b>{head}</b><small>{tail}</small>" in html


@pytest.mark.usefixtures("english")
def test_a_deadline_to_the_end_of_the_day_shows_no_clock_time_but_on_that_day(draw: Draw) -> None:
    midnight = datetime(2026, 11, 24, tzinfo=SHANGHAI)
    assert "Today 24:00" in draw("{{ ui.due(x) }}", x=shell.Due(due_at=midnight, now=NOW, basis=BASIS))
    later = shell.Due(due_at=midnight + timedelta(days=3), now=NOW, basis=BASIS)
    assert "<b>26 Nov</b><small>3 days left</small>" in draw("{{ ui.due(x) }}", x=later)


def test_row_and_cell_of_a_deadline_have_the_same_state(draw: Draw) -> None:
    assert draw("{{ ui.due_row(x) }}", x=due(days=-1)) == "over"
    assert draw("{{ ui.due_row(x) }}", x=due(days=30)) == ""
    assert draw("{{ ui.due_row(none) }}") == ""


@pytest.mark.usefixtures("english")
def test_an_unchecked_condition_never_looks_passed(draw: Draw) -> None:
    html = draw("{{ ui.checks(x) }}{{ ui.check_counts(x) }}", x=[shell.Check("Exit", "later")])
    assert "Not checked here" in html
    assert "passed" not in html.lower()
    assert "c-ok" not in html


def test_what_cannot_be_chosen_is_disabled_and_says_why(draw: Draw) -> None:
    html = draw("{{ ui.choices(x) }}", x=[shell.Choice("a", "准", refused="超过权限")])
    assert " disabled" in html
    assert "超过权限" in html


def test_errors_are_tied_to_their_controls_and_listed_on_top(draw: Draw) -> None:
    field = shell.Field("place", "目的地", error="请填写", hint="写到县", required=True)
    html = draw("{% call ui.form('/x/', token, f) %}{% endcall %}", f=[field], token="")
    assert 'aria-describedby="f-place-error f-place-hint"' in html
    assert 'aria-invalid="true"' in html
    assert '<a href="#f-place">' in html
    assert 'id="f-place-error"' in html
    assert 'role="alert"' in html


def test_a_password_is_never_written_back(draw: Draw) -> None:
    assert "geheim" not in draw("{{ ui.field(f) }}", f=shell.Field("p", "密码", "password", "geheim"))


@pytest.mark.usefixtures("english")
def test_an_empty_filtered_list_offers_to_clear_the_conditions(draw: Draw) -> None:
    assert 'href="/all/"' in draw("{{ ui.empty_row(3, 'Nobody', clear_href='/all/') }}")
    assert "Clear conditions" not in draw("{{ ui.empty_row(3, 'Nobody') }}")


def test_sorting_is_said_to_screen_readers(draw: Draw) -> None:
    columns = [shell.Column("姓名", "?o=name", "ascending"), shell.Column("类别")]
    html = draw("{% call ui.table(c, '名册') %}{% endcall %}", c=columns)
    assert '<th scope="col" aria-sort="ascending">' in html
    assert '<caption class="visually-hidden">名册</caption>' in html
    assert html.count("aria-sort") == 1


def test_no_page_can_name_a_component_that_does_not_exist(draw: Draw) -> None:
    with pytest.raises(UndefinedError):
        draw("{{ ui.nothing_like_this() }}")


def test_the_gallery_shows_every_component() -> None:
    shown = "".join(path.read_text() for path in sorted(TEMPLATES.rglob("*.html")))
    names = engines["jinja2"].env.globals["ui"].names()
    called = set(re.findall(r"\bui\.([a-z_]+)\(", shown))
    inner = {"common", "control", "described", "input_type", "input_mode", "input_value", "required_mark", "head_cell",
             "trail", "due_head", "due_tail", "span", "check_word", "law", "article", "field",
             "error_summary"}  # fmt: skip
    assert not names - called - inner


class LeaveForm(forms.Form):
    """A form with the widgets that rooms use."""

    reason = forms.ChoiceField(label="事由", choices=[("a", "就医"), ("b", "诉讼")])
    days = forms.IntegerField(label="天数", min_value=1)
    leaves = forms.DateField(label="离开日期", widget=forms.DateInput)
    told = forms.BooleanField(label="已告知")
    text = forms.CharField(label="说明", required=False, widget=forms.Textarea)


def test_a_django_form_becomes_field_records() -> None:
    form = LeaveForm({"reason": "b", "days": "0", "leaves": "2026-11-25"})
    made = {field.name: field for field in shell.fields(form, days={"unit": "天"})}
    assert [field.kind for field in made.values()] == ["select", "number", "date", "checkbox", "textarea"]
    assert made["days"].unit == "天"
    assert made["days"].error
    assert made["told"].error
    assert not made["reason"].error
    assert made["reason"].values == {"b"}
    assert not made["text"].required


@pytest.mark.parametrize(
    ("due_at", "told"),
    [
        (datetime(2026, 12, 3, tzinfo=SHANGHAI), "12-02"),
        (datetime(2026, 12, 3, 9, 30, tzinfo=SHANGHAI), "12-03 09:30"),
        (datetime(2027, 1, 1, tzinfo=SHANGHAI), "12-31"),
        (None, "—"),
    ],
)
def test_a_time_limit_in_a_dense_line_is_its_last_day_as_the_law_counts(due_at: datetime | None, told: str) -> None:
    """24:00 of a day is not 00:00 of the next."""
    assert dates.dense_due(due_at, NOW.date()) == told
