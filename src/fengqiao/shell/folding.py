"""Words, icons and files that a page names by a constant are looked up when the page is compiled, not when it is drawn.

A page of the office says sixty such words. What is compiled is therefore in one language, and each language has an
environment of its own (`environment.Templates`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import translation
from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup


class Folding(Environment):
    """An environment whose pages speak one language. `constants`: functions of a name that answer the same for good."""

    language = "zh-hans"
    other: Folding
    """That of the other language."""
    constants: dict[str, Callable[[str], Any]] = {}

    def _generate(self, source: nodes.Template, *args: Any, **options: Any) -> str:
        with translation.override(self.language):
            folded = _Fold(self.constants).visit(source)
        return super()._generate(folded, *args, **options)


class _Fold(NodeTransformer):
    def __init__(self, constants: dict[str, Callable[[str], Any]]) -> None:
        self._constants = {"_": _word, **constants}

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the visitor asks by the class's name
        """A call by one constant text becomes what it answers."""
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return node
        function = self._constants.get(node.node.name)
        if function is None or len(node.args) != 1 or not isinstance(node.args[0], nodes.Const):
            return node
        answer = function(node.args[0].value)
        made = nodes.TemplateData(str(answer)) if isinstance(answer, Markup) else nodes.Const(answer)
        return made.set_lineno(node.lineno)


def _word(message: str) -> Markup:
    """As the i18n extension answers: the catalogue's text, with its doubled per cent signs taken apart."""
    return Markup(translation.gettext(message)) % {}
