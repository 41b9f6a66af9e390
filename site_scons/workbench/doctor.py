"""What was found where, in which version, what is missing and how to get it.

Standard library only.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from native_parts import PARTS
from workbench import system
from workbench.apt_fetch import can_fetch
from workbench.engine import HOW_TO_INSTALL, find_engine
from workbench.environment import is_ready
from workbench.errors import SetupError
from workbench.places import Places
from workbench.screen import find_server, has_display
from workbench.steam_libraries import LIBRARIES
from workbench.system import Finding

_NEEDED_BYTES = 1_500_000_000
_WILL_DO = "dev.py sees to it when it is needed"


def _check_cache(places: Places) -> Finding:
    try:
        places.require_cache()
        free = shutil.disk_usage(places.cache).free
    except SetupError as error:
        return Finding("Cache", error.cause, error.remedy)
    text = f"{places.cache} ({free / 1e9:.1f} GB free)"
    if free < _NEEDED_BYTES and not (places.cache / "godot").is_dir():
        return Finding("Cache", text, "make room for 1.5 GB, or name another with --cache DIR")
    return Finding("Cache", text)


def _check_engine(places: Places, environment: Mapping[str, str]) -> list[Finding]:
    try:
        engine, passed_over = find_engine(places, environment)
    except SetupError as error:
        return [Finding("Godot", error.cause, error.remedy)]
    findings = [Finding("Godot passed over", reason, required=False) for reason in passed_over]
    if engine is None:
        mirrors = can_fetch()
        if not mirrors:
            return [*findings, Finding("Godot", "none found", HOW_TO_INSTALL)]
        text = f"none yet; {_WILL_DO}, from the machine's Debian mirror (about 200 MB)"
        return [*findings, Finding("Godot", text)]
    findings.append(Finding("Godot", f"{engine.version}, {engine.path} (from {engine.origin})"))
    templates = ", ".join(f"{kind}: {path}" for kind, path in engine.templates.items())
    findings.append(Finding("Export templates", templates or "none", required=False))
    try:
        server = find_server(engine).command[0]
        findings.append(Finding("Virtual screen", server, required=False))
    except SetupError as error:
        findings.append(Finding("Virtual screen", error.cause, error.remedy, required=False))
    return findings


def _check_steam(environment: Mapping[str, str], home: Path) -> list[Finding]:
    findings = []
    client = next(
        (
            folder
            for folder in (home / ".steam/sdk64", home / ".local/share/Steam/linux64")
            if (folder / "steamclient.so").exists()
        ),
        None,
    )
    text = str(client) if client else "not installed; the offline runtime stands in for it"
    findings.append(Finding("Steam", text, required=False))
    sdk = environment.get("STEAMWORKS_SDK")
    if sdk and not (Path(sdk) / "public/steam/steam_api.json").is_file():
        findings.append(
            Finding(
                "Steamworks SDK",
                f"STEAMWORKS_SDK names {sdk}, which has no public/steam/steam_api.json",
                "set STEAMWORKS_SDK to the folder that the SDK was unpacked into, or unset it",
                required=False,
            )
        )
    else:
        findings.append(
            Finding("Steamworks SDK", sdk or "STEAMWORKS_SDK is not set", required=False)
        )
    return findings


def examine(
    places: Places, environment: Mapping[str, str] = os.environ, home: Path | None = None
) -> list[Finding]:
    """Checks everything and changes nothing but making the cache folder."""
    python = system.this_python()
    findings = [system.check_platform(), *system.check_python(python)]
    findings.append(system.check_compiler(python, environment))
    findings.append(_check_cache(places))
    ready = is_ready(places, python)
    findings.append(Finding(".venv", str(places.venv) if ready else f"not ready; {_WILL_DO}"))
    findings += _check_engine(places, environment)
    built = [part.name for part in PARTS if (places.root / part.target).is_file()]
    text = ", ".join(built) if built else f"nothing; {_WILL_DO}"
    findings.append(Finding("Built parts", text))
    display = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") or ""
    text = display if has_display(environment) else "none; the demo runs headless"
    findings.append(Finding("Display", text, required=False))
    for library in LIBRARIES:
        path = library.path(places)
        text = str(path) if path.is_file() else "not fetched yet; `dev.py test` tries to"
        findings.append(Finding(library.variable, f"{library.title}: {text}", required=False))
    return findings + _check_steam(environment, home or Path.home())


def report(findings: list[Finding]) -> str:
    """The findings as a table, what is missing at the end with how to get it."""
    width = max(len(finding.name) for finding in findings)
    lines = []
    for finding in findings:
        mark = "ok" if not finding.is_missing else ("MISSING" if finding.required else "absent")
        lines.append(f"{mark:<8}{finding.name:<{width}}  {finding.found}")
    missing = [finding for finding in findings if finding.is_missing]
    for finding in missing:
        lines.append(f"\n{finding.name}: {finding.remedy}")
    if not any(finding.required for finding in missing):
        lines.append("\nEverything that is required is there.")
    return "\n".join(lines)
