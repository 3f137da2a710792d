"""Front-end files are put in place once, from the lock file, with npm of the machine or of a package."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fengqiao.site import assets

Calls = list[list[str]]


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Calls]:
    """A checkout in a temporary folder, with an npm that unpacks two small files for each package."""
    root, static = tmp_path / "checkout", tmp_path / "static"
    (static / "shell").mkdir(parents=True)
    root.mkdir()
    shutil.copy(assets.repository_root() / "package-lock.json", root)
    names = tmp_path / "icons.txt"
    names.write_text("bell\n")
    calls: Calls = []

    def npm(arguments: list[str], *, root: Path) -> None:
        calls.append(arguments)
        for file in assets.vendor.FILES:
            target = root / "node_modules" / file.package / file.source
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(f"body of {file.name}\n/*# sourceMappingURL={file.name}.map */\n")
        for font in assets.fonts.FONTS:
            target = root / "node_modules" / font.package / font.source
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(b"\x00\x01\x00\x00 " + font.name.encode())
        drawing = root / "node_modules/@tabler/icons/icons/outline/bell.svg"
        drawing.parent.mkdir(parents=True, exist_ok=True)
        drawing.write_text('<svg viewBox="0 0 24 24"><path stroke="none" d="M0 0"/><path d="M1 1"/></svg>')

    monkeypatch.setattr(assets, "STATIC", static)
    monkeypatch.setattr(assets, "STAMP", static / "vendor" / ".stamp")
    monkeypatch.setattr(assets, "SPRITE", static / "shell" / "icons.svg")
    monkeypatch.setattr(assets, "ICON_NAMES", names)
    monkeypatch.setattr(assets, "FONTS", tmp_path / "fonts")
    monkeypatch.setattr(assets, "_run_npm", npm)
    return root, calls


def test_files_are_copied_without_their_source_maps(workshop: tuple[Path, Calls]) -> None:
    root, calls = workshop
    assert assets.install(root=root)
    assert calls == [["ci", "--ignore-scripts", "--no-audit", "--no-fund"]]
    for file in assets.vendor.FILES:
        assert (assets.STATIC / file.path).read_text().strip() == f"body of {file.name}"
    for font in assets.fonts.FONTS:
        assert (assets.FONTS / font.name).read_bytes().endswith(font.name.encode())
    assert '<symbol id="bell"' in assets.SPRITE.read_text()
    assert "M0 0" not in assets.SPRITE.read_text()


def test_nothing_is_fetched_when_nothing_changed(workshop: tuple[Path, Calls]) -> None:
    root, calls = workshop
    assert assets.install(root=root)
    assert not assets.install(root=root)
    assert len(calls) == 1


def _lose_a_file(root: Path) -> None:
    (assets.STATIC / assets.vendor.FILES[0].path).unlink()


def _lose_a_font(root: Path) -> None:
    (assets.FONTS / assets.fonts.FONTS[0].name).unlink()


def _change_the_lock(root: Path) -> None:
    (root / "package-lock.json").write_text("{}")


def _change_the_icons(root: Path) -> None:
    assets.ICON_NAMES.write_text("bell bell\n")


@pytest.mark.parametrize("change", [_lose_a_file, _lose_a_font, _change_the_lock, _change_the_icons])
def test_what_is_lost_or_changed_is_put_in_place_again(
    change: Callable[[Path], None], workshop: tuple[Path, Calls]
) -> None:
    root, calls = workshop
    assets.install(root=root)
    change(root)
    assert assets.install(root=root)
    assert len(calls) == 2


def test_an_interrupted_run_is_not_taken_for_a_finished_one(
    workshop: tuple[Path, Calls], monkeypatch: pytest.MonkeyPatch
) -> None:
    root, _calls = workshop

    def stopped(target: Path, text: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(assets, "_write_if_changed", stopped)
    with pytest.raises(KeyboardInterrupt):
        assets.install(root=root)
    assert not assets.STAMP.is_file()


def test_a_machine_without_npm_uses_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    node, script = assets._npm_command()
    assert Path(node).is_file()
    assert script.endswith("npm-cli.js")


def test_neither_npm_nor_package_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets.shutil, "which", lambda name: None)
    monkeypatch.setattr(assets, "_bundled_node", lambda: None)
    with pytest.raises(assets.AssetsError, match="make setup"):
        assets._npm_command()
