"""Archives whose bytes depend on nothing but their content. Standard library only."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Container, Iterable
from pathlib import Path

_OLDEST = 315532800  # 1980-01-01, before which an archive has no time
_UNIX = 3


def write_archive(
    target: Path, files: Iterable[tuple[str, Path]], moment: int, stored: Container[str] = ()
) -> None:
    """Writes a zip archive.

    Args:
        target: The archive; it appears when it is complete.
        files: Names in the archive, and the files to read; they are sorted by name.
        moment: The time of all entries, in seconds since 1970, written as UTC.
        stored: Names of entries to leave uncompressed, for readers in a hurry.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = target.with_name(f".{target.name}.part")
    stamp = time.gmtime(max(moment, _OLDEST))[:6]
    try:
        with zipfile.ZipFile(draft, "w") as archive:
            for name, path in sorted(files):
                entry = zipfile.ZipInfo(name, stamp)
                entry.create_system = _UNIX
                mode = 0o755 if path.suffix == ".so" or ".so." in path.name else 0o644
                entry.external_attr = (0o100000 | mode) << 16
                kind = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
                archive.writestr(entry, path.read_bytes(), kind, compresslevel=9)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
