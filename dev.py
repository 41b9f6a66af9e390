#!/usr/bin/env python3
"""The one entry for people: ``python3 dev.py demo``, ``test``, ``build``; ``--help`` lists all.

Sets up what is missing, and only that, then does what was asked. Standard library only; the work is
done by the modules in ``site_scons/workbench``. This file alone must also parse on Pythons that are
too old for the project, so that they get a sentence and not a syntax error.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - the check is what this file is for
    sys.exit(
        f"dev.py needs Python 3.11 or newer; this is Python {sys.version_info[0]}."
        f"{sys.version_info[1]} ({sys.executable}).\n"
        "Install a newer one (on Debian 12 and later: sudo apt-get install python3 python3-dev "
        "python3-venv) and run it with that, for example: python3.11 dev.py demo"
    )

from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "site_scons"))

from workbench.verbs import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
