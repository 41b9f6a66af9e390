"""Room B, `steamworks._abi`: builds the compiled module `steamworks._abi._native`.

Runs on its own (`python build_native.py --out FILE --tmp DIR`) and imports nothing of its package:
the declarations beside it are read by their path. With `--emit SYSTEM` nothing is compiled: what
another compiler needs is written below `--tmp`, and said in the file `--out`.

The module is the whole foreign-function interface of this room. It opens Valve's library (or any
with the same exports), looks every declared function up once, and offers a compiled wrapper for
each that calls through the pointer found. A wrapper whose function or interface is absent returns
zero instead of calling through NULL. One function does the work of a frame: run it, and copy
whatever callbacks there are into a buffer. Others read a whole page of a leaderboard, and the names
of all achievements.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import shutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import cffi

HERE = Path(__file__).resolve().parent


def _declarations() -> ModuleType:
    path = HERE / "declarations.py"
    spec = importlib.util.spec_from_file_location("steamworks_abi_declarations", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be read")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


DECLARATIONS = _declarations()

CDEF_COMMON = """
typedef struct steam_library steam_library;

steam_library *steam_library_open(const char *path, char *message, int message_size);
bool steam_library_has(steam_library *library, int function);
int steam_library_find_interface(steam_library *library, int which);
void steam_library_forget_interfaces(steam_library *library);
int steam_library_init(steam_library *library, char *message);
void steam_library_start_dispatch(steam_library *library);
void steam_library_shutdown(steam_library *library);
void *steam_library_messages(steam_library *library);
int steam_library_pump(steam_library *library);
int steam_library_drain(steam_library *library);
int steam_library_read_entries(
    steam_library *library, uint64_t entries, int count, void *rows, int row_size);
uint32_t steam_library_achievement_names(
    steam_library *library, uint32_t count, char *names, uint32_t size);
"""

C_HEAD = """
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#ifdef _WIN32
#  define WIN32_LEAN_AND_MEAN
#  include <windows.h>
#  define STEAM_PACK 8
#else
#  include <dlfcn.h>
#  define STEAM_PACK 4
#endif

#pragma pack(push, STEAM_PACK)
typedef struct {
    int32_t m_hSteamUser;
    int m_iCallback;
    uint8_t *m_pubParam;
    int m_cubParam;
} CallbackMsg_t;
#pragma pack(pop)

/* How a callback lies in the buffer that Python reads: this header, then its bytes, padded to 8. */
typedef struct {
    int32_t kind;
    int32_t callback;
    int32_t size;     /* as the library reported it */
    int32_t copied;   /* bytes that follow the header; not size when the message was refused */
    uint64_t call;
} record_header;

enum { KIND_CALLBACK = 0, KIND_CALL_RESULT = 1, KIND_CALL_FAILED = 2 };
enum { API_CALL_COMPLETED = 703, API_CALL_COMPLETED_SIZE = 16 };
"""

C_TAIL = r"""
/* A library is never closed again: Steam's threads run in it. */
#ifdef _WIN32
static void *open_module(const char *path, char *message, int message_size)
{
    wchar_t *wide = NULL;
    HMODULE module = NULL;
    int length = MultiByteToWideChar(CP_UTF8, 0, path, -1, NULL, 0);
    if (length > 0 && (wide = malloc(sizeof *wide * (size_t)length))) {
        MultiByteToWideChar(CP_UTF8, 0, path, -1, wide, length);
        /* What the library itself needs is looked for beside it. */
        module = LoadLibraryExW(wide, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    }
    if (!module)
        snprintf(message, (size_t)message_size, "Windows error %lu", GetLastError());
    free(wide);
    return module;
}

static void *find_symbol(void *module, const char *name)
{
    return (void *)GetProcAddress((HMODULE)module, name);
}
#else
static void *open_module(const char *path, char *message, int message_size)
{
    void *module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!module) {
        const char *text = dlerror();
        snprintf(message, (size_t)message_size, "%s", text ? text : "dlopen failed");
    }
    return module;
}

static void *find_symbol(void *module, const char *name)
{
    return dlsym(module, name);
}
#endif

steam_library *steam_library_open(const char *path, char *message, int message_size)
{
    void *module = open_module(path, message, message_size);
    if (!module)
        return NULL;
    steam_library *library = calloc(1, sizeof *library);
    if (!library) {
        snprintf(message, (size_t)message_size, "out of memory");
        return NULL;
    }
    library->module = module;
    for (size_t i = 0; i < FUNCTION_COUNT; i++)
        library->functions.by_index[i] = (void (*)(void))find_symbol(module, FUNCTION_NAMES[i]);
    return library;
}

bool steam_library_has(steam_library *library, int function)
{
    return function >= 0 && (size_t)function < FUNCTION_COUNT
        && library->functions.by_index[function] != NULL;
}

/* The position of the accessor that gave the interface; -1: the library has none of them; -2: it
   has one, but that returned NULL (not connected, or the client is too old for it). */
