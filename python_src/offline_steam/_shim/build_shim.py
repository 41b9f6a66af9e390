"""Room C, ``offline_steam._shim``: compiles ``libsteam_api`` through cffi's embedding mode.

A script of its own, run by the build: ``python build_shim.py --out FILE --tmp DIR [--sdk
FLAVOUR]``. May import cffi, setuptools (through cffi) and, by path, ``exports.py`` and ``flat.py``
beside it. With ``--emit SYSTEM`` nothing is compiled: what another compiler needs is written below
``--tmp``, and said in the file ``--out``.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from cffi import FFI

HERE = Path(__file__).resolve().parent
VERSION = "0.1.0"
MODULE = "_offline_steam_shim"


def _load(part: str) -> ModuleType:
    """A module beside this file, without importing the package it belongs to."""
    name = f"_offline_steam_{part}"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, HERE / f"{part}.py")
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


def _load_exports() -> ModuleType:
    return _load("exports")


FOR_PYTHON = """
bool shim_post(int32_t id, const void *data, int32_t size);
uint64_t shim_open_call(void);
bool shim_complete_call(uint64_t call, int32_t id, const void *data, int32_t size, int32_t failure);
uint64_t shim_keep_entries(const void *entries, int32_t count, const void *details,
                           int32_t details_count);
