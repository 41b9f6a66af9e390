"""Soaks the Steam client and the offline runtime in random operations, against models.

    python tests/soak/soak.py --operations 1000000 --seed 7

Everything is decided by the seed, which a failure prints with the operations that led to it. Exit
code 0 when everything held, 1 when something did not.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python_src"))

from soaking.command import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
