"""Room D: what differs between the systems that games are exported for. May import: nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["Target", "target_of"]

_ARCHITECTURES = ("x86_64", "arm64", "universal", "x86_32", "arm32", "rv64", "ppc64", "loongarch64")


@dataclass(frozen=True, slots=True)
class Target:
    """One system and processor, under the engine's names for them."""

    system: str
    """``linux``, ``windows`` or ``macos``."""
    architecture: str
    """Such as ``x86_64``."""

    @property
    def name(self) -> str:
        """As the addon's manifest and libraries are called: ``linux.x86_64``."""
        return f"{self.system}.{self.architecture}"

    @property
    def steam_library(self) -> str:
        """What Valve calls its library there."""
        if self.system == "windows":
            return "steam_api.dll" if self.architecture == "x86_32" else "steam_api64.dll"
        return "libsteam_api.dylib" if self.system == "macos" else "libsteam_api.so"

    @property
    def sdk_folder(self) -> str:
        """Where Valve's SDK keeps it, below ``redistributable_bin``.

        Empty: in that folder itself, as the 32-bit one of Windows.
        """
        if self.system == "windows":
            return "" if self.architecture == "x86_32" else "win64"
        if self.system == "macos":
            return "osx"
        return {"x86_32": "linux32", "arm64": "linuxarm64"}.get(self.architecture, "linux64")

    def can_be(self, head: bytes) -> bool:
        """Whether a file that begins like this may be a library for the target.

        ``head`` has at least the first 20 bytes.
        """
        if self.system == "windows":
            return head.startswith(b"MZ")
        if self.system == "macos":
            return head[:4] in (b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
        machine = {"x86_64": 62, "x86_32": 3, "arm64": 183, "arm32": 40}.get(self.architecture)
        known = machine is None or int.from_bytes(head[18:20], "little") == machine
        return head.startswith(b"\x7fELF") and known


def target_of(features: Iterable[str]) -> Target | None:
    """The target that an export's features name; None where Steam and this addon do not run.

    Source: ``EditorExportPlugin._export_begin``.
    """
    found = set(features)
    system = next((name for name in ("linux", "windows", "macos") if name in found), None)
    if system is None:
        return None
    architecture = next((name for name in _ARCHITECTURES if name in found), "x86_64")
    return Target(system, "universal" if system == "macos" else architecture)
