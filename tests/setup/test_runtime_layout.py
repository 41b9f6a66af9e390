"""The Python that the addon carries, as links."""

from __future__ import annotations

from pathlib import Path

import pytest

from runtime_layout import is_laid_out, lay_out, plan_links


@pytest.fixture
def links(tmp_path: Path) -> dict[str, str]:
    """A plan for a clone with everything in it."""
    packages = tmp_path / ".venv/lib/python3.11/site-packages"
    for name in (
        *("godot", "steamworks", "offline_steam", "godot_steamworks"),
        "godot_testing",
    ):
        (tmp_path / "python_src" / name).mkdir(parents=True)
    (packages / "cffi").mkdir(parents=True)
    (packages / "tomlkit").mkdir()
    (packages / "_cffi_backend.cpython-311-x86_64-linux-gnu.so").touch()
    (tmp_path / "game/python/player").mkdir(parents=True)
    (tmp_path / "game/python/player.startup").touch()
    (tmp_path / "game/python/unasked").mkdir()
    (tmp_path / "usr/python3.11").mkdir(parents=True)
    (tmp_path / "usr/libpython3.11.so.1.0").touch()
    return plan_links(
        tmp_path / "addons/steamworks",
        tmp_path / "python_src",
        packages,
        tmp_path / "usr/libpython3.11.so.1.0",
        tmp_path / "usr/python3.11",
        tmp_path / "game/python",
    )


def test_every_link_leads_to_something(links: dict[str, str], tmp_path: Path) -> None:
    """The library, the standard library, the product's four packages, cffi and tomlkit."""
    folder = tmp_path / "addons/steamworks/python"
    lay_out(folder, links)
    assert all((folder / name).exists() for name in links)
    assert (folder / "packages/steamworks").resolve() == tmp_path / "python_src/steamworks"
    assert (folder / "testing/godot_testing").resolve() == tmp_path / "python_src/godot_testing"
    assert (folder / "lib/python3.11").is_dir()
    assert (folder / ".gdignore").is_file()
    assert is_laid_out(folder, links)


def test_the_projects_packages_come_with_their_markers(
    links: dict[str, str], tmp_path: Path
) -> None:
    """A package of the project comes with the file that has the engine load it, or not at all."""
    folder = tmp_path / "addons/steamworks/python"
    lay_out(folder, links)
    assert (folder / "packages/player").resolve() == tmp_path / "game/python/player"
    assert (folder / "packages/player.startup").is_file()
    assert not (folder / "packages/unasked").exists()


def test_a_marker_without_its_package_is_an_error(links: dict[str, str], tmp_path: Path) -> None:
    """The error names what is missing, and what asks for it."""
    (tmp_path / "game/python/absent.startup").touch()
    with pytest.raises(FileNotFoundError, match=r"absent is missing; absent\.startup"):
        plan_links(
            tmp_path / "addons/steamworks",
            tmp_path / "python_src",
            tmp_path / ".venv/lib/python3.11/site-packages",
            tmp_path / "usr/libpython3.11.so.1.0",
            tmp_path / "usr/python3.11",
            tmp_path / "game/python",
        )


def test_the_clone_can_be_moved(links: dict[str, str], tmp_path: Path) -> None:
    """Links to what is in the clone are relative."""
    assert all(
        not target.startswith("/") for name, target in links.items() if name.startswith("packages/")
    )


@pytest.mark.parametrize("damage", ["missing", "stale", "wrong"])
def test_a_damaged_layout_is_seen_and_mended(
    damage: str, links: dict[str, str], tmp_path: Path
) -> None:
    """A link that is gone, one too many, one that leads elsewhere."""
    folder = tmp_path / "addons/steamworks/python"
    lay_out(folder, links)
    if damage == "missing":
        (folder / "packages/godot").unlink()
    elif damage == "stale":
        (folder / "lib/libpython3.10.so.1.0").symlink_to("/nowhere")
    else:
        (folder / "packages/godot").unlink()
        (folder / "packages/godot").symlink_to("../elsewhere")
    assert not is_laid_out(folder, links)
    lay_out(folder, links)
    assert is_laid_out(folder, links)


def test_what_links_lead_to_is_never_removed(links: dict[str, str], tmp_path: Path) -> None:
    """Laying out again removes links, not the sources behind them."""
    folder = tmp_path / "addons/steamworks/python"
    source = tmp_path / "python_src/godot/module.py"
    source.touch()
    lay_out(folder, links)
    (folder / "packages/steamworks").unlink()
    lay_out(folder, links)
    assert source.is_file()


def test_without_cffi_there_is_no_plan(tmp_path: Path) -> None:
    """The error says where it was looked for."""
    with pytest.raises(FileNotFoundError, match="cffi is not installed there"):
        plan_links(tmp_path, tmp_path, tmp_path / "packages", tmp_path / "lib.so", tmp_path / "lib")
