"""Measures the addon and prints the table.

Called by `python3 dev.py bench [--json FILE] [--quick] [NAME...]`, which builds first.

Exit code 0 when everything was measured, whatever came out; 1 when something could not be; 2 for
a wrong command line. A figure over its target is shown as such and is no error, since another
machine, or one that does other work, gives other figures.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "site_scons"))

from measuring.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
