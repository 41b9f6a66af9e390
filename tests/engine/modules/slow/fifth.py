"""A module without a class, which takes its time."""

from __future__ import annotations

import time

time.sleep(0.05)
done = True
