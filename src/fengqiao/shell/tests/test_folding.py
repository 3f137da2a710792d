"""Pages are compiled with their words: in the language of each, and never with a value."""

from __future__ import annotations

from collections.abc import Callable

from django.template import engines
from django.utils import translation

Draw = Callable[..., str]


def _compiled(source: str) -> str:
    return str(engines["jinja2"].env.compile(source, raw=True))  # type: ignore[attr-defined]


def test_a_word_stands_in_the_compiled_page_in_the_language_of_the_page(draw: Draw) -> None:
    source = '<p>{{ _("Persons") }}</p>'
    for language, word in (("zh-hans", "对象"), ("en", "Persons"), ("zh-hans", "对象")):
        with translation.override(language):
            assert word in draw(source)
            assert word in _compiled(source)
            assert "gettext" not in _compiled(source)


def test_a_doubled_per_cent_sign_is_one_and_a_word_with_a_value_waits_for_it(draw: Draw) -> None:
    with translation.override("en"):
        assert draw('{{ _("100%% of them") }}') == "100% of them"
        assert draw('{{ _("%(what)s there", what=x) }}', x="<b>") == "&lt;b&gt; there"
        assert draw('{{ ui.pt(_("Persons & more")) }}').count("&amp;") == 0
        assert draw("{{ _(x) }}", x="Persons") == "Persons"


def test_icons_and_files_are_looked_up_once(draw: Draw) -> None:
    for source in ('{{ icon("bell") }}', "{{ static('shell/mark.svg') }}", "{{ vendor('htmx.min.js') }}"):
        compiled = _compiled(source)
        assert "shell/icons" in compiled or "mark" in compiled or "htmx" in compiled
        assert draw(source).replace("&amp;", "&") in compiled.replace("\\n", "\n").replace("\\'", "'")
    assert draw("{{ icon(x) }}", x="bell") == draw('{{ icon("bell") }}')
