"""Measures what the addon adds to the start of an exported game. Bench, no room of the product."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from measuring.bench_project import MARK, Bench
from measuring.errors import MeasurementFailed
from measuring.figures import Figure, Samples, Yardstick, differences
from measuring.programs import run, time_to_line

__all__ = ["exported_start"]

_EXTENSION = "res://addons/steamworks/steamworks.gdextension"
_SECONDS = 300.0


def exported_start(bench: Bench) -> list[Figure]:
    """From the start of a release build to its first frame, less the same without the addon."""
    if "release" not in bench.templates:
        raise MeasurementFailed("this Godot has no export templates beside it")
    run([*bench.dev, "addon", "--keep-links"], bench.environment, bench.root, _SECONDS)
    addon, plain = _export(bench, "exported-with", True), _export(bench, "exported-without", False)
    runs: dict[str, tuple[Path, tuple[str, ...]]] = {
        "loaded": (addon, ()),
        "scripted": (addon, ("script",)),
        "without": (plain, ()),
    }
    passed: dict[str, list[float]] = {kind: [] for kind in runs}
    worked: dict[str, list[float]] = {kind: [] for kind in runs}
    for repetition in range(bench.times(20) + 1):
        for kind, (program, words) in runs.items():
            command = [str(program), "--headless", "--", "started.gd", *words]
            environment = _environment(bench, program.parent / "player")
            seconds, line = time_to_line(command, environment, program.parent, MARK, 60.0)
            if repetition > 0:  # the first one fills the system's caches
                passed[kind].append(1000 * seconds)
                worked[kind].append(json.loads(line.removeprefix(MARK)))
    beside = (Yardstick("the game without it", Samples.of(passed["without"])),)
    return [
        Figure(
            "start-exported",
            "the addon's share of an exported game's start",
            "ms",
            differences(passed["loaded"], passed["without"]),
            200.0,
            beside,
            "a release build, from the process's start to the first frame, headless",
        ),
        Figure(
            "start-exported-worked",
            "of that, time on a processor",
            "ms",
            differences(worked["loaded"], worked["without"]),
            None,
            (Yardstick("the game without it", Samples.of(worked["without"])),),
            "of the main thread alone: what other programs take away is not in it",
        ),
        Figure(
            "start-exported-script",
            "with a node that has a Python script",
            "ms",
            differences(passed["scripted"], passed["without"]),
            200.0,
            beside,
        ),
    ]


def _environment(bench: Bench, home: Path) -> dict[str, str]:
    home.mkdir(exist_ok=True)
    folders = {f"XDG_{name}_HOME": str(home) for name in ("DATA", "CONFIG", "CACHE")}
    return {**bench.environment, "HOME": str(home), **folders}


def _export(bench: Bench, name: str, with_addon: bool) -> Path:
    """The bench's game as a release build; gives its program."""
    project, out = bench.scratch / name, bench.scratch / f"{name}-game"
    shutil.copytree(bench.files / "game", project)
    out.mkdir()
    settings = project / "project.godot"
    text = settings.read_text(encoding="utf-8")
    flush = "[application]\n\nrun/flush_stdout_on_print=true"
    settings.write_text(text.replace("[application]", flush), encoding="utf-8")
    if with_addon:
        bundle = bench.root / "build" / "addon" / "steamworks"
        shutil.copytree(bundle, project / "addons" / "steamworks")
        (project / ".godot").mkdir()
        listing = project / ".godot" / "extension_list.cfg"
        listing.write_text(f"{_EXTENSION}\n", encoding="utf-8")
    (project / "export_presets.cfg").write_text(
        '[preset.0]\nname="Game"\nplatform="Linux"\nexport_filter="all_resources"\n'
        'include_filter=""\nexclude_filter=""\n[preset.0.options]\n'
        f'custom_template/release="{bench.templates["release"]}"\n'
        'binary_format/architecture="x86_64"\nsteamworks/include_steam_library=false\n',
        encoding="utf-8",
    )
    program = out / "game.x86_64"
    command = [bench.engine, "--headless", "--path", project, "--export-release", "Game", program]
    environment = _environment(bench, bench.scratch / f"{name}-home")
    run([str(word) for word in command], environment, project, _SECONDS)
    return program
