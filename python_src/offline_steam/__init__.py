"""Room C, ``offline_steam``: a drop-in ``libsteam_api`` that simulates Steam on one machine.

Imports the standard library only, and cffi inside ``_shim``. Nothing else in the project imports
this package: programs reach it as a shared library by its path, through the same C ABI as Valve's.
Tests and tools may use ``offline_steam.control``; people have ``python -m offline_steam``.
"""

from __future__ import annotations

__version__ = "0.1.0"
