"""Room A, build time: makes the shared library that Godot loads, by cffi's embedding mode.

Runs on its own, without importing the package::

    python build_extension.py --engine build/engine --generated python_src/godot/_generated \
        --out addons/steamworks/bin/libgodot_steamworks.linux.x86_64.so --tmp build/godot \
        --startup godot_steamworks

``--engine`` holds the engine's own descriptions (``gdextension_interface.h`` and ``.json``,
``extension_api.json``). With ``--emit SYSTEM`` nothing is compiled: what another compiler needs is
written below ``--tmp``, and said in the file ``--out``.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import sys
import sysconfig
from collections.abc import Sequence
from pathlib import Path

import cffi

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

import generate_api  # noqa: E402 - stands beside this script, which runs without its package
import generate_archive  # noqa: E402
import generate_docs  # noqa: E402
import generate_interface  # noqa: E402

MODULE = "_godot_ffi"
PLATFORM_SOURCES = {
    "linux": "platform_posix.c",
    "macos": "platform_posix.c",
    "windows": "platform_windows.c",
}
SOURCES = (
    "entry.c",
    "carried.c",
    "module.c",
    "errors.c",
    "values.c",
    "value_type.c",
    "plain.c",
    "plain_construct.c",
    "plain_members.c",
    "plain_operators.c",
    "plain_text.c",
    "builtin_calls.c",
    "builtin_methods.c",
    "element_types.c",
    "sequences.c",
    "sequence_reading.c",
    "sequence_changes.c",
    "sequence_type.c",
    "mappings.c",
    "packing.c",
    "buffers.c",
    "objects.c",
    "holds.c",
    "arguments.c",
    "calls.c",
    "method_binds.c",
    "names.c",
    "by_name.c",
    "properties.c",
    "attributes.c",
    "operations.c",
    "callables.c",
    "signals.c",
    "classes.c",
    "scripts.c",
    "script_calls.c",
    "script_properties.c",
    "script_lists.c",
    "script_class.c",
)

CALLBACKS = """
GDExtensionObjectPtr class_create_instance(void *userdata, GDExtensionBool notify);
void class_free_instance(void *userdata, GDExtensionClassInstancePtr instance);
void *class_get_virtual(void *userdata, GDExtensionConstStringNamePtr name, uint32_t hash);
void class_call_virtual(GDExtensionClassInstancePtr instance, GDExtensionConstStringNamePtr name,
                        void *data, const GDExtensionConstTypePtr *args, GDExtensionTypePtr result);
void class_notification(GDExtensionClassInstancePtr instance, int32_t what,
                        GDExtensionBool reversed);
void class_predelete(GDExtensionClassInstancePtr instance, int32_t what, GDExtensionBool reversed);
void class_to_string(GDExtensionClassInstancePtr instance, GDExtensionBool *valid,
                     GDExtensionStringPtr out);
void class_call_method(void *userdata, GDExtensionClassInstancePtr instance,
                       const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                       GDExtensionVariantPtr result, GDExtensionCallError *error);
void class_ptrcall_method(void *userdata, GDExtensionClassInstancePtr instance,
                          const GDExtensionConstTypePtr *args, GDExtensionTypePtr result);
void class_call_static(void *userdata, GDExtensionClassInstancePtr instance,
                       const GDExtensionConstVariantPtr *args, GDExtensionInt count,
                       GDExtensionVariantPtr result, GDExtensionCallError *error);
void class_ptrcall_static(void *userdata, GDExtensionClassInstancePtr instance,
                          const GDExtensionConstTypePtr *args, GDExtensionTypePtr result);
extern GDExtensionClassLibraryPtr bridge_library;
"""


def this_system() -> str:
    """The key in ``PLATFORM_SOURCES`` of the system that this runs on."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


def source_files(system: str) -> list[str]:
    """The C floor's own files for one system."""
    return [str(HERE / name) for name in (PLATFORM_SOURCES[system], *SOURCES)]