int steam_library_find_interface(steam_library *library, int which)
{
    int outcome = -1;
    for (int i = 0; ACCESSOR_NAMES[which][i]; i++) {
        const char *name = ACCESSOR_NAMES[which][i];
        void *(*accessor)(void) = (void *(*)(void))find_symbol(library->module, name);
        if (!accessor)
            continue;
        library->interfaces[which] = accessor();
        if (library->interfaces[which])
            return i;
        outcome = -2;
    }
    return outcome;
}

void steam_library_forget_interfaces(steam_library *library)
{
    memset(library->interfaces, 0, sizeof library->interfaces);
    library->pipe = 0;
}

int steam_library_init(steam_library *library, char *message)
{
    if (!library->functions.by_name.SteamAPI_InitFlat)
        return -1;
    return library->functions.by_name.SteamAPI_InitFlat(message);
}

void steam_library_start_dispatch(steam_library *library)
{
    SteamAPI_ManualDispatch_Init(library);
    library->pipe = SteamAPI_GetHSteamPipe(library);
}

void steam_library_shutdown(steam_library *library)
{
    steam_library_forget_interfaces(library);
    SteamAPI_Shutdown(library);
}

void *steam_library_messages(steam_library *library)
{
    return library->messages;
}

static uint32_t padded(int size)
{
    return ((uint32_t)size + 7u) & ~7u;
}

/* Copies one message behind `*used`. A completed call is turned into its result here, while its
   message is still the current one, as Valve's own dispatcher does. */
static void copy_message(steam_library *library, const CallbackMsg_t *message, uint32_t *used)
{
    record_header *header = (record_header *)(library->messages + *used);
    uint8_t *body = (uint8_t *)(header + 1);
    int room = (int)(sizeof library->messages - *used - sizeof *header);
    int size = message->m_cubParam;

    header->kind = KIND_CALLBACK;
    header->callback = message->m_iCallback;
    header->size = size;
    header->copied = 0;
    header->call = 0;

    if (message->m_iCallback == API_CALL_COMPLETED && size == API_CALL_COMPLETED_SIZE
        && message->m_pubParam) {
        int32_t callback, result_size;
        bool failed = false, fetched = false;
        memcpy(&header->call, message->m_pubParam, 8);
        memcpy(&callback, message->m_pubParam + 8, 4);
        memcpy(&result_size, message->m_pubParam + 12, 4);
        header->callback = callback;
        header->size = result_size;
        if (result_size >= 0 && result_size <= room) {
            fetched = SteamAPI_ManualDispatch_GetAPICallResult(
                library, library->pipe, header->call, body, result_size, callback, &failed);
            header->copied = fetched && !failed ? result_size : 0;
        }
        header->kind = fetched && !failed ? KIND_CALL_RESULT : KIND_CALL_FAILED;
    } else if (size > 0 && size <= room && message->m_pubParam) {
        memcpy(body, message->m_pubParam, (size_t)size);
        header->copied = size;
    }
    *used += (uint32_t)sizeof *header + padded(header->copied);
}

/* Copies callbacks until there are no more, or until the next one might not fit. Returns the bytes
   used, negative when the buffer was full and the caller should come back for the rest. */
int steam_library_drain(steam_library *library)
{
    CallbackMsg_t message;
    uint32_t used = 0;
    while (SteamAPI_ManualDispatch_GetNextCallback(library, library->pipe, &message)) {
        copy_message(library, &message, &used);
        SteamAPI_ManualDispatch_FreeLastCallback(library, library->pipe);
        if (used > sizeof library->messages / 2)
            return -(int)used;
    }
    return (int)used;
}

int steam_library_pump(steam_library *library)
{
    SteamAPI_ManualDispatch_RunFrame(library, library->pipe);
    return steam_library_drain(library);
}

/* Reads downloaded rows of a leaderboard, each of `row_size` bytes, without their details. Returns
   how many Steam gave, one after the other from the first on. */
int steam_library_read_entries(
    steam_library *library, uint64_t entries, int count, void *rows, int row_size)
{
    int read = 0;
    while (read < count
           && SteamAPI_ISteamUserStats_GetDownloadedLeaderboardEntry(
               library, entries, read, (uint8_t *)rows + (size_t)read * (size_t)row_size, NULL, 0))
        read++;
    return read;
}

/* Copies the names of the first `count` achievements, each with its NUL, as far as there is room.
   Returns how many bytes they take altogether. */
