"""Room C, ``offline_steam``: ``python -m offline_steam``. Imports ``cli`` only."""

from __future__ import annotations

import sys

from offline_steam.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
