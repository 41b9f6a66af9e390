"""Makes the sources and has Sphinx build them: ``python -m site_making --root CLONE``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from sphinx.cmd.build import build_main

from site_making.sources import write_sources

_SITE = Path(__file__).resolve().parents[1]


def main(arguments: Sequence[str]) -> int:
    """Builds the site.

    Args:
        arguments: The command line without the program's name.

    Returns:
        Sphinx's exit code: 0, or 1 when there was a warning or an error.
    """
    parser = argparse.ArgumentParser(prog="site_making", description=__doc__)
    parser.add_argument("--root", type=Path, default=_SITE.parents[1], help="the clone")
    parser.add_argument("--out", type=Path, help="where to (default: build/docs in the clone)")
    options = parser.parse_args(arguments)
    root: Path = options.root.resolve()
    out: Path = (options.out or root / "build" / "docs").resolve()
    source, doctrees = (out.with_name(f"{out.name}-{part}") for part in ("source", "doctrees"))
    write_sources(root, source)
    # Every warning is an error, and all are shown; -n also reports references that lead nowhere.
    words = ["-W", "-n", "-q", "-b", "html", "-c", _SITE, "-d", doctrees, source, out]
    return build_main([str(word) for word in words])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