int64_t shim_frame(void);
void shim_wake_at(int64_t frame);
int64_t shim_queued(void);
uint64_t shim_posted(void);
uint64_t shim_taken_twice(void);
int64_t shim_pending_calls(void);
const char *shim_library_path(void);
const char *shim_packages_path(void);
const char *shim_table(void);
const char *shim_environment(const char *name);
bool shim_set_names(const char *text, size_t size, uint32_t count);
void shim_forget_unlock_times(void);
void shim_note_unlock_time(uint32_t index, uint32_t time);
void shim_start_failed(const char *message);
bool OfflineSteam_FailNextInit(int result, const char *message);
bool OfflineSteam_PostCallbacks(int id, const void *data, int size, int count);
"""

FROM_C = {
    "py_connect": ("int", "char *message"),
    "py_disconnect": ("void", ""),
    "py_run_due": ("void", "int64_t frame"),
    "py_fill_names": ("void", ""),
    "py_unlock_time": ("int64_t", "uint32_t index"),
    "py_notify": ("void", "const char *text"),
}


def declarations(flavour: str) -> str:
    """What cffi has to know: our C functions, and the Python functions that C calls."""
    lines = [FOR_PYTHON]
    for name, (result, parameters) in FROM_C.items():
        lines.append(f'extern "Python" {result} {name}({parameters});')
    for export in _load_exports().exports_of(flavour):
        if export.python:
            parameters = ", ".join(export.parameters)
            lines.append(f'extern "Python" {export.result} {export.entry}({parameters});')
    return "\n".join(lines)


def _c_text(value: str | Path) -> str:
    """A C string literal, in octal where a character could end or change it."""
    return (
        '"'
        + "".join(
            chr(byte) if 32 <= byte < 127 and byte not in b'"\\?' else f"\\{byte:03o}"
            for byte in os.fsencode(value)
        )
        + '"'
    )


def _argument(parameter: str) -> str:
    """The name in a C declaration such as ``const char *name``."""
    return parameter.replace("*", " ").split()[-1]


def build_constants(flavour: str) -> dict[str, str | Path]:
    """What is compiled in: versions, and where this Python has what the library needs."""
    import _cffi_backend

    return {
        "OFFLINE_STEAM_VERSION": VERSION,
        "EXPORT_TABLE_DIGEST": str(_load_exports().digest(flavour)),
        "SDK_NAMES": ", ".join(_load("flat").SDKS.get(flavour, (flavour,))),
        "PYTHON_VERSION": f"{sys.version_info[0]}.{sys.version_info[1]}",
        "PYTHON_ARCHIVE": f"{sys.version_info[0]}{sys.version_info[1]}.zip",
        "BUILD_HOME": Path(sys.base_prefix),
        "BUILD_STDLIB": Path(sysconfig.get_path("stdlib")),
        "BUILD_DYNLOAD": Path(sysconfig.get_path("stdlib")) / "lib-dynload",
        "BUILD_CFFI": Path(_cffi_backend.__file__).resolve().parent,
        "BUILD_PACKAGES": HERE.parent.parent,
    }


def self_contained(constants: Mapping[str, str | Path]) -> dict[str, str | Path]:
    """The same without any place of this machine: for a library that lies in a whole addon."""
    return {name: "" if isinstance(value, Path) else value for name, value in constants.items()}


def source(flavour: str, constants: Mapping[str, str | Path]) -> str:
    """The C source: the constants, our headers, and a function for each line of the table."""
    exports = _load_exports()
    lines = [f"#define {name} {_c_text(value)}" for name, value in constants.items()]
    lines += ["#include <stdbool.h>", "#include <stdint.h>"]
    for name, (result, parameters) in FROM_C.items():
        lines.append(f"static {result} {name}({parameters or 'void'});")
    table = exports.exports_of(flavour)
    for export in table:
        if export.python:
            parameters = ", ".join(export.parameters) or "void"
            lines.append(f"static {export.result} {export.entry}({parameters});")
    lines.append('#include "steam_api.h"')
    known = [accessor for accessor in _accessors(flavour) if accessor.kind != "gameserver"]
    lines.append(f"#define KNOWN_VERSIONS {len(known)}")
    lines.append('#include "interfaces.h"')
    lines += [_function(export) for export in table]
    lines += _the_rest(flavour)
    lines += _interfaces(flavour)
    return "\n".join(lines) + "\n"


def _accessors(flavour: str) -> list[Any]:
    """How programs get interfaces: those of the flavour, and those that are not simulated."""
    table = _load("flat").read()
    by_symbol = {accessor.symbol: accessor for accessor in table.accessors}
    simulated = [
        by_symbol[f"SteamAPI_{interface.removeprefix('I')}_{version}"]
        for interface, versions in _load_exports().FLAVOURS[flavour].accessors
        for version in versions
    ]
    rest = [accessor for accessor in table.of(flavour).accessors if accessor not in simulated]
    return simulated + rest


def _interface(token: str, symbols: tuple[str, ...], exported: set[str]) -> list[str]:
    """An interface: a table through which C++ calls the functions, which take ``this`` as they do.

    Before the methods C++ has two words about the class, here: the object begins at its address,
    and its type is not described.
    """
    methods = [f"METHOD({name})" if name in exported else "no_method" for name in symbols]
    entries = ", ".join(["NULL", "NULL", *methods, "EIGHT(no_method)"])
    return [
        f"static const void *const methods_{token}[] = {{{entries}}};",
        f"static struct interface {token} = {{methods_{token} + 2}};",
    ]


def _interfaces(flavour: str) -> list[str]:
    """The interfaces by the strings that name their versions, and the accessors."""
    flat = _load("flat").read()
    accessors = _accessors(flavour)
    exported = {export.symbol for export in _load_exports().exports_of(flavour)}
    exported |= {function.symbol for function in flat.of(flavour).functions}
    exported |= {function.symbol for function in flat.functions if function.written}
    lines = []
    known = []
    for accessor in accessors:
        if accessor.kind == "gameserver":
            value = "NULL"
        else:
            token = f"the_{accessor.symbol}"
            lines += _interface(token, flat.methods_of(accessor, flavour), exported)
            known.append(f'    {{"{accessor.version}", &{token}}},')
            value = f"&{token}"
            if accessor.kind == "user":
                value = f"atomic_load(&steam.connected) ? {value} : NULL"
        lines.append(f"EXPORT void *{accessor.symbol}(void) {{ return {value}; }}")
    for token, sdk in (("the_client", ""), ("the_older_client", "1.61")):
        lines += _interface(token, flat.methods["ISteamClient", sdk], exported)
    lines.append("static const struct interface_version interface_versions[KNOWN_VERSIONS] = {")
    lines += [*known, "};"]
    return lines


def _the_rest(flavour: str) -> list[str]:
    """What Valve's library exports besides, as far as nothing above has it."""
    done = {export.symbol for export in _load_exports().exports_of(flavour)}
    return [
        function.code
        for function in _load("flat").read().of(flavour).functions
        if not function.written and function.symbol not in done
    ]


def _function(export: Any) -> str:
    """One exported function in C."""
    parameters = list(export.parameters)
    call = f"{export.entry}({', '.join(map(_argument, parameters))})"
    if export.is_control:
        guard = "ensure_started() && python_answers()"
    else:
        guard = "usable(self)"
        parameters.insert(0, "void *self")
    head = f"EXPORT {export.result} {export.symbol}({', '.join(parameters) or 'void'})"
    if export.python and export.result == "void":
        return f"{head}\n{{\n    if ({guard})\n        {call};\n}}"
    if export.python:
        return f"{head}\n{{\n    return {guard} ? {call} : {export.value};\n}}"
    unused = "".join(f" (void){_argument(parameter)};" for parameter in parameters)
    answer = f" return {export.value};" if export.value else ""
    return f"{head} {{{unused}{answer} }}"