def ffibuilder(engine: Path, include: Path, startup: Sequence[str]) -> cffi.FFI:
    """The cffi description of the extension. ``include`` holds the generated headers."""
    interface = generate_interface.read(engine / "gdextension_interface.json")
    wrapper_declarations, wrapper_sources = generate_interface.wrappers(interface)
    ffi = cffi.FFI()
    ffi.cdef(generate_interface.declarations(engine / "gdextension_interface.h"))
    ffi.cdef(wrapper_declarations)
    ffi.cdef(CALLBACKS)
    ffi.embedding_api("int godot_boot(const char *packages);")
    # One import line, so that a debugger can step into everything that runs.
    ffi.embedding_init_code(f"import godot._ffi.boot as boot; boot.STARTUP = {tuple(startup)!r}")
    ffi.set_source(
        MODULE,
        f'#include "bridge.h"\n{CALLBACKS}\n{wrapper_sources}\n',
        sources=source_files(this_system()),
        include_dirs=[str(HERE), str(include), str(engine)],
        extra_compile_args=[
            "-O2",
            "-std=gnu11",
            "-fvisibility=hidden",
            "-Wall",
            "-Wno-unused-function",
            # Messages and the debugger's tables have paths in them: the same in every clone.
            f"-ffile-prefix-map={HERE.parents[2]}=.",
        ],
        # In the addon, and in an exported game.
        extra_link_args=["-Wl,-rpath,$ORIGIN/../python/lib:$ORIGIN/steamworks/lib"],
        libraries=["dl"],
    )
    return ffi


def main(arguments: Sequence[str] | None = None) -> int:
    """Generates the headers, ``api.bin`` and ``docs.bin``, and compiles the library."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--engine", type=Path, required=True, help="folder with the engine's descriptions"
    )
    parser.add_argument(
        "--generated", type=Path, required=True, help="folder for api.bin and docs.bin"
    )
    parser.add_argument("--out", type=Path, required=True, help="the library to make")
    parser.add_argument("--tmp", type=Path, required=True, help="folder for intermediate files")
    parser.add_argument(
        "--startup", action="append", default=[], help="package that the engine loads at start-up"
    )
    parser.add_argument(
        "--emit", choices=sorted(PLATFORM_SOURCES), help="write what to compile for this system"
    )
    options = parser.parse_args(arguments)
    engine, tmp = options.engine.resolve(), options.tmp.resolve()
    tmp.mkdir(parents=True, exist_ok=True)
    options.generated.mkdir(parents=True, exist_ok=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)

    api = generate_interface.read(engine / "extension_api.json")
    interface = generate_interface.read(engine / "gdextension_interface.json")
    (tmp / "interface_table.h").write_text(
        generate_interface.interface_table(interface), encoding="utf-8"
    )
    (tmp / "engine_constants.h").write_text(
        generate_interface.engine_constants(api), encoding="utf-8"
    )
    for name, pieces in (
        ("api.bin", generate_api.pieces(api)),
        ("docs.bin", generate_docs.pieces(api)),
    ):
        (options.generated / name).write_bytes(generate_archive.archive(pieces))

    builder = ffibuilder(engine, tmp, options.startup)
    if options.emit:
        glue = tmp / f"{MODULE}.c"
        builder.emit_c_code(str(glue))
        plan = {
            "sources": [str(glue), *source_files(options.emit)],
            "include": [str(folder) for folder in (HERE, tmp, engine)],
        }
        options.out.write_text(json.dumps(plan), encoding="utf-8")
        return 0

    # The addon has its own libpython. The building Python's folder would come before it, and be
    # gone elsewhere.
    os.environ["LDSHARED"] = re.sub(
        r"\s-Wl,-rpath[=,]\S+", "", sysconfig.get_config_var("LDSHARED")
    )
    library = builder.compile(tmpdir=str(tmp), target=f"{MODULE}.so")
    shutil.copyfile(library, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
