"""Has the clone's own ``addons/steamworks`` be the self-contained addon. Standard library only.

The next build puts the links for development back, see ``runtime_layout``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from runtime_layout import SITE_PACKAGES, remove_layout


def put_in_place(bundle: Path, addon: Path) -> None:
    """Replaces what the build has laid out; the user's packages and libraries stay.

    Args:
        bundle: A finished addon.
        addon: The clone's own.
    """
    remove_layout(addon / "python")
    for path in sorted(bundle.rglob("*")):
        relative = path.relative_to(bundle)
        target = addon / relative
        if path.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        elif not (relative.is_relative_to(SITE_PACKAGES) and target.exists()):
            # Not written into: a program that runs keeps the library that it has loaded.
            fresh = target.with_name(f".{target.name}.new")
            shutil.copyfile(path, fresh)
            fresh.chmod(path.stat().st_mode & 0o777)
            fresh.replace(target)
