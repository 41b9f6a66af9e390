"""The library in a process where another cffi-embedding library has started Python already."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

import offline_host
from cffi import FFI

# As in every extension of this kind that a host opens locally: C modules need libpython globally.
SOURCE = """
#include <dlfcn.h>
__attribute__((constructor)) static void share_libpython(void)
{
    Dl_info info;
    if (dladdr((void *)Py_InitializeEx, &info))
        dlopen(info.dli_fname, RTLD_NOW | RTLD_GLOBAL | RTLD_NOLOAD);
}
"""

INIT_CODE = """
import sys
from other_library import ffi

@ffi.def_extern()
def other_answer(number):
    print(len(sys.modules.get("offline_steam").__path__) if number == 21 else 0, flush=True)
    return 2 * number
"""


def test_shares_the_interpreter(library: Path, tmp_path: Path) -> None:
    """Both answer, in one interpreter: the other one sees the package that ours imported."""
    other = FFI()
    other.embedding_api("int other_answer(int);")
    other.set_source(
        "other_library",
        SOURCE,
        extra_link_args=[f"-Wl,-rpath,{sysconfig.get_config_var('LIBDIR')}"],
    )
    other.embedding_init_code(INIT_CODE)
    built = other.compile(tmpdir=str(tmp_path), target=str(tmp_path / "libother.*"))
    host = tmp_path / "embedding_host"
    compiler = os.environ.get("CC") or shutil.which("cc") or "gcc"
    source = Path(offline_host.HERE) / "embedding_host.c"
    subprocess.run([compiler, source, "-o", host, "-ldl"], check=True)
    constants = offline_host.build_script().build_constants("any")
    done = subprocess.run(
        [host, built, library],
        env={
            "PATH": os.environ["PATH"],
            "OFFLINE_STEAM_HOME": str(tmp_path / "home"),
            "PYTHONHOME": str(constants["BUILD_HOME"]),
            "PYTHONPATH": str(constants["BUILD_CFFI"]),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["0", "other", "40", "init", "0", "1", "other", "42"]


def test_two_copies_in_one_process(library: Path, older_library: Path, tmp_path: Path) -> None:
    """Two offline libraries in one process have a state each, and the control API tells them."""
    import ctypes

    from offline_steam import control

    first, second = control.load(library), control.load(older_library)
    first.set_latency(1)
    second.set_latency(2)
    assert (first.state()["latency"], second.state()["latency"]) == (1, 2)
    assert control.attach(library).state()["latency"] == 1
    assert ctypes.CDLL(str(library)).OfflineSteam_SetLatency(-1) == 0
    first.set_latency(3)
