"""Compiles Python files to bytecode that is never checked against its source.

A program of its own, started with the interpreter that the bytecode is for: ``python bytecode.py
FILE``, where FILE has a JSON list of ``[source, bytecode, name]``. ``name`` stands in tracebacks
until the file is imported from somewhere. Standard library only.

Order and a fixed seed of hashes matter: the same list gives the same bytes.
"""

from __future__ import annotations

import json
import py_compile
import sys
from pathlib import Path


def main(listing: Path) -> int:
    """Compiles all; gives the exit code."""
    for source, bytecode, name in json.loads(listing.read_text(encoding="utf-8")):
        Path(bytecode).parent.mkdir(parents=True, exist_ok=True)
        try:
            py_compile.compile(
                source,
                cfile=bytecode,
                dfile=name,
                doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
        except py_compile.PyCompileError as error:
            print(error.msg, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
