"""Rules about templates, style sheets and front-end files, for every room."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import nodes

from fengqiao.desk.reads import messages
from fengqiao.documents import vendor as fonts
from fengqiao.notices import wording
from fengqiao.shell import vendor
from fengqiao.site import assets

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "fengqiao"
TEMPLATES = sorted(PACKAGE.rglob("templates/**/*.html"))
STYLES = sorted((PACKAGE / "shell" / "static" / "shell").glob("*.css"))
SCRIPTS = sorted((PACKAGE / "shell" / "static" / "shell").glob("*.js"))

TRANSLATING = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
MARKUP_BY_HAND = {"desk/drawn.py", "shell/drawn.py", "shell/folding.py", "shell/icons.py"}
"""The listed places where markup is made in Python; every value in them goes through escape or Markup.format."""


def _id(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def _parsed(path: Path) -> nodes.Template:
    tree = engines["jinja2"].env.parse(path.read_text(encoding="utf-8"))
    assert isinstance(tree, nodes.Template)
    return tree


@pytest.mark.parametrize("path", TEMPLATES, ids=_id)
def test_no_template_has_inline_script_style_or_handlers(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=|\shx-on|javascript:|\bjs:", text)
    for tag in re.findall(r"<script[^>]*>", text):
        assert " src=" in tag or 'type="application/json"' in tag, tag
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text), "everything comes from our own origin"


@pytest.mark.parametrize("path", TEMPLATES, ids=_id)
def test_t42_no_template_turns_escaping_off(path: Path) -> None:
    tree = _parsed(path)
    assert not [f for f in tree.find_all(nodes.Filter) if f.name in {"safe", "urlize"}]
    assert "autoescape" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", TEMPLATES, ids=_id)
def test_t42_only_fixed_texts_are_translated(path: Path) -> None:
    """What gettext returns counts as markup: a name in it would be one too."""
    for call in _parsed(path).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in TRANSLATING:
            count = {"ngettext": 2, "pgettext": 2, "npgettext": 3}.get(call.node.name, 1)
            assert all(isinstance(argument, nodes.Const) for argument in call.args[:count]), f"line {call.lineno}"


@pytest.mark.parametrize("path", TEMPLATES, ids=_id)
def test_components_and_icons_that_a_template_names_exist(path: Path) -> None:
    components = engines["jinja2"].env.globals["ui"].names()
    drawn = set(assets.icon_names())
    for call in _parsed(path).find_all(nodes.Call):
        if (
            isinstance(call.node, nodes.Getattr)
            and isinstance(call.node.node, nodes.Name)
            and call.node.node.name == "ui"
        ):
            assert call.node.attr in components, f"line {call.lineno}: ui.{call.node.attr}"
        if isinstance(call.node, nodes.Name) and call.node.name == "icon" and isinstance(call.args[0], nodes.Const):
            assert call.args[0].value in drawn, f"line {call.lineno}: {call.args[0].value}"


@pytest.mark.parametrize("path", TEMPLATES, ids=_id)
def test_every_posted_form_carries_the_token(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for form in re.findall(r"<form\b[^>]*method=\"post\".*?</form>", text, flags=re.DOTALL | re.IGNORECASE):
        assert "csrf" in form, form[:120]


def test_t42_markup_is_made_by_hand_in_listed_places_only() -> None:
    pattern = re.compile(r"\b(Markup|mark_safe|SafeString|format_html)\(")
    files = (path for path in sorted(PACKAGE.rglob("*.py")) if "tests" not in path.parts)
    assert {_id(path) for path in files if pattern.search(path.read_text(encoding="utf-8"))} <= MARKUP_BY_HAND


ABOVE_THE_FLOOR = (
    r"color-mix\(", r"oklch\(", r"oklab\(", r"light-dark\(", r"subgrid", r"@layer", r"@property", r"@scope",
    r"@starting-style", r"text-wrap", r"\blh\b", r"anchor\(", r"animation-timeline", r"field-sizing",
    r"interpolate-size",
)  # fmt: skip


def _rules(text: str) -> Iterator[str]:
    """Bodies of plain rules, without media queries around them."""
    yield from re.findall(r"\{([^{}]*)\}", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))


@pytest.mark.parametrize("path", STYLES, ids=_id)
def test_styles_stay_within_chromium_109(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert [feature for feature in ABOVE_THE_FLOOR if re.search(feature, text)] == []
    # Nesting: inside a rule that is not an at-rule, no further brace opens.
    depth, at_rules = 0, []
    for head, brace in re.findall(r"([^{}]*)([{}])", text):
        if brace == "}":
            depth -= 1
            at_rules.pop()
            continue
        assert all(at_rules), f"nested rule: {head.strip()[:60]}"
        at_rules.append(head.strip().rsplit(";", 1)[-1].strip().startswith("@"))
        depth += 1
    assert depth == 0


@pytest.mark.parametrize("path", [p for p in STYLES if p.name != "tokens.css"], ids=_id)
def test_colours_come_from_the_tokens(path: Path) -> None:
    values = [
        body
        for body in _rules(path.read_text(encoding="utf-8"))
        if re.search(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", body)
    ]
    assert values == []


@pytest.mark.parametrize("path", STYLES, ids=_id)
def test_every_token_that_is_used_is_defined(path: Path) -> None:
    defined = set(re.findall(r"(--fq-[a-z0-9-]+)\s*:", (PACKAGE / "shell/static/shell/tokens.css").read_text()))
    assert set(re.findall(r"var\((--fq-[a-z0-9-]+)", path.read_text(encoding="utf-8"))) <= defined


def test_a_staff_page_stays_within_its_weight() -> None:
    """Unit: bytes, uncompressed; the design guide's budget is about 70 KB gzip in total."""
    import gzip

    ours = [*STYLES, *SCRIPTS, PACKAGE / "shell/static/shell/icons.svg"]
    files = [*ours, *(path for f in vendor.FILES if (path := PACKAGE / "shell/static" / f.path).is_file())]
    assert sum(len(gzip.compress(path.read_bytes())) for path in files) < 85_000


@pytest.mark.parametrize("path", SCRIPTS, ids=_id)
def test_our_script_evaluates_and_injects_nothing(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write|localStorage", text)


def test_vendored_versions_are_those_of_the_lock_file() -> None:
    wanted = json.loads((ROOT / "package.json").read_text())["dependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    named = (*vendor.FILES, *fonts.FONTS)
    assert {file.package: file.version for file in named} == wanted
    for file in named:
        assert locked[f"node_modules/{file.package}"]["version"] == file.version
    assert not [name for name, entry in locked.items() if "resolved" in entry], "the lock file names no registry"
    assert not [name for name, entry in locked.items() if name and not entry.get("integrity", "").startswith("sha512-")]


def test_the_sprite_holds_exactly_the_listed_icons() -> None:
    drawn = re.findall(r'<symbol id="([a-z0-9-]+)"', assets.SPRITE.read_text(encoding="utf-8"))
    assert drawn == assets.icon_names()


def test_an_unknown_icon_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(assets.AssetsError, match="no-such-icon"):
        assets.sprite(["no-such-icon"], tmp_path)


def test_every_kind_of_notice_has_its_icon() -> None:
    """A kind without one would be a fault on the page of whoever got such a notice, and on no other."""
    assert set(messages.ICONS) == wording.TO_STAFF