def link_flags() -> list[str]:
    """What the linker of this system is told besides."""
    python = sysconfig.get_config_var("LIBDIR")
    if sys.platform == "win32":
        return []
    if sys.platform == "darwin":
        return [
            *("-Wl,-rpath,@loader_path/../../../lib", f"-Wl,-rpath,{python}"),
            "-Wl,-install_name,@rpath/libsteam_api.dylib",
        ]
    return [
        # Beside the library in the addon's layout first, then where this Python has it.
        "-Wl,-rpath,$ORIGIN/../../../lib",
        # As Valve's has it: programs that are linked with this file need it by that name.
        "-Wl,-soname,libsteam_api.so",
        # C++ methods are our functions, whatever else the program has by their names.
        "-Wl,-Bsymbolic",
        f"-Wl,-rpath,{python}",
    ]


def make_ffi(flavour: str = "any", constants: Mapping[str, str | Path] | None = None) -> FFI:
    """The builder for one flavour.

    Args:
        flavour: a key of ``exports.FLAVOURS``.
        constants: instead of ``build_constants(flavour)``.

    Raises:
        KeyError: for a flavour that is not in ``exports.FLAVOURS``.
    """
    builder = FFI()
    builder.embedding_api("")
    builder.cdef(declarations(flavour))
    builder.set_source(
        MODULE,
        source(flavour, constants or build_constants(flavour)),
        include_dirs=[str(HERE / "c")],
        depends=[str(path) for path in sorted((HERE / "c").glob("*.h"))],
        extra_compile_args=(
            [] if sys.platform == "win32" else ["-O2", "-std=gnu11", "-fvisibility=hidden"]
        ),
        extra_link_args=link_flags(),
    )
    builder.embedding_init_code((HERE / "boot.py").read_text(encoding="utf-8"))
    return builder


ffibuilder = make_ffi()


def check_python() -> str | None:
    """Why this Python cannot be embedded, or None when it can."""
    if sys.platform == "win32" or sysconfig.get_config_var("Py_ENABLE_SHARED"):
        return None
    folder = Path(sysconfig.get_config_var("LIBDIR") or "")
    suffix = "dylib" if sys.platform == "darwin" else "so"
    name = f"libpython{sys.version_info[0]}.{sys.version_info[1]}.{suffix}"
    multiarch = sysconfig.get_config_var("MULTIARCH") or ""
    if any((place / name).exists() for place in (folder, folder / multiarch)):
        return None
    return (
        f"{sys.executable} has no shared {name}, which a library that starts Python needs. Install "
        "the development package of your Python (Debian: python3-dev), or a Python that was built "
        "with --enable-shared."
    )


def main(argv: list[str]) -> int:
    """Compiles the library. Returns the exit code."""
    flavours = _load_exports().FLAVOURS
    parser = argparse.ArgumentParser(description="Build the offline libsteam_api.")
    parser.add_argument("--out", type=Path, default=HERE.parent / "lib" / "libsteam_api.so")
    parser.add_argument("--tmp", type=Path, required=True, help="folder for intermediate files")
    parser.add_argument(
        "--self-contained",
        action="store_true",
        help="for a whole addon: look for Python and packages nowhere but around the library",
    )
    parser.add_argument("--sdk", choices=sorted(flavours), default="any", help="SDK to pass for")
    parser.add_argument(
        "--emit",
        choices=("linux", "macos", "windows"),
        help="write what to compile for this system",
    )
    options = parser.parse_args(argv)
    if options.emit:
        options.tmp.mkdir(parents=True, exist_ok=True)
        glue = options.tmp.resolve() / f"{MODULE}.c"
        make_ffi(options.sdk, self_contained(build_constants(options.sdk))).emit_c_code(str(glue))
        plan = {"sources": [str(glue)], "include": [str(HERE / "c")]}
        options.out.write_text(json.dumps(plan), encoding="utf-8")
        return 0
    problem = check_python()
    if problem:
        print(f"build_shim: {problem}", file=sys.stderr)
        return 1
    options.tmp.mkdir(parents=True, exist_ok=True)
    builder = ffibuilder if options.sdk == "any" else make_ffi(options.sdk)
    if options.self_contained:
        builder = make_ffi(options.sdk, self_contained(build_constants(options.sdk)))
    built = builder.compile(
        tmpdir=str(options.tmp), target=str(options.tmp.resolve() / "libsteam_api.*"), verbose=False
    )
    options.out.parent.mkdir(parents=True, exist_ok=True)
    # Put in place in one step: a process that has the old one loaded keeps it intact.
    fresh = options.out.with_name(options.out.name + ".new")
    shutil.copyfile(built, fresh)
    fresh.replace(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
