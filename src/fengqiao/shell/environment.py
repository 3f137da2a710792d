"""The Jinja2 environment of every page: autoescape, strict undefined names, translations, filters, components.

A page writes `{{ ui.due(row.due) }}`: `ui` finds each macro in templates/components/ by its name, also in a block
that is rendered alone for htmx, where imports at the top of a template would not have run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.template.backends.jinja2 import Jinja2
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, StrictUndefined

from fengqiao.shell import dates, drawn, vendor
from fengqiao.shell.components import Entry
from fengqiao.shell.folding import Folding
from fengqiao.shell.frame import frame
from fengqiao.shell.icons import icon
from fengqiao.shell.links import address
from fengqiao.shell.rules import SHANGHAI

# Filters of every page, each by the name of its function.
FILTERS = (
    dates.text,
    dates.day,
    dates.dense_day,
    dates.weekday,
    dates.month,
    dates.hour,
    dates.moment,
    dates.dense_moment,
    dates.dense_due,
    dates.number,
    dates.percent,
    dates.or_missing,
    dates.for_input,
)
MACRO_LINE = re.compile(r"^\{%-? macro ([a-z]\w*)\(", re.MULTILINE)


class Templates(Jinja2):
    """Django's Jinja2 backend, looking into `templates/` of each room (`BACKEND` in the settings).

    `env` is the environment of the language in use: pages are compiled with their words.
    """

    app_dirname = "templates"
    _in_chinese: Folding
    _in_english: Folding

    @property
    def env(self) -> Environment:
        return self._in_chinese if dates.is_chinese() else self._in_english

    @env.setter  # type: ignore[override]
    def env(self, made: Folding) -> None:
        self._in_chinese, self._in_english = made, made.other

    def __init__(self, params: dict[str, Any]) -> None:
        options = {"environment": "fengqiao.shell.environment.environment", **params.get("OPTIONS", {})}
        options["context_processors"] = [
            *options.get("context_processors", []),
            "fengqiao.shell.environment.frame_context",
        ]
        super().__init__({**params, "OPTIONS": options})


class Components:
    """All components under one name: macros, whose file is found once, and those that are written in Python."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._files = {}
        for name in environment.list_templates(filter_func=lambda path: path.startswith("components/")):
            source, _, _ = environment.loader.get_source(environment, name)  # type: ignore[union-attr]
            self._files.update(dict.fromkeys(MACRO_LINE.findall(source), name))
        self.__dict__.update(drawn.COMPONENTS)

    def __getattr__(self, name: str) -> Any:
        try:
            file = self._files[name]
        except KeyError:
            raise AttributeError(f"no component named {name}") from None
        macro = getattr(self._environment.get_template(file).module, name)
        if not self._environment.auto_reload:
            self.__dict__[name] = macro
        return macro

    def names(self) -> frozenset[str]:
        """Names of all components, for the gallery and its test."""
        return frozenset(self._files) | drawn.COMPONENTS.keys()


def environment(**options: Any) -> Folding:
    """Make the environments of both languages; Django calls it once per process."""
    made = _environment("zh-hans", **options)
    made.other = _environment("en", **options)
    return made


def _environment(language: str, **options: Any) -> Folding:
    options.update(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do", *options.get("extensions", [])],
    )
    made = Folding(**options)
    made.language = language
    made.constants = {} if settings.DEBUG else {"icon": icon, "static": static, "vendor": vendored}
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=translation.gettext,
        ngettext=translation.ngettext,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
        newstyle=True,
    )
    made.filters.update({each.__name__: each for each in FILTERS}, groupby_day=by_day)
    made.globals.update(
        static=static,
        url=url,
        vendor=vendored,
        icon=icon,
        get_messages=get_messages,
        ui=Components(made),
    )
    return made


def by_day(entries: Iterable[Entry]) -> list[tuple[date, list[Entry]]]:
    """Entries of a timeline grouped by Shanghai day, in the order given."""
    days = groupby(entries, key=lambda entry: entry.at.astimezone(SHANGHAI).date())
    return [(on, list(group)) for on, group in days]


def frame_context(request: Any) -> dict[str, Any]:
    """Adds `frame`; nothing is computed until a page frame reads it, so fragments pay nothing."""
    return {"frame": frame(request)}


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """Address of a view. Personal data never goes into it."""
    return reverse(name, kwargs=kwargs) if kwargs else address(name, *args)


def vendored(name: str) -> str:
    """Address of a front-end file of another project, from our own origin."""
    return static(vendor.path(name))