uint32_t steam_library_achievement_names(
    steam_library *library, uint32_t count, char *names, uint32_t size)
{
    uint32_t used = 0;
    for (uint32_t i = 0; i < count; i++) {
        const char *name = SteamAPI_ISteamUserStats_GetAchievementName(library, i);
        uint32_t length = name ? (uint32_t)strlen(name) : 0;
        if (used + length < size) {
            memcpy(names + used, name ? name : "", length);
            names[used + length] = 0;
        }
        used += length + 1;
    }
    return used;
}
"""


def _signature(function: Any, *, pointer: bool) -> str:
    """The C declaration of a wrapper (or, with `pointer`, of the pointer to Steam's function)."""
    parameters = [f"{c_type} {name}" for c_type, name in function.parameters]
    if pointer:
        if function.interface:
            parameters.insert(0, "void *self")
        return f"{function.returns} (*{function.name})({', '.join(parameters) or 'void'})"
    parameters.insert(0, "steam_library *library")
    return f"{function.returns} {function.name}({', '.join(parameters)})"


def _wrapper(function: Any, interfaces: list[str]) -> str:
    name, returns = function.name, function.returns
    arguments = [parameter for _, parameter in function.parameters]
    guard = f"!library->functions.by_name.{name}"
    if function.interface:
        pointer = f"library->interfaces[{interfaces.index(function.interface)}]"
        arguments.insert(0, pointer)
        guard += f" || !{pointer}"
    call = f"library->functions.by_name.{name}({', '.join(arguments)});"
    body = (
        f"    if (!({guard}))\n        {call}"
        if returns == "void"
        else f"    if ({guard})\n        return ({returns})0;\n    return {call}"
    )
    return f"static {_signature(function, pointer=False)}\n{{\n{body}\n}}\n"


def sources() -> tuple[str, str]:
    """The declarations for cffi and the C source, made from the table."""
    functions = DECLARATIONS.FUNCTIONS
    interfaces = list(DECLARATIONS.ACCESSORS)
    typedefs = "".join(f"typedef {c} {name};\n" for name, c in DECLARATIONS.TYPES.items())
    offered = [f for f in functions if f.interface]
    cdef = (
        typedefs
        + CDEF_COMMON
        + "HSteamPipe SteamAPI_GetHSteamPipe(steam_library *library);\n"
        + "HSteamUser SteamAPI_GetHSteamUser(steam_library *library);\n"
        + "bool SteamAPI_RestartAppIfNecessary(steam_library *library, uint32 unOwnAppID);\n"
        + "".join(f"{_signature(f, pointer=False)};\n" for f in offered)
    )
    rows = [
        C_HEAD,
        typedefs,
        f"enum {{ FUNCTION_COUNT = {len(functions)}, INTERFACE_COUNT = {len(interfaces)} }};\n",
        "static const char *const FUNCTION_NAMES[] = {\n",
        *(f'    "{f.name}",\n' for f in functions),
        "};\nstatic const char *const ACCESSOR_NAMES[][8] = {\n",
        *(
            "    {" + ", ".join(f'"{a}"' for a in accessors) + ", NULL},\n"
            for accessors in DECLARATIONS.ACCESSORS.values()
        ),
        "};\n",
        "typedef union {\n    void (*by_index[FUNCTION_COUNT])(void);\n    struct {\n",
        *(f"        {_signature(f, pointer=True)};\n" for f in functions),
        "    } by_name;\n} function_table;\n",
        "typedef struct steam_library {\n    void *module;\n    function_table functions;\n",
        "    void *interfaces[INTERFACE_COUNT];\n    HSteamPipe pipe;\n",
        f"    _Alignas(8) uint8_t messages[{DECLARATIONS.MESSAGES_SIZE}];\n}} steam_library;\n",
        *(_wrapper(f, interfaces) for f in functions),
        C_TAIL,
    ]
    return cdef, "".join(rows)


def _make() -> cffi.FFI:
    cdef, source = sources()
    ffi = cffi.FFI()
    ffi.cdef(cdef)
    ffi.set_source(
        "steamworks._abi._native",
        source,
        extra_compile_args=(
            ["/O2", "/std:c11"] if sys.platform == "win32" else ["-O2", "-Wno-unused-function"]
        ),
        libraries=["dl"] if sys.platform.startswith("linux") else [],
    )
    return ffi


ffibuilder = _make()


def main(argv: list[str] | None = None) -> int:
    """Compiles the module into `--out`, with intermediate files under `--tmp`."""
    parser = argparse.ArgumentParser(description="Build the module steamworks._abi._native.")
    parser.add_argument("--out", required=True, type=Path, help="the file to write")
    parser.add_argument("--tmp", required=True, type=Path, help="a folder for intermediate files")
    parser.add_argument(
        "--emit",
        choices=("linux", "macos", "windows"),
        help="write what to compile for this system",
    )
    options = parser.parse_args(argv)
    options.tmp.mkdir(parents=True, exist_ok=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    if options.emit:
        glue = options.tmp.resolve() / "_native.c"
        ffibuilder.emit_c_code(str(glue))
        plan = {"sources": [str(glue)], "include": []}
        options.out.write_text(json.dumps(plan), encoding="utf-8")
        return 0
    built = Path(ffibuilder.compile(tmpdir=str(options.tmp)))
    # Replaced, not overwritten: a running program keeps the file that it has mapped.
    fresh = options.out.with_name(options.out.name + ".new")
    shutil.copyfile(built, fresh)
    fresh.replace(options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
