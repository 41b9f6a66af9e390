"""What is prepared before a verb runs, as far as it needs neither engine nor network."""

from __future__ import annotations

from pathlib import Path

from native_parts import PARTS
from workbench.building import list_extensions

ROOT = Path(__file__).resolve().parents[2]


def test_the_engine_is_told_of_extensions_before_its_first_run(tmp_path: Path) -> None:
    """Also through the link that the demo project has; other addons are left out."""
    (tmp_path / "addons/one").mkdir(parents=True)
    (tmp_path / "addons/one/one.gdextension").touch()
    (tmp_path / "addons/plain").mkdir()
    project = tmp_path / "project"
    project.mkdir()
    (project / "addons").symlink_to("../addons")
    list_extensions(project)
    listing = project / ".godot/extension_list.cfg"
    assert listing.read_text(encoding="utf-8") == "res://addons/one/one.gdextension\n"


def test_the_engines_own_list_is_left_alone(tmp_path: Path) -> None:
    """Once it is there, the engine keeps it."""
    (tmp_path / "addons/one").mkdir(parents=True)
    (tmp_path / "addons/one/one.gdextension").touch()
    listing = tmp_path / ".godot/extension_list.cfg"
    listing.parent.mkdir()
    listing.write_text("the engine's\n", encoding="utf-8")
    list_extensions(tmp_path)
    assert listing.read_text(encoding="utf-8") == "the engine's\n"


def test_a_project_without_extensions_gets_no_list(tmp_path: Path) -> None:
    """An empty list would stand in the way of the engine's own search."""
    list_extensions(tmp_path)
    assert not (tmp_path / ".godot").exists()


def test_every_compiled_part_has_its_script_and_sources() -> None:
    """What native_parts.py names is there; what is built is no source of itself."""
    for part in PARTS:
        sources = list(part.sources(ROOT))
        assert part.script in sources
        assert not set(part.products) & set(sources)
